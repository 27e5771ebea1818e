import type { Reader } from '#platform/database'
import { excerpt } from '#platform/plain-text'
import { tasksNamed } from './store.ts'

/** A task in a list of facts, or beside its files: what, whose, and its page. Only those that the reader may see. */
export async function describe(db: Reader, ids: readonly string[]) {
  const rows = await tasksNamed(db, ids.slice(0, 1000))
  return new Map(
    rows.map((row) => [
      row.id,
      { title: excerpt(`${row.unitName}: ${row.ownTitle ?? row.title}`, 140), href: `/nhiem-vu/${row.id}` },
    ]),
  )
}
