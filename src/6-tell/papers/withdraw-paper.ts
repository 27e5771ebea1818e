import { type Actor, look, note, perform } from '#access'
import { Problem } from '#platform/problem'
import { held, readableFrozen } from './approve-paper.ts'
import { holdDossier, setDossierState } from './dossier-store.ts'
import { actionOf } from './kinds.ts'
import { tellSystems } from './notify.ts'
import { findFrozen, insertStep, moveFrozen, stepsOf } from './store.ts'

/**
 * Withdraws a paper that is in force, with a reason. It can be read as before and says that it is withdrawn; its number is
 * not given to anything else. Withdrawing again changes nothing.
 * @throws Problem `not_found_or_not_allowed`, `report_is_not_issued`, `report_is_withdrawn` by somebody else
 */
export async function withdrawPaper(actor: Actor, id: string, why: string): Promise<void> {
  const { kind, unitId } = await readableFrozen(actor, id)
  await perform(actor, actionOf(kind, 'sign'), unitId, async (tx) => {
    const frozen = await held(tx, id)
    if (frozen.state === 'withdrawn') {
      const steps = await stepsOf(tx, frozen.dossierId, frozen.version)
      const withdrawn = steps.findLast((step) => step.kind === 'withdrawn')
      if (withdrawn?.personId === actor.personId) return
      throw new Problem('report_is_withdrawn', { paper: kind })
    }
    if (frozen.state !== 'issued') throw new Problem('report_is_not_issued')
    await insertStep(tx, id, { kind: 'withdrawn', words: why, personId: actor.personId })
    await moveFrozen(tx, id, 'issued', 'withdrawn')
    // An amendment that waits for its signature takes its place without it.
    const dossier = await holdDossier(tx, frozen.dossierId)
    if (dossier?.state === 'issued') await setDossierState(tx, frozen.dossierId, 'withdrawn')
    await tellSystems(tx, frozen, 'withdrawn')
    note(tx, { [kind]: frozen.dossierId, version: frozen.version })
  })
}

/**
 * Lets a paper be written again after it was withdrawn, or while it is in force and has to be amended. What was issued
 * stays; the next version is frozen, signed and numbered like the first. Doing it again changes nothing.
 * @throws Problem `not_found_or_not_allowed`, `report_is_frozen`
 */
export async function reopenPaper(actor: Actor, dossierId: string): Promise<void> {
  const last = await look(actor, 'unit.read', null, (db) => findFrozen(db, dossierId))
  if (!last) throw new Problem('not_found_or_not_allowed')
  await perform(actor, actionOf(last.kind, 'compose'), last.unitId, async (tx) => {
    const dossier = await holdDossier(tx, dossierId)
    if (dossier?.state === 'draft') return
    if (dossier?.state === 'frozen') throw new Problem('report_is_frozen')
    await setDossierState(tx, dossierId, 'draft')
    await insertStep(tx, last.id, { kind: 'reopened', personId: actor.personId })
    note(tx, { [last.kind]: dossierId, version: last.version })
  })
}
