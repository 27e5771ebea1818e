import { type Actor, covers, look, mayIn, signingAsksForCode } from '#access'
import { issuingOf } from '#documents'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import { atReport, type ReportAddress } from '../at-report.ts'
import { composeReport } from '../compose-report.ts'
import { unsupportedIn } from '../editor/checks.ts'
import { gapsOf } from '../gathering/named-gaps.ts'
import { arrangementOf } from './approval-store.ts'
import type { Arrangement } from './rules.ts'
import {
  type FrozenReport,
  findFrozen,
  inForce,
  type Step,
  signaturesOf,
  stepsOf,
  versionsOf,
} from './store.ts'
import { withdrawnEvidence } from './withdrawn-evidence.ts'

/** The last step of a kind. */
export const lastStep = (steps: readonly Step[], kind: Step['kind']): Step | undefined =>
  steps.findLast((step) => step.kind === kind)

/** Why a report is a draft again: what was said when it was returned, until it is frozen anew. */
const returnOf = (steps: readonly Step[]): Step | undefined => {
  const last = steps.at(-1)
  return last?.kind === 'returned' ? last : undefined
}

/** Where a report stands, for the page on which it is written. */
export async function standingOf(
  actor: Actor,
  unitId: string,
  draft: { id: string; state: string } | undefined,
) {
  if (!draft) return { state: 'draft', frozen: undefined, returned: undefined }
  return look(actor, 'report.read', unitId, async (db) => ({
    state: draft.state,
    frozen: await findFrozen(db, draft.id),
    returned: draft.state === 'draft' ? returnOf(await stepsOf(db, draft.id)) : undefined,
  }))
}
export type Standing = Awaited<ReturnType<typeof standingOf>>

/** What this person may do next with a report. */
async function mayDo(
  db: Reader,
  actor: Actor,
  unitId: string,
  frozen: FrozenReport | undefined,
  steps: readonly Step[],
) {
  const level = steps.filter(({ kind, version }) => kind === 'approved' && version === frozen?.version).length
  const role = frozen?.state === 'waiting' ? frozen.levels[level] : undefined
  return {
    level,
    compose: await mayIn(db, 'report.compose', unitId),
    approve:
      role !== undefined &&
      (frozen?.mayBeAlone || !hasTouched(actor, frozen, steps)) &&
      (await covers(db, actor.personId, [role], unitId)),
    giveBack: await mayIn(db, 'report.approve', unitId),
    sign: !hasSigned(actor, frozen, steps) && (await mayIn(db, 'report.sign', unitId)),
    withdraw: await mayIn(db, 'report.sign', unitId),
    arrange: await mayIn(db, 'report.arrange', unitId),
  }
}

const did = (kind: Step['kind'], actor: Actor, frozen: FrozenReport | undefined, steps: readonly Step[]) =>
  steps.some(
    (step) => step.kind === kind && step.version === frozen?.version && step.personId === actor.personId,
  )

/** Whoever froze a version or approved a level of it does not approve the next. */
const hasTouched = (actor: Actor, frozen: FrozenReport | undefined, steps: readonly Step[]): boolean =>
  frozen?.frozenBy === actor.personId || did('approved', actor, frozen, steps)

const hasSigned = (actor: Actor, frozen: FrozenReport | undefined, steps: readonly Step[]): boolean =>
  did('signed', actor, frozen, steps)

/**
 * The life of a report as its page shows it: where it stands, what became of it, what this person may do next.
 * @throws Problem `not_found_or_not_allowed`, and those of composing
 */
export async function lifeOf(actor: Actor, address: ReportAddress) {
  const asksForCode = await signingAsksForCode(actor)
  return atReport(actor, 'report.read', address, today(), async (db, { unit, asked, reported, draft }) => {
    const { outline, period } = reported
    const state = draft?.state ?? 'draft'
    const steps = draft ? await stepsOf(db, draft.id) : []
    const frozen = draft && (await findFrozen(db, draft.id))
    const may = await mayDo(db, actor, unit.id, frozen, steps)
    const arrangement: Arrangement = state === 'frozen' && frozen ? frozen : await arrangementOf(db, unit.id)
    // What is missing is asked only where somebody could press.
    const composed = state === 'draft' && may.compose ? await composeReport(db, asked, today()) : undefined
    return {
      unit,
      outline,
      period,
      state,
      typedNumber: draft?.number ?? null,
      frozen,
      steps,
      returned: state === 'draft' ? returnOf(steps) : undefined,
      versions: draft ? await versionsOf(db, draft.id) : [],
      signatures: frozen ? await signaturesOf(db, frozen.id) : [],
      evidenceGone: frozen ? await withdrawnEvidence(db, frozen.content) : [],
      arrangement,
      isNumbered: (await issuingOf(db, unit.id)) !== undefined,
      asksForCode,
      may,
      gaps: composed ? await gapsOf(db, { unitId: unit.id, outline: outline.code, period }, today()) : [],
      unwritten:
        composed?.sections
          .filter(({ key }) => composed.unwritten.includes(key))
          .map(({ heading }) => heading) ?? [],
      unsupported: composed ? await unsupportedIn(db, composed) : [],
    }
  })
}
export type Life = Awaited<ReturnType<typeof lifeOf>>

/**
 * The id of a report that somebody has begun.
 * @throws Problem `not_found_or_not_allowed`, those of the period
 */
export const begunReport = (actor: Actor, address: ReportAddress): Promise<string> =>
  atReport(actor, 'report.read', address, today(), async (_, { draft }) => {
    if (!draft) throw new Problem('not_found_or_not_allowed')
    return draft.id
  })

/** The file of a report as it was issued: of a version, or of what is in force. Undefined where none was. */
export const issuedFile = (
  actor: Actor,
  address: ReportAddress,
  kind: 'docx' | 'pdf',
  version?: number,
): Promise<{ sha256: string; content: FrozenReport['content'] } | undefined> =>
  atReport(actor, 'report.read', address, today(), async (db, { unit, reported, draft }) => {
    if (!draft) return undefined
    const frozen =
      version === undefined
        ? await inForce(db, { unitId: unit.id, outline: reported.outline.code, period: reported.period })
        : await findFrozen(db, draft.id, version)
    const sha256 = frozen?.[kind]
    return frozen && sha256 ? { sha256, content: frozen.content } : undefined
  })
