import { type Actor, look, unitsToAct } from '#access'
import { readPage } from '#platform/lists/page'
import { collectivePledges } from './store.ts'

/** What collectives pledged for a year, page by page, as far as this person reads it. */
export const listOfCollectives = (actor: Actor, year: number, after: { id: string } | undefined) =>
  look(actor, 'pledge.read', null, async (db) => {
    const page = await readPage(
      50,
      (limit) => collectivePledges(db, { year, after: after?.id, limit }),
      ({ id }) => ({ id }),
    )
    return {
      ...page,
      mayEnter: (await unitsToAct(db, 'pledge.enter')).length > 0,
    }
  })
