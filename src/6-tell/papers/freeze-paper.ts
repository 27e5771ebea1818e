import { type Actor, note } from '#access'
import { keepReadings, takeReadings } from '#exploring'
import type { Reader, Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import type { Day } from '#platform/time'
import { hashOf } from './canonical.ts'
import type { PaperContent } from './content.ts'
import { beginDossier, holdDossier, setDossierState } from './dossier-store.ts'
import type { PaperKind } from './kinds.ts'
import { tellNext, tellSystems } from './notify.ts'
import { type Arrangement, readingsByScope, scopesIn, usualArrangement, withReadings } from './rules.ts'
import { type FrozenReason, findFrozen, insertFrozen, insertStep, moveFrozen } from './store.ts'

/** What was frozen. */
export type Frozen = { id: string; version: number; code: string; hash: string }

/** Content each of whose figures names the reading that is kept of it. */
export type BoundContent = { content: PaperContent; readings: Parameters<typeof keepReadings>[1] }

/** The content with a reading of each of its figures, taken in the same snapshot. */
export async function bindFigures(db: Reader, content: PaperContent): Promise<BoundContent> {
  const scopes = scopesIn(content)
  const taken = await takeReadings(db, scopes)
  const readings = taken.map((reading) => ({ id: newId(), reading }))
  const idOf = readingsByScope(scopes.map((scope, index) => [scope, readings[index]?.id] as const))
  return { content: withReadings(content, idOf), readings }
}

/** A paper that is to be frozen. */
export type ToFreeze = BoundContent & {
  kind: PaperKind
  dossierId: string
  /** How it is approved and by how many it is signed. */
  arrangement?: Arrangement
  /** Why there is a version of it. */
  reason?: FrozenReason
}

/**
 * Begins a paper of a kind that keeps nothing else of it: in a unit, under a key that tells it from others. Whoever calls has
 * asked for permission.
 * @returns what its versions belong to @throws Problem `report_is_begun_already`
 */
export const beginPaper = (
  tx: Tx,
  actor: Actor,
  paper: { kind: PaperKind; unitId: string; key: string; content: PaperContent },
): Promise<string> => beginDossier(tx, paper, actor.personId)

/**
 * What this person has frozen already, of a paper in which nobody writes any more.
 * @throws Problem `report_is_frozen_already` by somebody else, `report_is_issued_already`, `report_is_withdrawn`
 */
export async function frozenBefore(
  tx: Tx,
  actor: Actor,
  { dossierId, reason }: Pick<ToFreeze, 'dossierId' | 'reason'>,
): Promise<Frozen | undefined> {
  const dossier = await holdDossier(tx, dossierId)
  if (dossier?.state === 'issued' && reason !== 'amendment')
    throw new Problem('report_is_issued_already', { paper: dossier.kind })
  if (dossier?.state === 'withdrawn') throw new Problem('report_is_withdrawn', { paper: dossier.kind })
  if (dossier?.state !== 'frozen') return undefined
  const before = await findFrozen(tx, dossierId)
  if (!before) throw new Problem('seen_is_outdated')
  if (before.frozenBy !== actor.personId)
    throw new Problem('report_is_frozen_already', { who: before.frozenByName ?? '–', paper: dossier.kind })
  const { id, version, code, hash } = before
  return { id, version, code, hash }
}

async function insertVersion(
  tx: Tx,
  actor: Actor,
  { dossierId, content, arrangement = usualArrangement, reason = 'report' }: ToFreeze,
) {
  const hash = hashOf(content)
  const state = arrangement.levels.length > 0 ? 'waiting' : 'approved'
  const frozen = { dossierId, reason, content, hash, state, ...arrangement } as const
  const kept = await insertFrozen(tx, frozen, actor.personId)
  await insertStep(tx, kept.id, { kind: 'frozen', personId: actor.personId })
  return { ...frozen, ...kept }
}

/**
 * Freezes a paper in the transaction of whoever has asked for permission: keeps its content with its hash and the readings of
 * its figures, and tells whose turn it is. Freezing again what one has frozen changes nothing.
 * @throws Problem those of `frozenBefore`, `paper_is_frozen_otherwise` where what one has frozen says something else
 */
export async function freezePaper(tx: Tx, actor: Actor, paper: ToFreeze): Promise<Frozen> {
  const before = await frozenBefore(tx, actor, paper)
  const { kind, dossierId, content, readings } = paper
  if (before && before.hash !== hashOf(content))
    throw new Problem('paper_is_frozen_otherwise', { paper: kind })
  if (before) return before
  await keepReadings(tx, readings, actor.personId)
  const frozen = await insertVersion(tx, actor, paper)
  await setDossierState(tx, dossierId, 'frozen')
  const told = { ...frozen, kind, content, unitId: content.unit.id }
  await tellNext(tx, told, 0)
  await tellSystems(tx, told, 'frozen')
  const { id, version, code, hash, reason } = frozen
  note(tx, { [kind]: dossierId, version, hash, reason, readings: readings.length })
  return { id, version, code, hash }
}

/**
 * Freezes and issues a paper in one press, without number and signature: what it says the system has seen for itself.
 * @returns the version
 */
export async function issueUnsigned(
  tx: Tx,
  actor: Actor,
  paper: Omit<ToFreeze, 'arrangement' | 'reason'>,
  day: Day,
): Promise<Pick<Frozen, 'id' | 'version'>> {
  const { id, version } = await insertVersion(tx, actor, {
    ...paper,
    arrangement: usualArrangement,
    // The one reason for which no signature is asked.
    reason: 'nil',
  })
  await moveFrozen(tx, id, 'approved', 'issued', { issuedOn: day })
  await insertStep(tx, id, { kind: 'issued', personId: actor.personId })
  await setDossierState(tx, paper.dossierId, 'issued', { issuedOn: day })
  return { id, version }
}
