import { type Actor, look } from '#access'
import { indicatorsOf } from '#figures'
import { type Day, today } from '#platform/time'
import { collectivePledges, themesOf } from '../collective/store.ts'
import { openYears } from '../rules.ts'
import { unsealed } from './pledge-personally.ts'
import { cellsNear, personalInOwnCells, personalOf } from './store.ts'

/** What is needed to pledge for oneself. */
export const formForPersonal = (actor: Actor, day: Day = today()) =>
  look(actor, 'pledge.make', null, async (db) => {
    const years = openYears(day)
    return {
      years,
      themes: await themesOf(db, years),
      cells: await cellsNear(db),
      indicators: (await indicatorsOf(db)).filter(({ rule }) => rule !== 'derived'),
    }
  })

/** What a person sees first: their own pledges, those of their cells, and what collectives pledged. */
export const startOf = (actor: Actor, year: number) =>
  look(actor, 'pledge.make', null, async (db) => ({
    own: (await personalOf(db, actor.personId)).map(unsealed),
    inCells: (await personalInOwnCells(db, actor.personId, year)).map(unsealed),
    collectives: await collectivePledges(db, { year, limit: 6 }),
  }))
