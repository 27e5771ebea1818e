import { keyOfSigner, verifySignature } from '#access'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { hashOf } from './canonical.ts'
import { bytesOf } from './sign-paper.ts'
import { type KeptSignature, signaturesOf } from './signature-store.ts'
import { type FrozenPaper, frozenWithId, idsOfFrozen } from './store.ts'

/** What is wrong with a frozen paper: its content is not what was hashed, a signature is not over it, or is missing. */
export type FrozenFault = 'content_was_changed' | 'signature_is_wrong' | 'signature_is_missing'

/** Whether a signature is over this very paper and this time, by the key that the system made for its person. */
async function isRight(db: Reader, frozen: FrozenPaper, kept: KeptSignature): Promise<boolean> {
  const { envelope, publicKey, signature, keyId, personId, signedAt } = kept
  const key = await keyOfSigner(db, keyId)
  const isKeyOfThem = key?.personId === personId && key.publicKey.equals(publicKey)
  const isOfThisTime =
    envelope.signedAt === undefined ||
    (envelope.signedAt === signedAt.toISOString() && !(key?.endedAt && key.endedAt < signedAt))
  const isOfThis =
    envelope.report === frozen.dossierId &&
    envelope.version === frozen.version &&
    envelope.hash === frozen.hash
  return isOfThis && isKeyOfThem && isOfThisTime && verifySignature(publicKey, bytesOf(envelope), signature)
}

/** Proves a frozen paper: hashes its content anew, and checks its signatures. Nothing is wrong where the list is empty. */
async function faultsOf(db: Reader, frozen: FrozenPaper): Promise<FrozenFault[]> {
  const faults: FrozenFault[] = []
  if (hashOf(frozen.content) !== frozen.hash) faults.push('content_was_changed')
  const signatures = await signaturesOf(db, frozen.id)
  for (const kept of signatures) if (!(await isRight(db, frozen, kept))) faults.push('signature_is_wrong')
  if (frozen.issuedAt === null) return faults
  const last = signatures.at(-1)
  const isUnderThis =
    last?.envelope.number === frozen.number &&
    last?.envelope.symbol === frozen.symbol &&
    last?.envelope.day === frozen.issuedOn
  if (last && !isUnderThis) faults.push('signature_is_wrong')
  // A nil return is issued in one press, without number and signature: the system itself has seen that there is nothing.
  const needsNone = frozen.reason === 'nil' && frozen.number === null
  if (!needsNone && signatures.length < frozen.signers) faults.push('signature_is_missing')
  return faults
}

/** The same by its id. @throws Problem `not_found_or_not_allowed` */
export async function verifyFrozen(db: Reader, id: string): Promise<FrozenFault[]> {
  const frozen = await frozenWithId(db, id)
  if (!frozen) throw new Problem('not_found_or_not_allowed')
  return faultsOf(db, frozen)
}

/** Proves every frozen paper there is, and says which is not what it was. */
export async function brokenFrozen(
  db: Reader,
): Promise<{ reports: number; broken: { id: string; faults: FrozenFault[] }[] }> {
  const broken: { id: string; faults: FrozenFault[] }[] = []
  let reports = 0
  for (const id of await idsOfFrozen(db)) {
    const faults = await verifyFrozen(db, id)
    reports += 1
    if (faults.length > 0) broken.push({ id, faults })
  }
  return { reports, broken }
}
