import { type Actor, look, unitsToAct } from '#access'
import { collectivePledges } from './store.ts'

const perPage = 50

/** What collectives pledged for a year, page by page, as far as this person reads it. */
export const listOfCollectives = (actor: Actor, year: number, after: string | undefined) =>
  look(actor, 'pledge.read', null, async (db) => {
    const rows = await collectivePledges(db, { year, after, limit: perPage + 1 })
    const shown = rows.slice(0, perPage)
    return {
      rows: shown,
      next: rows.length > perPage ? shown.at(-1)?.id : undefined,
      mayEnter: (await unitsToAct(db, 'pledge.enter')).length > 0,
    }
  })
