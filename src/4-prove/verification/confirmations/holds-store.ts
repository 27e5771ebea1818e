import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import { withSettlements } from './doubts-store.ts'

/** From where and when an answer came. What is kept of a place and of a device are keyed hashes. */
export type Arrival = { answerId: string; activityId: string; place: Buffer; device: Buffer | null; at: Date }

/** Keeps from where and when an answer came. */
export async function insertArrival(tx: Tx, arrival: Arrival): Promise<void> {
  await tx
    .insertInto('verification.arrival')
    .values({
      answer_id: arrival.answerId,
      activity_id: arrival.activityId,
      place: arrival.place,
      device: arrival.device,
      arrived_at: arrival.at,
    })
    .execute()
}

/** The answers about a record that came from the place or the device of this one, with it. */
export async function answersFromPlaceOf(tx: Tx, arrival: Arrival): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select answer_id as id from verification.arrival
     where activity_id = ${arrival.activityId}
       and (place = ${arrival.place} or device = ${arrival.device})`.execute(tx)
  return rows.map(({ id }) => id)
}

/** The answers about a record that came within so many minutes of this one, before or after, with it. */
export async function answersAround(tx: Tx, arrival: Arrival, minutes: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select answer_id as id from verification.arrival
     where activity_id = ${arrival.activityId}
       and abs(extract(epoch from arrived_at - ${arrival.at}::timestamptz)) < ${minutes * 60}`.execute(tx)
  return rows.map(({ id }) => id)
}

/**
 * Holds answers that nobody has held before, in the hold of the record that is open, and sums up in it what an inspector
 * has to know. @returns the id of the hold; undefined where all of them were held before.
 */
export async function holdAnswers(
  tx: Tx,
  activityId: string,
  answerIds: readonly string[],
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    with fresh as (
      select id from unnest(${[...answerIds]}::uuid[]) as id where id not in (select answer_id from verification.held)
    ), opened as (
      insert into verification.hold (activity_id, answers, places, minutes)
      select ${activityId}, 1, 1, 0 where exists (select from fresh)
      on conflict (activity_id) where settled_at is null do update set answers = hold.answers
      returning id
    )
    insert into verification.held (answer_id, hold_id) select fresh.id, opened.id from fresh, opened
    returning hold_id as id`.execute(tx)
  const holdId = rows[0]?.id
  if (holdId !== undefined)
    await sql`
      update verification.hold set answers = seen.answers, places = seen.places, minutes = seen.minutes
        from (select count(*)::integer as answers, count(distinct place)::integer as places,
                     ceil(extract(epoch from max(arrived_at) - min(arrived_at)) / 60)::integer as minutes
                from verification.held join verification.arrival using (answer_id) where hold_id = ${holdId}) as seen
       where hold.id = ${holdId}`.execute(tx)
  return holdId
}

/** Answers about one record that wait for an inspector, or waited. */
export type Hold = {
  id: string
  activityId: string
  initiativeName: string
  unitId: string
  unitName: string
  day: Day
  raisedOn: Day
  answers: number
  places: number
  minutes: number
  settledAt: Date | null
  settlerName: string | null
  counts: boolean | null
  settlement: string | null
}

const holds = (db: Reader) =>
  db
    .selectFrom('verification.hold as hold')
    .innerJoin('activities.activity as activity', 'activity.id', 'hold.activity_id')
    .innerJoin('initiatives.initiative as initiative', 'initiative.id', 'activity.initiative_id')
    .innerJoin('org.unit as unit', 'unit.id', 'activity.unit_id')
    .leftJoin('access.person as settler', 'settler.id', 'hold.settled_by')
    .select([
      'hold.id',
      'hold.activity_id as activityId',
      'initiative.name as initiativeName',
      'activity.unit_id as unitId',
      'unit.name as unitName',
      'activity.day',
      'hold.raised_on as raisedOn',
      'hold.answers',
      'hold.places',
      'hold.minutes',
      'hold.settled_at as settledAt',
      'settler.name as settlerName',
      'hold.counts',
      'hold.settlement',
    ])
    .$castTo<Hold>()

/** Holds that wait for this inspector, the oldest first. */
export const openHolds = (db: Reader, limit: number): Promise<Hold[]> =>
  holds(db)
    .where('hold.settled_at', 'is', null)
    .orderBy('hold.raised_on')
    .orderBy('hold.id')
    .limit(limit)
    .execute()

/** The holds about one record, the latest first. */
export const holdsAbout = async (db: Reader, activityId: string): Promise<Hold[]> =>
  withSettlements(
    db,
    await holds(db).where('hold.activity_id', '=', activityId).orderBy('hold.id', 'desc').limit(20).execute(),
  )

/** One hold by its id. */
export const findHold = (db: Reader, id: string): Promise<Hold | undefined> =>
  holds(db).where('hold.id', '=', id).executeTakeFirst()

/** Whether a person made or printed codes of a record. */
export async function holdsCodes(db: Reader, activityId: string, personId: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select verification.holds_codes(${activityId}::uuid, ${personId}::uuid) as is`.execute(db)
  return rows[0]?.is ?? true
}

/** When this transaction began, by the clock of the database. */
export const timeOfTransaction = sql<Date>`now()`

/** How many answers wait about records of a unit and all beneath it; of one indicator, or of any. */
export async function waitingIn(
  db: Reader,
  of: { unitId: string; indicator: string | null; from: Day; until: Day },
): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select verification.waiting_in(${of.unitId}::uuid, ${of.indicator}::text, ${of.from}::date, ${of.until}::date)
        as waiting`.execute(db)
  return rows[0]?.waiting ?? 0
}

/** Forgets from where answers came about records all of whose codes are over, unless an inspector still has to look. */
export async function forgetArrivals(tx: Tx, day: Day): Promise<void> {
  await sql`
    delete from verification.arrival
     where not exists (select from verification.batch
                        where batch.activity_id = arrival.activity_id and batch.expires_on >= ${day}::date)
       and not exists (select from verification.hold
                        where hold.activity_id = arrival.activity_id and hold.settled_at is null)`.execute(tx)
}

/** How many wait for a word, as far as the reader sees them. */
export async function countOpenHolds(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('verification.hold')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
