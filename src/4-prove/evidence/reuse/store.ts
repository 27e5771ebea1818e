import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Proven } from '../store.ts'
import { comparing, sameMomentMinutes, type TimeAllowance } from './rules.ts'

/** When and for what something was done: its day, and the kind of initiative. */
export type Occasion = { day: string; topic: string }

/** Notes of several things when and for what they were done. Their photos' times are compared with it soon. */
export async function insertOccasions(tx: Tx, rows: readonly (Proven & Occasion)[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('evidence.occasion')
    .values(
      rows.map((row) => ({
        source_kind: row.kind,
        source_id: row.id,
        unit_id: row.unitId,
        day: row.day,
        topic: row.topic,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['source_kind', 'source_id']).doUpdateSet((eb) => ({
        day: eb.ref('excluded.day'),
        topic: eb.ref('excluded.topic'),
        checked: false,
      })),
    )
    .execute()
}

/** Queues the photos of something that have not been compared yet. */
export async function queueComparisons(tx: Tx, proven: Proven): Promise<void> {
  // Without a target, since naming one would ask whether rows of the queue may be read.
  await sql`insert into evidence.comparison (attachment_id)
    select id from evidence.attachment where source_kind = ${proven.kind} and source_id = ${proven.id} and removed_at is null
    on conflict do nothing`.execute(tx)
}

/** Enters photos of a bulk load as compared, but for some that are to be. */
export async function insertComparisons(
  tx: Tx,
  sources: readonly Proven[],
  toCompare: ReadonlySet<string>,
): Promise<void> {
  await sql`insert into evidence.comparison (attachment_id, stage)
    select id, case when source_id = any (${[...toCompare]}::uuid[]) then 1 else 3 end from evidence.attachment
     where source_kind = 'activity' and source_id = any (${sources.map(({ id }) => id)}::uuid[])
    on conflict do nothing`.execute(tx)
  await sql`update evidence.occasion set checked = true
     where source_kind = 'activity' and source_id = any (${sources.map(({ id }) => id).filter((id) => !toCompare.has(id))}::uuid[])`.execute(
    tx,
  )
}

/** A photo that waits to be compared. */
export type Task = {
  attachmentId: string
  stage: 1 | 2
  thorough: boolean
  tries: number
  sha256: string
  sourceKind: string
  sourceId: string
  unitId: string
  addedBy: string | null
  addedAt: string
}

/**
 * Takes the next photo out of the queue for some minutes; where it is not settled by then, another process takes it.
 * The quick first stage goes before the second.
 */
export async function takeTask(tx: Tx): Promise<Task | undefined> {
  const { rows } = await sql<Task>`
    with next as (
      select attachment_id from evidence.comparison where stage < 3 and next_try_at <= now() and tries < ${comparing.tries}
       order by stage, next_try_at limit 1 for update skip locked
    ), taken as (
      update evidence.comparison set next_try_at = now() + ${comparing.leaseMinutes} * interval '1 minute', tries = tries + 1
        from next where comparison.attachment_id = next.attachment_id
      returning comparison.attachment_id, stage, thorough, tries
    )
    select taken.attachment_id as "attachmentId", stage, thorough, tries, attachment.sha256, attachment.source_kind as "sourceKind",
           attachment.source_id as "sourceId", attachment.unit_id as "unitId", attachment.added_by as "addedBy", attachment.added_at::text as "addedAt"
      from taken join evidence.attachment on attachment.id = taken.attachment_id`.execute(tx)
  return rows[0]
}

/** Whether anything waits: asked without writing, so that an idle system stays quiet. */
export async function isAnythingWaiting(db: Reader): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from evidence.comparison where stage < 3 and next_try_at <= now() and tries < ${comparing.tries})
        or exists (select from evidence.occasion where not checked) as waits`.execute(db)
  return rows[0]?.waits ?? false
}

/** Moves a photo on to a stage of the queue; 3 is done. */
export async function moveTask(tx: Tx, attachmentId: string, stage: 2 | 3): Promise<void> {
  await tx
    .updateTable('evidence.comparison')
    .set({ stage, tries: 0, next_try_at: sql`now()`, fault: null })
    .where('attachment_id', '=', attachmentId)
    .execute()
}

/** Notes why a photo could not be compared, and when to try again. */
export async function postponeTask(
  tx: Tx,
  attachmentId: string,
  fault: string,
  minutes: number,
): Promise<void> {
  await tx
    .updateTable('evidence.comparison')
    .set({ fault: fault.slice(0, 500), next_try_at: sql`now() + ${minutes} * interval '1 minute'` })
    .where('attachment_id', '=', attachmentId)
    .execute()
}

/** Keeps the hash of a photo; null where it shows next to nothing. */
export async function keepHash(tx: Tx, sha256: string, hash: string | null): Promise<void> {
  await sql`insert into evidence.fingerprint (sha256, hash) values (${sha256}, ${hash}::bit(256))
    on conflict (sha256) do update set hash = excluded.hash`.execute(tx)
}

/** Keeps the local features of a photo. */
export async function keepFeatures(tx: Tx, sha256: string, features: Uint8Array): Promise<void> {
  await sql`insert into evidence.fingerprint (sha256, features) values (${sha256}, ${Buffer.from(features)})
    on conflict (sha256) do update set features = excluded.features`.execute(tx)
}

/** Photos that are attached to something and have no hash yet, such as those of a bulk load. */
export async function photosWithoutHash(db: Reader, limit: number): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select file.sha256 from evidence.file left join evidence.fingerprint using (sha256)
     where fingerprint.sha256 is null and file.media_type like 'image/%'
       and exists (select from evidence.attachment where attachment.sha256 = file.sha256) limit ${limit}`.execute(
    db,
  )
  return rows.map(({ sha256 }) => sha256)
}

/** A photo of something else that a photo is compared with. */
export type Other = { attachmentId: string; sourceId: string; unitId: string; sha256: string }
export type AlikeOther = Other & { distance: number }

/**
 * Photos of other things whose hash differs by a few bits at most, the nearest first: over all units and years. The index
 * holds the sixteen bands of each hash: two hashes within 15 bits share one for certain, those within 24 in 98 of 100 cases.
 */
export async function alikeByHash(
  db: Reader,
  hash: string,
  withinBits: number,
  sourceId: string,
): Promise<AlikeOther[]> {
  const { rows } = await sql<AlikeOther>`
    select attachment.id as "attachmentId", attachment.source_id as "sourceId", attachment.unit_id as "unitId", alike.sha256, alike.distance
      from (select sha256, bit_count(hash # ${hash}::bit(256)) as distance from evidence.fingerprint
             where evidence.bands_of(hash) && evidence.bands_of(${hash}::bit(256)) and bit_count(hash # ${hash}::bit(256)) <= ${withinBits}
             order by 2, 1 limit 50) as alike
      join evidence.attachment on attachment.sha256 = alike.sha256 and attachment.source_kind = 'activity' and attachment.removed_at is null and attachment.source_id <> ${sourceId}
     order by alike.distance, attachment.added_at limit 20`.execute(db)
  return rows
}

/** The very same file, attached to something else: found even where it is too plain for a hash. */
export async function sameFile(db: Reader, sha256: string, sourceId: string): Promise<AlikeOther[]> {
  const { rows } = await sql<AlikeOther>`
    select id as "attachmentId", source_id as "sourceId", unit_id as "unitId", sha256, 0 as distance from evidence.attachment
     where sha256 = ${sha256} and source_kind = 'activity' and removed_at is null and source_id <> ${sourceId} order by added_at limit 20`.execute(
    db,
  )
  return rows
}

/** A photo to compare by local features; without features it has not been described yet. */
export type Candidate = Other & { features: Buffer | null }

/**
 * The photos with which one is compared by local features: of the same kind of initiative or the same unit, within some
 * months, those of the nearest units and days first.
 */
export async function candidatesFor(
  db: Reader,
  task: Pick<Task, 'sourceKind' | 'sourceId' | 'unitId'>,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    with ours as (
      select day, topic from evidence.occasion where source_kind = ${task.sourceKind} and source_id = ${task.sourceId}
    ), near as (
      select theirs.unit_id, min(mine.distance) as steps from org.beneath as mine
        join org.beneath as theirs on theirs.ancestor_id = mine.ancestor_id
       where mine.unit_id = ${task.unitId} group by theirs.unit_id
    ), chosen as (
      select occasion.source_kind, occasion.source_id, near.steps, abs(occasion.day - ours.day) as days
        from ours join near on true
        join evidence.occasion on occasion.unit_id = near.unit_id
         and occasion.day between ours.day - ${comparing.months} * interval '1 month' and ours.day + ${comparing.months} * interval '1 month'
         and (occasion.topic = ours.topic or near.steps = 0) and occasion.source_id <> ${task.sourceId}
       order by near.steps, days, occasion.source_id limit ${comparing.candidates}
    )
    select attachment.id as "attachmentId", attachment.source_id as "sourceId", attachment.unit_id as "unitId", attachment.sha256, fingerprint.features
      from chosen
      join evidence.attachment on attachment.source_kind = chosen.source_kind and attachment.source_id = chosen.source_id and attachment.removed_at is null
      join evidence.file on file.sha256 = attachment.sha256 and file.media_type like 'image/%'
      left join evidence.fingerprint on fingerprint.sha256 = attachment.sha256
     order by chosen.steps, chosen.days, attachment.id limit ${comparing.candidates}`.execute(db)
  return rows
}

/** Things whose photos' times have not been compared with their day. */
export async function uncheckedOccasions(db: Reader, limit: number): Promise<(Proven & { day: string })[]> {
  const { rows } = await sql<Proven & { day: string }>`
    select source_kind as kind, source_id as id, unit_id as "unitId", day from evidence.occasion where not checked limit ${limit}`.execute(
    db,
  )
  return rows
}

/** Notes that the times of the photos have been compared with the day. */
export async function markChecked(tx: Tx, proven: Proven & { day: string }): Promise<void> {
  await sql`update evidence.occasion set checked = true where source_kind = ${proven.kind} and source_id = ${proven.id} and day = ${proven.day}::date`.execute(
    tx,
  )
}

/** What is allowed on a day. */
export async function timeAllowanceOn(db: Reader, day: string): Promise<TimeAllowance> {
  const { rows } = await sql<TimeAllowance>`
    select days_before as "daysBefore", days_after as "daysAfter" from evidence.time_allowance where valid_from <= ${day}::date
     order by valid_from desc limit 1`.execute(db)
  return rows[0] ?? { daysBefore: 7, daysAfter: 7 }
}

/** The photos of something that carry the time of the camera. */
export async function timedPhotos(
  db: Reader,
  proven: Proven,
): Promise<{ attachmentId: string; takenAt: string }[]> {
  const { rows } = await sql<{ attachmentId: string; takenAt: string }>`
    select attachment.id as "attachmentId", file.taken_at as "takenAt" from evidence.attachment join evidence.file using (sha256)
     where source_kind = ${proven.kind} and source_id = ${proven.id} and removed_at is null and file.taken_at is not null limit 100`.execute(
    db,
  )
  return rows
}

/**
 * Photos of far-apart things at the moment of a photo: of another commune, and either sent by the same person within
 * minutes, or of the same kind of initiative and taken in the very same second.
 */
export async function farApartAtOnce(
  db: Reader,
  task: Task,
): Promise<(Other & { takenAt: string; isOnePerson: boolean })[]> {
  const { rows } = await sql<Other & { takenAt: string; isOnePerson: boolean }>`
    with ours as (
      select file.taken_at, occasion.topic from evidence.file
        join evidence.occasion on occasion.source_kind = ${task.sourceKind} and occasion.source_id = ${task.sourceId}
       where file.sha256 = ${task.sha256} and file.taken_at is not null
    )
    select attachment.id as "attachmentId", attachment.source_id as "sourceId", attachment.unit_id as "unitId", attachment.sha256,
           file.taken_at as "takenAt", coalesce(attachment.added_by = ${task.addedBy}::uuid, false) as "isOnePerson"
      from ours
      join evidence.file on file.taken_at between ours.taken_at - ${sameMomentMinutes} * interval '1 minute' and ours.taken_at + ${sameMomentMinutes} * interval '1 minute'
      join evidence.attachment on attachment.sha256 = file.sha256 and attachment.removed_at is null
       and attachment.source_id <> ${task.sourceId} and attachment.unit_id <> ${task.unitId} and file.sha256 <> ${task.sha256}
      join evidence.occasion on occasion.source_kind = attachment.source_kind and occasion.source_id = attachment.source_id
     where (attachment.added_by = ${task.addedBy}::uuid or (file.taken_at = ours.taken_at and occasion.topic = ours.topic))
       -- Far apart: no commune or base unit holds both.
       and not exists (
         select from org.beneath as mine join org.beneath as theirs on theirs.ancestor_id = mine.ancestor_id
           join org.unit on unit.id = mine.ancestor_id join org.kind on kind.code = unit.kind and kind.level in ('commune', 'base')
          where mine.unit_id = ${task.unitId} and theirs.unit_id = attachment.unit_id)
     order by attachment.added_at limit 2`.execute(db)
  return rows
}
