import { beforeAll, expect, test } from 'vitest'
import { asSystem } from '#access'
import { readConfig } from '#platform/config'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { trusting } from '#platform/visitor'
import { addPerson, makeToken } from '../../src/1-ground/access/sign-in/account.ts'
import { web } from '../../src/web.ts'
import { useDatabase } from '../support/database.ts'

useDatabase()
beforeAll(() => useSecret('x'.repeat(40), ''))

const origin = 'https://lantoa.example.vn'
const app = web({
  site: { name: 'Thử', origin },
  isTrusted: trusting(['10.9.8.7']),
  log: (fault) => {
    throw fault
  },
})

/** A request as the proxy passes it on: by http, from the proxy's address, with the visitor's in a header. */
const passOn = (path: string, init: RequestInit, visitor = '198.51.100.1') =>
  app.request(
    `http://127.0.0.1:8080${path}`,
    { ...init, headers: { 'x-forwarded-for': visitor, ...(init.headers as Record<string, string>) } },
    { incoming: { socket: { remoteAddress: '10.9.8.7' } } },
  )
const form = (headers: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers,
  body: new URLSearchParams({ login: 'khong.ai.ca', password: 'sai bét cả rồi' }),
})

test('a phone that sends no Sec-Fetch-Site signs in through a proxy with https', async () => {
  const answer = await passOn('/dang-nhap', form({ origin }))

  expect(answer.status).toBe(422)
})

test.each([
  ['a stranger', { origin: 'https://evil.example' }],
  ['a stranger who knows the inner address', { origin: 'http://127.0.0.1:8080' }],
  ['nobody', {}],
  ['a page without an origin', { origin: 'null' }],
  [
    'a program with a token, at a page that knows people by their cookie',
    { authorization: 'Bearer lantoa_x' },
  ],
])('no form is taken from %s', async (_, headers) => {
  const answer = await passOn('/dang-nhap', form(headers))

  expect(answer.status).toBe(403)
})

test('a program with a token sends forms to the API, and its cookie is not asked', async () => {
  const personId = await asSystem('test.person', (tx) =>
    addPerson(tx, { name: 'Người Thử', userName: `p${newId().slice(-12)}` }),
  )
  const token = await makeToken({ personId, name: 'Người Thử' }, 'chương trình', 9)

  const [known, unknown] = [
    await passOn('/api/v1/targets', form({ authorization: `Bearer ${token}` })),
    await passOn('/api/v1/targets', form({ authorization: 'Bearer lantoa_x', cookie: '__Host-lantoa=x' })),
  ]

  expect([401, 403]).not.toContain(known.status)
  expect(unknown.status).toBe(401)
})

test('nothing that is kept for all says how a request called us', async () => {
  const forged = { headers: { host: 'evil.example' } }
  const unsettled = web({ site: { name: 'Thử' }, log: () => {} })

  const texts = await Promise.all(
    ['/robots.txt', '/sitemap.xml'].map(async (path) => (await passOn(path, forged)).text()),
  )
  const loose = await Promise.all(
    ['/robots.txt', '/sitemap.xml'].map((path) => unsettled.request(`http://evil.example${path}`)),
  )

  expect(texts[0]).toContain(`Sitemap: ${origin}/sitemap.xml`)
  expect(texts[1]).toContain(`<loc>${origin}/`)
  expect(loose.map(({ status }) => status)).toEqual([200, 404])
  expect(await loose[0]?.text()).not.toContain('evil')
})

test('outside the demonstration the public address has to be said, and a proxy has to be an address', () => {
  const real = { DEMONSTRATION: 'false' }

  for (const reachable of [
    { TRUSTED_PROXY: '127.0.0.1' },
    { HOST: '0.0.0.0' },
    { HOST: '10.0.0.5' },
    { PORT: '0' },
  ])
    expect(() => readConfig({ ...real, ...reachable })).toThrow('PUBLIC_URL')
  // Nobody but this machine reaches it: the address is known.
  expect(readConfig({ ...real, PORT: '8081' }).PUBLIC_URL).toBe('http://localhost:8081')
  expect(readConfig({ ...real, HOST: '::1' }).PUBLIC_URL).toBe('http://[::1]:8080')
  expect(readConfig({}).PUBLIC_URL).toBeUndefined()
  expect(() => readConfig({ TRUSTED_PROXY: '127.0.0.1, nginx' })).toThrow('TRUSTED_PROXY')
  expect(readConfig({ TRUSTED_PROXY: '127.0.0.1, 10.0.0.0/8' }).TRUSTED_PROXY).toEqual([
    '127.0.0.1',
    '10.0.0.0/8',
  ])
})

test('the visitor, not the proxy, is whom limits count', async () => {
  const guess = (visitor: string) => passOn('/xn/ABCDEFGH', {}, visitor)
  const statuses = async (visitor: string, times: number) => {
    const seen = []
    for (let one = 0; one < times; one += 1) seen.push((await guess(visitor)).status)
    return seen
  }

  const often = await statuses('198.51.100.9', 40)

  expect(often).toContain(429)
  expect(await statuses('198.51.100.10', 1)).toEqual([404])
})
