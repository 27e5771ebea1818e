import { sql } from 'kysely'
import type { PublicFile } from '#evidence'
import type { Reader, Tx } from '#platform/database'
import type { DayPlace } from '#platform/lists/page'
import { byName } from '#platform/names'
import type { Day } from '#platform/time'
import type { ActivityState, Answers, Decided } from './entry.ts'
import {
  openedRows,
  openerOf,
  sealedReason,
  sealedWording,
  sealingOf,
  sealingOfRecord,
} from './sealed-store.ts'

/** A record as it stands now. */
export type Activity = {
  id: string
  initiativeId: string
  initiativeName: string
  initiativeSlug: string
  kindVi: string
  kindEn: string
  protectsPeople: boolean
  /** Whether initiatives of this kind are on the public site. */
  isPublic: boolean
  unitId: string
  unitName: string
  formId: string
  day: Day
  summary: string
  answers: Answers
  state: ActivityState
  version: number
  recordedBy: string | null
  writtenBy: string | null
  writtenAt: Date
}

const activities = (db: Reader) =>
  db
    .selectFrom('activities.activity as activity')
    .innerJoin('initiatives.initiative as initiative', 'initiative.id', 'activity.initiative_id')
    .innerJoin('initiatives.kind as kind', 'kind.code', 'initiative.kind')
    .innerJoin('org.unit as unit', 'unit.id', 'activity.unit_id')
    .innerJoin('activities.version as version', (join) =>
      join.onRef('version.activity_id', '=', 'activity.id').onRef('version.number', '=', 'activity.version'),
    )
    .select([
      'activity.id',
      'activity.initiative_id as initiativeId',
      'initiative.name as initiativeName',
      'initiative.slug as initiativeSlug',
      'kind.name_vi as kindVi',
      'kind.name_en as kindEn',
      'kind.protects_people as protectsPeople',
      'kind.is_public as isPublic',
      'activity.unit_id as unitId',
      'unit.name as unitName',
      'activity.form_id as formId',
      'activity.day',
      'activity.summary',
      'activity.answers',
      'activity.state',
      'activity.version',
      'activity.recorded_by as recordedBy',
      'version.written_by as writtenBy',
      'version.written_at as writtenAt',
    ])
    .$castTo<Activity>()

/** One record by its id. Its words are closed to those who may not read them. */
export async function findActivity(db: Reader, id: string): Promise<Activity | undefined> {
  const [row] = await openedRows(db, await activities(db).where('activity.id', '=', id).execute())
  return row
}

/** What to look for among records. */
export type Search = {
  initiativeId?: string | undefined
  /** Only records of this unit and of those beneath it, now or ever. */
  under?: string | undefined
  state?: ActivityState | undefined
  recordedBy?: string | undefined
  ids?: readonly string[] | undefined
  /** Only what came in with one file. */
  intakeId?: string | undefined
  /** The last row of the page before. */
  after?: DayPlace | undefined
  limit: number
}

/** Records newest first, page by page, so that pages stay right while others record. */
export async function activitiesMatching(db: Reader, search: Search): Promise<Activity[]> {
  let query = activities(db)
  if (search.initiativeId) query = query.where('activity.initiative_id', '=', search.initiativeId)
  if (search.state) query = query.where('activity.state', '=', search.state)
  if (search.intakeId) query = query.where('activity.intake_id', '=', search.intakeId)
  if (search.recordedBy) query = query.where('activity.recorded_by', '=', search.recordedBy)
  if (search.ids)
    query = query.where('activity.id', 'in', search.ids.length > 0 ? [...search.ids] : [sql<string>`null`])
  if (search.under)
    query = query.where(
      sql<boolean>`exists (select from org.beneath where beneath.unit_id = activity.unit_id and beneath.ancestor_id = any (array(select org.scope(${search.under}::uuid))))`,
    )
  if (search.after)
    query = query.where(
      sql<boolean>`(activity.day, activity.id) < (${search.after.day}::date, ${search.after.id}::uuid)`,
    )
  return openedRows(
    db,
    await query.orderBy('activity.day', 'desc').orderBy('activity.id', 'desc').limit(search.limit).execute(),
  )
}

