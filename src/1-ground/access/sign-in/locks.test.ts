import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { beforeAll, describe, expect, test } from 'vitest'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { useDatabase } from '../../../../test/support/database.ts'
import { asSystem } from '../perform.ts'
import { performSigned } from '../signing/sign.ts'
import { accountOf, addPerson, changePassword, makeToken, resetLinkFor, resetPassword } from './account.ts'
import { addressKeys, nameKey } from './attempts.ts'
import { confirmSecondStep, endSecondStep, prepareSecondStep } from './second-step.ts'
import { hashPassword } from './secrets.ts'
import { personOfSession, personOfToken, signIn, takeSecondStep } from './sign-in.ts'
import { tidySignIn } from './tidy.ts'

useDatabase()

const password = 'con trâu đi trước'
let hash = ''
beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  hash = await hashPassword(password)
})

let count = 0
const newAddress = () => {
  count += 1
  return `10.1.${Math.floor(count / 250)}.${(count % 250) + 1}`
}
const from = (address = newAddress(), deviceToken?: string) => ({
  address,
  device: 'Máy thử',
  isKept: false,
  deviceToken,
})

async function somebody() {
  const userName = `p${newId().slice(-12)}`
  const personId = await asSystem('test.person', (tx) => addPerson(tx, { name: 'Người Thử', userName, hash }))
  return { userName, personId, actor: { personId, name: 'Người Thử' } }
}

/** What became of a try: the code of its refusal, and for how many minutes. */
const outcome = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'in',
    ({ code, params }) => (code === 'too_many_tries' ? `${code} ${params.minutes}` : code),
  )
const wrong = (userName: string, device = from()) => outcome(signIn(userName, 'sai bét cả rồi', device))

async function wrongTimes(times: number, userName: () => string, device: () => ReturnType<typeof from>) {
  const seen: string[] = []
  for (let one = 0; one < times; one += 1) seen.push(await wrong(userName(), device()))
  return seen
}

/** So many wrong tries have come from an address. */
const failed = (address: string, failures: number) =>
  sql`insert into access.attempt (key, failures) values (${addressKeys(address)[0]}, ${failures})`.execute(
    database(),
  )

/** Time goes by for locks, not for anything else. */
const pass = (minutes: number) =>
  sql`update access.attempt set locked_until = locked_until - make_interval(mins => ${minutes}),
      since = since - make_interval(mins => ${minutes})`.execute(database())

const eventsOf = async (personId: string) => {
  const { events } = await accountOf({ personId, name: '' })
  return Object.fromEntries(events.map(({ kind, times }) => [kind, times]))
}

describe('the lock of a name', () => {
  test('is twice as long when wrong tries go on as soon as it ends', async () => {
    const { userName } = await somebody()
    await wrongTimes(5, () => userName, from)
    expect(await wrong(userName)).toBe('too_many_tries 15')
    await pass(15)

    await wrongTimes(5, () => userName, from)

    expect(await wrong(userName)).toBe('too_many_tries 30')
  })

  test('does not keep out whoever signed in on this device before', async () => {
    const { userName, actor } = await somebody()
    const { deviceToken } = await signIn(userName, password, from())
    await wrongTimes(5, () => userName, from)

    expect(await outcome(signIn(userName, password, from()))).toBe('too_many_tries 15')
    const again = await signIn(userName, password, from(newAddress(), deviceToken))

    expect((await personOfSession(again.token))?.personId).toBe(actor.personId)
  })

  test('keeps out a device of somebody else, a token that was replaced, and a known device after five tries of its own', async () => {
    const [owner, other] = [await somebody(), await somebody()]
    const own = await signIn(owner.userName, password, from())
    const others = await signIn(other.userName, password, from())
    await wrongTimes(5, () => owner.userName, from)
    const at = (deviceToken?: string) => from(newAddress(), deviceToken)

    expect(await outcome(signIn(owner.userName, password, at(others.deviceToken)))).toBe('too_many_tries 15')
    const next = await signIn(owner.userName, password, at(own.deviceToken))
    expect(await outcome(signIn(owner.userName, password, at(own.deviceToken)))).toBe('too_many_tries 15')
    const seen = await wrongTimes(
      5,
      () => owner.userName,
      () => at(next.deviceToken),
    )
    expect(seen).toEqual(Array(5).fill('sign_in_is_wrong'))
    expect(await outcome(signIn(owner.userName, password, at(next.deviceToken)))).toBe('too_many_tries 15')
  })

  test('holds for all of them when twelve try at once: no more than five are told whether they are right', async () => {
    const { userName } = await somebody()

    const seen = await Promise.all(Array.from({ length: 12 }, () => wrong(userName)))

    expect(seen.filter((one) => one === 'sign_in_is_wrong')).toHaveLength(5)
    expect(seen.filter((one) => one === 'too_many_tries 15')).toHaveLength(7)
  })

  test('is not written down as it was typed', async () => {
    await wrong('mật khẩu gõ nhầm chỗ')

    const { rows } = await sql<{ key: string }>`select key from access.attempt`.execute(database())
    expect(rows.map(({ key }) => key)).toContain(nameKey('mật khẩu gõ nhầm chỗ'))
    expect(
      rows.filter(({ key }) => !/^(name|address):[0-9a-f]{5}$|^(step|device):[0-9a-f-]{36}$/.test(key)),
    ).toEqual([])
  })
})

