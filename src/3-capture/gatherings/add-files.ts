import { type Actor, note, perform } from '#access'
import { attach, type KeptFile, removeAttachments } from '#evidence'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { sessionToHold, settle } from './count-attendance.ts'
import { findGathering, insertMaterial, lockGathering, materialsOf, removeMaterial } from './store.ts'

/** At most so many things to read belong to one session. */
const mostMaterials = 40

/**
 * Adds something to read: a link, or a file. Whoever is called can open it.
 * @throws Problem `not_found_or_not_allowed`, `material_is_empty`, `materials_are_too_many`, `material_href_is_malformed`
 */
export async function addMaterial(
  actor: Actor,
  id: string,
  { title, href, file }: { title: string; href: string; file?: KeptFile | undefined },
): Promise<void> {
  const { unitId } = await sessionToHold(actor, id)
  if (href === '' && !file) throw new Problem('material_is_empty', {}, { field: 'href' })
  await perform(actor, 'session.hold', unitId, async (tx) => {
    if ((await materialsOf(tx, id)).length >= mostMaterials)
      throw new Problem('materials_are_too_many', { maximum: mostMaterials })
    const materialId = newId()
    await insertMaterial(tx, {
      id: materialId,
      gatheringId: id,
      title,
      href: file ? null : href,
      personId: actor.personId,
    })
    if (file)
      await attach(
        tx,
        { kind: 'session', id: materialId, unitId },
        { kept: [file], sentAhead: [] },
        actor.personId,
      )
    note(tx, { session: id, material: materialId })
  })
}

/** Takes something to read away. @throws Problem `not_found_or_not_allowed` */
export async function takeMaterial(actor: Actor, id: string, materialId: string): Promise<void> {
  const { unitId } = await sessionToHold(actor, id)
  await perform(actor, 'session.hold', unitId, async (tx) => {
    if (!(await removeMaterial(tx, id, materialId))) throw new Problem('not_found_or_not_allowed')
    note(tx, { session: id, material: materialId })
  })
}

/**
 * Adds photos, recordings or the photo of a signed list: what somebody counted is evidenced by them. Or takes some away.
 * @throws Problem `not_found_or_not_allowed`, `session_is_cancelled`, and those of attaching
 */
export async function addEvidence(
  actor: Actor,
  id: string,
  files: { kept: readonly KeptFile[]; removed: readonly string[] },
): Promise<void> {
  const { unitId } = await sessionToHold(actor, id)
  await perform(actor, 'session.hold', unitId, async (tx) => {
    await lockGathering(tx, id)
    const gathering = await findGathering(tx, id)
    if (!gathering) throw new Problem('not_found_or_not_allowed')
    if (gathering.state === 'cancelled') throw new Problem('session_is_cancelled')
    const proven = { kind: 'session', id, unitId } as const
    await removeAttachments(tx, proven, files.removed)
    await attach(tx, proven, { kept: files.kept, sentAhead: [] }, actor.personId)
    // How far the facts are proven follows; what they say stays.
    if (gathering.state === 'held') await settle(tx, id, gathering.day)
    note(tx, { session: id, added: files.kept.length, removed: files.removed.length })
  })
}
