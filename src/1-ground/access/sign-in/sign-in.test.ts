import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { beforeAll, expect, test } from 'vitest'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict } from '../../../../test/support/district.ts'
import { setAccountClosed } from '../manage-people.ts'
import { asSystem } from '../perform.ts'
import {
  acceptInvitation,
  accountOf,
  addPerson,
  changePassword,
  dropToken,
  endOwnSessions,
  inviteAs,
  makeToken,
  resetLinkFor,
  resetPassword,
} from './account.ts'
import { confirmSecondStep, prepareSecondStep } from './second-step.ts'
import { hashPassword } from './secrets.ts'
import { personOfSession, personOfToken, signIn, signOut, takeSecondStep } from './sign-in.ts'

useDatabase()
beforeAll(() => useSecret('x'.repeat(40), ''))

const password = 'con trâu đi trước'
let count = 0
const from = () => {
  count += 1
  return { address: `10.0.0.${count}`, device: 'Máy thử', isKept: false }
}

async function somebody(phone: string | null = null) {
  const userName = `p${newId().slice(-12)}`
  const id = await asSystem('test.person', async (tx) =>
    addPerson(tx, { name: 'Người Thử', userName, phone, hash: await hashPassword(password) }),
  )
  return { userName, actor: { personId: id, name: 'Người Thử' } }
}

test.each(['0903123456', '0903 123.457', '+84903123458'])(
  'signs in by phone number as people write it: %s',
  async (typed) => {
    const { actor } = await somebody(`+84${typed.replace(/\D/g, '').slice(-9)}`)

    const { token } = await signIn(typed, password, from())

    expect((await personOfSession(token))?.personId).toBe(actor.personId)
  },
)

test('a wrong password and an unknown name are one answer', async () => {
  const { userName } = await somebody()

  const answers = await Promise.allSettled([
    signIn(userName, 'sai bét cả rồi', from()),
    signIn('khong.ai.ca', password, from()),
  ])

  expect(answers.map((one) => one.status === 'rejected' && one.reason.code)).toEqual([
    'sign_in_is_wrong',
    'sign_in_is_wrong',
  ])
})

test.each([true, false])(
  'five wrong tries lock a name, also with the right password (account exists: %s)',
  async (exists) => {
    const userName = exists ? (await somebody()).userName : `q${newId().slice(-12)}`
    for (let attempt = 0; attempt < 5; attempt += 1)
      await expect(signIn(userName, `sai lần ${attempt} rồi`, from())).rejects.toMatchObject({
        code: 'sign_in_is_wrong',
      })

    await expect(signIn(userName, password, from())).rejects.toMatchObject({
      code: 'too_many_tries',
      params: { minutes: 15 },
    })
  },
)

test('the second step asks for a code, takes each code and backup code once, and gives a new token', async () => {
  const { userName, actor } = await somebody()
  const { secret } = await prepareSecondStep(actor)
  const app = new TOTP({ secret: Secret.fromBase32(secret) })
  const now = Date.now()
  const [backup] = await confirmSecondStep(actor, app.generate({ timestamp: now }))

  const first = await signIn(userName, password, from())
  expect(first.isPending).toBe(true)
  expect(await personOfSession(first.token)).toBeUndefined()
  await expect(takeSecondStep(first.token, app.generate({ timestamp: now }), from())).rejects.toMatchObject({
    code: 'code_is_wrong',
  })
  const next = app.generate({ timestamp: now + 30_000 })
  const second = await takeSecondStep(first.token, next, from())
  expect(second.token).not.toBe(first.token)
  expect((await personOfSession(second.token))?.personId).toBe(actor.personId)

  const again = await signIn(userName, password, from())
  const done = await takeSecondStep(again.token, backup ?? '', from())
  expect(done.isPending).toBe(false)
  const third = await signIn(userName, password, from())
  await expect(takeSecondStep(third.token, backup ?? '', from())).rejects.toMatchObject({
    code: 'code_is_wrong',
  })
})

