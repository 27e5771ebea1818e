import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { bytesStayMinutes, waitingTime } from './rules.ts'

const waiting = sql`make_interval(hours => ${waitingTime.hours})`
const acknowledged = sql`make_interval(days => ${waitingTime.acknowledgedDays})`

/** Somebody counts on files of theirs that wait for their record: they wait anew from now on. */
export async function countOn(tx: Tx, personId: string, hashes: readonly string[]): Promise<void> {
  await tx
    .updateTable('evidence.sent')
    .set({ at: sql<Date>`now()` })
    .where('person_id', '=', personId)
    .where('sha256', 'in', hashes)
    .execute()
}

/** Nobody removes these files until the transaction ends. */
export async function holdFiles(tx: Tx, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return
  await sql`select evidence.hold(${[...hashes]}::text[])`.execute(tx)
}

/** Files that arrive stay, also those on their way out. @returns those whose bytes may have been removed */
export async function takeBack(tx: Tx, hashes: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ removed: string[] }>`
    select evidence.take_back(${[...hashes]}::text[]) as removed`.execute(tx)
  return rows[0]?.removed ?? []
}

/** Files that somebody sent a while ago and that nothing points at, by their hash, from the one after `after`. */
export async function unattached(db: Reader, after: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from evidence.unattached(${waiting}, ${acknowledged}, ${after}, ${most}) as sha256`.execute(
    db,
  )
  return rows.map(({ sha256 }) => sha256)
}

/** Removes the row of a file, unless somebody sends, attaches or has attached it. @returns whether it went */
export async function collect(tx: Tx, hash: string): Promise<boolean> {
  const { rows } = await sql<{ gone: boolean }>`
    select evidence.collect(${hash}, ${waiting}, ${acknowledged}) as gone`.execute(tx)
  return rows[0]?.gone ?? false
}

/** Files whose bytes may be removed now, those that left first before the others. */
export async function bytesToRemove(db: Reader, most: number): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from evidence.leaving
     where removed_at is null and left_at < now() - make_interval(mins => ${bytesStayMinutes})
     order by left_at limit ${most}`.execute(db)
  return rows.map(({ sha256 }) => sha256)
}

/**
 * Marks the bytes of a file as removed, and keeps everybody from bringing them back until the transaction ends.
 * @returns undefined where somebody has sent the file again
 */
export async function beginRemoving(tx: Tx, hash: string): Promise<{ mediaType: string } | undefined> {
  await sql`select pg_advisory_xact_lock(evidence.lock_of(${hash}))`.execute(tx)
  const { rows } = await sql<{ mediaType: string }>`
    update evidence.leaving set removed_at = now() where sha256 = ${hash} and removed_at is null
    returning media_type as "mediaType"`.execute(tx)
  return rows[0]
}

/** Forgets files whose bytes went more than a day ago: what arrived before that was noted long since. */
export async function forgetRemoved(tx: Tx): Promise<void> {
  await sql`delete from evidence.leaving where removed_at < now() - interval '1 day'`.execute(tx)
}
