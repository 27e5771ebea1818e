// 500 records and 200 photos are queued on a phone without a network (the phone's own code, in Chromium); then the line
// comes back, slow, and is cut every few seconds at whatever byte it is. Do all arrive once, how long does it take, and
// how much is sent again? Bytes are counted on the line itself: bodies of requests, against what had to be sent once.
// Needs a build (`npm start` once) and Chromium. Loopback only; some minutes. RECORDS and PHOTOS make it smaller.
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { cuttingLine } from '../test/support/cutting-line.ts'
import type { OfflineQueue } from './offline-queue-fill.ts'
import { startSystem, wait } from './running-system.ts'

const records = Number(process.env.RECORDS ?? 500)
const photos = Number(process.env.PHOTOS ?? 200)
const bytesPerSecond = Number(process.env.BYTES_PER_SECOND ?? 1_000_000)
const betweenCuts = () => 2500 + Math.random() * 3000
const port = 29_874
const system = startSystem(port)

/** The phone's own code, without its screens, as one script. */
async function phoneCode(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      rolldownOptions: {
        input: join(import.meta.dirname, 'offline-queue-fill.ts'),
        output: { format: 'iife' },
      },
    },
  })
  const [one] = [built].flat()
  if (!one || !('output' in one)) throw new Error('The phone’s code was not built.')
  return one.output[0].code
}

/** Counts the bodies of requests that go up, request by request, as an HTTP/1.1 server would read them. */
function bodyCounter() {
  const counted = { PATCH: 0, PUT: 0, requests: 0 }
  const states = new WeakMap<object, { head: string; method: string; left: number }>()
  return {
    counted,
    watch(connection: object, chunk: Buffer): void {
      const state = states.get(connection) ?? { head: '', method: '', left: 0 }
      states.set(connection, state)
      let at = 0
      while (at < chunk.length) {
        if (state.left > 0) {
          const taken = Math.min(state.left, chunk.length - at)
          if (state.method === 'PATCH' || state.method === 'PUT') counted[state.method] += taken
          state.left -= taken
          at += taken
          continue
        }
        state.head += chunk.subarray(at, at + 1).toString('latin1')
        at += 1
        if (!state.head.endsWith('\r\n\r\n')) continue
        state.method = state.head.split(' ')[0] ?? ''
        state.left = Number(/\r\ncontent-length: (\d+)/i.exec(state.head)?.[1] ?? 0)
        state.head = ''
        counted.requests += 1
      }
    },
  }
}

const standing = (page: Page) =>
  page.evaluate(() => (window as unknown as { offlineQueue: OfflineQueue }).offlineQueue.standing())

/** How many records of this run the server has, each id once, and how many photos hang on them. */
async function onServer(page: Page, ids: readonly string[]): Promise<{ records: number; photos: number }> {
  const found = new Set<string>()
  let attached = 0
  for (const id of ids) {
    const answer = await page.request.get(`/hoat-dong/${id}`)
    if (!answer.ok() || !answer.url().endsWith(id)) continue
    found.add(id)
    attached += ((await answer.text()).match(/<img[^>]+src="\/minh-chung\//g) ?? []).length
  }
  return { records: found.size, photos: attached }
}

/** How many records with these words there are, whatever their id: more than were queued would be doubles. */
async function countOf(page: Page, words: string): Promise<number> {
  let [count, after] = [0, '']
  do {
    const answer = await page.request.get(
      `/api/v1/activities?limit=200${after === '' ? '' : `&after=${after}`}`,
    )
    const { rows, next } = (await answer.json()) as { rows: { summary: string }[]; next?: string }
    const here = rows.filter((row) => row.summary.startsWith(words)).length
    count += here
    after = here > 0 ? (next ?? '') : ''
  } while (after !== '')
  return count
}

const say = (metric: string, ours: number, more: object = {}) =>
  console.log(
    JSON.stringify({
      bench: 'offline-queue',
      metric,
      ours,
      peer: null,
      peerName: null,
      ratio: null,
      ...more,
    }),
  )

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
})
try {
  const code = await phoneCode()
  await system.untilUp()
  const counter = bodyCounter()
  let isCutting = false
  const line = await cuttingLine(`http://127.0.0.1:${port}`, {
    bytesPerSecond,
    everyMilliseconds: () => (isCutting ? betweenCuts() : 200),
    downMilliseconds: 0,
    watch: (connection, chunk) => {
      if (isCutting) counter.watch(connection, chunk)
    },
    isCutting: () => isCutting,
  })
  // The pages of the app allow no script but their own; the bench brings one along.
  const context = await browser.newContext({ baseURL: line.address, bypassCSP: true })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  await page.goto('/dang-nhap?tiep=/ghi/')
  await page.fill('[name=login]', 'ghi.rachkien')
  await page.fill('[name=password]', 'LanToa-demo-2026')
  await page.click('button[type=submit]')
  await page.locator('.row').first().waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.addScriptTag({ content: code })

  await context.setOffline(true)
  const words = `Hàng đợi ${Date.now()}`
  const fillingFrom = performance.now()
  const { photoBytes } = await page.evaluate(
    ([many, pictures, summary]) =>
      (window as unknown as { offlineQueue: OfflineQueue }).offlineQueue.fill(many, pictures, summary),
    [records, photos, words] as const,
  )
  const filling = (performance.now() - fillingFrom) / 1000
  isCutting = true
  const begunAt = performance.now()
  await context.setOffline(false)
  await page.evaluate(() => window.dispatchEvent(new Event('online')))

  let now = await standing(page)
  while (now.received < records || now.photoIds.length < photos) {
    if (performance.now() - begunAt > 40 * 60_000) break
    await wait(500)
    now = await standing(page)
  }
  const seconds = (performance.now() - begunAt) / 1000
  isCutting = false
  const { cuts } = line
  const server = await onServer(page, now.recordIds)
  const resent = counter.counted.PATCH - photoBytes

  say('records received', now.received, { queued: records })
  say('photos received', now.photoIds.length, { queued: photos })
  say('records on the server, by id', server.records, { queued: records })
  say('records on the server, by words', await countOf(page, words), { queued: records })
  say('photos attached on the server', server.photos, { queued: photos })
  say('different photos kept', new Set(now.photoIds).size, { queued: photos })
  say('pictures still on the phone', now.kept)
  say('seconds to queue offline', Number(filling.toFixed(1)))
  say('seconds until all had arrived', Number(seconds.toFixed(1)), { bytesPerSecond, cuts: cuts() })
  say('photo bytes', photoBytes)
  say('photo bytes sent again, percent', Number(((resent / photoBytes) * 100).toFixed(2)), {
    resent,
    recordBytes: counter.counted.PUT,
    requests: counter.counted.requests,
  })
  await line.stop()
} finally {
  await browser.close()
  await system.stop()
}
