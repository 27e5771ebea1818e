import { z } from 'zod'
import { type Actor, look, mayAnywhere, note, performOnce } from '#access'
import { sealedReason } from '#activities'
import { reverseFactsOfMany } from '#figures'
import { kindsOfPast } from '#kinds'
import { t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { textField } from '#platform/submit'
import {
  countTogether,
  decideTogether,
  intakesSeen,
  intakesWaiting,
  lockTogether,
  takeBackBegun,
} from './intake-store.ts'
import { firstOpenDay, takeTurnOfKind } from './store.ts'

/** What a checker says of all records of a file that wait for them. `seen` is how many those were. */
export const togetherEntry = z.object({
  verdict: z.enum(['accepted', 'rejected'], 'field_is_no_choice'),
  seen: z.coerce.number().int(),
  reason: textField(1000).default(''),
})

/** A file of past records, and how many of them this person can check together. @throws Problem `not_found_or_not_allowed` */
export const intakeOf = (actor: Actor, id: string) =>
  look(actor, 'activity.read', null, async (db) => {
    const [intake] = isId(id) ? await intakesSeen(db, { id, limit: 1 }) : []
    if (!intake) throw new Problem('not_found_or_not_allowed')
    return { intake, ...(await countTogether(db, id)) }
  })

/** Files of past records that this person may see, and the kinds of which they may bring in more. */
export const pastRecords = (actor: Actor, after: { at: string; id: string } | undefined) =>
  look(actor, 'activity.read', null, async (db) => {
    const mayRecord = await mayAnywhere(db, 'activity.record')
    return {
      ...(await readPage(
        30,
        (most) => intakesSeen(db, { after, limit: most }),
        ({ importedAt, id }) => ({ at: importedAt.toISOString(), id }),
      )),
      mayRecord,
      waiting: await intakesWaiting(db),
      kinds: mayRecord ? await kindsOfPast(db) : [],
    }
  })

/**
 * Accepts or rejects all records of a file that wait for this person, as one step: those of the units that they check, as they came.
 * What was corrected since, or has photos, is checked by itself. Accepted without photos they stay declared; rejected they count nowhere.
 * Those of years whose figures lie in a file are not rejected: they go on waiting. Initiatives that a rejected file has begun become
 * what they were before, where nothing has used them since. Saying the same twice changes nothing.
 * @returns how many were decided
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `review_rejection_has_no_reason`, `fact_year_is_archived` where none can be rejected
 */
export async function checkIntake(
  actor: Actor,
  id: string,
  { verdict, seen, reason }: z.output<typeof togetherEntry>,
): Promise<number> {
  if (!isId(id)) throw new Problem('not_found_or_not_allowed')
  if (verdict === 'rejected' && reason.length < 3)
    throw new Problem('review_rejection_has_no_reason', {}, { field: 'reason' })
  let decided = 0
  await performOnce(actor, 'activity.check', null, ['intake', id, verdict, seen, reason], async (tx) => {
    const [intake] = await intakesSeen(tx, { id, limit: 1 })
    if (!intake) throw new Problem('not_found_or_not_allowed')
    // A file that comes in meanwhile counts on initiatives that would be taken back.
    if (verdict === 'rejected') await takeTurnOfKind(tx, intake.kind)
    const waiting = await lockTogether(tx, id)
    if (waiting.length !== seen || waiting.length === 0) throw new Problem('seen_is_outdated')
    const openFrom = verdict === 'rejected' ? await firstOpenDay(tx) : null
    const records = waiting.filter(({ day }) => openFrom === null || day >= openFrom)
    if (records.length === 0) throw new Problem('fact_year_is_archived')
    const ids = records.map((record) => record.id)
    const reasonOf = (recordId: string): string | null =>
      sealedReason(intake.protectsPeople ? { recordId, questions: new Set() } : undefined, reason) || null
    await decideTogether(
      tx,
      ids.map((one) => ({ id: one, reason: reasonOf(one) })),
      verdict,
      actor.personId,
    )
    // Everybody reads the life of an initiative: a reason about protected people stays sealed with the records.
    const file = intake.fileName
    const words = intake.protectsPeople
      ? t('registers.file_rejected_unsaid', { file })
      : t('registers.file_rejected', { file, reason })
    // Before the facts: whoever records has the initiative first, and then the series of its facts.
    const withdrawn = verdict === 'rejected' ? await takeBackBegun(tx, id, words) : 0
    if (verdict === 'rejected') {
      const [first] = records.map(({ day }) => day).sort()
      if (first) await reverseFactsOfMany(tx, 'activity', ids, first)
    }
    note(tx, { intake: id, verdict, records: ids.length, withdrawn })
    decided = ids.length
  })
  return decided
}
