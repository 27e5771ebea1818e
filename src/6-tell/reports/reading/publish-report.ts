import { type Actor, note, perform } from '#access'
import { emitEvent } from '#notices'
import { Problem } from '#platform/problem'
import { type ReportAddress, unitAt } from '../at-report.ts'
import { findFrozen, insertStep } from '../frozen/store.ts'
import { begunAt } from './read-version.ts'
import { setPublic } from './store.ts'

/**
 * Opens an issued version of a report to the public, without the parts that stay inside, or closes it again.
 * @throws Problem `not_found_or_not_allowed`, `report_is_not_issued`, `report_is_public_already`
 */
export async function publishReport(
  actor: Actor,
  { version, ...address }: ReportAddress & { version: number },
  isPublic: boolean,
): Promise<void> {
  const unit = await unitAt(actor, address.slug)
  await perform(actor, 'report.publish', unit.id, async (tx) => {
    const draft = await begunAt(tx, unit.id, address)
    const found = await findFrozen(tx, draft.id, version)
    if (!found) throw new Problem('not_found_or_not_allowed')
    if (found.issuedAt === null) throw new Problem('report_is_not_issued')
    if (!(await setPublic(tx, found.id, isPublic))) throw new Problem('report_is_public_already')
    await insertStep(tx, found.id, {
      kind: isPublic ? 'published' : 'unpublished',
      personId: actor.personId,
    })
    await emitEvent(tx, 'report.published', unit.id, { reportId: draft.id, version, isPublic })
    note(tx, { frozen: found.id, isPublic })
  })
}
