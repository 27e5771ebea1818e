// Somebody guesses passwords, fifty a second, from one address behind a proxy, while people sign in from elsewhere through
// the same proxy: some for the first time on their device, some whose own name is being guessed, on a device of theirs.
// Measured is whether all of them get in and how long they wait, and how long a page takes meanwhile. One JSON line a figure.
// Needs a build (`npm start` once). Loopback only; about a minute and a half.
import { percentile, startSystem, wait } from './running-system.ts'

const seconds = 20
const guessesPerSecond = 50
process.env.TRUSTED_PROXY = '127.0.0.1, ::1'
const system = startSystem(29_881)
const { address } = system
const password = 'LanToa-demo-2026'
const names = ['ghi.rachkien', 'duyet.rachkien', 'lanhdao.rachkien', 'quantri', 'lanhdao.tinh']

const signIn = (login: string, word: string, from: string, cookie = '') =>
  fetch(`${address}/dang-nhap`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: address, 'x-forwarded-for': from, cookie },
    body: new URLSearchParams({ login, password: word }),
  })
const deviceIn = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0] ?? '')
    .find((one) => one.includes('device')) ?? ''

async function timed(run: () => Promise<Response>): Promise<{ status: number; ms: number }> {
  const began = performance.now()
  const { status } = await run()
  return { status, ms: performance.now() - began }
}

try {
  await system.untilUp()
  const devices = new Map<string, string>()
  for (const name of names) devices.set(name, deviceIn(await signIn(name, password, '198.51.100.1')))

  const guesses: Promise<number>[] = []
  const honest: Promise<{ status: number; ms: number }>[] = []
  const pages: Promise<{ status: number; ms: number }>[] = []
  const ticks = seconds * guessesPerSecond
  const began = performance.now()
  for (let tick = 0; tick < ticks; tick += 1) {
    // Half of the guesses are at the names of those who sign in meanwhile, and lock them for strangers.
    const name = tick % 2 === 0 ? (names[tick % names.length] ?? '') : `khong.ai.${tick}`
    guesses.push(signIn(name, `sai lần thứ ${tick}`, '203.0.113.66').then(({ status }) => status))
    if (tick % guessesPerSecond === 25) {
      const one = names[Math.floor(tick / guessesPerSecond) % names.length] ?? names[0] ?? ''
      honest.push(timed(() => signIn(one, password, `198.51.100.${2 + (tick % 200)}`, devices.get(one))))
      pages.push(timed(() => fetch(`${address}/mo-hinh?q=${tick}`)))
    }
    const due = began + ((tick + 1) * 1000) / guessesPerSecond
    await wait(Math.max(0, due - performance.now()))
  }
  const [tried, people, read] = [
    await Promise.all(guesses),
    await Promise.all(honest),
    await Promise.all(pages),
  ]

  const say = (metric: string, ours: number) =>
    console.log(JSON.stringify({ bench: 'sign-in', metric, ours }))
  say('guesses', tried.length)
  say('guesses answered as too many', tried.filter((status) => status === 429).length)
  say('guesses that got in', tried.filter((status) => status === 303).length)
  say('honest sign-ins', people.length)
  say('honest sign-ins let in', people.filter(({ status }) => status === 303).length)
  say(
    'honest sign-in, p95 ms',
    Math.round(
      percentile(
        people.map(({ ms }) => ms),
        0.95,
      ),
    ),
  )
  say(
    'public page meanwhile, p95 ms',
    Math.round(
      percentile(
        read.map(({ ms }) => ms),
        0.95,
      ),
    ),
  )
} finally {
  await system.stop()
}
