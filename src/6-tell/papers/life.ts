import { type Actor, covers, look, mayIn } from '#access'
import { issuingOf } from '#documents'
import type { Unit } from '#org'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { type Dossier, type DossierState, findDossier } from './dossier-store.ts'
import { actionOf, type PaperKind } from './kinds.ts'
import type { Arrangement } from './rules.ts'
import { type KeptSignature, signaturesOf } from './signature-store.ts'
import { strangerOn } from './signers.ts'
import {
  type FrozenPaper,
  findFrozen,
  inForce,
  type Step,
  stepsOf,
  type Version,
  versionsOf,
} from './store.ts'
import { type WithdrawnPicture, withdrawnEvidence } from './withdrawn-evidence.ts'

/** The last step of a kind. */
export const lastStep = (steps: readonly Step[], kind: Step['kind']): Step | undefined =>
  steps.findLast((step) => step.kind === kind)

/** Why a paper is a draft again: what was said when it was returned, until it is frozen anew. */
const returnOf = (steps: readonly Step[]): Step | undefined => {
  const last = steps.at(-1)
  return last?.kind === 'returned' ? last : undefined
}

/** Where a paper stands, for the page on which it is written. */
export type Standing = { state: string; frozen: FrozenPaper | undefined; returned: Step | undefined }

export async function standingOf(
  db: Reader,
  dossier: Pick<Dossier, 'id' | 'state'> | undefined,
): Promise<Standing> {
  if (!dossier) return { state: 'draft', frozen: undefined, returned: undefined }
  return {
    state: dossier.state,
    frozen: await findFrozen(db, dossier.id),
    returned: dossier.state === 'draft' ? returnOf(await stepsOf(db, dossier.id)) : undefined,
  }
}

/** What this person may do next with a paper. */
async function mayDo(
  db: Reader,
  actor: Actor,
  { kind, unitId }: { kind: PaperKind; unitId: string },
  frozen: FrozenPaper | undefined,
  steps: readonly Step[],
) {
  const may = (act: 'compose' | 'approve' | 'sign') => mayIn(db, actionOf(kind, act), unitId)
  const own = steps.filter(({ version }) => version === frozen?.version)
  const level = own.filter((step) => step.kind === 'approved').length
  const role = frozen?.state === 'waiting' ? frozen.levels[level] : undefined
  const did = (what: Step['kind']) =>
    own.some((step) => step.kind === what && step.personId === actor.personId)
  // Whoever froze a version or approved a level of it does not approve the next.
  const hasTouched = frozen?.frozenBy === actor.personId || did('approved')
  const maySign = await may('sign')
  return {
    level,
    compose: await may('compose'),
    approve:
      role !== undefined &&
      (frozen?.mayBeAlone || !hasTouched) &&
      (await covers(db, actor.personId, [role], unitId)),
    giveBack: await may('approve'),
    sign: !did('signed') && maySign,
    withdraw: maySign,
  }
}

/** The life of a paper: where it stands, what became of it, what this person may do next. */
export type Life = {
  kind: PaperKind
  unit: Pick<Unit, 'id' | 'name' | 'slug'>
  state: DossierState
  typedNumber: number | null
  frozen: FrozenPaper | undefined
  steps: Step[]
  returned: Step | undefined
  versions: Version[]
  signatures: KeptSignature[]
  evidenceGone: WithdrawnPicture[]
  arrangement: Arrangement
  /** Whether the unit has a numbering of its own. */
  isNumbered: boolean
  may: Awaited<ReturnType<typeof mayDo>>
  /** The printed name that is neither that of whoever looks nor of somebody who has signed: they cannot sign. */
  stranger: string | undefined
}

/** Reads the life of a paper, begun or not. `arrangement` is what holds for the next version. */
export async function lifeIn(
  db: Reader,
  actor: Actor,
  given: {
    kind: PaperKind
    unit: Life['unit']
    dossier: Pick<Dossier, 'id' | 'state' | 'number'> | undefined
    arrangement: Arrangement
  },
): Promise<Life> {
  const { kind, unit, dossier, arrangement } = given
  const state = dossier?.state ?? 'draft'
  const steps = dossier ? await stepsOf(db, dossier.id) : []
  const frozen = dossier && (await findFrozen(db, dossier.id))
  const signatures = frozen ? await signaturesOf(db, frozen.id) : []
  const names = [actor.name, ...signatures.map(({ envelope }) => envelope.signer)]
  return {
    kind,
    unit: { id: unit.id, name: unit.name, slug: unit.slug },
    state,
    typedNumber: dossier?.number ?? null,
    frozen,
    steps,
    returned: state === 'draft' ? returnOf(steps) : undefined,
    versions: dossier ? await versionsOf(db, dossier.id) : [],
    signatures,
    evidenceGone: frozen ? await withdrawnEvidence(db, frozen.content) : [],
    arrangement: state === 'frozen' && frozen ? frozen : arrangement,
    isNumbered: (await issuingOf(db, unit.id)) !== undefined,
    may: await mayDo(db, actor, { kind, unitId: unit.id }, frozen, steps),
    stranger: frozen && strangerOn(frozen.content, names),
  }
}

/**
 * What the versions of a paper belong to, as far as this person reads it.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function readableDossier(actor: Actor, id: string): Promise<Dossier> {
  const dossier = await look(actor, 'unit.read', null, (db) => findDossier(db, id))
  if (!dossier) throw new Problem('not_found_or_not_allowed')
  return dossier
}

/** The file of a paper as it was issued: of a version, or of what is in force. Undefined where none was. */
export async function issuedFile(
  db: Reader,
  dossierId: string,
  ending: 'docx' | 'pdf',
  version?: number,
): Promise<{ sha256: string; kind: PaperKind; content: FrozenPaper['content'] } | undefined> {
  const frozen =
    version === undefined ? await inForce(db, dossierId) : await findFrozen(db, dossierId, version)
  const sha256 = frozen?.[ending]
  return frozen && sha256 ? { sha256, kind: frozen.kind, content: frozen.content } : undefined
}
