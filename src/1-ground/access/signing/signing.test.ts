import { createPublicKey, verify } from 'node:crypto'
import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { beforeAll, expect, test } from 'vitest'
import { database, inTransaction } from '#platform/database'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { ownerDatabase, useDatabase } from '../../../../test/support/database.ts'
import { aDistrict } from '../../../../test/support/district.ts'
import { brokenAudit } from '../audit-store.ts'
import { setAccountClosed } from '../manage-people.ts'
import { type Actor, asSystem, lookPublic } from '../perform.ts'
import { accountOf, addPerson, changePassword, resetLinkFor, resetPassword } from '../sign-in/account.ts'
import { confirmSecondStep, prepareSecondStep } from '../sign-in/second-step.ts'
import { hashPassword } from '../sign-in/secrets.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { insertRole } from '../store.ts'
import { fingerprintOf, verifySignature } from './keys.ts'
import { type Proof, performSigned, signingAsksForCode } from './sign.ts'
import { publicKeyOf } from './store.ts'

useDatabase()

const password = 'con trâu đi trước'
const report = Buffer.from('Báo cáo số 12-BC/ĐU: 1.284 lượt người')
let district: Awaited<ReturnType<typeof aDistrict>>

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  district = await aDistrict()
})

async function aSigner() {
  const userName = `p${newId().slice(-12)}`
  const actor = await asSystem('test.person', async (tx) => {
    const personId = await addPerson(tx, { name: 'Người Ký', userName, hash: await hashPassword(password) })
    await insertRole(tx, { personId, role: 'checker', unitId: district.commune, givenBy: null })
    return { personId, name: 'Người Ký', sessionId: newId() }
  })
  return { actor, userName }
}

const signAs = (actor: Actor, proof: Proof = { password }, bytes: Uint8Array = report) =>
  performSigned(actor, 'report.compose', district.commune, proof, (_, sign) => sign(bytes))

const auditOf = async (actor: Actor) =>
  (
    await sql<{ action: string; subject: Record<string, unknown> }>`
      select action, subject from access.audit where person_id = ${actor.personId} order by at`.execute(
      database(),
    )
  ).rows

const fromHome = () => ({
  address: `10.1.0.${Math.floor(Math.random() * 250)}`,
  device: 'Máy thử',
  isKept: false,
})

test('what is signed can be checked by anybody, with the public key alone', async () => {
  const { actor } = await aSigner()

  const { keyId, publicKey, signature } = await signAs(actor)

  expect(signature).toHaveLength(64)
  expect(verifySignature(publicKey, report, signature)).toBe(true)
  const known = await lookPublic((db) => publicKeyOf(db, keyId))
  expect(known).toMatchObject({ publicKey, endedAt: null })
  // The same without our code, as the key is written in certificates: SubjectPublicKeyInfo of RFC 8410.
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey])
  expect(verify(null, report, createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature)).toBe(
    true,
  )
  expect((await auditOf(actor)).map(({ action }) => action)).toEqual(['signing_key.make', 'report.compose'])
  expect((await auditOf(actor))[1]?.subject).toEqual({ signing_key: keyId, signatures: 1 })
  expect(await inTransaction({ role: 'system' }, brokenAudit)).toEqual([])
})

test('the key of RFC 8032, section 7.1, test 2 and its signature are valid', () => {
  const hex = (text: string) => Buffer.from(text, 'hex')
  const publicKey = hex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
  const signature = hex(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  )

  expect(verifySignature(publicKey, hex('72'), signature)).toBe(true)
  expect(verifySignature(publicKey, hex('73'), signature)).toBe(false)
})

