import { type Actor, look, unitsToAct } from '#access'
import { type CollectiveSearch, collectivePledges } from './store.ts'

/** What collectives pledged for a year, page by page, as far as this person reads it. */
export const listOfCollectives = (actor: Actor, search: CollectiveSearch) =>
  look(actor, 'pledge.read', null, async (db) => {
    const rows = await collectivePledges(db, { ...search, limit: search.limit + 1 })
    const shown = rows.slice(0, search.limit)
    return {
      rows: shown,
      next: rows.length > search.limit ? shown.at(-1)?.id : undefined,
      mayEnter: (await unitsToAct(db, 'pledge.enter')).length > 0,
    }
  })
