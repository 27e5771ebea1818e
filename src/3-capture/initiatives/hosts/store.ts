import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'

/** Names units that run an initiative together with its own. */
export async function insertCoHosts(
  tx: Tx,
  rows: readonly { initiativeId: string; unitId: string }[],
  personId: string | null,
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('initiatives.co_host')
    .values(
      rows.map(({ initiativeId, unitId }) => ({
        initiative_id: initiativeId,
        unit_id: unitId,
        named_by: personId,
      })),
    )
    .execute()
}

/** Takes one of them away. False where it is none of them. */
export async function deleteCoHost(tx: Tx, initiativeId: string, unitId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('initiatives.co_host')
    .where('initiative_id', '=', initiativeId)
    .where('unit_id', '=', unitId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** How many units run an initiative together with its own. */
export async function countCoHosts(db: Reader, initiativeId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from initiatives.co_host where initiative_id = ${initiativeId}`.execute(db)
  return rows[0]?.count ?? 0
}
