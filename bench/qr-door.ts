// Two hundred people at the door of one hall: each with a phone of its own, all behind one address, with codes that are
// stale and buttons that are pressed twice among them. First spread over two minutes: every phone has to count at once, and
// no more than once. Then all within five seconds, as one machine could do it: every phone has to be kept, and to wait until
// somebody has looked. Measured is how long a scan (the page) and a check-in (the button) take.
// Needs a build (`npm start` once). Loopback only; about three minutes, of which two are people coming in. `QUICK=1` lets 70
// people come in 42 seconds instead.
import { type Beside, printFigure } from './print-figure.ts'
import { percentile, startSystem, wait } from './running-system.ts'

const people = process.env.QUICK ? 70 : 200
const spreadSeconds = process.env.QUICK ? 42 : 120
const burstSeconds = 5
const port = 29_874
const system = startSystem(port)
const { address } = system

const found = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? ''
/** A number from 0 up to 1 that falls the same way every time. */
function chance(seed: number): number {
  let mixed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296
}

type Officer = {
  get: (path: string) => Promise<string>
  post: (path: string, fields: Record<string, string>) => Promise<Response>
}

async function signIn(): Promise<Officer> {
  const answer = await fetch(`${address}/dang-nhap`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: address },
    body: new URLSearchParams({ login: 'duyet.rachkien', password: 'LanToa-demo-2026' }),
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return {
    get: async (path) => (await fetch(address + path, { headers: { cookie } })).text(),
    post: (path, fields) =>
      fetch(address + path, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: address, cookie },
        body: new URLSearchParams(fields),
      }),
  }
}

/** Plans a session that lasts all day, and opens its door. */
async function openDoor(officer: Officer, title: string) {
  const unitId = found(
    await officer.get('/hoc-tap/moi'),
    /<option value="([0-9a-f-]{36})"[^>]*>Xã Rạch Kiến</,
  )
  const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
  const planned = await officer.post('/hoc-tap/moi', {
    unitId,
    title,
    occasion: 'conference',
    day,
    startsAt: '00:00',
    endsAt: '23:59',
    form: 'in_person',
  })
  const at = (planned.headers.get('location') ?? '').replace(/\/moi.*/, '')
  await officer.post(`${at}/cua`, { asks: 'member', most: '' })
  const codeNow = async () =>
    found(await officer.get(`${at}/man-hinh/ma`), /<strong>([0-9A-Z ]+)<\/strong>/).replaceAll(' ', '')
  return { at, codeNow }
}

type Times = { scans: number[]; checkIns: number[]; stale: number; refusedWrongly: number }

/** One person with a phone: some scan a photo first, some press twice, some scan again. */
async function onePerson(number: number, code: () => string, times: Times): Promise<void> {
  let cookie = ''
  const send = async (path: string, body?: URLSearchParams) => {
    const answer = await fetch(address + path, {
      redirect: 'manual',
      headers: { origin: address, cookie },
      ...(body ? { method: 'POST', body } : {}),
    })
    cookie =
      answer.headers
        .getSetCookie()
        .find((one) => one.startsWith('may='))
        ?.split(';')[0] ?? cookie
    return answer
  }
  const scan = async (text: string) => {
    const begun = performance.now()
    const answer = await send(`/diem-danh/${text.slice(0, 8)}?m=${text.slice(8)}`)
    const page = await answer.text()
    times.scans.push(performance.now() - begun)
    return { status: answer.status, page }
  }
  const word = code().slice(0, 8)
  if (chance(number * 7 + 1) < 0.3) {
    const { status } = await scan(`${word}0000ABCD`)
    if (status === 422) times.stale += 1
    else times.refusedWrongly += 1
  }
  const { page } = await scan(code())
  const pass = found(page, /name="pass" value="([^"]+)"/)
  const press = async () => {
    const begun = performance.now()
    const answer = await send(
      `/diem-danh/${word}`,
      new URLSearchParams({ pass, member: number % 3 ? 'yes' : 'no' }),
    )
    times.checkIns.push(performance.now() - begun)
    if (answer.status !== 303) times.refusedWrongly += 1
  }
  const presses = chance(number * 7 + 2) < 0.4 ? [press(), press()] : [press()]
  await Promise.all(presses)
  if (chance(number * 7 + 3) < 0.2) await scan(code())
}

async function measure(officer: Officer, name: string, seconds: number, isCrowd: boolean): Promise<void> {
  const { at, codeNow } = await openDoor(officer, `Đo cửa điểm danh: ${name}`)
  let shown = await codeNow()
  const screen = setInterval(async () => {
    shown = await codeNow()
  }, 2000)
  const times: Times = { scans: [], checkIns: [], stale: 0, refusedWrongly: 0 }
  const begunAt = performance.now()
  const all: Promise<void>[] = []
  for (let number = 0; number < people; number += 1) {
    await wait(Math.max(0, begunAt + (number * seconds * 1000) / people - performance.now()))
    all.push(onePerson(number, () => shown, times))
  }
  await Promise.all(all)
  clearInterval(screen)
  const now = await officer.get(`${at}/man-hinh/ma`)
  const counted = Number(found(now, /(\d+) người đã điểm danh/))
  const waiting = Number(found(now, /(\d+) lượt điểm danh chờ/))
  const say = (metric: string, ours: number, beside: Beside) =>
    printFigure('qr-door', `${name}: ${metric}`, ours, beside)
  say(isCrowd ? 'check-ins that wait for a look' : 'people counted', isCrowd ? waiting : counted, {
    peer: people,
    peerName: 'phones that pressed',
  })
  say('scan p95 ms', percentile(times.scans, 0.95), { goal: 200 })
  say('check-in p50 ms', percentile(times.checkIns, 0.5), { goal: 200 })
  say('check-in p95 ms', percentile(times.checkIns, 0.95), { goal: 200 })
  say('presses in all', times.checkIns.length, { peer: people, peerName: 'people' })
  say('stale codes refused', times.stale, {
    peer: times.stale + times.refusedWrongly,
    peerName: 'stale codes, and refusals that were wrong',
  })
  const isRight = isCrowd ? waiting === people && counted === 0 : counted === people && waiting === 0
  if (!isRight || times.refusedWrongly > 0)
    throw new Error(
      `${counted} counted, ${waiting} waiting of ${people}, ${times.refusedWrongly} refused wrongly.`,
    )
}

try {
  await system.untilUp()
  const officer = await signIn()
  await measure(officer, `${people} people in ${spreadSeconds} s`, spreadSeconds, false)
  await measure(officer, `${people} people in ${burstSeconds} s`, burstSeconds, true)
} finally {
  await system.stop()
}
