import { type Actor, note, perform } from '#access'
import { Problem } from '#platform/problem'
import { readableFrozen } from './approve-paper.ts'
import { actionOf } from './kinds.ts'
import { tellSystems } from './notify.ts'
import { setPublic } from './public-store.ts'
import { insertStep } from './store.ts'

/**
 * Opens an issued version of a paper to the public, without the parts that stay inside, or closes it again.
 * @throws Problem `not_found_or_not_allowed`, `paper_is_not_issued_to_publish`, `report_is_public_already`
 */
export async function publishPaper(actor: Actor, id: string, isPublic: boolean): Promise<void> {
  const frozen = await readableFrozen(actor, id)
  await perform(actor, actionOf(frozen.kind, 'publish'), frozen.unitId, async (tx) => {
    if (frozen.issuedAt === null) throw new Problem('paper_is_not_issued_to_publish')
    if (!(await setPublic(tx, id, isPublic))) throw new Problem('report_is_public_already')
    await insertStep(tx, id, { kind: isPublic ? 'published' : 'unpublished', personId: actor.personId })
    await tellSystems(tx, frozen, 'published', { isPublic })
    note(tx, { frozen: id, isPublic })
  })
}
