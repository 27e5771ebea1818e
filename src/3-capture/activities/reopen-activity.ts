import { type Actor, note, performOnce } from '#access'
import { postFacts } from '#figures'
import { themeOfInitiative } from '#initiatives'
import { fieldsOf } from '#kinds'
import { emitEvent } from '#notices'
import { Problem } from '#platform/problem'
import { activityToReopen } from './read.ts'
import { amountsOf } from './rules.ts'
import { answersToCount } from './sealed-store.ts'
import { findActivity, insertReview, settle } from './store.ts'
import { subjectKey } from './subject-key.ts'

/** Why a rejected record is taken up again. `seen` is the version that the person saw. */
export type Reopening = { seen: number; reason: string }

/**
 * Takes up again a record that was rejected: it waits for a checker as if it had just come in, and counts as what the
 * unit declares. The rejection and both reasons stay in its history.
 * @throws Problem `not_found_or_not_allowed`, `review_is_by_its_writer`, `review_reopening_has_no_reason`, `seen_is_outdated`
 */
export async function reopenActivity(actor: Actor, id: string, { seen, reason }: Reopening): Promise<void> {
  const { unitId, state } = await activityToReopen(actor, id)
  if (state !== 'rejected' && state !== 'recorded') throw new Problem('seen_is_outdated')
  await performOnce(actor, 'activity.reopen', unitId, [id, seen, reason], async (tx) => {
    const activity = await findActivity(tx, id)
    if (!activity) throw new Problem('not_found_or_not_allowed')
    if (activity.writtenBy === actor.personId) throw new Problem('review_is_by_its_writer')
    if (reason.length < 3) throw new Problem('review_reopening_has_no_reason', {}, { field: 'reason' })
    if (!(await settle(tx, id, seen, { from: 'rejected', to: 'recorded' })))
      throw new Problem('seen_is_outdated')
    if (activity.writtenBy !== null)
      await insertReview(tx, {
        activityId: id,
        version: seen,
        writtenBy: activity.writtenBy,
        verdict: 'reopened',
        reason,
        field: null,
        checkedBy: actor.personId,
      })
    const origin = {
      kind: 'activity',
      id,
      unitId,
      day: activity.day,
      seriesId: activity.initiativeId,
      themeId: await themeOfInitiative(tx, activity.initiativeId, unitId, activity.day),
    } as const
    await postFacts(
      tx,
      origin,
      'declared',
      amountsOf(await fieldsOf(tx, activity.formId), await answersToCount(tx, id), subjectKey),
    )
    await emitEvent(tx, 'activity.reopened', unitId, { activityId: id, version: seen })
    note(tx, { activity: id, version: seen })
  })
}
