import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { permissions, type Role } from './permissions.ts'

/** Whether a person holds one of the roles for a unit, or for any unit where `unitId` is null. */
export async function covers(
  db: Reader,
  personId: string,
  held: readonly Role[],
  unitId: string | null,
): Promise<boolean> {
  const { rows } = await sql<{ is_covered: boolean }>`
    select case when ${unitId}::uuid is null then exists (select from access.roots(${personId}, ${held}))
                else access.covers(${personId}, ${held}, ${unitId}) end as is_covered`.execute(db)
  return rows[0]?.is_covered ?? false
}

/** Appends a line to the audit trail, in the name of the person of the transaction. */
export async function writeAudit(
  tx: Tx,
  action: string,
  unitId: string | null,
  subject: Record<string, unknown>,
): Promise<void> {
  await sql`select access.write_audit(${action}, ${unitId}, ${JSON.stringify(subject)}::jsonb)`.execute(tx)
}

/** Copies the permission table to where row-level security asks it. Run after every migration. */
export async function syncPermissions(tx: Tx): Promise<void> {
  const rows = Object.entries(permissions).flatMap(([action, held]) => held.map((role) => ({ action, role })))
  await sql`truncate access.permission`.execute(tx)
  await tx.insertInto('access.permission').values(rows).execute()
}
