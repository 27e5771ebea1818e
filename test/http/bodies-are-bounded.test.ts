import { connect } from 'node:net'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodiesOfKnown, boundBodies, takesFiles } from '#platform/bodies'
import { Problem, statusOf } from '#platform/problem'
import { type Serving, serve } from '#platform/server'
import { readForm } from '#platform/submit'
import type { Env } from '#platform/web'

const kilobyte = 1024
const megabyte = 1024 * kilobyte

const app = new Hono<Env>()
  .use(boundBodies)
  .post('/stranger', async (c) => c.json(Object.keys((await readForm(c.req.raw)).typed).length))
  .post('/json', async (c) => c.json((await c.req.json()) !== null))
  .post('/check', takesFiles(4 * megabyte), async (c) =>
    c.json((await readForm(c.req.raw)).files.file?.[0]?.size ?? 0),
  )
  .use(bodiesOfKnown)
  .post('/known-json', async (c) => c.json(Array.isArray(await c.req.json())))
  .post('/known', async (c) => c.json(Object.keys((await readForm(c.req.raw)).typed).length))
app.onError((fault, c) =>
  fault instanceof Problem ? c.text(fault.code, statusOf(fault)) : c.text(String(fault), 500),
)

let server: Serving
beforeAll(async () => {
  server = await serve({
    fetch: app.fetch,
    isShared: () => false,
    stateOf: async () => '',
    host: '127.0.0.1',
    port: 0,
    slow: { bytesPerSecond: 1000, patienceMs: 600 },
  })
})
afterAll(() => server.stop())

const send = async (path: string, body: BodyInit, headers: Record<string, string> = {}) => {
  const ask = () =>
    fetch(server.address + path, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
  // A line that was used before is closed behind a refusal, perhaps just now.
  const answer = await ask().catch(ask)
  return answer.text()
}
const fields = (bytes: number) => new URLSearchParams({ a: 'x'.repeat(bytes) })
const inParts = (bytes: number, count = 1, name = 'a.bin') => {
  const form = new FormData()
  for (let index = 0; index < count; index += 1) form.append('file', new File([new Uint8Array(bytes)], name))
  return form
}
const manyParts = (count: number) => {
  const form = new FormData()
  for (let index = 0; index < count; index += 1) form.append('a', 'x')
  return form
}
/** A body whose length nobody says. */
const chunked = (bytes: number) =>
  new ReadableStream({
    start(controller) {
      for (let sent = 0; sent < bytes; sent += 16 * kilobyte)
        controller.enqueue(new Uint8Array(16 * kilobyte).fill(97))
      controller.close()
    },
  })
const asForm = { 'content-type': 'application/x-www-form-urlencoded' }
const asJson = { 'content-type': 'application/json' }

test.each([
  ['what strangers send', '/stranger', () => fields(30 * kilobyte), '1'],
  ['texts of people who are known', '/known', () => fields(megabyte), '1'],
  ['a file where files are taken', '/check', () => inParts(3 * megabyte), String(3 * megabyte)],
  ['more from a stranger', '/stranger', () => fields(70 * kilobyte), 'body_is_too_large'],
  ['JSON from a stranger', '/json', () => '['.repeat(70 * kilobyte), 'body_is_too_large'],
  ['more from somebody known', '/known', () => fields(3 * megabyte), 'body_is_too_large'],
  ['more where files are taken', '/check', () => inParts(7 * megabyte), 'body_is_too_large'],
  ['a text where files are taken', '/check', () => fields(3 * megabyte), 'body_is_too_large'],
  ['a small file where none is taken', '/known', () => inParts(100), 'file_is_not_taken'],
  ['an empty field for a file', '/known', () => inParts(0, 1, ''), '1'],
  ['ten thousand parts', '/check', () => manyParts(10_001), 'form_has_too_many_parts'],
  ['ten thousand fields', '/known', () => 'a=&'.repeat(10_001), 'form_has_too_many_parts'],
])('%s', async (_, path, body, expected) => {
  const sent = body()
  const headers: Record<string, string> = typeof sent === 'string' && path !== '/json' ? asForm : {}

  expect(await send(path, sent, headers)).toBe(expected)
})

test('what does not say its length is counted', async () => {
  const [little, much] = [
    await send('/stranger', chunked(32 * kilobyte), asForm),
    await send('/stranger', chunked(200 * kilobyte), asForm),
  ]

  expect(little).toBe('1')
  expect(much).toBe('body_is_too_large')
})

/** Sends a form of 3,000 bytes in pieces; what came back, empty where the line was cut. */
function inPieces(size: number, pauseMs: number): Promise<string> {
  return new Promise((done) => {
    const socket = connect(server.port, '127.0.0.1')
    let answer = ''
    let sent = 0
    socket.on('data', (chunk) => {
      answer += chunk.toString()
      socket.end()
    })
    socket.on('error', () => {})
    socket.write(
      'POST /stranger HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 3000\r\n\r\n',
    )
    const timer = setInterval(() => {
      socket.write('a'.repeat(size))
      sent += size
      if (sent >= 3000) clearInterval(timer)
    }, pauseMs)
    socket.on('close', () => {
      clearInterval(timer)
      done(answer)
    })
  })
}

test('who only holds the line is cut off; who sends slowly, but sends, is not, however long it takes', async () => {
  const [holding, slow] = await Promise.all([inPieces(1, 100), inPieces(150, 100)])

  expect(holding).toBe('')
  expect(slow).toMatch(/^HTTP\/1\.1 200/)
})

test('A body of two million brackets is refused before it is parsed; long and flat ones are not', async () => {
  const nested = (depth: number) =>
    `${'['.repeat(depth)}"[[[\\"${'x'.repeat(70 * kilobyte)}"${']'.repeat(depth)}`

  const answers = [
    await send('/known-json', '['.repeat(1_900_000), asJson),
    await send('/known-json', nested(101), asJson),
    await send('/known-json', nested(100), asJson),
    await send('/known-json', JSON.stringify(Array.from({ length: 90_000 }, () => ({ a: [1] }))), asJson),
  ]

  expect(answers).toEqual(['json_is_nested_too_deep', 'json_is_nested_too_deep', 'true', 'true'])
})
