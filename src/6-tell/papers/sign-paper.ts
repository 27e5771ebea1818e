import { type Actor, look, note, type Proof, performSigned, type Signature } from '#access'
import { issuingOf, numberToIssue, registerIssued } from '#documents'
import { emitEvent } from '#notices'
import { officialLayout } from '#parameters'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { held, readableFrozen } from './approve-paper.ts'
import { canonicalJson } from './canonical.ts'
import { setDossierState } from './dossier-store.ts'
import { actionOf, onIssuedOf } from './kinds.ts'
import { tellIssued, tellSystems, tellToSign } from './notify.ts'
import type { Printing } from './official-document.ts'
import { printIssued } from './print-issued.ts'
import { asIssued, refuseSigning, symbolOf } from './rules.ts'
import { type Envelope, insertSignature, signaturesOf } from './signature-store.ts'
import { strangerOn } from './signers.ts'
import { type FrozenPaper, inForce, insertStep, moveFrozen, stepsOf } from './store.ts'

/** What is given when somebody signs. */
export type Signing = {
  proof: Proof
  /** The number where the unit has no numbering of its own; what the author typed in the draft is offered. */
  number?: number | null
  /** Whether what its kind offers at the last signature is wanted: of reports, that it goes up. It is where nothing is said. */
  isSent?: boolean
  printing: Printing
}

/** What came of it: signed and issued, or signed while others have yet to sign. */
export type Signed = { state: 'issued'; symbol: string } | { state: 'signed'; missing: number }

/** What a signature is given over: an envelope as canonical JSON. */
export const bytesOf = (envelope: Envelope): Buffer => Buffer.from(canonicalJson(envelope), 'utf8')

/**
 * Signs a frozen paper, and issues it with the last signature: it gets its number, stands in the register, its files are
 * printed once and kept, and what was in force before is replaced, all in one transaction. Signing again what one has signed
 * changes nothing.
 * @throws Problem `not_found_or_not_allowed`, `report_has_no_number` (field `number`), those of `refuseSigning`, of
 *   `performSigned` and of the register, `report_is_signed_by_another` where the name of somebody else is printed
 */
export async function signPaper(
  actor: Actor,
  id: string,
  { proof, number = null, isSent = true, printing }: Signing,
  day: Day = today(),
): Promise<Signed> {
  const { kind, unitId } = await readableFrozen(actor, id)
  const action = actionOf(kind, 'sign')
  // Whoever may not sign is not asked for a password first.
  await look(actor, action, unitId, async () => undefined)
  return performSigned(actor, action, unitId, proof, async (tx, sign): Promise<Signed> => {
    const frozen = await held(tx, id)
    const signatures = await signaturesOf(tx, id)
    if (signatures.some(({ personId }) => personId === actor.personId))
      return signedBefore(frozen, signatures.length)
    const steps = await stepsOf(tx, frozen.dossierId, frozen.version)
    refuseSigning(frozen, {
      actorId: actor.personId,
      approvers: steps.filter((step) => step.kind === 'approved').map(({ personId }) => personId),
      signed: signatures.map(({ personId }) => personId),
    })
    const missing = frozen.signers - signatures.length - 1
    note(tx, { [kind]: frozen.dossierId, version: frozen.version, hash: frozen.hash, missing })
    if (missing <= 0) {
      const stranger = strangerOn(frozen.content, [
        actor.name,
        ...signatures.map(({ envelope }) => envelope.signer),
      ])
      if (stranger !== undefined)
        throw new Problem('report_is_signed_by_another', {
          printed: stranger,
          signer: actor.name,
          paper: kind,
        })
      return issue(tx, { actor, frozen, sign, number, isSent, printing, day })
    }
    await keepSignature(tx, { actor, frozen, sign, day, number: null, symbol: null })
    await tellToSign(tx, frozen, signatures.length + 1)
    return { state: 'signed', missing }
  })
}