test('sessions are seen and ended: one, all others, all at a new password, all when the account is closed', async () => {
  const district = await aDistrict()
  const { userName, actor } = await somebody()
  const [one, two, three] = [
    await signIn(userName, password, from()),
    await signIn(userName, password, from()),
    await signIn(userName, password, from()),
  ]
  const here = await personOfSession(three.token)
  expect((await accountOf(actor)).sessions).toHaveLength(3)

  await signOut(one.token)
  expect(await personOfSession(one.token)).toBeUndefined()
  await endOwnSessions({ ...actor, sessionId: here?.sessionId ?? '' }, undefined)
  expect(await personOfSession(two.token)).toBeUndefined()
  const other = await signIn(userName, password, from())
  await changePassword({ ...actor, sessionId: here?.sessionId ?? '' }, password, 'cái cày đi sau')
  expect(await personOfSession(other.token)).toBeUndefined()
  expect(await personOfSession(three.token)).toBeDefined()

  await sql`insert into access.role_held (person_id, role, unit_id) values (${district.checker.personId}, 'administrator', ${district.commune}), (${actor.personId}, 'recorder', ${district.commune})`.execute(
    database(),
  )
  await setAccountClosed(district.checker, actor.personId, true)
  expect(await personOfSession(three.token)).toBeUndefined()
  await expect(signIn(userName, 'cái cày đi sau', from())).rejects.toMatchObject({ code: 'sign_in_is_wrong' })
})

test('an invitation works once, and only for its days', async () => {
  const district = await aDistrict()
  const invite = () =>
    asSystem('test.invite', (tx) => inviteAs(tx, { role: 'recorder', unitId: district.union, madeBy: null }))
  const arrival = { name: 'Người Mới', userName: `m${newId().slice(-12)}`, phone: '', password }
  const link = await invite()
  await expect(acceptInvitation(link, { ...arrival, password: '1234567890' })).rejects.toMatchObject({
    code: 'password_is_common',
  })
  await acceptInvitation(link, arrival)

  await expect(acceptInvitation(link, { ...arrival, userName: 'khac.nguoi' })).rejects.toMatchObject({
    code: 'link_is_spent',
  })
  expect((await signIn(arrival.userName, password, from())).isPending).toBe(false)
  const late = await invite()
  await sql`update access.link set made_at = now() - interval '9 days', expires_at = now() - interval '1 day' where used_at is null`.execute(
    database(),
  )
  await expect(acceptInvitation(late, { ...arrival, userName: 'den.muon' })).rejects.toMatchObject({
    code: 'link_is_spent',
  })
})

test('a reset link sets a new password once and ends every session', async () => {
  const { userName, actor } = await somebody()
  const session = await signIn(userName, password, from())
  const link = await asSystem('test.reset', (tx) => resetLinkFor(tx, actor.personId, null))

  await expect(resetPassword(link, `${userName} mật khẩu`)).rejects.toMatchObject({
    code: 'password_holds_user_name',
  })
  await resetPassword(link, 'mật khẩu mới tinh')

  expect(await personOfSession(session.token)).toBeUndefined()
  await expect(resetPassword(link, 'lại lần nữa nhé')).rejects.toMatchObject({ code: 'link_is_spent' })
  await expect(signIn(userName, password, from())).rejects.toMatchObject({ code: 'sign_in_is_wrong' })
})

test('of a token for programs only the hash is kept; revoked or expired it stands for nobody', async () => {
  const { actor } = await somebody()
  const [kept, dropped, expired] = [
    await makeToken(actor, 'một', 9),
    await makeToken(actor, 'hai', 9),
    await makeToken(actor, 'ba', 9),
  ]
  const { tokens } = await accountOf(actor)
  await dropToken(actor, tokens.find((token) => token.name === 'hai')?.id ?? '')
  await sql`update access.token set made_at = now() - interval '9 days', expires_at = now() - interval '1 day' where name = 'ba'`.execute(
    database(),
  )

  expect((await personOfToken(kept))?.personId).toBe(actor.personId)
  expect(await personOfToken(dropped)).toBeUndefined()
  expect(await personOfToken(expired)).toBeUndefined()
  const { rows } = await sql<{ row: string }>`select token::text as row from access.token`.execute(database())
  expect(rows.some(({ row }) => row.includes(kept.slice(8)))).toBe(false)
})