describe('an address', () => {
  const nobody = () => `q${newId().slice(-12)}`

  test('waits after thirty wrong tries, whatever the names; people elsewhere and known devices do not', async () => {
    const { userName } = await somebody()
    const { deviceToken } = await signIn(userName, password, from())
    const address = '203.0.113.77'
    await failed(address, 28)

    const seen = await wrongTimes(2, nobody, () => from(address))

    expect(seen).toEqual(['sign_in_is_wrong', 'sign_in_is_wrong'])
    expect(await outcome(signIn(userName, password, from(address)))).toBe('too_many_tries 1')
    expect(await outcome(signIn(userName, password, from()))).toBe('in')
    expect(await outcome(signIn(userName, password, from(address, deviceToken)))).toBe('in')
  })

  test('waits longer when wrong tries go on as soon as it may again', async () => {
    const address = '203.0.113.78'
    await failed(address, 59)

    await wrong(nobody(), from(address))

    expect(await wrong(nobody(), from(address))).toBe('too_many_tries 2')
  })

  test('that gave the right password is not forgiven what it tried before', async () => {
    const { userName } = await somebody()
    const address = '203.0.113.79'
    await failed(address, 29)
    await signIn(userName, password, from(address))

    await wrong(nobody(), from(address))

    expect(await wrong(nobody(), from(address))).toBe('too_many_tries 1')
  })

  test.each(['127.0.0.1', '::1', ''])('that may be a proxy is never counted: “%s”', async (address) => {
    const counted = async () =>
      (
        await sql<{
          n: number
        }>`select coalesce(sum(failures), 0)::int as n from access.attempt where key like 'address:%'`.execute(
          database(),
        )
      ).rows[0]?.n
    const before = await counted()

    await wrong(nobody(), from(address))

    expect(await counted()).toBe(before)
  })
})

/** Somebody with a second step, and the codes of their app, each used once. */
async function withSecondStep() {
  const person = await somebody()
  const { secret } = await prepareSecondStep(person.actor)
  const app = new TOTP({ secret: Secret.fromBase32(secret) })
  const backup = await confirmSecondStep(person.actor, app.generate())
  return { ...person, backup }
}

describe('the second step', () => {
  test('is locked by five wrong codes, in however many sessions, also for a right one', async () => {
    const { userName, personId, backup } = await withSecondStep()
    const codes: string[] = []
    for (let one = 0; one < 5; one += 1) {
      const { token } = await signIn(userName, password, from())
      codes.push(await outcome(takeSecondStep(token, 'abcdef', from())))
    }

    const { token } = await signIn(userName, password, from())

    expect(codes).toEqual(Array(5).fill('code_is_wrong'))
    expect(await outcome(takeSecondStep(token, backup[0] ?? '', from()))).toBe('too_many_tries 15')
    expect(await eventsOf(personId)).toMatchObject({ code_failed: 1, locked: 1 })
  })

  test('wrong codes count for their address too', async () => {
    const address = '203.0.113.88'
    await failed(address, 29)
    const { userName } = await withSecondStep()
    const { token } = await signIn(userName, password, from())

    await outcome(takeSecondStep(token, 'abcdef', from(address)))

    expect(await wrong('ai.do.khac', from(address))).toBe('too_many_tries 1')
  })

  test('ends only with the password and a code, and five wrong ones lock that too', async () => {
    const { actor, backup } = await withSecondStep()

    expect(await outcome(endSecondStep(actor, 'sai bét cả rồi', backup[0] ?? ''))).toBe('password_is_wrong')
    expect(await outcome(endSecondStep(actor, password, '000000'))).toBe('code_is_wrong')
    expect((await accountOf(actor)).hasSecondStep).toBe(true)
    for (let one = 0; one < 4; one += 1) await outcome(endSecondStep(actor, password, '000000'))
    expect(await outcome(endSecondStep(actor, password, backup[0] ?? ''))).toBe('too_many_tries 15')
    await pass(16)
    await endSecondStep(actor, password, backup[0] ?? '')
    expect((await accountOf(actor)).hasSecondStep).toBe(false)
  })
})

