import { type Actor, look, note, type Proof, performSigned, type Signature } from '#access'
import { issuingOf, numberToIssue, registerIssued } from '#documents'
import { emitEvent } from '#notices'
import { officialLayout } from '#parameters'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { sendToAll } from '../gathering/send-report.ts'
import type { Printing } from '../official-document.ts'
import { held, unitOfFrozen } from './approve-report.ts'
import { canonicalJson } from './canonical.ts'
import { tellIssued, tellToSign } from './notify.ts'
import { printIssued } from './print-issued.ts'
import { asIssued, refuseSigning, symbolOf } from './rules.ts'
import {
  type Envelope,
  type FrozenReport,
  inForce,
  insertSignature,
  insertStep,
  moveFrozen,
  setReportState,
  signaturesOf,
  stepsOf,
} from './store.ts'

/** What is given when somebody signs. */
export type Signing = {
  proof: Proof
  /** The number where the unit has no numbering of its own; what the author typed in the draft is offered. */
  number?: number | null
  /** Whether it goes up, with the last signature, to those to whom the unit owes it; it does where nothing is said. */
  isSent?: boolean
  printing: Printing
}

/** What came of it: signed and issued, or signed while others have yet to sign. */
export type Signed = { state: 'issued'; symbol: string } | { state: 'signed'; missing: number }

/** What a signature is given over: an envelope as canonical JSON. */
export const bytesOf = (envelope: Envelope): Buffer => Buffer.from(canonicalJson(envelope), 'utf8')

/**
 * Signs a frozen report, and issues it with the last signature: it gets its number, stands in the register, its files are
 * printed once and kept, and what was in force before is replaced, all in one transaction. Signing again what one has signed
 * changes nothing.
 * @throws Problem `not_found_or_not_allowed`, `report_has_no_number` (field `number`), those of `refuseSigning`, of
 *   `performSigned` and of the register
 */
export async function signReport(
  actor: Actor,
  id: string,
  { proof, number = null, isSent = true, printing }: Signing,
  day: Day = today(),
): Promise<Signed> {
  const unitId = await unitOfFrozen(actor, id)
  // Whoever may not sign is not asked for a password first.
  await look(actor, 'report.sign', unitId, async () => undefined)
  return performSigned(actor, 'report.sign', unitId, proof, async (tx, sign): Promise<Signed> => {
    const frozen = await held(tx, id)
    const signatures = await signaturesOf(tx, id)
    if (signatures.some(({ personId }) => personId === actor.personId))
      return signedBefore(frozen, signatures.length)
    const steps = await stepsOf(tx, frozen.reportId, frozen.version)
    refuseSigning(frozen, {
      actorId: actor.personId,
      approvers: steps.filter(({ kind }) => kind === 'approved').map(({ personId }) => personId),
      signed: signatures.map(({ personId }) => personId),
    })
    const missing = frozen.signers - signatures.length - 1
    note(tx, { report: frozen.reportId, version: frozen.version, hash: frozen.hash, missing })
    if (missing <= 0) return issue(tx, { actor, frozen, sign, number, isSent, printing, day })
    await keepSignature(tx, { actor, frozen, sign, day, number: null, symbol: null })
    await tellToSign(tx, frozen, signatures.length + 1)
    return { state: 'signed', missing }
  })
}

function signedBefore(frozen: FrozenReport, count: number): Signed {
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
  }: { actor: Actor; frozen: FrozenReport; sign: Sign } & Pick<Envelope, 'day' | 'number' | 'symbol'>,
): Promise<void> {
  const { signer, body } = frozen.content
  const signedAt = new Date()
  const envelope: Envelope = {
    report: frozen.reportId,
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
async function numbered(tx: Tx, frozen: FrozenReport, typed: number | null, day: Day) {
  const { unitId, content } = frozen
  const toIssue = {
    unitId,
    type: 'report',
    issuedOn: day,
    subject: `${content.outline.title} ${content.subject}`,
  }
  if (await issuingOf(tx, unitId)) return numberToIssue(tx, { ...toIssue, number: null, symbol: '' }, day)
  const number = typed ?? content.number
  if (number === null) throw new Problem('report_has_no_number', {}, { field: 'number' })
  const symbol = symbolOf(officialLayout(content.body.system, day).header.number, number, content.body.symbol)
  return numberToIssue(tx, { ...toIssue, number, symbol }, day)
}

type Issuing = {
  actor: Actor
  frozen: FrozenReport
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
  const content = asIssued({ ...frozen, ...under })
  const { docx, pdf } = await printIssued(content, frozen, { printing, signer: actor.name })
  await registerIssued(tx, document, [docx, pdf], actor.personId)
  const before = await inForce(tx, frozen)
  if (before) await moveFrozen(tx, before.id, 'issued', 'replaced')
  const files = { documentId: document.id, docx: docx.sha256, pdf: pdf.sha256 }
  await moveFrozen(tx, frozen.id, 'approved', 'issued', { ...under, ...files })
  await setReportState(tx, frozen.reportId, 'issued', under)
  await insertStep(tx, frozen.id, { kind: 'issued', words: symbol, personId: actor.personId })
  await tellIssued(tx, frozen, symbol)
  await emitEvent(tx, 'report.issued', frozen.unitId, {
    reportId: frozen.reportId,
    version: frozen.version,
    documentId: document.id,
  })
  await emitEvent(tx, 'document.registered', frozen.unitId, { documentId: document.id, direction: 'issued' })
  const sent = isSent ? await sendToAll(tx, frozen.id, actor.personId, day) : 0
  note(tx, { document: document.id, number: under.number, pdf: pdf.sha256, sent })
  return { state: 'issued', symbol }
}
