import type { KeyObject } from 'node:crypto'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { type Actor, note, perform } from '../perform.ts'
import type { Action } from '../permissions.ts'
import { askerOf, ownTries } from '../sign-in/own-tries.ts'
import { isRightCode } from '../sign-in/second-step.ts'
import { isPassword } from '../sign-in/secrets.ts'
import { actAs, beforeSignIn } from '../sign-in/store.ts'
import { writeAudit } from '../store.ts'
import { makeKey, type NewKey, openKey, signed } from './keys.ts'
import { hasSecondStep, holdPassword, insertKey, livingKey, publicKeyOf } from './store.ts'

/** How somebody shows at the moment of signing that it is they: the password, and the code where their account asks for one. */
export type Proof = { password: string; code?: string | undefined }

/** A signature and what it is checked with: `verifySignature(publicKey, bytes, signature)`. */
export type Signature = { keyId: string; publicKey: Buffer; signature: Buffer }

type OpenKey = { keyId: string; publicKey: Buffer; privateKey: KeyObject }

/** Whether this person is asked for a code as well when they sign. */
export const signingAsksForCode = (actor: Actor): Promise<boolean> =>
  beforeSignIn((tx) => hasSecondStep(tx, actor.personId))

/**
 * Changes something as `perform` does, and signs in the actor's name: `sign` gives the signature of some bytes, as often as
 * there is something to sign. The bytes have to say by themselves what they are and what is meant, since a signature holds
 * wherever the same bytes are shown. The key is made at the first signing.
 *
 * The proof is taken before the change begins and in a transaction of its own: a wrong try has to be counted even though
 * nothing is changed. Wrong tries are counted together with those of signing in.
 * @throws Problem `password_is_wrong` (field `password`), `signing_code_is_missing`, `code_is_wrong` (field `code`),
 *   `too_many_tries`, and whatever `perform` throws.
 */
export async function performSigned<T>(
  actor: Actor,
  action: Action,
  unitId: string | null,
  proof: Proof,
  change: (tx: Tx, sign: (bytes: Uint8Array) => Promise<Signature>) => Promise<T>,
): Promise<T> {
  const { keyId, publicKey, privateKey } = await keyOpenedBy(actor, proof)
  return perform(actor, action, unitId, (tx) => {
    let signatures = 0
    return change(tx, async (bytes) => {
      // The password may have been changed since the proof was taken.
      if ((await publicKeyOf(tx, keyId))?.endedAt !== null) throw new Problem('signing_key_has_ended')
      signatures += 1
      note(tx, { signing_key: keyId, signatures })
      return { keyId, publicKey, signature: signed(privateKey, bytes) }
    })
  })
}

/** The person's key, opened. Passwords are hashed between two transactions, and what they were read from must still hold. */
async function keyOpenedBy(actor: Actor, proof: Proof): Promise<OpenKey> {
  const before = await beforeSignIn(async (tx) => {
    const held = await holdPassword(tx, actor.personId)
    if (!held) throw new Problem('not_signed_in')
    const locked = await (await ownTries(tx, actor, held.userName)).refusal()
    if (locked) throw locked
    return { ...held, key: await livingKey(tx, actor.personId) }
  })
  const isRight = await isPassword(proof.password, before.hash, askerOf(actor))
  if (isRight && before.hasSecondStep && (proof.code ?? '').trim() === '')
    throw new Problem('signing_code_is_missing', {}, { field: 'code' })
  const ready = isRight ? await openOrMake(actor, before.key, proof.password) : undefined
  const outcome = await beforeSignIn((tx) => takeProof(tx, actor, { before, ready, code: proof.code ?? '' }))
  if (outcome instanceof Problem) throw outcome
  // Somebody else of the same account has just made the first key.
  return outcome ?? keyOpenedBy(actor, proof)
}

type Ready = { keyId: string | undefined; publicKey: Buffer; privateKey: KeyObject; made?: NewKey }
type Before = { hash: string; key: Awaited<ReturnType<typeof livingKey>> }

async function openOrMake(actor: Actor, key: Before['key'], password: string): Promise<Ready> {
  if (!key?.sealed || !key.salt) {
    const made = await makeKey(actor.personId, password)
    return { keyId: undefined, publicKey: made.publicKey, privateKey: made.privateKey, made }
  }
  const seal = { ...key, sealed: key.sealed, salt: key.salt }
  const privateKey = await openKey(actor.personId, key.publicKey, seal, password)
  return { keyId: key.id, publicKey: key.publicKey, privateKey }
}

/** Takes the proof, or counts a wrong one. @returns undefined where the key is no longer the one that was read. */
async function takeProof(
  tx: Tx,
  actor: Actor,
  { before, ready, code }: { before: Before; ready: Ready | undefined; code: string },
): Promise<OpenKey | Problem | undefined> {
  const held = await holdPassword(tx, actor.personId)
  if (!held) return new Problem('not_signed_in')
  const tries = await ownTries(tx, actor, held.userName)
  const locked = await tries.refusal()
  if (locked) return locked
  await actAs(tx, actor.personId)
  const refused = async (of: 'password' | 'step', problem: Problem) => {
    await tries.count(of, 'signing_failed')
    await writeAudit(tx, 'signing.failed', null, {})
    return problem
  }
  if (!ready || held.hash !== before.hash)
    return refused('password', new Problem('password_is_wrong', {}, { field: 'password' }))
  if ((await livingKey(tx, actor.personId))?.id !== ready.keyId) return undefined
  if (held.hasSecondStep && !(await isRightCode(tx, actor.personId, code)))
    return refused('step', new Problem('code_is_wrong', {}, { field: 'code' }))
  await tries.forgive()
  const { publicKey, privateKey, made } = ready
  return { keyId: ready.keyId ?? (await keepFirstKey(tx, actor, made)), publicKey, privateKey }
}

async function keepFirstKey(tx: Tx, actor: Actor, made: NewKey | undefined): Promise<string> {
  if (!made) throw new Error('There is no key to keep.')
  const keyId = await insertKey(tx, actor.personId, made)
  await writeAudit(tx, 'signing_key.make', null, { signing_key: keyId })
  return keyId
}
