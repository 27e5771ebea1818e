import { type Actor, covers, look, note, perform } from '#access'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { holdDossier, setDossierState } from './dossier-store.ts'
import { actionOf } from './kinds.ts'
import { tellNext, tellReturned, tellSystems } from './notify.ts'
import { occursIn, refuseApproval } from './rules.ts'
import { type FrozenPaper, frozenWithId, insertStep, moveFrozen, type Remark, stepsOf } from './store.ts'

/**
 * A frozen paper that this person may read. Row-level security knows of what kind it is, and who reads that.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function readableFrozen(actor: Actor, id: string): Promise<FrozenPaper> {
  const frozen = await look(actor, 'unit.read', null, (db) => frozenWithId(db, id))
  if (!frozen) throw new Problem('not_found_or_not_allowed')
  return frozen
}

/** A frozen paper, held until the transaction ends: who presses at the same moment waits, and then sees what was done. */
export async function held(tx: Tx, id: string): Promise<FrozenPaper> {
  const found = await frozenWithId(tx, id)
  if (found) await holdDossier(tx, found.dossierId)
  const frozen = found && (await frozenWithId(tx, id))
  if (!frozen) throw new Problem('not_found_or_not_allowed')
  return frozen
}

/**
 * Approves a frozen paper at a level: 0 for the first. Approving again what one has approved changes nothing.
 * @throws Problem `not_found_or_not_allowed`, `report_is_approved_already` by somebody else, and those of
 *   `refuseApproval`
 */
export async function approvePaper(
  actor: Actor,
  id: string,
  { level, words = '' }: { level: number; words?: string },
): Promise<void> {
  const { kind, unitId } = await readableFrozen(actor, id)
  await perform(actor, actionOf(kind, 'approve'), unitId, async (tx) => {
    const frozen = await held(tx, id)
    const steps = await stepsOf(tx, frozen.dossierId, frozen.version)
    const approvals = steps.filter(({ kind }) => kind === 'approved')
    const before = approvals[level]
    if (before?.personId === actor.personId) return
    if (before) throw new Problem('report_is_approved_already', { who: before.personName ?? '–' })
    const role = frozen.levels[approvals.length]
    refuseApproval(frozen, {
      actorId: actor.personId,
      isTheirs: role !== undefined && (await covers(tx, actor.personId, [role], unitId)),
      approvers: approvals.map(({ personId }) => personId),
    })
    // Whoever has not seen that a level was approved meanwhile approves nothing in the dark.
    if (level !== approvals.length) throw new Problem('seen_is_outdated')
    await insertStep(tx, id, { kind: 'approved', words, personId: actor.personId })
    if (level + 1 === frozen.levels.length) await moveFrozen(tx, id, 'waiting', 'approved')
    await tellNext(tx, frozen, level + 1)
    note(tx, { [kind]: frozen.dossierId, version: frozen.version, level: level + 1 })
  })
}

/** Why a paper goes back: in general, and passage by passage. */
export type Returning = { words: string; remarks: readonly Remark[] }

/**
 * Sends a frozen paper back to those who write it, with remarks on passages as they stand in its sections. It is a
 * draft again; what was frozen stays as it is. Also its author takes it back so.
 * @throws Problem `not_found_or_not_allowed`, `section_is_not_in_outline`, `passage_is_not_in_section`,
 *   `report_was_returned`, `report_is_issued_already`
 */
export async function returnPaper(actor: Actor, id: string, { words, remarks }: Returning): Promise<void> {
  const { kind, unitId } = await readableFrozen(actor, id)
  await perform(actor, actionOf(kind, 'approve'), unitId, async (tx) => {
    const frozen = await held(tx, id)
    if (frozen.state === 'returned') {
      const last = (await stepsOf(tx, frozen.dossierId, frozen.version)).at(-1)
      if (last?.personId === actor.personId) return
      throw new Problem('report_was_returned', { who: last?.personName ?? '–', paper: kind })
    }
    if (frozen.state !== 'waiting' && frozen.state !== 'approved')
      throw new Problem('report_is_issued_already', { paper: kind })
    for (const [index, { section, passage }] of remarks.entries()) {
      const found = frozen.content.sections.find(({ key }) => key === section)
      if (!found) throw new Problem('section_is_not_in_outline', { section })
      if (passage !== '' && !occursIn(passage, found))
        throw new Problem(
          'passage_is_not_in_section',
          { section: found.heading },
          { field: `passage.${index}` },
        )
    }
    await insertStep(tx, id, { kind: 'returned', words, remarks, personId: actor.personId })
    await moveFrozen(tx, id, frozen.state, 'returned')
    await setDossierState(tx, frozen.dossierId, 'draft')
    await tellReturned(tx, frozen, words)
    await tellSystems(tx, frozen, 'returned')
    note(tx, { [kind]: frozen.dossierId, version: frozen.version, remarks: remarks.length })
  })
}
