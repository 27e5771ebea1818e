import { type IncomingHttpHeaders, request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compressForOurselves } from './compression.ts'
import { type Serving, serve } from './server.ts'
import type { Env } from './web.ts'

const text = '<h1>Số liệu</h1>'.repeat(500)
const world = { state: 0, text }
let serving: Serving

beforeAll(async () => {
  const app = new Hono<Env>()
  app.get('/so-lieu', (c) => c.html(world.text, 200, { 'cache-control': 'public, no-cache' }))
  app.get('/mo-hinh', (c) =>
    c.html(`${text}${c.req.query('q')}`, 200, { 'cache-control': 'public, no-cache' }),
  )
  app.use(compressForOurselves)
  app.get('/viec-cua-toi', (c) => c.html(text, 200, { 'cache-control': 'private, no-store' }))
  serving = await serve({
    fetch: app.fetch,
    isShared: (path) => path !== '/viec-cua-toi',
    parameters: { chosen: [], searched: ['q'] },
    stateOf: async () => String(world.state),
    host: '127.0.0.1',
    port: 0,
  })
})
afterAll(() => serving.stop())

/** Asks as a program does that unpacks nothing by itself. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((done, failed) => {
    request({ host: '127.0.0.1', port: serving.port, path, headers, method }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        done({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      )
    })
      .once('error', failed)
      .end()
  })

/** Makes what is kept untrue, so that the next answer is rendered. */
const forget = () => {
  world.state += 1
}

test.each([
  ['rendered anew', forget],
  ['kept', () => {}],
])('a page that is %s comes in the encoding that is taken', async (_, before) => {
  await ask('/so-lieu')
  before()
  await new Promise((done) => setTimeout(done, 520))
  const gzip = await ask('/so-lieu', { 'accept-encoding': 'gzip' })
  before()
  await new Promise((done) => setTimeout(done, 520))
  const br = await ask('/so-lieu', { 'accept-encoding': 'gzip, deflate, br, zstd' })

  expect(gzip.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
  expect(Number(gzip.headers['content-length'])).toBe(gzip.body.length)
  expect(gunzipSync(gzip.body).toString()).toBe(text)
  expect(br.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' })
  expect(brotliDecompressSync(br.body).toString()).toBe(text)
})

test.each([
  ['identity', undefined],
  ['gzip;q=0', undefined],
  ['br;q=0, gzip', 'gzip'],
  ['gzip;q=0.5, br;q=0.2', 'gzip'],
  ['*', 'br'],
  ['compress, zstd', undefined],
])('for “%s” the encoding is %s', async (accepts, encoding) => {
  const answer = await ask('/so-lieu', { 'accept-encoding': accepts })

  expect(answer.headers['content-encoding']).toBe(encoding)
})

test('whoever has the page hears so without a body, also when it is rendered anew to the same text', async () => {
  const { etag = '' } = (await ask('/so-lieu')).headers
  const kept = await ask('/so-lieu', { 'if-none-match': etag })
  forget()
  await new Promise((done) => setTimeout(done, 520))
  const anew = await ask('/so-lieu', { 'if-none-match': `"other", ${etag.replace('W/', '')}` })

  for (const answer of [kept, anew]) {
    expect(answer.status).toBe(304)
    expect(answer.body).toHaveLength(0)
    expect(answer.headers).toMatchObject({
      etag,
      vary: 'accept-encoding',
      'cache-control': 'public, no-cache',
    })
  }
})

test('whoever has what was on the page before gets the page', async () => {
  const { etag = '' } = (await ask('/so-lieu')).headers
  Object.assign(world, { text: `${text}!`, state: world.state + 1 })
  await new Promise((done) => setTimeout(done, 520))

  const answer = await ask('/so-lieu', { 'if-none-match': etag })

  expect(answer.status).toBe(200)
  expect(answer.body.toString()).toBe(`${text}!`)
  Object.assign(world, { text, state: world.state + 1 })
})

test('HEAD says what GET would, without the page', async () => {
  forget()
  await new Promise((done) => setTimeout(done, 520))
  const [missed, kept] = [
    await ask('/so-lieu', { 'accept-encoding': 'gzip' }, 'HEAD'),
    await ask('/so-lieu', { 'accept-encoding': 'gzip' }, 'HEAD'),
  ]
  const got = await ask('/so-lieu', { 'accept-encoding': 'gzip' })

  for (const { status, headers, body } of [missed, kept]) {
    expect(status).toBe(200)
    expect(body).toHaveLength(0)
    for (const name of ['content-length', 'content-encoding', 'etag', 'vary', 'content-type'])
      expect(headers[name], name).toBe(got.headers[name])
  }
})

test('a search is compressed and not kept', async () => {
  const answer = await ask('/mo-hinh?q=heo', { 'accept-encoding': 'gzip, br' })

  expect(gunzipSync(answer.body).toString()).toBe(`${text}heo`)
})

test.each([
  ['our own page', { cookie: 'lantoa=x', 'sec-fetch-site': 'same-origin' }, 'gzip'],
  ['the person', { cookie: 'lantoa=x', 'sec-fetch-site': 'none' }, 'gzip'],
  ['a program without a cookie', {}, 'gzip'],
  ['a page of a stranger', { cookie: 'lantoa=x', 'sec-fetch-site': 'cross-site' }, undefined],
  ['another page of our domain', { cookie: 'lantoa=x', 'sec-fetch-site': 'same-site' }, undefined],
  ['a browser that does not say', { cookie: 'lantoa=x' }, undefined],
])('a working page that %s asks for: %o, %s', async (_, headers, encoding) => {
  const answer = await ask('/viec-cua-toi', { 'accept-encoding': 'gzip', ...headers })

  expect(answer.headers['content-encoding']).toBe(encoding)
  expect((encoding ? gunzipSync(answer.body) : answer.body).toString()).toBe(text)
})
