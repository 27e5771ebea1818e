import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'

/** A load that has begun: for which day the district was made, what was entered, and which steps are done. */
export type LoadSoFar = { today: Day; counts: Record<string, number>; done: ReadonlySet<string> }

/**
 * How far a load has come, by its lines in the audit. Undefined where nothing was loaded, or by a version that did not note
 * the day: such a district is whole.
 */
export async function loadSoFar(db: Reader): Promise<LoadSoFar | undefined> {
  const { rows } = await sql<{ action: string; subject: Record<string, number> & { today?: Day } }>`
    select action, subject from access.audit where action like 'demonstration.%' order by at limit 100`.execute(
    db,
  )
  const { today, ...counts } = rows.find(({ action }) => action === 'demonstration.load')?.subject ?? {}
  return today === undefined
    ? undefined
    : { today, counts, done: new Set(rows.map(({ action }) => action.replace('demonstration.', ''))) }
}

/** The records for which people were asked already. */
export async function recordsAskedAbout(db: Reader): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('verification.batch').select('activity_id as id').limit(1000).execute()
  return new Set(rows.map(({ id }) => id))
}

/** The spot check that somebody has planned, if there is one. */
export const checkPlannedBy = (db: Reader, personId: string) =>
  db
    .selectFrom('verification.spot_check')
    .select('id')
    .where('planned_by', '=', personId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
