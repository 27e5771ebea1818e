import { type Actor, note, performOnce } from '#access'
import { attach, closeToPublic, countAttachments, noteOccasion, removeAttachments } from '#evidence'
import { postFacts, reverseFacts } from '#figures'
import { findInitiative, themeOfInitiative } from '#initiatives'
import { fieldsOf } from '#kinds'
import { emitEvent } from '#notices'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import type { RawAnswers } from './entry.ts'
import { activityToWrite } from './read.ts'
import { type Photos, refuseDay } from './record-activity.ts'
import { amountsOf, photoFault, readAnswers } from './rules.ts'
import { findActivity, insertVersion, supersede } from './store.ts'
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
  const { unitId } = await activityToWrite(actor, id)
  await performOnce(actor, 'activity.record', unitId, [id, correction], async (tx) => {
    const activity = await findActivity(tx, id)
    if (!activity) throw new Problem('not_found_or_not_allowed')
    if (activity.version !== correction.seen) throw new Problem('seen_is_outdated')
    if (activity.state === 'rejected') throw new Problem('activity_is_rejected')
    if (activity.state === 'accepted' && correction.reason.length < 3)
      throw new Problem('correction_has_no_reason', {}, { field: 'reason' })
    const initiative = await findInitiative(tx, activity.initiativeId)
    if (!initiative) throw new Problem('not_found_or_not_allowed')
    await refuseDay(tx, initiative, unitId, correction.day, now)

    // A record keeps the form with which it was made.
    const fields = await fieldsOf(tx, activity.formId)
    const { answers, faults } = readAnswers(fields, correction.answers)
    if (faults.length > 0) throw new Problem('form_has_faults', {}, { fields: faults })

    const wording = { day: correction.day, summary: correction.summary, answers }
    if (!(await supersede(tx, id, correction.seen, wording))) throw new Problem('seen_is_outdated')
    await insertVersion(tx, id, correction.seen + 1, wording, {
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
    const themeId = await themeOfInitiative(tx, activity.initiativeId, unitId, correction.day)
    const origin = { ...proven, day: correction.day, seriesId: activity.initiativeId, themeId }
    await postFacts(tx, origin, 'declared', amountsOf(fields, answers, subjectKey))
    await emitEvent(tx, 'activity.corrected', unitId, { activityId: id, version: correction.seen + 1 })
    note(tx, { activity: id, version: correction.seen + 1 })
    await also?.(tx)
  })
}
