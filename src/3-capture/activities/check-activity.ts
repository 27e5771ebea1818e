import { type Actor, note, performOnce } from '#access'
import { closeToPublic, countAttachments, publish } from '#evidence'
import { reverseFacts } from '#figures'
import { emitEvent, raiseNotices } from '#notices'
import type { Tx } from '#platform/database'
import { formatDay } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { assureActivity } from './assurance.ts'
import type { Decided } from './entry.ts'
import { activityToCheck } from './read.ts'
import { mayCheck } from './rules.ts'
import { type Activity, findActivity, insertReview, settle } from './store.ts'

/** What a checker decides about the version that they saw. */
export type Verdict = {
  seen: number
  verdict: Decided
  reason: string
  /** The question to look at again, in a return. */
  field: string
  /** Open the photos to the public, after each was looked at. Never done for initiatives that protect people. */
  publishPhotos: boolean
  /** Files of which the checker says that they looked, and nothing needs covering. */
  looked?: readonly string[]
}

const withoutReason = {
  returned: 'review_return_has_no_reason',
  rejected: 'review_rejection_has_no_reason',
} as const

/** A returned record tells those who record for its unit. The words of the reason stay with the record. */
const tellRecorder = (tx: Tx, { id, unitId, version, day, protectsPeople, initiativeName }: Activity) =>
  raiseNotices(tx, [
    {
      key: `activity.returned:${id}:${version}`,
      unitId,
      roles: ['recorder'],
      kind: `activities.notice.${protectsPeople ? 'returned_unnamed' : 'returned'}`,
      words: { initiative: protectsPeople ? '' : initiativeName, day: formatDay(day) },
      href: `/hoat-dong/${id}`,
    },
  ])

/**
 * Accepts a record, returns it or rejects it, the latter two with a reason. Accepted with photos, its facts are
 * evidenced; accepted without, they stay what the unit declares; returned, they count nowhere until it comes back;
 * rejected, they count nowhere at all, and only somebody who may reopen it brings it back.
 * @throws Problem `not_found_or_not_allowed`, `review_is_by_its_writer`, `review_return_has_no_reason`,
 *   `review_rejection_has_no_reason`, `seen_is_outdated`, `files_were_not_looked_at`
 */
export async function checkActivity(actor: Actor, id: string, verdict: Verdict): Promise<void> {
  const { unitId, version, state } = await activityToCheck(actor, id)
  // The same words are a repetition only while they still hold: not of a version that was corrected, or decided otherwise, since.
  if (version !== verdict.seen || (state !== 'recorded' && state !== verdict.verdict))
    throw new Problem('seen_is_outdated')
  await performOnce(actor, 'activity.check', unitId, [id, verdict], async (tx) => {
    const activity = await findActivity(tx, id)
    if (!activity) throw new Problem('not_found_or_not_allowed')
    if (activity.writtenBy === actor.personId) throw new Problem('review_is_by_its_writer')
    if (activity.version !== verdict.seen || !mayCheck(actor.personId, activity))
      throw new Problem('seen_is_outdated')
    if (verdict.verdict !== 'accepted' && verdict.reason.length < 3)
      throw new Problem(withoutReason[verdict.verdict], {}, { field: 'reason' })

    if (!(await settle(tx, id, verdict.seen, { from: 'recorded', to: verdict.verdict })))
      throw new Problem('seen_is_outdated')
    if (activity.writtenBy !== null)
      await insertReview(tx, {
        activityId: id,
        version: verdict.seen,
        writtenBy: activity.writtenBy,
        verdict: verdict.verdict,
        reason: verdict.reason || null,
        field: verdict.field || null,
        checkedBy: actor.personId,
      })

    const proven = { kind: 'activity', id, unitId } as const
    if (verdict.verdict !== 'accepted') await reverseFacts(tx, { ...proven, day: activity.day })
    else {
      await assureActivity(tx, { ...activity, state: 'accepted' })
      if ((await countAttachments(tx, proven)) > 0)
        if (verdict.publishPhotos && activity.isPublic && !activity.protectsPeople)
          await publish(tx, proven, { looked: verdict.looked ?? [], personId: actor.personId })
        else await closeToPublic(tx, proven)
    }
    await emitEvent(tx, `activity.${verdict.verdict}`, unitId, { activityId: id, version: verdict.seen })
    if (verdict.verdict === 'returned') await tellRecorder(tx, activity)
    note(tx, { activity: id, version: verdict.seen, verdict: verdict.verdict })
  })
}
