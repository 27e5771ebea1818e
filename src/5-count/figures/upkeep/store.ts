import { sql } from 'kysely'
import type { Reader } from '#platform/database'

/** How many monthly totals are kept: what a proof has to go through. */
export async function countKept(db: Reader): Promise<number> {
  const { rows } = await sql<{ count: number }>`select 12 * count(*) as count from figures.roll_up`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** Names of units, for a person who reads what differs. */
export async function namesOfUnits(db: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from org.unit where id = any (${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
