import type { Actor } from '#access'
import { postFacts } from '#figures'
import { findInitiative, holdInitiative, recordingObjection, themeOfInitiative } from '#initiatives'
import { fieldsOf } from '#kinds'
import { takeStep } from '#life'
import { Problem } from '#platform/problem'
import { activityLife } from './life.ts'
import { activityToReopen } from './read.ts'
import { amountsOf } from './rules.ts'
import { answersToCount } from './sealed-store.ts'
import { subjectKey } from './subject-key.ts'

/** Why a rejected record is taken up again. `seen` is the version that the person saw. */
export type Reopening = { seen: number; reason: string }

/**
 * Takes up again a record that was rejected: it waits for a checker as if it had just come in, and counts as what the
 * unit declares. The rejection and both reasons stay in its history. An initiative that its file began runs no more once that was
 * rejected: it begins first.
 * @throws Problem `not_found_or_not_allowed`, `review_is_by_its_writer`, `review_reopening_has_no_reason`, `seen_is_outdated`,
 *   `initiative_has_not_started`, `initiative_started_later`, `initiative_has_ended`
 */
export async function reopenActivity(actor: Actor, id: string, { seen, reason }: Reopening): Promise<void> {
  const { state } = await activityToReopen(actor, id)
  if (state !== 'rejected' && state !== 'recorded') throw new Problem('seen_is_outdated')
  await takeStep(actor, activityLife, id, 'reopen', {
    version: seen,
    words: reason,
    change: async (tx, { initiativeId, day }) => {
      await holdInitiative(tx, initiativeId)
      const initiative = await findInitiative(tx, initiativeId)
      const objection = initiative && recordingObjection(initiative, day)
      if (objection) throw new Problem(objection.code, objection.params)
      return { noted: { version: seen } }
    },
    after: async (tx, { unitId, day, initiativeId: seriesId, formId }) => {
      const themeId = await themeOfInitiative(tx, seriesId, unitId, day)
      const origin = { kind: 'activity', id, unitId, day, seriesId, themeId } as const
      const answers = await answersToCount(tx, id)
      await postFacts(tx, origin, 'declared', amountsOf(await fieldsOf(tx, formId), answers, subjectKey))
    },
  })
}
