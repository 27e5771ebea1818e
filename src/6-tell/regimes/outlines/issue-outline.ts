import { type Actor, note, perform } from '#access'
import { Problem } from '#platform/problem'
import { markIssued, withdrawIssued } from './draft-store.ts'
import { changeDraft } from './edit-outline.ts'
import { checkOfTexts, outlineToChange } from './read.ts'
import { faultsOf } from './rules.ts'

/**
 * Issues the draft of an outline: from now on reports are begun by it; the version before is withdrawn, and reports that were
 * begun by that keep it.
 * @throws Problem `outline_has_no_draft`, `seen_is_outdated`, `outline_has_faults` with each of them: a figure that is not
 *   there, two sections with one key, no section
 */
export const issueOutline = (actor: Actor, code: string, { seen }: { seen: number }): Promise<void> =>
  changeDraft(actor, code, async (tx, draft) => {
    if (draft.seen !== seen) throw new Problem('seen_is_outdated')
    const faults = faultsOf(draft, await checkOfTexts(tx))
    if (faults.length > 0) throw new Problem('outline_has_faults', {}, { fields: faults })
    await markIssued(tx, draft, actor.personId)
  })

/**
 * Withdraws an outline: nobody begins a report by it any more; what was begun goes on.
 * @throws Problem `not_found_or_not_allowed`, `outline_is_not_issued`
 */
export async function withdrawOutline(actor: Actor, code: string): Promise<void> {
  const { unitId } = await outlineToChange(actor, code)
  await perform(actor, 'outline.manage', unitId, async (tx) => {
    if (!(await withdrawIssued(tx, code))) throw new Problem('outline_is_not_issued')
    note(tx, { outline: code })
  })
}
