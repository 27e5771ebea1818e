import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
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
afterEach(() => allowInside(false))

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

test('a name that resolves to this machine is refused before anything is sent', async () => {
  calls = 0

  await expect(postOut(`https://127.0.0.1:${port}/`, '{}', {})).rejects.toBeInstanceOf(RefusedAddress)
  // `localtest.me` and the like point here; the machine's own name does without a network.
  const { hostname } = await import('node:os')
  await expect(postOut(`https://${hostname()}.localdomain:${port}/`, '{}', {})).rejects.toThrow()

  expect(calls).toBe(0)
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
