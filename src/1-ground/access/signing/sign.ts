import type { KeyObject } from 'node:crypto'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { type Actor, note, perform } from '../perform.ts'
import type { Action } from '../permissions.ts'
import { countWrongTry, tooManyTries } from '../sign-in/attempts.ts'
import { isRightCode } from '../sign-in/second-step.ts'
import { isPassword } from '../sign-in/secrets.ts'
import { actAs, beforeSignIn, forgive, lockedUntil } from '../sign-in/store.ts'
import { writeAudit } from '../store.ts'
import { makeKey, openKey, signed } from './keys.ts'
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

async function keyOpenedBy(actor: Actor, { password, code = '' }: Proof): Promise<OpenKey> {
  const outcome = await beforeSignIn(async (tx): Promise<OpenKey | Problem> => {
    const held = await holdPassword(tx, actor.personId)
    if (!held) return new Problem('not_signed_in')
    const [name, step] = [`name:${held.userName}`, `step:${actor.personId}`]
    const until = await lockedUntil(tx, [name, step])
    if (until) return tooManyTries(until)
    await actAs(tx, actor.personId)
    const refused = async (key: string, problem: Problem) => {
      await countWrongTry(tx, [key])
      await writeAudit(tx, 'signing.failed', null, {})
      return problem
    }
    if (!(await isPassword(password, held.hash)))
      return refused(name, new Problem('password_is_wrong', {}, { field: 'password' }))
    if (held.hasSecondStep && code.trim() === '')
      return new Problem('signing_code_is_missing', {}, { field: 'code' })
    if (held.hasSecondStep && !(await isRightCode(tx, actor.personId, code)))
      return refused(step, new Problem('code_is_wrong', {}, { field: 'code' }))
    await forgive(tx, [name, step])
    return (await openLivingKey(tx, actor, password)) ?? makeFirstKey(tx, actor, password)
  })
  if (outcome instanceof Problem) throw outcome
  return outcome
}

async function openLivingKey(tx: Tx, actor: Actor, password: string): Promise<OpenKey | undefined> {
  const key = await livingKey(tx, actor.personId)
  if (!key?.sealed || !key.salt) return undefined
  const seal = { ...key, sealed: key.sealed, salt: key.salt }
  const privateKey = await openKey(actor.personId, key.publicKey, seal, password)
  return { keyId: key.id, publicKey: key.publicKey, privateKey }
}

async function makeFirstKey(tx: Tx, actor: Actor, password: string): Promise<OpenKey> {
  const made = await makeKey(actor.personId, password)
  const keyId = await insertKey(tx, actor.personId, made)
  await writeAudit(tx, 'signing_key.make', null, { signing_key: keyId })
  return { keyId, publicKey: made.publicKey, privateKey: made.privateKey }
}
