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

/** A unit that was named and has not spoken: nobody agreed for it. */
export type Asked = { unitId: string; unitName: string; isNamed: boolean; mayAnswer: boolean }

/** Units that were named beside an initiative and have not spoken. `isNamed`: everybody reads of it all the same. */
export async function hostsAsked(db: Reader, initiativeId: string): Promise<Asked[]> {
  const { rows } = await sql<Asked>`
    select host.id as "unitId", host.name as "unitName", co_host.accepted_at is not null as "isNamed",
           access.reaches(access.held_for('initiative.propose'), host.id) as "mayAnswer"
      from initiatives.co_host join org.unit as host on host.id = co_host.unit_id
     where co_host.initiative_id = ${initiativeId} and co_host.accepted_by is null
     order by host.name collate org.names, host.id`.execute(db)
  return rows
}

/** Says that somebody agreed for a unit. False where it was not asked, or agreed already. */
export async function acceptCoHost(
  tx: Tx,
  { initiativeId, unitId, personId }: { initiativeId: string; unitId: string; personId: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('initiatives.co_host')
    .set({ accepted_by: personId, accepted_at: sql<Date>`coalesce(accepted_at, now())` })
    .where('initiative_id', '=', initiativeId)
    .where('unit_id', '=', unitId)
    .where('accepted_by', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** How many units run an initiative together with its own. */
export async function countCoHosts(db: Reader, initiativeId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from initiatives.co_host where initiative_id = ${initiativeId}`.execute(db)
  return rows[0]?.count ?? 0
}
