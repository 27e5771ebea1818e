import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { t } from '#platform/i18n'
import { isSealed, sealed, unsealed } from '#platform/sealed'
import type { Proven } from '../store.ts'
import { type Answer, comparing, type QuestionKind } from './rules.ts'

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

/** Words about people who need protection are for those who read such a record. */
function openedReason({ reason, isAboutProtected, mayReadProtected }: QuestionRow): string | null {
  if (reason === null || !(isAboutProtected || isSealed(reason))) return reason
  return mayReadProtected ? (unsealed(reason) ?? t('activities.sealed_lost')) : t('activities.sealed')
}

type QuestionRow = Question & { isAboutProtected: boolean; mayReadProtected: boolean }

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
  const { rows } = await sql<QuestionRow>`
    select question.id, question.kind, question.source_kind as "sourceKind", question.source_id as "sourceId",
           question.unit_id as "unitId", unit.name as "unitName", question.sha256, file.taken_at as "takenAt", occasion.day,
           question.sent_by as "sentBy", question.found,
           other.source_id as "otherSourceId", question.other_unit_id as "otherUnitId", other_unit.name as "otherUnitName", other_unit.slug as "otherUnitSlug",
           other.sha256 as "otherSha256", other_file.taken_at as "otherTakenAt", other_occasion.day as "otherDay",
           question.asked_at as "askedAt", question.answer, question.reason, question.answered_at as "answeredAt", person.name as "answererName",
           question.answer is null and question.sent_by is distinct from access.actor()
             and question.unit_id = any ((select access.units_for('photo_question.answer'))::uuid[]) as "mayAnswer",
           question.reason is not null and evidence.is_about_protected(question.source_kind, question.source_id) as "isAboutProtected",
           question.unit_id = any ((select access.units_for('activity.read_protected'))::uuid[]) as "mayReadProtected"
      from evidence.question
      join org.unit on unit.id = question.unit_id
      left join evidence.file on file.sha256 = question.sha256
      left join evidence.occasion on occasion.source_kind = question.source_kind and occasion.source_id = question.source_id
      left join org.unit as other_unit on other_unit.id = question.other_unit_id
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
  return rows.map((row) => {
    const { isAboutProtected, mayReadProtected, ...question } = row
    return { ...question, reason: openedReason(row) }
  })
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
     where mine.unit_id = ${one} and theirs.unit_id = ${other} and daterange(unit.valid_from, unit.valid_to) @> org.today()
     order by mine.distance + theirs.distance, unit.name collate org.names limit 1`.execute(db)
  return rows[0]
}

/** Writes down an answer. False where the question has been answered before, or has lapsed. */
export async function settleQuestion(
  tx: Tx,
  id: string,
  answer: { answer: Answer; reason: string | null; personId: string },
  proven: { kind: string; id: string },
): Promise<boolean> {
  const { rows } = await sql<{ isProtected: boolean }>`
    select evidence.is_about_protected(${proven.kind}, ${proven.id}::uuid) as "isProtected"`.execute(tx)
  const reason = answer.reason && rows[0]?.isProtected ? sealed(proven.id, answer.reason) : answer.reason
  const { numUpdatedRows } = await tx
    .updateTable('evidence.question')
    .set({
      answer: answer.answer,
      reason,
      answered_by: answer.personId,
      answered_at: new Date(),
    })
    .where('id', '=', id)
    .where('answer', 'is', null)
    .where('lapsed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
