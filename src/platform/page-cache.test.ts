import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { pageCache } from './page-cache.ts'

/** A cache over a database whose state and clock the test holds. */
function aCache(maximumBytes?: number) {
  const world = { state: 'one', now: 0, asked: 0, rendered: 0, text: 'heo đất' }
  const cache = pageCache({
    now: () => world.now,
    stateOf: async () => {
      world.asked += 1
      return world.state
    },
    ...(maximumBytes ? { maximumBytes } : {}),
  })
  const page = async (headers: Record<string, string> = { 'cache-control': 'public, no-cache' }) => {
    world.rendered += 1
    return new Response(world.text, { headers: { 'content-type': 'text/html', ...headers } })
  }
  return { world, cache, page }
}

test('a page is rendered once and served from memory while nothing changes', async () => {
  const { world, cache, page } = aCache()
  await (await cache.answer('/', page)).text()

  for (let moment = 0; moment < 10; moment += 1)
    expect(cache.find('/', '', undefined)?.body.toString()).toBe('heo đất')

  expect(world).toMatchObject({ rendered: 1, asked: 1 })
})

test('what has changed is seen within a second: no page is served on an old answer', async () => {
  const { world, cache, page } = aCache()
  await cache.answer('/', page)
  Object.assign(world, { state: 'two', text: 'đờn ca', now: 501 })

  expect(cache.find('/', '', undefined)).toBeUndefined()
  expect(await (await cache.answer('/', page)).text()).toBe('đờn ca')
})

test('a photo that was withdrawn is gone as soon as anybody has asked what the database knows, however young the page is', async () => {
  const { world, cache, page } = aCache()
  await cache.answer('/mo-hinh', page)
  Object.assign(world, { state: 'withdrawn', now: 1 })

  await cache.answer('/another', page)

  expect(world.now).toBeLessThan(250)
  expect(cache.find('/mo-hinh', '', undefined)).toBeUndefined()
  Object.assign(world, { text: 'không còn ảnh' })
  expect(await (await cache.answer('/mo-hinh', page)).text()).toBe('không còn ảnh')
})

test('a page rendered while something was committed is not taken for the newer state', async () => {
  const { world, cache, page } = aCache()
  await cache.answer('/', async () => {
    world.state = 'two'
    return page()
  })
  world.now = 501

  await cache.answer('/', page)

  expect(world.rendered).toBe(2)
})

test('who asks after a change does not share a rendering that began before it', async () => {
  const { world, cache, page } = aCache()
  let goOn: (response: Response) => void = () => {}
  const slow = cache.answer('/', () => new Promise<Response>((done) => (goOn = done)))
  await new Promise((done) => setTimeout(done, 5))
  const before = await page()
  Object.assign(world, { state: 'withdrawn', text: 'không còn ảnh', now: 1000 })

  const later = await cache.answer('/', page)
  goOn(before)
  await slow

  expect(await later.text()).toBe('không còn ảnh')
  expect(await (await cache.answer('/', page)).text()).toBe('không còn ảnh')
})

test('of many who ask at once one renders', async () => {
  const { world, cache, page } = aCache()

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => cache.answer('/', page).then((answer) => answer.text())),
  )

  expect(new Set(answers)).toEqual(new Set(['heo đất']))
  expect(world.rendered).toBe(1)
})

test('each gets the encoding that it takes, and a browser that has the page hears so', async () => {
  const { cache, page } = aCache()
  await cache.answer('/', page)

  const [plain, br, gzip] = [
    cache.find('/', '', undefined),
    cache.find('/', 'gzip, br', undefined),
    cache.find('/', 'gzip', undefined),
  ]
  expect(brotliDecompressSync(br?.body ?? Buffer.alloc(0)).toString()).toBe('heo đất')
  expect(gunzipSync(gzip?.body ?? Buffer.alloc(0)).toString()).toBe('heo đất')
  expect(br?.headers).toContain('content-encoding')
  const etag = plain?.headers[plain.headers.indexOf('etag') + 1]
  expect(cache.find('/', '', etag)?.status).toBe(304)
})

test.each([
  ['what is private', { 'cache-control': 'private, no-store' }],
  ['what says nothing', {} as Record<string, string>],
  ['what sets a cookie', { 'cache-control': 'public', 'set-cookie': 'a=b' }],
])('%s is not kept', async (_, headers) => {
  const { cache, page } = aCache()

  await cache.answer('/', () => page({ 'cache-control': '', ...headers }))

  expect(cache.size().pages).toBe(0)
})

test('memory is bounded: the page unused for longest goes first, and a long address is not kept', async () => {
  const { world, cache, page } = aCache(20_000)
  world.text = 'x'.repeat(1000)
  for (let index = 0; index < 100; index += 1) await cache.answer(`/${index}`, page)
  await cache.answer(`/${'y'.repeat(400)}`, page)

  expect(cache.size().bytes).toBeLessThanOrEqual(20_000)
  expect(cache.find('/0', '', undefined)).toBeUndefined()
  expect(cache.find('/99', '', undefined)).toBeDefined()
})