describe('inside a session', () => {
  test('the old password cannot be guessed', async () => {
    const { actor, personId } = await somebody()
    const tries: string[] = []
    for (let one = 0; one < 5; one += 1)
      tries.push(await outcome(changePassword(actor, 'sai bét cả rồi', 'cái cày đi sau')))

    expect(tries).toEqual(Array(5).fill('password_is_wrong'))
    expect(await outcome(changePassword(actor, password, 'cái cày đi sau'))).toBe('too_many_tries 15')
    expect(await eventsOf(personId)).toMatchObject({ password_failed: 5, locked: 1 })
  })

  test('on a known device nobody is kept from signing by strangers who try their name', async () => {
    const { userName } = await somebody()
    const { token } = await signIn(userName, password, from())
    const session = await personOfSession(token)
    if (!session) throw new Error('There is no session.')
    await wrongTimes(5, () => userName, from)

    const signing = performSigned(session, 'report.sign', null, { password }, async () => {})

    // The proof was taken; this person may only sign nothing.
    expect(await outcome(signing)).toBe('not_found_or_not_allowed')
  })
})

test('a reset ends tokens and known devices, and lifts the lock of the name', async () => {
  const { actor, userName, personId } = await somebody()
  const token = await makeToken(actor, 'chương trình', 9)
  const { deviceToken } = await signIn(userName, password, from())
  await wrongTimes(5, () => userName, from)
  const link = await asSystem('test.reset', (tx) => resetLinkFor(tx, personId, null))

  await resetPassword(link, 'mật khẩu mới tinh')

  expect(await personOfToken(token)).toBeUndefined()
  expect(await outcome(signIn(userName, 'mật khẩu mới tinh', from()))).toBe('in')
  await wrongTimes(5, () => userName, from)
  expect(await outcome(signIn(userName, 'mật khẩu mới tinh', from(newAddress(), deviceToken)))).toBe(
    'too_many_tries 15',
  )
  expect(await eventsOf(personId)).toMatchObject({ token_made: 1, reset_link_made: 1, password_reset: 1 })
})

test('a change of the password leaves tokens alone unless it is asked to end them', async () => {
  const { actor } = await somebody()
  const token = await makeToken(actor, 'chương trình', 9)
  await changePassword(actor, password, 'cái cày đi sau')
  expect((await personOfToken(token))?.personId).toBe(actor.personId)

  await changePassword(actor, 'cái cày đi sau', 'con trâu nằm ngủ', { withTokens: true })

  expect(await personOfToken(token)).toBeUndefined()
})

test('a wrong name leaves the same rows as a wrong password, and neither an audit line', async () => {
  const { userName } = await somebody()
  const sum = async (counted: ReturnType<typeof sql<{ n: number }>>) =>
    (await counted.execute(database())).rows[0]?.n ?? 0
  const written = async (name: string) => {
    const events = sql<{ n: number }>`select coalesce(sum(times), 0)::int as n from access.security_event`
    const attempts = sql<{ n: number }>`select coalesce(sum(failures), 0)::int as n from access.attempt`
    const audit = sql<{ n: number }>`select count(*)::int as n from access.audit`
    const before = [await sum(events), await sum(attempts), await sum(audit)]
    await wrong(name)
    const after = [await sum(events), await sum(attempts), await sum(audit)]
    return after.map((one, index) => one - (before[index] ?? 0))
  }

  const [ofSomebody, ofNobody] = [await written(userName), await written('khong.ai.ca')]

  expect(ofSomebody).toEqual([1, 2, 0])
  expect(ofNobody).toEqual([1, 2, 0])
})

test('what is kept of signing in does not grow without end', async () => {
  const { userName, personId } = await somebody()
  for (let one = 0; one < 60; one += 1)
    await sql`insert into access.session (token_hash, person_id, expires_at, last_seen_at)
      values (sha256(${newId()}::bytea), ${personId}, now() + interval '1 hour', now() - make_interval(mins => ${one + 1}))`.execute(
      database(),
    )
  await signIn(userName, password, from())
  const living = async () => (await accountOf({ personId, name: '' })).sessions.length
  const openNow = await sql<{
    n: number
  }>`select count(*)::int as n from access.session where person_id = ${personId} and ended_at is null`.execute(
    database(),
  )
  for (let one = 0; one < 40; one += 1)
    await sql`insert into access.security_event (person_id, kind, address) values (${personId}, 'sign_in_failed', ${`a${one}`})`.execute(
      database(),
    )
  await wrong(userName)
  await wrong(userName)
  const places = await sql<{
    n: number
  }>`select count(*)::int as n from access.security_event where person_id = ${personId} and address like '10.%'`.execute(
    database(),
  )
  await sql`update access.session set ended_at = now() - interval '40 days', expires_at = now() - interval '39 days', created_at = now() - interval '60 days' where person_id = ${personId}`.execute(
    database(),
  )
  await sql`update access.security_event set last_at = now() - interval '400 days' where person_id = ${personId}`.execute(
    database(),
  )
  await sql`update access.attempt set since = now() - interval '2 days', locked_until = null`.execute(
    database(),
  )

  const gone = await tidySignIn()

  expect(openNow.rows[0]?.n).toBe(50)
  expect(places.rows[0]?.n).toBe(1)
  expect(gone).toMatchObject({ sessions: 61 })
  expect(gone.attempts).toBeGreaterThan(0)
  expect(gone.events).toBeGreaterThan(40)
  expect(await living()).toBe(0)
})
