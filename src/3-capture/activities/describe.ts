import { describeSources } from '#figures'
import { activitiesMatching } from './store.ts'

/** A record in a list of facts: what was done, and its page. Only those that the reader may see. */
describeSources('activity', async (db, ids) => {
  const rows = await activitiesMatching(db, { ids, limit: ids.length })
  return new Map(
    rows.map((row) => [
      row.id,
      { title: `${row.initiativeName}: ${row.summary}`.slice(0, 140), href: `/hoat-dong/${row.id}` },
    ]),
  )
})
