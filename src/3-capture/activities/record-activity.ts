import { isDeepStrictEqual } from 'node:util'
import { type Actor, note, perform } from '#access'
import { attach, everAttached, type KeptFile, noteOccasion } from '#evidence'
import { postEntry } from '#figures'
import { findInitiative, holdInitiative, recordingObjection, themeOfInitiative } from '#initiatives'
import { currentForm, type Form, issuedForm } from '#kinds'
import { emitEvent } from '#notices'
import type { Reader, Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import type { Answers, RawAnswers } from './entry.ts'
import { whereToRecord } from './read.ts'
import { amountsOf, answersToNoQuestion, photoFault, readAnswers } from './rules.ts'
import { type Activity, findActivity, insertOnce, unitExisted, versionOf, type Wording } from './store.ts'
import { subjectKey } from './subject-key.ts'

/** Photos and other files of a record: those that came with it, and by hash those that were sent ahead. */
export type Photos = {
  kept: readonly KeptFile[]
  sentAhead: readonly string[]
  /** How many more a phone has announced, which come after the record. */
  underWay?: number
}

/** What somebody did on a day, as it arrives. The id is made where the record is born. */
export type ActivityEntry = {
  id: string
  initiativeId: string
  day: Day
  summary: string
  answers: RawAnswers
  photos: Photos
  /** The form with which it was recorded, where that may not be the newest: the phone was away when another was issued. */
  formId?: string | undefined
  /** Whether answers to no question of the form are refused, as they are from programs. */
  refusesUnknown?: boolean
}

/**
 * Records an activity and posts its facts. Recording the same entry again changes nothing. `also` is what must be true
 * together with the record, such as its receipt for a phone.
 * @throws Problem `not_found_or_not_allowed`, `form_has_faults`, `initiative_has_not_started`, `initiative_has_ended`,
 *   `initiative_started_later`, `form_is_of_another_kind`, `activity_day_is_in_future`, `fact_unit_did_not_exist_then`, `activity_id_is_taken`
 */
export async function recordActivity(
  actor: Actor,
  entry: ActivityEntry,
  day: Day = today(),
  also?: (tx: Tx) => Promise<void>,
): Promise<void> {
  const { unitId } = await whereToRecord(actor, entry)
  await perform(actor, 'activity.record', unitId, async (tx) => {
    const { form, answers, kind } = await acceptable(tx, entry, unitId, day)
    const wording = { day: entry.day, summary: entry.summary, answers }
    const isNew = await insertOnce(tx, {
      ...wording,
      id: entry.id,
      initiativeId: entry.initiativeId,
      unitId,
      formId: form.id,
      personId: actor.personId,
    })
    note(tx, { activity: entry.id, initiative: entry.initiativeId, isNew })
    if (!isNew) {
      await refuseAnother(tx, actor, entry, answers)
      await also?.(tx)
      return
    }
    await emitEvent(tx, 'activity.recorded', unitId, { activityId: entry.id })

    const proven = { kind: 'activity', id: entry.id, unitId } as const
    await attach(tx, proven, entry.photos, actor.personId)
    await noteOccasion(tx, proven, { day: entry.day, topic: kind })
    const themeId = await themeOfInitiative(tx, entry.initiativeId, unitId, entry.day)
    const origin = { ...proven, day: entry.day, seriesId: entry.initiativeId, themeId }
    await postEntry(tx, origin, 'declared', amountsOf(form.fields, answers, subjectKey))
    await also?.(tx)
  })
}

async function acceptable(tx: Tx, entry: ActivityEntry, unitId: string, day: Day) {
  await holdInitiative(tx, entry.initiativeId)
  const initiative = await findInitiative(tx, entry.initiativeId)
  if (!initiative) throw new Problem('not_found_or_not_allowed')
  const form = await formFor(tx, initiative.kind, entry.formId)
  await refuseDay(tx, initiative, unitId, entry.day, day)
  const { answers, faults } = readAnswers(form.fields, entry.answers)
  if (entry.refusesUnknown) faults.push(...answersToNoQuestion(form.fields, entry.answers))
  const photos = new Set([...entry.photos.kept.map(({ sha256 }) => sha256), ...entry.photos.sentAhead])
  const tooFew = photoFault(form.fields, answers, photos.size + (entry.photos.underWay ?? 0))
  if (tooFew) faults.push(tooFew)
  if (faults.length > 0) throw new Problem('form_has_faults', {}, { fields: faults })
  return { form, answers, kind: initiative.kind }
}

/** The form that an entry was made with: the one it names, of whatever version, or the newest. */
async function formFor(tx: Tx, kind: string, formId: string | undefined): Promise<Form> {
  const form = formId === undefined ? await currentForm(tx, kind) : await issuedForm(tx, kind, formId)
  if (!form) throw new Problem(formId === undefined ? 'not_found_or_not_allowed' : 'form_is_of_another_kind')
  return form
}

/** Refuses a day on which the initiative or the unit was not there, or that has not come yet. */
export async function refuseDay(
  tx: Tx,
  initiative: Parameters<typeof recordingObjection>[0],
  unitId: string,
  day: Day,
  now: Day,
): Promise<void> {
  const at = { field: 'day' }
  if (day > now) throw new Problem('activity_day_is_in_future', {}, at)
  const objection = recordingObjection(initiative, day)
  if (objection) throw new Problem(objection.code, objection.params, at)
  if (!(await unitExisted(tx, unitId, day))) throw new Problem('fact_unit_did_not_exist_then', {}, at)
}

/** The same entry sent twice is one entry; another entry under its id would overwrite it, and is refused. */
async function refuseAnother(tx: Tx, actor: Actor, entry: ActivityEntry, answers: Answers): Promise<void> {
  const there = await findActivity(tx, entry.id)
  if (there?.recordedBy !== actor.personId) throw new Problem('activity_id_is_taken')
  const photos = [...entry.photos.kept.map(({ sha256 }) => sha256), ...entry.photos.sentAhead]
  await refuseOtherwise(tx, there, 1, { ...entry, answers, photos })
}

/**
 * Refuses what came once more and says something else than the version that it made: it would be thrown away.
 * @throws Problem `activity_id_is_taken` with every field that differs
 */
export async function refuseOtherwise(
  db: Reader,
  there: Activity,
  version: number,
  said: Wording & { initiativeId: string; photos: readonly string[] },
): Promise<void> {
  const before = await versionOf(db, there.id, version)
  const attached = await everAttached(db, { kind: 'activity', id: there.id })
  const differing = [
    ...differences({ ...before, initiativeId: there.initiativeId }, said),
    ...(said.photos.every((hash) => attached.has(hash)) ? [] : ['photos']),
  ]
  if (differing.length === 0) return
  const fields = differing.map((field) => ({ field, code: 'activity_differs' }))
  throw new Problem('activity_id_is_taken', {}, { fields })
}

type Compared = Wording & { initiativeId: string }

/** The fields in which two wordings differ, as problems name them. */
function differences(one: Compared, other: Compared): string[] {
  const keys = [...new Set([...Object.keys(one.answers), ...Object.keys(other.answers)])].sort()
  return [
    ...(['initiativeId', 'day', 'summary'] as const).filter((field) => one[field] !== other[field]),
    ...keys
      .filter((key) => !isDeepStrictEqual(one.answers[key], other.answers[key]))
      .map((key) => `a.${key}`),
  ]
}
