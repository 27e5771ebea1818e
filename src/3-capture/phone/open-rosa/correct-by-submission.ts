import { type Actor, look } from '#access'
import type { RawAnswers } from '#activities'
import { type Activity, correctActivity, findActivity, readAnswers, refuseOtherwise } from '#activities'
import { attachmentsOf } from '#evidence'
import { fieldsOf } from '#kinds'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import type { Day } from '#platform/time'
import { correctionBy, keepCorrection } from './store.ts'

/** An edited submission: an id of its own, that of the one which it replaces, and all that it says. */
export type Edited = {
  id: string
  replaces: string
  initiativeId: string
  day: Day
  summary: string
  answers: RawAnswers
  photos: readonly string[]
}

/**
 * Takes an edited submission as a correction of the record that it replaces, by the rules of a correction on the page. The same
 * submission sent again changes nothing.
 * @throws Problem `submission_corrects_nothing`, `submission_corrects_accepted`, `seen_is_outdated`, `activity_id_is_taken` where the id came
 *   with other content before, and those of `correctActivity`
 */
export async function correctBySubmission(actor: Actor, edited: Edited): Promise<void> {
  if (await isThere(actor, edited)) return
  const { activity, seen, attached } = await look(actor, 'activity.record', null, (db) =>
    recordReplacedBy(db, edited),
  )
  if (activity.state === 'accepted') throw new Problem('submission_corrects_accepted')
  const wanted = new Set(edited.photos)
  const { id, day, summary, answers } = edited
  try {
    await correctActivity(
      actor,
      activity.id,
      {
        seen,
        day,
        summary,
        answers,
        reason: '',
        photos: {
          kept: [],
          sentAhead: [...wanted].filter((hash) => !attached.some(({ sha256 }) => sha256 === hash)),
        },
        removed: attached.filter(({ sha256 }) => !wanted.has(sha256)).map((one) => one.id),
      },
      undefined,
      (tx) =>
        keepCorrection(tx, {
          instanceId: id,
          activityId: activity.id,
          version: seen + 1,
          personId: actor.personId,
        }),
    )
  } catch (fault) {
    // Sent twice at once, the second finds the version of the first.
    if (!(await isThere(actor, edited))) throw fault
  }
}

/** Whether this submission is in already. @throws Problem `activity_id_is_taken` where it said something else then */
const isThere = (actor: Actor, edited: Edited): Promise<boolean> =>
  look(actor, 'activity.record', null, async (db) => {
    const known = await correctionBy(db, edited.id)
    if (!known) return false
    const activity = await findActivity(db, known.activityId)
    if (!activity) throw new Problem('not_found_or_not_allowed')
    const { answers } = readAnswers(await fieldsOf(db, activity.formId), edited.answers)
    await refuseOtherwise(db, activity, known.version, { ...edited, answers })
    return true
  })

/** The record that a submission replaces, the version in which its phone knows it, and the photos that it has now. */
async function recordReplacedBy(db: Reader, { replaces, initiativeId }: Edited) {
  const before = await correctionBy(db, replaces)
  const activity: Activity | undefined = await findActivity(db, before?.activityId ?? replaces)
  if (activity?.initiativeId !== initiativeId) throw new Problem('submission_corrects_nothing')
  return {
    activity,
    seen: before?.version ?? 1,
    attached: await attachmentsOf(db, 'activity', [activity.id]),
  }
}