test('a changed byte, a changed signature and another person’s key are not valid', async () => {
  const [one, other] = [await aSigner(), await aSigner()]
  const { publicKey, signature } = await signAs(one.actor)
  const theirs = await signAs(other.actor)
  const bent = (bytes: Uint8Array) => Buffer.from(bytes.map((byte, at) => (at === 7 ? byte ^ 1 : byte)))

  expect(verifySignature(publicKey, bent(report), signature)).toBe(false)
  expect(verifySignature(publicKey, report, bent(signature))).toBe(false)
  expect(verifySignature(theirs.publicKey, report, signature)).toBe(false)
  expect(verifySignature(publicKey, report, theirs.signature)).toBe(false)
  expect(verifySignature(publicKey, report, signature.subarray(1))).toBe(false)
  expect(verifySignature(publicKey.subarray(1), report, signature)).toBe(false)
  expect(fingerprintOf(publicKey)).not.toBe(fingerprintOf(theirs.publicKey))
  expect(fingerprintOf(publicKey)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
})

test('one key signs until it ends, as often as there is something to sign', async () => {
  const { actor } = await aSigner()
  const first = await signAs(actor)

  const many = await performSigned(
    actor,
    'report.compose',
    district.commune,
    { password },
    async (_, sign) => [await sign(Buffer.from('một')), await sign(Buffer.from('hai'))],
  )

  expect(new Set([first, ...many].map(({ keyId }) => keyId)).size).toBe(1)
  expect(
    many.map(({ publicKey, signature }) => verifySignature(publicKey, Buffer.from('hai'), signature)),
  ).toEqual([false, true])
  expect((await auditOf(actor)).at(-1)?.subject).toMatchObject({ signatures: 2 })
})

test('two first signings at once make one key', async () => {
  const { actor } = await aSigner()

  const both = await Promise.all([signAs(actor), signAs(actor)])

  expect(both[0].keyId).toBe(both[1].keyId)
  expect((await accountOf(actor)).signingKeys).toHaveLength(1)
})

test('a wrong password signs nothing, changes nothing, and is told at its field', async () => {
  const { actor } = await aSigner()
  let hasChanged = false

  const attempt = performSigned(
    actor,
    'report.compose',
    district.commune,
    { password: 'sai bét cả rồi' },
    async () => {
      hasChanged = true
    },
  )

  await expect(attempt).rejects.toMatchObject({ code: 'password_is_wrong', field: 'password' })
  expect(hasChanged).toBe(false)
  expect((await accountOf(actor)).signingKeys).toEqual([])
  expect((await auditOf(actor)).map(({ action }) => action)).toEqual(['signing.failed'])
})

test('wrong tries of signing and of signing in are counted together, and lock both', async () => {
  const { actor, userName } = await aSigner()
  for (let time = 0; time < 3; time += 1)
    await expect(signAs(actor, { password: `sai lần ${time} rồi` })).rejects.toMatchObject({
      code: 'password_is_wrong',
    })
  for (let time = 0; time < 2; time += 1)
    await expect(signIn(userName, `sai lần ${time} rồi`, fromHome())).rejects.toMatchObject({
      code: 'sign_in_is_wrong',
    })

  await expect(signAs(actor)).rejects.toMatchObject({ code: 'too_many_tries', params: { minutes: 15 } })
  await expect(signIn(userName, password, fromHome())).rejects.toMatchObject({ code: 'too_many_tries' })
})

test('whoever may not do it signs nothing with the right password either', async () => {
  const { actor } = await aSigner()

  await expect(
    performSigned(actor, 'report.compose', district.neighbour, { password }, (_, sign) => sign(report)),
  ).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
})

test('somebody with a second step is asked for its code, which counts once', async () => {
  const { actor } = await aSigner()
  expect(await signingAsksForCode(actor)).toBe(false)
  const { secret } = await prepareSecondStep(actor)
  const app = new TOTP({ secret: Secret.fromBase32(secret) })
  const [backup] = await confirmSecondStep(actor, app.generate())
  const code = app.generate({ timestamp: Date.now() + 30_000 })

  expect(await signingAsksForCode(actor)).toBe(true)
  await expect(signAs(actor)).rejects.toMatchObject({ code: 'signing_code_is_missing', field: 'code' })
  await expect(signAs(actor, { password, code: '000000x' })).rejects.toMatchObject({
    code: 'code_is_wrong',
    field: 'code',
  })
  const { publicKey, signature } = await signAs(actor, { password, code })
  expect(verifySignature(publicKey, report, signature)).toBe(true)
  await expect(signAs(actor, { password, code })).rejects.toMatchObject({ code: 'code_is_wrong' })
  await signAs(actor, { password, code: backup })
})

test.each([
  [
    'password_changed',
    (actor: Actor & { sessionId: string }) => changePassword(actor, password, 'cái cày đi sau'),
  ],
  [
    'password_reset',
    async (actor: Actor) =>
      resetPassword(
        await asSystem('test.reset', (tx) => resetLinkFor(tx, actor.personId, null)),
        'cái cày đi sau',
      ),
  ],
])(
  'after %s the old key signs no more, what it signed stays valid, and a new one is made',
  async (why, change) => {
    const { actor } = await aSigner()
    const before = await signAs(actor)

    await change(actor)

    await expect(signAs(actor)).rejects.toMatchObject({ code: 'password_is_wrong' })
    const after = await signAs(actor, { password: 'cái cày đi sau' })
    expect(after.keyId).not.toBe(before.keyId)
    const known = await lookPublic((db) => publicKeyOf(db, before.keyId))
    expect(known?.endedAt).toBeInstanceOf(Date)
    expect(verifySignature(known?.publicKey ?? Buffer.alloc(0), report, before.signature)).toBe(true)
    expect((await accountOf(actor)).signingKeys.map(({ id, endedWhy }) => [id, endedWhy])).toEqual([
      [after.keyId, null],
      [before.keyId, why],
    ])
    expect(await auditOf(actor)).toContainEqual({
      action: 'signing_key.end',
      subject: { signing_key: before.keyId, why },
    })
    const { rows } =
      await sql`select 1 from access.signing_key where id = ${before.keyId} and sealed is null and salt is null`.execute(
        database(),
      )
    expect(rows).toHaveLength(1)
  },
)

test('a password that is changed between the proof and the signature stops it', async () => {
  const { actor } = await aSigner()
  await signAs(actor)

  const attempt = performSigned(actor, 'report.compose', district.commune, { password }, async (_, sign) => {
    await changePassword(actor, password, 'cái cày đi sau')
    return sign(report)
  })

  await expect(attempt).rejects.toMatchObject({ code: 'signing_key_has_ended' })
})

test('the key ends with the account; opened again, the account gets a new one', async () => {
  const { actor } = await aSigner()
  const before = await signAs(actor)
  const administrator = await asSystem('test.administrator', async (tx) => {
    const personId = await addPerson(tx, { name: 'Quản Trị', userName: `q${newId().slice(-12)}` })
    await insertRole(tx, { personId, role: 'administrator', unitId: district.commune, givenBy: null })
    return { personId, name: 'Quản Trị' }
  })

  await setAccountClosed(administrator, actor.personId, true)

  await expect(signAs(actor)).rejects.toMatchObject({ code: 'not_signed_in' })
  expect((await accountOf(actor)).signingKeys).toMatchObject([
    { id: before.keyId, endedWhy: 'account_closed' },
  ])
  await setAccountClosed(administrator, actor.personId, false)
  expect((await signAs(actor)).keyId).not.toBe(before.keyId)
})

test('a sealed key opens for nobody else, even if its row is moved', async () => {
  const [one, other] = [await aSigner(), await aSigner()]
  await signAs(one.actor)
  await signAs(other.actor)
  await sql`alter table access.signing_key disable trigger signing_key_is_kept`.execute(ownerDatabase())
  await sql`update access.signing_key as mine set sealed = theirs.sealed, salt = theirs.salt
    from access.signing_key as theirs
    where mine.person_id = ${one.actor.personId} and theirs.person_id = ${other.actor.personId}`.execute(
    ownerDatabase(),
  )
  await sql`alter table access.signing_key enable trigger signing_key_is_kept`.execute(ownerDatabase())

  // Both have the same password, so only the tie to the person can refuse.
  await expect(signAs(one.actor)).rejects.toThrow(/authenticate data/)
})

test.each([
  ['changed', sql`update access.signing_key set public_key = sha256(public_key) where ended_at is null`],
  ['deleted', sql`delete from access.signing_key`],
  [
    'opened again',
    sql`update access.signing_key set ended_at = null, ended_why = null where ended_at is not null`,
  ],
  ['emptied', sql`truncate access.signing_key cascade`],
])('a key cannot be %s, not even by the system itself', async (_, statement) => {
  const { actor } = await aSigner()
  await signAs(actor)
  await changePassword(actor, password, 'cái cày đi sau')
  await signAs(actor, { password: 'cái cày đi sau' })

  await expect(statement.execute(ownerDatabase())).rejects.toMatchObject({
    constraint: 'record_is_append_only',
  })
})
