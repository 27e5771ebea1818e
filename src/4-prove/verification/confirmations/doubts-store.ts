import { sql } from 'kysely'
import { openedAbout } from '#activities'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'

/** Raises a question to the checkers of a record, unless one is open already. */
export async function raiseDoubt(tx: Tx, activityId: string): Promise<void> {
  await sql`
    insert into verification.doubt (activity_id) values (${activityId})
    on conflict (activity_id) where settled_at is null do nothing`.execute(tx)
}

/** A question that people raised about a record. */
export type Doubt = {
  id: string
  activityId: string
  initiativeName: string
  unitId: string
  unitName: string
  day: Day
  raisedOn: Day
  settledAt: Date | null
  settlerName: string | null
  settlement: string | null
}

const doubts = (db: Reader) =>
  db
    .selectFrom('verification.doubt as doubt')
    .innerJoin('activities.activity as activity', 'activity.id', 'doubt.activity_id')
    .innerJoin('initiatives.initiative as initiative', 'initiative.id', 'activity.initiative_id')
    .innerJoin('org.unit as unit', 'unit.id', 'activity.unit_id')
    .leftJoin('access.person as settler', 'settler.id', 'doubt.settled_by')
    .select([
      'doubt.id',
      'doubt.activity_id as activityId',
      'initiative.name as initiativeName',
      'activity.unit_id as unitId',
      'unit.name as unitName',
      'activity.day',
      'doubt.raised_on as raisedOn',
      'doubt.settled_at as settledAt',
      'settler.name as settlerName',
      'doubt.settlement',
    ])
    .$castTo<Doubt>()

/** Rows about records with what their settlements say, as far as the reader may know. */
export async function withSettlements<
  Row extends { activityId: string; unitId: string; settlement: string | null },
>(db: Reader, rows: readonly Row[]): Promise<Row[]> {
  const words = await openedAbout(
    db,
    rows.map(({ activityId, unitId, settlement }) => ({ recordId: activityId, unitId, words: settlement })),
  )
  return rows.map((row, index) => ({ ...row, settlement: words[index] ?? null }))
}

/** Questions that wait for this checker, the oldest first. */
export const openDoubts = (db: Reader, limit: number): Promise<Doubt[]> =>
  doubts(db)
    .where('doubt.settled_at', 'is', null)
    .orderBy('doubt.raised_on')
    .orderBy('doubt.id')
    .limit(limit)
    .execute()

/** The questions about one record, the latest first. */
export const doubtsAbout = async (db: Reader, activityId: string): Promise<Doubt[]> =>
  withSettlements(
    db,
    await doubts(db)
      .where('doubt.activity_id', '=', activityId)
      .orderBy('doubt.raised_on', 'desc')
      .orderBy('doubt.id', 'desc')
      .limit(20)
      .execute(),
  )

/** One question by its id. */
export const findDoubt = (db: Reader, id: string): Promise<Doubt | undefined> =>
  doubts(db).where('doubt.id', '=', id).executeTakeFirst()

/** How many wait for a word, as far as the reader sees them. */
export async function countOpenDoubts(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('verification.doubt')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
