import { z } from 'zod'
import { type Actor, look, mayIn, note, perform } from '#access'
import { approvers } from '#papers'
import { Problem } from '#platform/problem'
import { unitAt } from '../at-report.ts'
import { arrangementOf, setArrangement } from './store.ts'

const level = z.enum(['', ...approvers], 'field_is_no_choice').default('')

/** What is chosen of how the reports of a unit are approved. */
export const approvalEntry = z
  .object({
    first: level,
    second: level,
    signers: z.coerce
      .number('field_is_no_choice')
      .int()
      .min(1, 'field_is_no_choice')
      .max(3, 'field_is_no_choice'),
    alone: z.string().optional(),
  })
  .transform(({ first, second, signers, alone }) => ({
    levels: [first, second].flatMap((one) => (one === '' ? [] : [one])),
    signers,
    mayBeAlone: alone !== undefined,
  }))
type ApprovalEntry = z.output<typeof approvalEntry>

/** How the reports of a unit are approved, and whether this person may set it. @throws Problem `not_found_or_not_allowed` */
export async function approvalOf(actor: Actor, slug: string) {
  const unit = await unitAt(actor, slug)
  return look(actor, 'report.read', unit.id, async (db) => ({
    unit,
    arrangement: await arrangementOf(db, unit.id),
    mayArrange: await mayIn(db, 'report.arrange', unit.id),
  }))
}

/**
 * Says how the reports of a unit are approved. It holds for what is frozen from now on.
 * @throws Problem `not_found_or_not_allowed`, `approval_is_alone_with_others`
 */
export async function arrangeApproval(actor: Actor, slug: string, entry: ApprovalEntry): Promise<void> {
  const { unit } = await approvalOf(actor, slug)
  await perform(actor, 'report.arrange', unit.id, async (tx) => {
    // Several signatures are of several people, so nobody does all alone.
    if (entry.mayBeAlone && entry.signers > 1)
      throw new Problem('approval_is_alone_with_others', {}, { field: 'alone' })
    await setArrangement(tx, unit.id, entry, actor.personId)
    note(tx, { levels: entry.levels.join(' '), signers: entry.signers, alone: entry.mayBeAlone })
  })
}
