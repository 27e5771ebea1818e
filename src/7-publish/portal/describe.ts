import type { Reader } from '#platform/database'
import { excerpt } from '#platform/plain-text'
import { publicActivities } from './store.ts'

/** A published record in a list of facts: its words, and the initiative where everybody finds it. */
export async function describe(db: Reader, ids: readonly string[]) {
  const rows = await publicActivities(db, { ids, limit: ids.length })
  return new Map(
    rows.map((row) => [
      row.id,
      {
        title: excerpt(`${row.initiativeName}: ${row.summary}`, 140),
        href: `/mo-hinh/${row.initiativeSlug}`,
      },
    ]),
  )
}
