import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { Asks } from './rules.ts'

/** The door of a gathering, for those who keep it. */
export type KeptDoor = {
  gatheringId: string
  word: string
  key: string
  asks: Asks
  most: number | null
  openedAt: Date
  closedAt: Date | null
}

/** The door of a gathering, as far as the reader keeps it. */
export const doorFor = (db: Reader, gatheringId: string): Promise<KeptDoor | undefined> =>
  db
    .selectFrom('gatherings.door')
    .select([
      'gathering_id as gatheringId',
      'word',
      'key',
      'asks',
      'most',
      'opened_at as openedAt',
      'closed_at as closedAt',
    ])
    .where('gathering_id', '=', gatheringId)
    .$castTo<KeptDoor>()
    .executeTakeFirst()

/** Opens the door, or opens it anew: with another key, so that no code of before opens it. */
export async function openDoorOf(
  tx: Tx,
  door: { gatheringId: string; word: string; asks: Asks; most: number | null; personId: string | null },
): Promise<void> {
  const { asks, most } = door
  await tx
    .insertInto('gatherings.door')
    .values({ gathering_id: door.gatheringId, word: door.word, asks, most, opened_by: door.personId })
    .onConflict((conflict) =>
      conflict.column('gathering_id').doUpdateSet({
        key: sql<string>`gen_random_uuid()`,
        asks,
        most,
        opened_by: door.personId,
        opened_at: new Date(),
        closed_at: null,
      }),
    )
    .execute()
}

/** Closes the door. One that is closed, or was never there, stays as it is. */
export async function closeDoorOf(tx: Tx, gatheringId: string): Promise<void> {
  await tx
    .updateTable('gatherings.door')
    .set({ closed_at: new Date() })
    .where('gathering_id', '=', gatheringId)
    .where('closed_at', 'is', null)
    .execute()
}

/** A door as whoever stands before it meets it. */
export type Door = {
  gatheringId: string
  unitId: string
  unitName: string
  title: string
  day: Day
  startsAt: string
  endsAt: string
  state: string
  word: string
  key: string
  asks: Asks
  most: number | null
  openedAt: Date
  closedAt: Date | null
  guests: { id: string; name: string }[]
}

/** The door behind an address. */
export async function doorOf(db: Reader, word: string): Promise<Door | undefined> {
  const { rows } = await sql<Door>`
    select gathering_id as "gatheringId", unit_id as "unitId", unit_name as "unitName", title, day,
           to_char(starts_at, 'HH24:MI') as "startsAt", to_char(ends_at, 'HH24:MI') as "endsAt", state, word, key, asks, most,
           opened_at as "openedAt", closed_at as "closedAt", guests
      from gatherings.door_of(${word})`.execute(db)
  return rows[0]
}

/** Whether a phone has come in, and whether it has said how it was; undefined where it has not. */
export async function cameIn(
  db: Reader,
  gatheringId: string,
  device: Buffer,
): Promise<{ hasRated: boolean } | undefined> {
  const { rows } = await sql<{ hasRated: boolean }>`
    select has_rated as "hasRated" from gatherings.came_in(${gatheringId}::uuid, ${device})`.execute(db)
  return rows[0]
}

/**
 * What stands in the way of coming in at this moment. It holds the gathering until the transaction ends, so that nobody
 * comes in behind the count; where there is a limit, those who come wait for one another.
 */
export async function holdDoor(
  tx: Tx,
  gatheringId: string,
  most: number | null,
): Promise<{ isOpen: boolean; inside: number } | undefined> {
  const { rows } = await sql<{ isOpen: boolean }>`
    select gathering.state = 'planned' and door.closed_at is null as "isOpen"
      from gatherings.gathering join gatherings.door on door.gathering_id = gathering.id
     where gathering.id = ${gatheringId} for ${most === null ? sql`share` : sql`update`} of gathering`.execute(
    tx,
  )
  const [held] = rows
  if (!held) return undefined
  return { isOpen: held.isOpen, inside: most === null ? 0 : await countInside(tx, gatheringId) }
}

/** How many have come in, by phone or counted in by an officer. Whoever may read the tally may know it. */
export async function countInside(db: Reader, gatheringId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(members + others + unsaid), 0)::integer as count
      from gatherings.tally(${gatheringId}::uuid) where way = 'door'`.execute(db)
  return rows[0]?.count ?? 0
}

/** Lets one attendance in. False where that phone is in already. */
export async function insertCheckIn(
  tx: Tx,
  row: {
    gatheringId: string
    device: Buffer
    unitId: string | null
    isMember: boolean | null
    byOfficer: boolean
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('gatherings.check_in')
    .values({
      gathering_id: row.gatheringId,
      device: row.device,
      unit_id: row.unitId,
      is_member: row.isMember,
      by_officer: row.byOfficer,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Takes back one attendance that an officer counted in by hand. False where there is none. */
export async function deleteTapped(
  tx: Tx,
  gatheringId: string,
  of: { unitId: string | null; isMember: boolean | null },
): Promise<boolean> {
  const { rows } = await sql<{ gone: number }>`
    delete from gatherings.check_in where ctid in (
      select ctid from gatherings.check_in
       where gathering_id = ${gatheringId} and by_officer and unit_id is not distinct from ${of.unitId}::uuid
         and is_member is not distinct from ${of.isMember}::boolean limit 1)
    returning 1 as gone`.execute(tx)
  return rows.length > 0
}

/** Uses up the one answer that a phone has. False where it has none left, or never came in. */
export async function useUpRating(tx: Tx, gatheringId: string, device: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('gatherings.check_in')
    .set({ has_rated: true })
    .where('gathering_id', '=', gatheringId)
    .where('device', '=', device)
    .where('has_rated', '=', false)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
