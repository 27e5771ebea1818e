import { beforeAll, expect, test } from 'vitest'
import { addPerson, asSystem, hashPassword } from '#access'
import { readConfig } from '#platform/config'
import { useSecret } from '#platform/secret'
import { useDatabase } from '../../test/support/database.ts'
import { makeToken, resetLinkFor, resetOf } from '../1-ground/access/sign-in/account.ts'
import { personOfSession, personOfToken, signIn } from '../1-ground/access/sign-in/sign-in.ts'
import { setHash } from '../1-ground/access/sign-in/store.ts'
import { closeDemonstration, refuseOpenDemonstration, refuseToLoadInPublic } from './open-accounts.ts'
import { demonstrationPassword, inventPeople } from './people.ts'

useDatabase()

const people = inventPeople().slice(0, 3)
const [first, second, third] = people
if (!first || !second || !third) throw new Error('The demonstration has nobody.')
const real = readConfig({ DEMONSTRATION: 'false', PUBLIC_URL: 'https://lantoa.example.vn' })
const from = { address: '203.0.113.5', device: 'Máy thử', isKept: false }

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  const hash = await hashPassword(demonstrationPassword)
  await asSystem('test.people', async (tx) => {
    for (const { id, name, userName } of people) await addPerson(tx, { id, name, userName, hash })
  })
})

test.each([
  ['no demonstration any more', { DEMONSTRATION: 'false', PUBLIC_URL: 'http://localhost:8080' }],
  ['a public demonstration', { PUBLIC_URL: 'https://lantoa.example.vn' }],
  ['a public address without a name', { PUBLIC_URL: 'http://8.8.8.8' }],
  ['a public address of IPv6', { PUBLIC_URL: 'http://[2606:4700::1111]/' }],
])('a system does not start while the published password opens it: %s', async (_, settings) => {
  await expect(refuseOpenDemonstration(readConfig(settings))).rejects.toThrow(/close-demonstration/)
})

test.each([
  ['of its own', {}],
  ['on this machine', { PUBLIC_URL: 'http://localhost:8080' }],
  ['on this machine by number', { PUBLIC_URL: 'http://127.0.0.1:8080' }],
  ['in a classroom', { PUBLIC_URL: 'http://192.168.1.20:8080' }],
  ['in the own network', { PUBLIC_URL: 'http://lantoa.lan' }],
])('a demonstration starts where only the own house comes: %s', async (_, settings) => {
  await expect(refuseOpenDemonstration(readConfig(settings))).resolves.toBeUndefined()
})

test('the demonstration is not loaded into a public system at all', () => {
  expect(() => refuseToLoadInPublic(readConfig({ PUBLIC_URL: 'https://lantoa.example.vn' }))).toThrow(
    /DEMONSTRATION=false/,
  )
  expect(() => refuseToLoadInPublic(readConfig({}))).not.toThrow()
})

test('one command closes the accounts with all that leads in by them, and then the system starts', async () => {
  const { token } = await signIn(first.userName, demonstrationPassword, from)
  const key = await makeToken({ personId: second.id, name: second.name }, 'chương trình', 9)
  const link = await asSystem('test.link', (tx) => resetLinkFor(tx, third.id, first.id))
  await asSystem('test.password', async (tx) =>
    setHash(tx, third.id, await hashPassword('mật khẩu của riêng')),
  )

  const closed = await closeDemonstration()

  expect(closed).toBe(3)
  expect(await personOfSession(token)).toBeUndefined()
  expect(await personOfToken(key)).toBeUndefined()
  expect(await resetOf(link)).toBeUndefined()
  await expect(signIn(first.userName, demonstrationPassword, from)).rejects.toMatchObject({
    code: 'sign_in_is_wrong',
  })
  await expect(refuseOpenDemonstration(real)).resolves.toBeUndefined()
  expect(await closeDemonstration()).toBe(0)
})
