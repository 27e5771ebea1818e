import { sql } from 'kysely'
import type { Answers } from '#activities'
import { openedRows, openerOf } from '#activities'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'
import type { Day } from '#platform/time'
import type { Whereabouts } from '../browser/entry.ts'

/** An initiative as the phone keeps it, with the last record to start from. */
export type InitiativeOnPhone = {
  id: string
  name: string
  kind: string
  kindVi: string
  kindEn: string
  protectsPeople: boolean
  unitId: string
  unitName: string
  state: string
  startedOn: Day | null
  endedOn: Day | null
  lastDay: Day | null
  lastSummary: string | null
  lastAnswers: Answers | null
}

/** The initiatives in which the person of this transaction may record, the last used first. */
export const initiativesForPhone = async (db: Reader, limit: number): Promise<InitiativeOnPhone[]> => {
  const rows = await db
    .selectFrom('initiatives.initiative as initiative')
    .innerJoin('initiatives.kind as kind', 'kind.code', 'initiative.kind')
    .innerJoin('org.unit as unit', 'unit.id', 'initiative.unit_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('activities.activity as activity')
          .select(['activity.day', 'activity.summary', 'activity.answers', 'activity.recorded_at'])
          .whereRef('activity.initiative_id', '=', 'initiative.id')
          .orderBy('activity.day', 'desc')
          .orderBy('activity.id', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select([
      'initiative.id',
      'initiative.name',
      'initiative.kind',
      'kind.name_vi as kindVi',
      'kind.name_en as kindEn',
      'kind.protects_people as protectsPeople',
      'initiative.unit_id as unitId',
      'unit.name as unitName',
      'initiative.state',
      'initiative.started_on as startedOn',
      'initiative.ended_on as endedOn',
      'last.day as lastDay',
      'last.summary as lastSummary',
      'last.answers as lastAnswers',
    ])
    .where('initiative.state', 'in', ['active', 'recognised'])
    .where(sql<boolean>`initiative.unit_id = any ((select access.units_for('activity.record'))::uuid[])`)
    .orderBy(sql`last.recorded_at desc nulls last`)
    .orderBy(byName('initiative.name'))
    .limit(limit)
    .$castTo<InitiativeOnPhone>()
    .execute()
  const opened = await openedRows(
    db,
    rows.map((row) => ({ ...row, summary: row.lastSummary ?? '', answers: row.lastAnswers ?? {} })),
  )
  return opened.map(({ summary, answers, ...row }) => ({
    ...row,
    lastSummary: row.lastSummary && summary,
    lastAnswers: row.lastAnswers && answers,
  }))
}

/** The last word of a checker on the version of a record that stands; undefined where nobody has said one. */
export async function lastWord(db: Reader, activityId: string, version: number) {
  const word = await db
    .selectFrom('activities.review')
    .select(['verdict', 'reason', 'field', 'checked_at as checkedAt'])
    .where('activity_id', '=', activityId)
    .where('version', '=', version)
    .orderBy('checked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const open = word && (await openerOf(db, activityId))
  return word && open ? { ...word, reason: open.reason(word.reason) } : word
}

/** When the bytes of this hash were taken over for a record, and which version came of them; undefined where never. */
export const recordReceipt = async (db: Reader, activityId: string, sha256: string) => {
  const row = await db
    .selectFrom('activities.receipt')
    .select(['version', 'at'])
    .where('activity_id', '=', activityId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row && { version: row.version, at: new Date(row.at) }
}

/** Notes which bytes made which version of a record. */
export async function insertRecordReceipt(
  tx: Tx,
  row: { activityId: string; sha256: string; personId: string; version: number },
): Promise<void> {
  await tx
    .insertInto('activities.receipt')
    .values({
      activity_id: row.activityId,
      sha256: row.sha256,
      person_id: row.personId,
      version: row.version,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Notes photos that a phone announces with a record. */
export async function announcePhotos(
  tx: Tx,
  activityId: string,
  sent: readonly string[],
  personId: string,
): Promise<void> {
  if (sent.length === 0) return
  await tx
    .insertInto('activities.photo_under_way')
    .values(sent.map((hash) => ({ activity_id: activityId, sent_sha256: hash, person_id: personId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The photos that were announced with a record by this person, and whether each is attached. */
export const announcedPhotos = (db: Reader, activityId: string, personId: string) =>
  db
    .selectFrom('activities.photo_under_way')
    .select(['sent_sha256 as sentSha256', 'arrived_at as arrivedAt'])
    .where('activity_id', '=', activityId)
    .where('person_id', '=', personId)
    .orderBy('announced_at')
    .limit(100)
    .execute()

/** Notes that announced photos are attached. */
export async function photosArrived(tx: Tx, activityId: string, sent: readonly string[]): Promise<void> {
  if (sent.length === 0) return
  await tx
    .updateTable('activities.photo_under_way')
    .set({ arrived_at: new Date() })
    .where('activity_id', '=', activityId)
    .where('sent_sha256', 'in', [...sent])
    .execute()
}

/** Asks a checker to look once more at a version that was accepted. */
export async function reopen(tx: Tx, activityId: string): Promise<void> {
  await tx
    .updateTable('activities.activity')
    .set({ state: 'recorded' })
    .where('id', '=', activityId)
    .where('state', '=', 'accepted')
    .execute()
}

/** Notes where the phone stood. A place that was noted before stays. */
export async function insertPlace(tx: Tx, activityId: string, place: Whereabouts): Promise<void> {
  await tx
    .insertInto('activities.place')
    .values({
      activity_id: activityId,
      latitude: place.latitude,
      longitude: place.longitude,
      accuracy_metres: place.accuracyMetres,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
