import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Proven } from '../store.ts'
import { type Answer, comparing, type QuestionKind, sameMomentMinutes, type TimeAllowance } from './rules.ts'

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
      join evidence.attachment on attachment.sha256 = alike.sha256 and attachment.removed_at is null and attachment.source_id <> ${sourceId}
     order by alike.distance, attachment.added_at limit 20`.execute(db)
  return rows
}

/** The very same file, attached to something else: found even where it is too plain for a hash. */
export async function sameFile(db: Reader, sha256: string, sourceId: string): Promise<AlikeOther[]> {
  const { rows } = await sql<AlikeOther>`
    select id as "attachmentId", source_id as "sourceId", unit_id as "unitId", sha256, 0 as distance from evidence.attachment
     where sha256 = ${sha256} and removed_at is null and source_id <> ${sourceId} order by added_at limit 20`.execute(
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

/** A question to ask. `found` says what gave rise to it. */
export type NewQuestion = {
  kind: QuestionKind
  attachmentId: string
  otherAttachmentId: string | null
  found: Record<string, string | number | boolean>
}

/** Asks questions, each about the later of its two photos; what was asked before is not asked again. @returns how many are new. */
export async function insertQuestions(tx: Tx, questions: readonly NewQuestion[]): Promise<string[]> {
  const asked: string[] = []
  for (const { kind, attachmentId, otherAttachmentId, found } of questions) {
    const { rows } = await sql<{ id: string }>`
      with pair as (
        select id, added_at from evidence.attachment where id in (${attachmentId}, ${otherAttachmentId})
      ), later as (
        select attachment.* from evidence.attachment join pair using (id) order by pair.added_at desc, pair.id desc limit 1
      ), earlier as (
        select attachment.* from evidence.attachment join pair using (id) order by pair.added_at, pair.id limit 1
      )
      insert into evidence.question (kind, source_kind, source_id, unit_id, attachment_id, sha256, sent_by,
                                     other_source_id, other_unit_id, other_attachment_id, other_sha256, found)
      select ${kind}, later.source_kind, later.source_id, later.unit_id, later.id, later.sha256, later.added_by,
             earlier.source_id, earlier.unit_id, earlier.id, earlier.sha256, ${JSON.stringify(found)}::jsonb
        from later left join earlier on ${otherAttachmentId}::uuid is not null
       where (select count(*) from evidence.question as before where before.source_id = later.source_id and before.other_source_id = earlier.source_id) < ${comparing.questions}
      on conflict do nothing returning id`.execute(tx)
    asked.push(...rows.map(({ id }) => id))
  }
  return asked
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

/** Lets open questions lapse whose photo has been taken away, or whose day has been put right. @returns how many. */
export async function lapseQuestions(tx: Tx, proven: Proven, keepDayQuestion: boolean): Promise<number> {
  const { numAffectedRows } = await sql`
    update evidence.question set lapsed_at = now()
     where (source_id = ${proven.id} or other_source_id = ${proven.id}) and answer is null and lapsed_at is null
       and (exists (select from evidence.attachment where attachment.id in (question.attachment_id, question.other_attachment_id) and removed_at is not null)
         or (kind in ('taken_before', 'taken_after') and source_id = ${proven.id} and not ${keepDayQuestion}::boolean))`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0n)
}

/** A question as a person reads it. What they may not see of the other photo is null. */
export type Question = {
  id: string
  kind: QuestionKind
  sourceKind: string
  sourceId: string
  unitId: string
  unitName: string
  sha256: string
  takenAt: string | null
  day: string | null
  sentBy: string | null
  found: { distance?: number; share?: number; isMirrored?: boolean; days?: number; isOnePerson?: boolean }
  otherSourceId: string | null
  otherUnitId: string | null
  otherUnitName: string | null
  otherUnitSlug: string | null
  /** Null where the reader has no right to the other photo. */
  otherSha256: string | null
  otherTakenAt: string | null
  otherDay: string | null
  askedAt: Date
  answer: Answer | null
  reason: string | null
  answeredAt: Date | null
  answererName: string | null
  mayAnswer: boolean
}

/** What to look for among questions. */
export type QuestionSearch = {
  id?: string
  sourceIds?: readonly string[]
  isOpen?: boolean
  /** Only of this unit and of those beneath it. */
  under?: string | undefined
  after?: string | undefined
  limit: number
}

/** Questions, the latest first; row-level security leaves only those the reader may see, and of the other photo only what they may. */
export async function questionsMatching(db: Reader, search: QuestionSearch): Promise<Question[]> {
  const { rows } = await sql<Question>`
    select question.id, question.kind, question.source_kind as "sourceKind", question.source_id as "sourceId",
           question.unit_id as "unitId", unit.name as "unitName", question.sha256, file.taken_at as "takenAt", occasion.day,
           question.sent_by as "sentBy", question.found,
           other.source_id as "otherSourceId", question.other_unit_id as "otherUnitId", other_unit.name as "otherUnitName", other_unit.slug as "otherUnitSlug",
           other.sha256 as "otherSha256", other_file.taken_at as "otherTakenAt", other_occasion.day as "otherDay",
           question.asked_at as "askedAt", question.answer, question.reason, question.answered_at as "answeredAt", person.name as "answererName",
           question.answer is null and question.sent_by is distinct from access.actor()
             and question.unit_id = any ((select access.units_for('photo_question.answer'))::uuid[]) as "mayAnswer"
      from evidence.question
      join org.unit on unit.id = question.unit_id
      left join evidence.file on file.sha256 = question.sha256
      left join evidence.occasion on occasion.source_kind = question.source_kind and occasion.source_id = question.source_id
      left join org.unit as other_unit on other_unit.id = question.other_unit_id
      -- A photo that is merely public may be seen, but leads to no record.
      left join evidence.attachment as other on other.id = question.other_attachment_id
      left join evidence.file as other_file on other_file.sha256 = other.sha256
      left join evidence.occasion as other_occasion on other_occasion.source_kind = other.source_kind and other_occasion.source_id = other.source_id
      left join access.person on person.id = question.answered_by
     where question.lapsed_at is null
       and (${search.id ?? null}::uuid is null or question.id = ${search.id ?? null}::uuid)
       and (${search.sourceIds ?? null}::uuid[] is null or question.source_id = any (${search.sourceIds ?? null}::uuid[]))
       and (${search.isOpen ?? null}::boolean is null or (question.answer is null) = ${search.isOpen ?? null}::boolean)
       and (${search.under ?? null}::uuid is null or exists (
         select from org.beneath where beneath.unit_id = question.unit_id and beneath.ancestor_id = any (array(select org.scope(${search.under ?? null}::uuid)))))
       and (${search.after ?? null}::uuid is null or question.id < ${search.after ?? null}::uuid)
     order by question.id desc limit ${search.limit}`.execute(db)
  return rows
}

/** How many questions wait for an answer, as far as the reader sees them. */
export async function countOpenQuestions(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('evidence.question')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('answer', 'is', null)
    .where('lapsed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** The nearest unit that stands above both units today: whoever checks there sees both photos. */
export async function unitAboveBoth(
  db: Reader,
  one: string,
  other: string,
): Promise<{ name: string; slug: string } | undefined> {
  const { rows } = await sql<{ name: string; slug: string }>`
    select unit.name, unit.slug from org.beneath as mine join org.beneath as theirs using (ancestor_id)
      join org.unit on unit.id = mine.ancestor_id
     where mine.unit_id = ${one} and theirs.unit_id = ${other} and daterange(unit.valid_from, unit.valid_to) @> current_date
     order by mine.distance + theirs.distance, unit.name limit 1`.execute(db)
  return rows[0]
}

/** Writes down an answer. False where the question has been answered before, or has lapsed. */
export async function settleQuestion(
  tx: Tx,
  id: string,
  answer: { answer: Answer; reason: string | null; personId: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('evidence.question')
    .set({
      answer: answer.answer,
      reason: answer.reason,
      answered_by: answer.personId,
      answered_at: new Date(),
    })
    .where('id', '=', id)
    .where('answer', 'is', null)
    .where('lapsed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
