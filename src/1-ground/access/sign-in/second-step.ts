import { Secret, TOTP } from 'otpauth'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { decrypted, encrypted } from '#platform/secret'
import type { SignedIn } from '#platform/web'
import { personById, writeAudit } from '../store.ts'
import { askerOf, noteOwn, ownTries } from './own-tries.ts'
import { backupHash, isPassword, newBackupCodes } from './secrets.ts'
import {
  actAs,
  beforeSignIn,
  beginSecondStep,
  dropSecondStep,
  hashOf,
  secondStepOf,
  updateSecondStep,
} from './store.ts'

const totp = (secret: string, label = ''): TOTP =>
  new TOTP({
    issuer: 'Lan Tỏa',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    secret: Secret.fromBase32(secret),
  })

/** The counter of a code that holds now (or half a minute ago or ahead) and has not been used. */
function counterOf(secret: string, lastCounter: number, code: string): number | undefined {
  const app = totp(secret)
  const delta = app.validate({ token: code.replace(/\s/g, ''), window: 1 })
  if (delta === null) return undefined
  const counter = app.counter() + delta
  return counter > lastCounter ? counter : undefined
}

/** Whether a code is right: one of the app, not used before, or a backup code, spent by this. */
export async function isRightCode(tx: Tx, personId: string, code: string): Promise<boolean> {
  const step = await secondStepOf(tx, personId)
  if (!step?.confirmedAt) return false
  const counter = counterOf(decrypted(step.secret), step.lastCounter, code)
  if (counter !== undefined) {
    await updateSecondStep(tx, personId, { last_counter: counter })
    return true
  }
  const hash = backupHash(code)
  if (!step.backupHashes.includes(hash)) return false
  await updateSecondStep(tx, personId, { backup_hashes: step.backupHashes.filter((one) => one !== hash) })
  return true
}

/** Begins a second step: the address that the app reads as a QR picture. It counts only once a code confirms it. */
export const prepareSecondStep = (actor: SignedIn): Promise<{ address: string; secret: string }> =>
  beforeSignIn(async (tx) => {
    const there = await secondStepOf(tx, actor.personId)
    if (there?.confirmedAt) throw new Problem('second_step_is_on')
    const secret = there ? decrypted(there.secret) : new Secret({ size: 20 }).base32
    if (!there) await beginSecondStep(tx, actor.personId, encrypted(secret))
    return { address: totp(secret, actor.name).toString(), secret }
  })

/**
 * Confirms the second step with a first code.
 * @returns the backup codes, shown this once.
 * @throws Problem `code_is_wrong`
 */
export const confirmSecondStep = (actor: SignedIn, code: string): Promise<string[]> =>
  beforeSignIn(async (tx) => {
    const step = await secondStepOf(tx, actor.personId)
    const counter = step && counterOf(decrypted(step.secret), step.lastCounter, code)
    if (counter === undefined) throw new Problem('code_is_wrong', {}, { field: 'code' })
    const codes = newBackupCodes()
    await updateSecondStep(tx, actor.personId, {
      confirmed_at: new Date(),
      last_counter: counter,
      backup_hashes: codes.map(backupHash),
    })
    await actAs(tx, actor.personId)
    await writeAudit(tx, 'second_step.on', null, {})
    await noteOwn(tx, actor, 'second_step_on')
    return codes
  })

/**
 * Takes the second step away: with the password and the step itself, since an open session alone is what it is against.
 * @throws Problem `password_is_wrong`, `code_is_wrong`, `too_many_tries`, `sign_in_is_busy`
 */
export async function endSecondStep(actor: SignedIn, password: string, code: string): Promise<void> {
  const { hash, userName } = await beforeSignIn(async (tx) => ({
    hash: await hashOf(tx, actor.personId),
    userName: (await personById(tx, actor.personId))?.userName ?? '',
  }))
  const isRight = await isPassword(password, hash, askerOf(actor))
  const refusal = await beforeSignIn(async (tx): Promise<Problem | undefined> => {
    const tries = await ownTries(tx, actor, userName)
    const locked = await tries.refusal()
    if (locked) return locked
    if (!isRight || (await hashOf(tx, actor.personId)) !== hash) {
      await tries.count('password', 'password_failed')
      return new Problem('password_is_wrong', {}, { field: 'password' })
    }
    if (!(await isRightCode(tx, actor.personId, code))) {
      await tries.count('step', 'code_failed')
      return new Problem('code_is_wrong', {}, { field: 'code' })
    }
    await tries.forgive()
    await dropSecondStep(tx, actor.personId)
    await actAs(tx, actor.personId)
    await writeAudit(tx, 'second_step.off', null, {})
    await noteOwn(tx, actor, 'second_step_off')
    return undefined
  })
  if (refusal) throw refusal
}
