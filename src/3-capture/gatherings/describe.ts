import type { Reader } from '#platform/database'
import { excerpt } from '#platform/plain-text'
import { gatheringsMatching } from './store.ts'

/** A session in a list of facts, or beside its photos. Only those that the reader may see. */
export async function describe(db: Reader, ids: readonly string[]) {
  const rows = await gatheringsMatching(db, { ids, limit: ids.length })
  return new Map(
    rows.map((row) => [
      row.id,
      { title: excerpt(`${row.unitName}: ${row.title}`, 140), href: `/hoc-tap/${row.id}` },
    ]),
  )
}
