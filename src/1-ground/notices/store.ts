import { sql } from 'kysely'
import type { Tx } from '#platform/database'

/**
 * What those who hold one of the `roles` on a unit are told. `key` names what happened (`task.handed_down:<id>`); `kind` is a
 * message and `words` its parameters; `href` is where it opens.
 */
export type NewNotice = {
  key: string
  unitId: string
  roles: readonly string[]
  kind: string
  words: Record<string, string | number>
  href: string
}

/** Writes notices down; those of a key that is there already are left as they are. */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return
  await sql`select notices.raise(${JSON.stringify(notices)}::jsonb)`.execute(tx)
}
