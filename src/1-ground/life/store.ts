import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { DB } from '#platform/database-types'

export type Table = keyof DB

/**
 * Holds one row until the end of the transaction: whoever takes a step of the same thing waits.
 * False where it is not there, or not to be changed by this person.
 */
export async function lockRow(tx: Tx, table: Table, id: string): Promise<boolean> {
  const { rows } =
    await sql`select from ${sql.table(table)} where id = ${id}::uuid for no key update`.execute(tx)
  return rows.length === 1
}

/** Writes a step into a locked row. */
export async function writeStep(
  tx: Tx,
  table: Table,
  id: string,
  columns: Record<string, unknown>,
  isCounted: boolean,
): Promise<void> {
  const set = isCounted ? { ...columns, version: sql`version + 1` } : columns
  if (Object.keys(set).length === 0) return
  const { numUpdatedRows } = await tx
    .updateTable(table as 'programme.task')
    .set(set)
    .where('id', '=', id)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error(`A step changed ${numUpdatedRows} rows of ${table}.`)
}

/** Which of some rights on units the person of this transaction has, asked at once. */
export async function rightsAmong(
  db: Reader,
  asked: readonly { action: string; unitId: string }[],
): Promise<boolean[]> {
  if (asked.length === 0) return []
  const { rows } = await sql<{ may: boolean }>`
    select access.reaches(access.held_for(action), unit_id) as may
      from unnest(${asked.map(({ action }) => action)}::text[], ${asked.map(({ unitId }) => unitId)}::uuid[])
           with ordinality as asked(action, unit_id, place) order by place`.execute(db)
  return rows.map(({ may }) => may)
}
