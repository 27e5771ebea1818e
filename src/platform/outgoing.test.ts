import dns from 'node:dns'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, isIP } from 'node:net'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { allowInside, hostToSendTo, isInside, postOut, RefusedAddress } from './outgoing.ts'

let server: Server
let port = 0
let calls = 0
beforeAll(async () => {
  server = createServer((request, response) => {
    calls += 1
    if (request.url === '/on') return void response.writeHead(302, { location: '/there' }).end()
    if (request.url === '/much') return void response.writeHead(200).end('x'.repeat(10_000_000))
    if (request.url === '/never') return
    response.writeHead(200).end('well')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
  return () => server.closeAllConnections()
})
afterEach(() => {
  allowInside(false)
  vi.restoreAllMocks()
})

/** What the name service says of every name. */
const nameStandsFor = (addresses: string[]) =>
  vi.spyOn(dns, 'lookup').mockImplementation(((_host: string, _options: unknown, answer: Answer) =>
    answer(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    )) as unknown as typeof dns.lookup)
type Answer = (fault: null, addresses: { address: string; family: number }[]) => void

describe('an address of the own network', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.100.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    'fe80::1',
    'fd00::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'no address',
  ])('%s is inside', (address) => expect(isInside(address)).toBe(true))

  test.each(['1.1.1.1', '203.113.131.1', '2606:4700::1111', '172.32.0.1'])('%s is outside', (address) =>
    expect(isInside(address)).toBe(false),
  )
})

describe('where we send to', () => {
  test.each([
    'http://example.vn/hook',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://localhost/',
    'https://db/',
    'https://x.internal/',
    'https://user:word@example.vn/',
    'ftp://example.vn/',
    'nothing',
  ])('never %s', (address) => expect(hostToSendTo(address)).toBeUndefined())

  test('a service of the world, and the own network where it is opened', () => {
    expect(hostToSendTo('https://example.vn/hook?a=1')).toBe('example.vn')
    allowInside(true)
    expect(hostToSendTo('http://10.0.0.5:8080/hook')).toBe('10.0.0.5')
  })
})

test('an address of this machine is refused before anything is sent', async () => {
  calls = 0

  await expect(postOut(`https://127.0.0.1:${port}/`, '{}', {})).rejects.toBeInstanceOf(RefusedAddress)
  expect(calls).toBe(0)
})

test.each([
  ['this machine', ['127.0.0.1']],
  ['this machine by IPv6', ['::1']],
  ['the own network', ['10.0.0.5']],
  ['outside and inside at once', ['8.8.8.8', '192.168.1.1']],
  ['nowhere', []],
])('a name that resolves to %s is refused by that, and nothing is sent', async (_, addresses) => {
  calls = 0
  nameStandsFor(addresses)

  const refusal = await postOut(`https://hook.example.vn:${port}/`, '{}', {}).catch((fault: unknown) => fault)

  expect(refusal).toBeInstanceOf(RefusedAddress)
  expect((refusal as RefusedAddress).host).toBe('hook.example.vn')
  expect(calls).toBe(0)
})

test('the same name is reached where the own network is opened: nothing else was in the way', async () => {
  calls = 0
  nameStandsFor(['127.0.0.1'])
  allowInside(true)

  expect(await postOut(`http://hook.example.vn:${port}/`, '{}', {})).toEqual({ status: 200, text: 'well' })
  expect(calls).toBe(1)
})

test('a redirect is an answer and is not followed, a long answer is cut, a silent one is given up', async () => {
  allowInside(true)
  calls = 0
  const base = `http://127.0.0.1:${port}`

  expect(await postOut(`${base}/on`, '{}', {})).toEqual({ status: 302, text: '' })
  expect((await postOut(`${base}/much`, '{}', {})).text).toHaveLength(2_000)
  await expect(postOut(`${base}/never`, '{}', {}, 300)).rejects.toThrow()
  expect(await postOut(base, '{}', {})).toEqual({ status: 200, text: 'well' })
  expect(calls).toBe(4)
})
