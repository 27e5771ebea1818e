// What the memory of the system does over minutes of mixed requests: public pages, searches, working pages, records. Prints one JSON
// line a minute with heap and memory after garbage was collected. The goal: no growth once everything has been loaded.
// `node bench/soak.ts [minutes]`; needs a build (`npm start` once). Loopback only.
import { newId } from '../src/platform/ids.ts'
import { startSystem, wait } from './running-system.ts'

const minutes = Number(process.argv[2] ?? 8)
const [port, inspecting] = [29_876, 29_877]
const system = startSystem(port, [`--inspect=127.0.0.1:${inspecting}`])
const { address } = system

/** Asks the system's own process, by the protocol of its debugger. */
async function memory(): Promise<{ heap: number; rss: number; external: number }> {
  const [target] = await (await fetch(`http://127.0.0.1:${inspecting}/json/list`)).json()
  const line = new WebSocket(target.webSocketDebuggerUrl)
  await new Promise((open) => line.addEventListener('open', open, { once: true }))
  let number = 0
  const ask = (method: string, params: object = {}): Promise<{ result: { value: string } }> => {
    number += 1
    const id = number
    return new Promise((done) => {
      const hear = ({ data }: MessageEvent) => {
        const said = JSON.parse(String(data))
        if (said.id !== id) return
        line.removeEventListener('message', hear)
        done(said.result)
      }
      line.addEventListener('message', hear)
      line.send(JSON.stringify({ id, method, params }))
    })
  }
  await ask('HeapProfiler.collectGarbage')
  const { result } = await ask('Runtime.evaluate', {
    expression: 'JSON.stringify(process.memoryUsage())',
  })
  line.close()
  const { heapUsed, rss, external } = JSON.parse(result.value)
  const inMegabytes = (bytes: number) => Math.round(bytes / 104_857.6) / 10
  return { heap: inMegabytes(heapUsed), rss: inMegabytes(rss), external: inMegabytes(external) }
}

try {
  await system.untilUp()
  const signIn = await fetch(`${address}/dang-nhap`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: address },
    body: new URLSearchParams({ login: 'ghi.rachkien', password: 'LanToa-demo-2026' }),
  })
  const headers = {
    cookie: signIn.headers.getSetCookie()[0]?.split(';')[0] ?? '',
    'content-type': 'application/json',
  }
  const { rows } = await (
    await fetch(`${address}/api/v1/initiatives?kind=home_composting`, { headers })
  ).json()
  const initiative = rows.find((row: { unitName: string }) => row.unitName.includes('Rạch Kiến'))
  const paths = (index: number) => [
    '/',
    '/so-lieu',
    `/so-lieu?ky=${2021 + (index % 6)}`,
    `/so-lieu?ky=2026-${String((index % 11) + 1).padStart(2, '0')}&x=${index}`,
    '/mo-hinh',
    `/mo-hinh?q=${index % 500}`,
    '/thu-vien',
    '/don-vi',
    '/viec-cua-toi',
    '/hoat-dong',
    '/bao-cao',
    '/du-lieu-mo/so-lieu.csv',
  ]
  const record = (index: number) =>
    fetch(`${address}/api/v1/activities/${newId()}`, {
      method: 'PUT',
      headers,
      body: JSON.stringify({
        initiativeId: initiative.id,
        day: new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10),
        summary: `Ủ rác bếp tại nhà, lần ${index}.`,
        answers: { households: 1, waste_kg: 1 },
      }),
    })
  let asked = 0
  const until = performance.now() + minutes * 60_000
  const person = async (): Promise<void> => {
    while (performance.now() < until) {
      const all = paths(asked)
      const path = all[asked % all.length] ?? '/'
      asked += 1
      const answer = asked % 40 === 0 ? await record(asked) : await fetch(address + path, { headers })
      await answer.arrayBuffer()
      await wait(20)
    }
  }
  const people = [person(), person(), person(), person()]
  for (let minute = 0; minute <= minutes; minute += 1) {
    console.log(JSON.stringify({ bench: 'soak', minute, asked, megabytes: await memory() }))
    if (minute < minutes) await wait(60_000)
  }
  await Promise.all(people)
} finally {
  await system.stop()
}
