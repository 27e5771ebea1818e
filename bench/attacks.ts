// Whether one request can stop the house: each attack against the running system from a process of its own, while others ask for
// `/suc-khoe`, a public page and a working page. Prints one JSON line an attack: how long the others waited, in milliseconds.
// The goal: `/suc-khoe` within 500 ms throughout. Needs a build (`npm start` once). Loopback only; some minutes.
import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { documents, spreadsheets } from './evil-files.ts'
import { percentile, startSystem, wait } from './running-system.ts'

const port = 29_875
const address = `http://127.0.0.1:${port}`
const password = 'LanToa-demo-2026'
const goal = 500
const longest = 25_000

const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(address + path, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { origin: address, ...headers },
  } as RequestInit)
    .then(async (answer) => ({
      status: answer.status,
      cookie: answer.headers.getSetCookie()[0],
      text: await answer.text(),
    }))
    .catch((fault) => ({ status: 0, cookie: undefined, text: String(fault) }))

/** People of the demonstration in whose name files are sent. They sign in before any attack, since one of them is on signing in. */
const people = ['quantri', 'duyet.rachkien', 'ghi.rachkien']
const cookies: Record<string, string> = JSON.parse(process.env.COOKIES ?? '{}')
const cookieOf = (login: string): string => cookies[login] ?? ''

async function signedIn(login: string): Promise<string> {
  const { cookie } = await post('/dang-nhap', new URLSearchParams({ login, password }))
  return cookie?.split(';')[0] ?? ''
}

/** Sends a file to a page that reads it, in the name of somebody who may. */
const sendFile = (login: string, path: string, name: string, bytes: Buffer) => async () => {
  const headers = { cookie: cookieOf(login) }
  const form = new FormData()
  form.append('file', new File([new Uint8Array(bytes)], name))
  const { status } = await post(path, form, headers)
  return [status]
}

const times = <T>(count: number, one: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => one(index)))
/** Two thousand, a hundred at a time: as many as one machine keeps up. */
async function inRounds(one: (index: number) => Promise<number>): Promise<number[]> {
  const answered: number[] = []
  for (let round = 0; round < 20; round += 1)
    answered.push(...(await times(100, (index) => one(round * 100 + index).catch(() => 0))))
  return answered
}
const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status

/** Bodies that come a byte a second, as many as there are connections for. */
async function slowBodies(): Promise<number[]> {
  const begun = performance.now()
  const cut = await times(
    300,
    () =>
      new Promise<boolean>((done) => {
        const socket = connect(port, '127.0.0.1')
        const timer = setInterval(() => socket.write('a'), 1000)
        socket.on('error', () => {})
        socket.on('close', () => {
          clearInterval(timer)
          done(performance.now() - begun < longest)
        })
        socket.write(
          'POST /dang-nhap HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 60000\r\n\r\n',
        )
        setTimeout(() => socket.destroy(), longest)
      }),
  )
  return [cut.filter(Boolean).length]
}

/** 64 MB that look like a form. */
const large = (path: string) =>
  post(path, Buffer.alloc(64 * 1_048_576, 'x'), { 'content-type': 'application/x-www-form-urlencoded' })
const manyParts = () => {
  const form = new FormData()
  for (let index = 0; index < 20_000; index += 1) form.append(`f${index}`, 'x')
  return form
}

const attacks: Record<string, () => Promise<number[]>> = {
  nothing: () => wait(5000).then(() => []),
  '64 MB to sign in': () => times(4, () => statusOf(large('/dang-nhap'))),
  '64 MB to a confirmation': () => times(4, () => statusOf(large('/xn/ABCD2345'))),
  '64 MB to a check page': () => times(4, () => statusOf(large('/kiem-chung/ABCD2345'))),
  'slow bodies': slowBodies,
  'many parts': () => times(4, () => statusOf(post('/kiem-chung/ABCD2345', manyParts()))),
  'deep JSON': async () => {
    const headers = { cookie: cookieOf('ghi.rachkien'), 'content-type': 'application/json' }
    return times(8, () => statusOf(post('/api/v1/uploads/received', '['.repeat(1_900_000), headers)))
  },
  '50 wrong passwords at once': () =>
    times(50, (index) =>
      statusOf(post('/dang-nhap', new URLSearchParams({ login: `nobody${index}`, password: 'wrong' }))),
    ),
  'addresses that miss the cache': () =>
    inRounds((index) =>
      fetch(`${address}/so-lieu?x=${index}`).then(
        ({ status, body }) => body?.cancel().then(() => status) ?? status,
      ),
    ),
  searches: () =>
    inRounds((index) =>
      fetch(`${address}/mo-hinh?q=${index}`).then(
        ({ status, body }) => body?.cancel().then(() => status) ?? status,
      ),
    ),
  ...Object.fromEntries(
    Object.entries(spreadsheets).map(([name, make]) => [
      `.xlsx: ${name}`,
      () => sendFile('quantri', '/quan-ly/don-vi/nhap', name.includes('.csv') ? 'a.csv' : 'a.xlsx', make())(),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(documents).map(([name, make]) => [
      `.docx: ${name}`,
      () => sendFile('duyet.rachkien', '/bao-cao/xa-rach-kien/2026/kiem-tra', 'a.docx', make())(),
    ]),
  ),
}

/** Another process carries an attack out: what it does itself is not to delay what is measured. */
function carriedOut(name: string): Promise<number[]> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [import.meta.filename, name], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, COOKIES: JSON.stringify(cookies) },
    })
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    child.once('exit', () => done(said === '' ? [] : JSON.parse(said)))
    setTimeout(() => child.kill(), longest + 15_000).unref()
  })
}

const named = process.argv[2]
if (named !== undefined && attacks[named] && process.env.COOKIES) {
  console.log(JSON.stringify([...new Set(await attacks[named]())]))
  process.exit(0)
}

const system = startSystem(port)
try {
  await system.untilUp()
  for (const login of people) cookies[login] = await signedIn(login)
  const cookie = cookieOf('ghi.rachkien')
  const asked = { health: '/suc-khoe', public: '/so-lieu', working: '/viec-cua-toi' }
  for (const name of Object.keys(attacks).filter((one) => named === undefined || one.includes(named))) {
    const waits: Record<string, number[]> = { health: [], public: [], working: [] }
    let isOver = false
    const others = Object.entries(asked).map(async ([who, path]) => {
      while (!isOver) {
        const begun = performance.now()
        await fetch(address + path, { headers: { cookie }, signal: AbortSignal.timeout(60_000) })
          .then((answer) => answer.arrayBuffer())
          .catch(() => {})
        waits[who]?.push(performance.now() - begun)
        await wait(100)
      }
    })
    const answered = await carriedOut(name)
    isOver = true
    await Promise.all(others)
    for (const [who, all] of Object.entries(waits)) {
      const [p50, p95, max] = [percentile(all, 0.5), percentile(all, 0.95), Math.max(...all)].map(Math.round)
      const held = who === 'health' ? { goal, isHeld: (max ?? 0) <= goal } : {}
      console.log(
        JSON.stringify({
          bench: 'attacks',
          attack: name,
          who,
          asked: all.length,
          p50,
          p95,
          max,
          ...held,
          answered,
        }),
      )
    }
  }
} finally {
  await system.stop()
}
