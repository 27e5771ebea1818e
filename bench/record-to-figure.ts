// From recording an activity to its figure, over HTTP, at 20 records a second on the demonstration district: how long the
// record takes (one transaction: record, version, facts, audit line), and how long the figure that already holds it.
// Needs a build (`npm start` once). Loopback only; about 40 seconds.
import { newId } from '../src/platform/ids.ts'
import { type Beside, printFigure } from './print-figure.ts'
import { percentile, startSystem, wait } from './running-system.ts'

const perSecond = 20
const seconds = 15
const port = 29_872
const system = startSystem(port)
const { address } = system

try {
  await system.untilUp()
  const signIn = await fetch(`${address}/dang-nhap`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: address },
    body: new URLSearchParams({ login: 'ghi.rachkien', password: 'LanToa-demo-2026' }),
  })
  const cookie = signIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const headers = { cookie, 'content-type': 'application/json' }
  const get = async (path: string) => (await fetch(`${address}/api/v1${path}`, { headers })).json()
  const { rows } = await get('/initiatives?kind=home_composting')
  const initiative = rows.find(
    (row: { unitName: string; state: string }) =>
      row.unitName.includes('Rạch Kiến') && ['active', 'recognised'].includes(row.state),
  )
  const { id: commune } = await get('/units/by-code/28114')
  const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
  const figure = `/figures/organic_waste_kg?unit=${commune}&period=${day.slice(0, 4)}`
  const before = (await get(figure)).total

  const recording: number[] = []
  const reading: number[] = []
  let wrong = 0
  const one = async (): Promise<void> => {
    const body = JSON.stringify({
      initiativeId: initiative.id,
      day,
      summary: 'Ủ rác bếp tại nhà.',
      answers: { households: 1, waste_kg: 1 },
    })
    const begun = performance.now()
    const answer = await fetch(`${address}/api/v1/activities/${newId()}`, { method: 'PUT', headers, body })
    await answer.arrayBuffer()
    const recorded = performance.now()
    if (answer.status !== 200) wrong += 1
    await get(figure)
    recording.push(recorded - begun)
    reading.push(performance.now() - recorded)
  }
  const all: Promise<void>[] = []
  const begunAt = performance.now()
  for (let index = 0; index < perSecond * seconds; index += 1) {
    await wait(Math.max(0, begunAt + (index * 1000) / perSecond - performance.now()))
    all.push(one())
  }
  await Promise.all(all)
  const grown = (await get(figure)).total - before
  const say = (metric: string, ours: number, beside: Beside) =>
    printFigure('record-to-figure', metric, ours, beside)
  for (const [name, share] of [
    ['p50', 0.5],
    ['p95', 0.95],
  ] as const) {
    say(`record, ${name} ms`, percentile(recording, share), { goal: 50 })
    say(`figure that holds it, ${name} ms`, percentile(reading, share), { goal: 50 })
  }
  say('records in the figure', grown, { peer: perSecond * seconds, peerName: 'records sent' })
  if (wrong > 0) throw new Error(`${wrong} records were refused.`)
} finally {
  await system.stop()
}
