import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'

type Limit = { most: number; seconds: number }

/** Notes from where a phone checked in, and doubts a crowd. @returns how many are doubted that were not before. */
export async function arrive(
  tx: Tx,
  one: {
    gatheringId: string
    device: Buffer
    place: Buffer
    alike: Buffer
    at: Date
    ofAlike: Limit
    ofPlace: Limit
  },
): Promise<number> {
  const { rows } = await sql<{ doubted: number }>`
    select gatherings.arrive(${one.gatheringId}::uuid, ${one.device}, ${one.place}, ${one.alike}, ${one.at}::timestamptz,
      ${one.ofAlike.most}::integer, ${one.ofAlike.seconds}::integer, ${one.ofPlace.most}::integer,
      ${one.ofPlace.seconds}::integer) as doubted`.execute(tx)
  return rows[0]?.doubted ?? 0
}

/** How many check-ins of a gathering nobody has looked at yet. */
export async function countDoubted(db: Reader, gatheringId: string): Promise<number> {
  const { waiting } = await db
    .selectFrom('gatherings.doubted')
    .select(({ fn }) => fn.countAll<string>().as('waiting'))
    .where('gathering_id', '=', gatheringId)
    .where('look_id', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(waiting)
}

/** Whether a person planned, changed or counted a gathering, or opened its door. */
export async function isHolder(db: Reader, gatheringId: string, personId: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select gatherings.is_holder(${gatheringId}::uuid, ${personId}::uuid) as is`.execute(db)
  return rows[0]?.is ?? true
}

/** What somebody decided about doubtful check-ins. */
export type DoorLook = {
  id: string
  checkIns: number
  counts: boolean
  settlement: string
  lookerName: string | null
  lookedAt: Date
}

/** What was decided about the doubtful check-ins of a gathering, the latest first. */
export const looksAt = (db: Reader, gatheringId: string): Promise<DoorLook[]> =>
  db
    .selectFrom('gatherings.door_look as taken')
    .leftJoin('access.person as looker', 'looker.id', 'taken.looked_by')
    .select([
      'taken.id',
      'taken.check_ins as checkIns',
      'taken.counts',
      'taken.settlement',
      'looker.name as lookerName',
      'taken.looked_at as lookedAt',
    ])
    .where('taken.gathering_id', '=', gatheringId)
    .orderBy('taken.id', 'desc')
    .limit(50)
    .execute()

/** Writes down a decision, and settles the check-ins that wait by it. */
export async function insertLook(
  tx: Tx,
  look: {
    gatheringId: string
    checkIns: number
    counts: boolean
    settlement: string
    personId: string
  },
): Promise<void> {
  const { id } = await tx
    .insertInto('gatherings.door_look')
    .values({
      gathering_id: look.gatheringId,
      check_ins: look.checkIns,
      counts: look.counts,
      settlement: look.settlement,
      looked_by: look.personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('gatherings.doubted')
    .set({ look_id: id })
    .where('gathering_id', '=', look.gatheringId)
    .where('look_id', 'is', null)
    .execute()
}

/** Forgets from where people checked in at gatherings before a day. */
export async function forgetArrivals(tx: Tx, day: Day): Promise<void> {
  await sql`
    delete from gatherings.arrival using gatherings.gathering
     where gathering.id = arrival.gathering_id and gathering.day < ${day}::date`.execute(tx)
}
