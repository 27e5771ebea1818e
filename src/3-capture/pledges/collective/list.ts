import { type Actor, look, mayAnywhere } from '#access'
import { readPage } from '#platform/lists/page'
import { type CollectiveSearch, collectivePledges, yearsOfCollectives } from './store.ts'

/** What collectives pledged for a year, page by page, as far as this person reads it. */
export const listOfCollectives = (actor: Actor, search: CollectiveSearch) =>
  look(actor, 'pledge.read', null, async (db) => ({
    ...(await readPage(
      search.limit,
      (limit) => collectivePledges(db, { ...search, limit }),
      ({ id }) => ({ id }),
    )),
    years: await yearsOfCollectives(db),
    mayEnter: await mayAnywhere(db, 'pledge.enter'),
  }))
