import type { Actor } from '#access'
import { closeToPublic, countAttachments, publish } from '#evidence'
import { reverseFacts } from '#figures'
import { takeStep } from '#life'
import { Problem } from '#platform/problem'
import { assureActivity } from './assurance.ts'
import type { Decided } from './entry.ts'
import { activityLife } from './life.ts'
import { activityToCheck } from './read.ts'

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

/**
 * Accepts a record, returns it or rejects it, the latter two with a reason. Accepted with photos, its facts are
 * evidenced; accepted without, they stay what the unit declares; returned, they count nowhere until it comes back;
 * rejected, they count nowhere at all, and only somebody who may reopen it brings it back.
 * @throws Problem `not_found_or_not_allowed`, `review_is_by_its_writer`, `review_return_has_no_reason`,
 *   `review_rejection_has_no_reason`, `seen_is_outdated`, `files_were_not_looked_at`
 */
export async function checkActivity(actor: Actor, id: string, verdict: Verdict): Promise<void> {
  const { version, state } = await activityToCheck(actor, id)
  // The same words are a repetition only while they still hold: not of a version that was corrected, or decided otherwise, since.
  if (version !== verdict.seen || (state !== 'recorded' && state !== verdict.verdict))
    throw new Problem('seen_is_outdated')
  await takeStep(actor, activityLife, id, verdict.verdict, {
    version: verdict.seen,
    words: verdict.reason,
    said: verdict,
    change: () => ({ detail: { field: verdict.field }, noted: { version: verdict.seen } }),
    after: async (tx, activity) => {
      const proven = { kind: 'activity', id, unitId: activity.unitId } as const
      if (verdict.verdict !== 'accepted') return reverseFacts(tx, { ...proven, day: activity.day })
      await assureActivity(tx, { ...activity, state: 'accepted' })
      if ((await countAttachments(tx, proven)) === 0) return
      if (verdict.publishPhotos && activity.isPublic && !activity.protectsPeople)
        await publish(tx, proven, { looked: verdict.looked ?? [], personId: actor.personId })
      else await closeToPublic(tx, proven)
    },
  })
}