// What came in with a file is checked with it (registers), unless it was corrected since or has files of its own.
const waitsAlone = sql<boolean>`(activity.intake_id is null or activity.version > 1
  or exists (select from evidence.attachment where attachment.source_kind = 'activity' and attachment.source_id = activity.id))`

/** Records that wait for this checker, oldest first: nobody waits for themselves. */
export const waitingFor = async (
  db: Reader,
  checkerId: string,
  after: DayPlace | undefined,
  limit: number,
): Promise<Activity[]> => {
  const rows = await activities(db)
    .where('activity.state', '=', 'recorded')
    .where(waitsAlone)
    .where(sql<boolean>`activity.unit_id = any ((select access.units_for('activity.check'))::uuid[])`)
    .where('version.written_by', 'is distinct from', checkerId)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(activity.day, activity.id) > (${after?.day}::date, ${after?.id}::uuid)`),
    )
    .orderBy('activity.day')
    .orderBy('activity.id')
    .limit(limit)
    .execute()
  return openedRows(db, rows)
}

/** How many records wait for this checker. */
export async function countWaitingFor(db: Reader, checkerId: string): Promise<number> {
  const { count } = await db
    .selectFrom('activities.activity as activity')
    .innerJoin('activities.version as version', (join) =>
      join.onRef('version.activity_id', '=', 'activity.id').onRef('version.number', '=', 'activity.version'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('activity.state', '=', 'recorded')
    .where(waitsAlone)
    .where(sql<boolean>`activity.unit_id = any ((select access.units_for('activity.check'))::uuid[])`)
    .where('version.written_by', 'is distinct from', checkerId)
    .executeTakeFirstOrThrow()
  return count
}

/** How many records came back to the person who made them. */
export async function countReturnedTo(db: Reader, personId: string): Promise<number> {
  const { count } = await db
    .selectFrom('activities.activity')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('recorded_by', '=', personId)
    .where('state', '=', 'returned')
    .executeTakeFirstOrThrow()
  return count
}

/** Initiatives in which this person may record, those that have waited longest first. */
export const initiativesToRecord = (db: Reader, text: string, limit: number) =>
  db
    .selectFrom('initiatives.initiative as initiative')
    .innerJoin('initiatives.kind as kind', 'kind.code', 'initiative.kind')
    .innerJoin('org.unit as unit', 'unit.id', 'initiative.unit_id')
    .select([
      'initiative.id',
      'initiative.name',
      'initiative.kind',
      'kind.name_vi as kindVi',
      'kind.name_en as kindEn',
      'unit.name as unitName',
      (eb) =>
        eb
          .selectFrom('activities.activity as activity')
          .select((sub) => sub.fn.max('activity.day').as('day'))
          .whereRef('activity.initiative_id', '=', 'initiative.id')
          .as('lastDay'),
    ])
    .where('initiative.state', 'in', ['active', 'recognised'])
    .where(sql<boolean>`initiative.unit_id = any ((select access.units_for('activity.record'))::uuid[])`)
    .$if(text !== '', (query) =>
      query.where(sql<boolean>`initiative.search like '%' || org.plain(${text}) || '%'`),
    )
    .orderBy(sql`"lastDay" nulls first`)
    .orderBy(byName('initiative.name'))
    .limit(limit)
    .execute()

/** Whether a unit existed on a day. */
export async function unitExisted(db: Reader, unitId: string, day: Day): Promise<boolean> {
  const row = await db
    .selectFrom('org.unit')
    .select('id')
    .where('id', '=', unitId)
    .where(sql<boolean>`daterange(valid_from, valid_to) @> ${day}::date`)
    .executeTakeFirst()
  return row !== undefined
}

/** The wording of a record. */
export type Wording = { day: Day; summary: string; answers: Answers }

/** Enters a record with its first version. False where a record with this id is there already. */
export async function insertOnce(
  tx: Tx,
  row: Wording & { id: string; initiativeId: string; unitId: string; formId: string; personId: string },
): Promise<boolean> {
  const { summary, answers } = sealedWording(await sealingOf(tx, row), row)
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('activities.activity')
    .values({
      id: row.id,
      initiative_id: row.initiativeId,
      unit_id: row.unitId,
      form_id: row.formId,
      day: row.day,
      summary,
      answers: JSON.stringify(answers),
      recorded_by: row.personId,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) return false
  await insertVersion(tx, row.id, 1, row, { personId: row.personId, reason: null })
  return true
}

/** Writes a version of a record. */
export async function insertVersion(
  tx: Tx,
  activityId: string,
  number: number,
  wording: Wording,
  by: { personId: string; reason: string | null },
): Promise<void> {
  const sealing = await sealingOfRecord(tx, activityId)
  const { summary, answers } = sealedWording(sealing, wording)
  await tx
    .insertInto('activities.version')
    .values({
      activity_id: activityId,
      number,
      day: wording.day,
      summary,
      answers: JSON.stringify(answers),
      reason: sealedReason(sealing, by.reason),
      written_by: by.personId,
    })
    .execute()
}

/** What a version of a record said. */
export const versionOf = (db: Reader, activityId: string, number: number): Promise<Wording> =>
  db
    .selectFrom('activities.version')
    .select(['day', 'summary', 'answers'])
    .where('activity_id', '=', activityId)
    .where('number', '=', number)
    .$castTo<Wording>()
    .executeTakeFirstOrThrow()

/** A new version of a record, as columns: that which stands from now on. */
export async function columnsOfVersion(tx: Tx, id: string, version: number, wording: Wording) {
  const { summary, answers } = sealedWording(await sealingOfRecord(tx, id), wording)
  return { day: wording.day, summary, answers: JSON.stringify(answers), version, changed_at: new Date() }
}

/** A checker's word on a version, or that of whoever took it up again. */
export type Review = {
  activityId: string
  version: number
  writtenBy: string
  verdict: Decided | 'reopened'
  reason: string | null
  field: string | null
  checkedBy: string
}

/** Writes down a checker's word. */
export async function insertReview(tx: Tx, review: Review): Promise<void> {
  await tx
    .insertInto('activities.review')
    .values({
      activity_id: review.activityId,
      version: review.version,
      written_by: review.writtenBy,
      verdict: review.verdict,
      reason: sealedReason(await sealingOfRecord(tx, review.activityId), review.reason),
      field: review.field,
      checked_by: review.checkedBy,
    })
    .execute()
}

/** Every version of a record with who wrote it and what its checker said, newest first. */
export async function historyOf(db: Reader, id: string): Promise<HistoryRow[]> {
  const rows = await db
    .selectFrom('activities.version as version')
    .leftJoin('access.person as writer', 'writer.id', 'version.written_by')
    .leftJoin('activities.review as review', (join) =>
      join
        .onRef('review.activity_id', '=', 'version.activity_id')
        .onRef('review.version', '=', 'version.number'),
    )
    .leftJoin('access.person as checker', 'checker.id', 'review.checked_by')
    .select([
      'version.number',
      'version.day',
      'version.summary',
      'version.answers',
      'version.reason as changeReason',
      'version.written_at as writtenAt',
      'writer.name as writerName',
      'review.verdict',
      'review.reason as verdictReason',
      'review.field as verdictField',
      'review.checked_at as checkedAt',
      'checker.name as checkerName',
    ])
    .where('version.activity_id', '=', id)
    .orderBy('version.number', 'desc')
    .orderBy('review.checked_at', 'desc')
    .limit(200)
    .$castTo<HistoryRow>()
    .execute()
  const open = await openerOf(db, id)
  if (!open) return rows
  return rows.map((row) => ({
    ...open.words(row),
    changeReason: open.reason(row.changeReason),
    verdictReason: open.reason(row.verdictReason),
  }))
}

/** One version of a record, with the word on it. */
export type HistoryRow = Wording & {
  number: number
  changeReason: string | null
  writtenAt: Date
  writerName: string | null
  verdict: Review['verdict'] | null
  verdictReason: string | null
  verdictField: string | null
  checkedAt: Date | null
  checkerName: string | null
}

/** A record as it is loaded in bulk. */
export type LoadedActivity = Wording & {
  id: string
  initiativeId: string
  unitId: string
  formId: string
  state: ActivityState
  recordedBy: string
  recordedAt: Date
  /** The file from which it came. */
  intakeId?: string
  check?: { verdict: Decided; by: string; at: Date; reason: string | null }
}

/** Enters many records with their first versions and the checkers' words. */
export async function insertMany(tx: Tx, rows: readonly LoadedActivity[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('activities.activity')
    .values(
      rows.map((row) => ({
        id: row.id,
        initiative_id: row.initiativeId,
        unit_id: row.unitId,
        form_id: row.formId,
        day: row.day,
        summary: row.summary,
        answers: JSON.stringify(row.answers),
        state: row.state,
        recorded_by: row.recordedBy,
        recorded_at: row.recordedAt,
        changed_at: row.recordedAt,
        intake_id: row.intakeId ?? null,
      })),
    )
    .execute()
  await tx
    .insertInto('activities.version')
    .values(
      rows.map((row) => ({
        activity_id: row.id,
        number: 1,
        day: row.day,
        summary: row.summary,
        answers: JSON.stringify(row.answers),
        written_by: row.recordedBy,
        written_at: row.recordedAt,
      })),
    )
    .execute()
  const reviews = rows.flatMap(({ id, recordedBy, check }) =>
    check
      ? {
          activity_id: id,
          version: 1,
          written_by: recordedBy,
          verdict: check.verdict,
          reason: check.reason,
          checked_by: check.by,
          checked_at: check.at,
        }
      : [],
  )
  if (reviews.length > 0) await tx.insertInto('activities.review').values(reviews).execute()
}

/** What is public of the files of an initiative that protects people: each with somebody's consent, none with its record. */
export async function publicFilesOfProtected(db: Reader, initiativeId: string): Promise<PublicFile[]> {
  const { rows } = await sql<Omit<PublicFile, 'sourceId'>>`
    select sha256, media_type as "mediaType", width, height
      from activities.shown_of_protected(${initiativeId}::uuid) limit 60`.execute(db)
  return rows.map((row) => ({ ...row, sourceId: initiativeId }))
}

/** How many records of some units, and of those beneath, wait for somebody: to be checked, or to be put right. */
export async function countWaiting(db: Reader, unitIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from activities.activity where state in ('recorded', 'returned')
       and unit_id in (select unit_id from org.beneath where ancestor_id = any (${[...unitIds]}::uuid[]))`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/**
 * The newest published pictures of accepted records of some initiatives, so many of each: the copies that the public may
 * see. What is not published is kept out here too, and not by row-level security alone: an officer's own may be seen by
 * that officer only.
 */
export async function publishedPictures(db: Reader, initiativeIds: readonly string[], each: number) {
  const { rows } = await sql<{ initiativeId: string; sha256: string; day: Day; words: string }>`
    select wanted.id as "initiativeId", picture.sha256, picture.day, picture.summary as words
      from unnest(${[...initiativeIds]}::uuid[]) as wanted (id)
      cross join lateral (
        select file.sha256, activity.day, activity.summary
          from activities.activity
          join initiatives.initiative on initiative.id = activity.initiative_id
          join initiatives.kind on kind.code = initiative.kind and not kind.protects_people
          join evidence.attachment on attachment.source_kind = 'activity' and attachment.source_id = activity.id
           and attachment.is_public and attachment.removed_at is null
           and (attachment.public_until is null or attachment.public_until >= evidence.day_in_vietnam())
          join evidence.file on file.sha256 = attachment.public_sha256 and file.media_type = 'image/jpeg'
         where activity.initiative_id = wanted.id and activity.state = 'accepted'
         order by activity.day desc, activity.id desc, attachment.position
         limit ${each}) as picture
     limit 500`.execute(db)
  return rows
}

/** Whether there is any record that the reader may see. */
export const isAnyRecord = async (db: Reader): Promise<boolean> =>
  (await db.selectFrom('activities.activity').select('id').limit(1).executeTakeFirst()) !== undefined
