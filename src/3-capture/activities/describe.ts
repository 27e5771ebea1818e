import type { Reader } from '#platform/database'
import { excerpt } from '#platform/plain-text'
import { activitiesMatching } from './store.ts'

/** A record in a list of facts, or beside its photos: what was done, and its page. Only those that the reader may see. */
export async function describe(db: Reader, ids: readonly string[]) {
  const rows = await activitiesMatching(db, { ids, limit: ids.length })
  return new Map(
    rows.map((row) => [
      row.id,
      { title: excerpt(`${row.initiativeName}: ${row.summary}`, 140), href: `/hoat-dong/${row.id}` },
    ]),
  )
}
