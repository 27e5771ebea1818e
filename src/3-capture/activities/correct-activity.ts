import type { Actor } from '#access'
import { attach, closeToPublic, countAttachments, noteOccasion, removeAttachments } from '#evidence'
import { postEntry, reverseFacts } from '#figures'
import { findInitiative, type Initiative, themeOfInitiative } from '#initiatives'
import { type Field, fieldsOf } from '#kinds'
import { takeStep } from '#life'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import type { RawAnswers } from './entry.ts'
import { activityLife } from './life.ts'
import { type Photos, refuseDay } from './record-activity.ts'
import { amountsOf, answersToNoQuestion, photoFault, readAnswers } from './rules.ts'
import { type Activity, columnsOfVersion, insertVersion, type Wording } from './store.ts'
import { subjectKey } from './subject-key.ts'

/** A new wording of a record. `seen` is the version that the person had before them. */
export type Correction = {
  seen: number
  day: Day
  summary: string
  answers: RawAnswers
  reason: string
  photos: Photos
  /** Ids of photos to take away. */
  removed: readonly string[]
  /** Whether answers to no question of the form are refused, as they are from programs. */
  refusesUnknown?: boolean
}

/**
 * Corrects a record: a new version with who, when and why; its facts are reversed and posted anew on the day of the
 * activity, and it waits for a checker again. Until it has been accepted a reason may be left out. `also` is what must be
 * true together with the correction.
 * What was rejected is not corrected: it has to be taken up again first.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `activity_is_rejected`, `correction_has_no_reason`, and
 *   those of recording
 */
export async function correctActivity(
  actor: Actor,
  id: string,
  correction: Correction,
  now: Day = today(),
  also?: (tx: Tx) => Promise<void>,
): Promise<void> {
  await takeStep(actor, activityLife, id, 'correct', {
    version: correction.seen,
    said: correction,
    change: (tx, activity) => prepareCorrection(tx, actor, activity, correction, now),
    after: (tx) => also?.(tx) ?? Promise.resolve(),
  })
}

async function prepareCorrection(tx: Tx, actor: Actor, activity: Activity, correction: Correction, now: Day) {
  const { id, unitId, initiativeId } = activity
  if (activity.state === 'accepted' && correction.reason.length < 3)
    throw new Problem('correction_has_no_reason', {}, { field: 'reason' })
  const initiative = await findInitiative(tx, initiativeId)
  if (!initiative) throw new Problem('not_found_or_not_allowed')
  await refuseDay(tx, initiative, unitId, correction.day, now)

  // A record keeps the form with which it was made.
  const fields = await fieldsOf(tx, activity.formId)
  const { answers, faults } = readAnswers(fields, correction.answers)
  if (correction.refusesUnknown) faults.push(...answersToNoQuestion(fields, correction.answers))
  if (faults.length > 0) throw new Problem('form_has_faults', {}, { fields: faults })

  const version = activity.version + 1
  const wording = { day: correction.day, summary: correction.summary, answers }
  const after = () => carryCorrection(tx, actor, activity, { correction, wording, fields, initiative })
  return { sets: await columnsOfVersion(tx, id, version, wording), noted: { version }, after }
}

type Prepared = { correction: Correction; wording: Wording; fields: readonly Field[]; initiative: Initiative }

async function carryCorrection(tx: Tx, actor: Actor, activity: Activity, prepared: Prepared): Promise<void> {
  const { correction, wording, fields, initiative } = prepared
  const { id, unitId, initiativeId: seriesId } = activity
  const { answers } = wording
  await insertVersion(tx, id, activity.version + 1, wording, {
    personId: actor.personId,
    reason: correction.reason || null,
  })
  const proven = { kind: 'activity', id, unitId } as const
  await removeAttachments(tx, proven, correction.removed)
  await attach(tx, proven, correction.photos, actor.personId)
  const count = (await countAttachments(tx, proven)) + (correction.photos.underWay ?? 0)
  const tooFew = photoFault(fields, answers, count)
  if (tooFew) throw new Problem('form_has_faults', {}, { fields: [tooFew] })
  await noteOccasion(tx, proven, { day: correction.day, topic: initiative.kind })
  await closeToPublic(tx, proven)

  await reverseFacts(tx, { ...proven, day: activity.day })
  const themeId = await themeOfInitiative(tx, seriesId, unitId, correction.day)
  const origin = { ...proven, day: correction.day, seriesId, themeId }
  await postEntry(tx, origin, 'declared', amountsOf(fields, answers, subjectKey))
}