function signedBefore(frozen: FrozenPaper, count: number): Signed {
  return frozen.symbol === null
    ? { state: 'signed', missing: frozen.signers - count }
    : { state: 'issued', symbol: frozen.symbol }
}

type Sign = (bytes: Uint8Array) => Promise<Signature>

async function keepSignature(
  tx: Tx,
  {
    actor,
    frozen,
    sign,
    ...under
  }: { actor: Actor; frozen: FrozenPaper; sign: Sign } & Pick<Envelope, 'day' | 'number' | 'symbol'>,
): Promise<void> {
  const { signer, body } = frozen.content
  const signedAt = new Date()
  const envelope: Envelope = {
    report: frozen.dossierId,
    version: frozen.version,
    hash: frozen.hash,
    ...under,
    signer: actor.name,
    position: signer.position || body.position,
    signedAt: signedAt.toISOString(),
  }
  const { keyId, publicKey, signature } = await sign(bytesOf(envelope))
  const kept = { personId: actor.personId, keyId, publicKey, envelope, signature, signedAt }
  await insertSignature(tx, frozen.id, kept)
  await insertStep(tx, frozen.id, { kind: 'signed', personId: actor.personId })
}

/** The number under which it is issued: of the unit's own numbering, or the one that somebody has typed. */
async function numbered(tx: Tx, frozen: FrozenPaper, typed: number | null, day: Day) {
  const { unitId, content } = frozen
  const toIssue = {
    unitId,
    type: frozen.kind,
    issuedOn: day,
    subject: `${content.outline.title} ${content.subject}`,
  }
  if (await issuingOf(tx, unitId)) return numberToIssue(tx, { ...toIssue, number: null, symbol: '' }, day)
  const number = typed ?? content.number
  if (number === null) throw new Problem('report_has_no_number', { paper: frozen.kind }, { field: 'number' })
  const symbol = symbolOf(officialLayout(content.body.system, day).header.number, number, content.body.symbol)
  return numberToIssue(tx, { ...toIssue, number, symbol }, day)
}

type Issuing = {
  actor: Actor
  frozen: FrozenPaper
  sign: Sign
  number: number | null
  isSent: boolean
  printing: Printing
  day: Day
}

async function issue(
  tx: Tx,
  { actor, frozen, sign, number, isSent, printing, day }: Issuing,
): Promise<Signed> {
  const document = await numbered(tx, frozen, number, day)
  const { symbol } = document
  const under = { number: document.number ?? 0, symbol, issuedOn: day }
  await keepSignature(tx, { actor, frozen, sign, day, number: under.number, symbol })
  const content = asIssued({ ...frozen, ...under, signedBy: actor.name })
  const { docx, pdf } = await printIssued(content, frozen, { printing, signer: actor.name })
  await registerIssued(tx, document, [docx, pdf], actor.personId)
  const before = await inForce(tx, frozen.dossierId)
  if (before) await moveFrozen(tx, before.id, 'issued', 'replaced')
  const files = { documentId: document.id, docx: docx.sha256, pdf: pdf.sha256 }
  await moveFrozen(tx, frozen.id, 'approved', 'issued', { ...under, ...files })
  await setDossierState(tx, frozen.dossierId, 'issued', under)
  await insertStep(tx, frozen.id, { kind: 'issued', words: symbol, personId: actor.personId })
  await tellIssued(tx, frozen, symbol)
  await tellSystems(tx, frozen, 'issued', { documentId: document.id })
  await emitEvent(tx, 'document.registered', frozen.unitId, { documentId: document.id, direction: 'issued' })
  const besides = await onIssuedOf(frozen.kind)?.run(tx, frozen, {
    isWanted: isSent,
    by: actor.personId,
    day,
  })
  note(tx, { document: document.id, number: under.number, pdf: pdf.sha256, ...besides })
  return { state: 'issued', symbol }
}
