// The system is killed at random moments (the program, PostgreSQL, both), its line cut at random bytes, its disk filled and
// freed, while records and photos are sent. Is everything that was acknowledged there, once, by id; and how long until it
// answers again? Prints a line for each kind of fault. Needs a build (`npm start` once). The disk is a small one of its own,
// which only root can mount; others leave that fault out and say so. KILLS (33) is how often each way together.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash, randomInt } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { newId } from '../src/platform/ids.ts'
import { today } from '../src/platform/time.ts'
import { cuttingLine } from '../test/support/cutting-line.ts'
import { percentile, wait } from './running-system.ts'

const kills = Number(process.env.KILLS ?? 33)
const port = 29_876
const address = `http://127.0.0.1:${port}`
const isRoot = process.getuid?.() === 0
const folder = mkdtempSync(join(tmpdir(), 'lantoa-faults-'))
chmodSync(folder, 0o755)
if (isRoot) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2g,mode=755', 'none', folder])
const data = join(folder, 'data')

const begin = (): ChildProcess =>
  spawn(process.execPath, [join(import.meta.dirname, '../dist/server/lantoa.js'), 'start'], {
    env: { ...process.env, DATA_FOLDER: data, PORT: String(port) },
    stdio: 'ignore',
  })
let program = begin()
const isWell = () =>
  fetch(`${address}/suc-khoe`, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.ok,
    () => false,
  )
/** Waits until something is so. @returns the seconds that it took */
async function secondsUntil(
  isSo: () => Promise<boolean>,
  { most = 180, begun = performance.now() } = {},
): Promise<number> {
  while (!(await isSo())) {
    if (program.exitCode !== null) throw new Error('The program ended by itself and stays down.')
    if (performance.now() - begun > most * 1000) throw new Error(`It did not come about in ${most} seconds.`)
    await wait(50)
  }
  return (performance.now() - begun) / 1000
}

const killProgram = async (): Promise<void> => {
  program.kill('SIGKILL')
  await new Promise((done) => program.once('exit', done))
  program = begin()
}
const killDatabase = (): void => {
  try {
    process.kill(
      Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]),
      'SIGKILL',
    )
  } catch {
    // It is just being started again: this kill hits nothing.
  }
}

type Sent = { id: string; isAcknowledged: boolean }
const records: Sent[] = []
const photos: (Sent & { kept?: string })[] = []
let isSending = true
/** How often what was sent was answered otherwise than by taking it, by status. */
const refusals: Record<string, number> = {}
const refused = (status: number): false => {
  refusals[status] = (refusals[status] ?? 0) + 1
  return false
}

/** What everybody who sends needs: who they are, and for what they record. */
async function signIn() {
  const answer = await fetch(`${address}/dang-nhap`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: address },
    body: new URLSearchParams({ login: 'ghi.rachkien', password: 'LanToa-demo-2026' }),
  })
  const headers = {
    cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '',
    'content-type': 'application/json',
    origin: address,
  }
  const get = async (path: string) => {
    const answer = await fetch(`${address}/api/v1${path}`, { headers })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`)
    return JSON.parse(text)
  }
  const { rows } = await get('/initiatives?kind=home_composting')
  const initiative = rows.find(
    (row: { unitName: string; state: string }) =>
      row.unitName.includes('Rạch Kiến') && ['active', 'recognised'].includes(row.state),
  )
  const { id: commune } = await get('/units/by-code/28114')
  const figure = `/figures/organic_waste_kg?unit=${commune}&period=${today().slice(0, 4)}`
  return { headers, get, initiativeId: String(initiative.id), figure }
}
type Sender = Awaited<ReturnType<typeof signIn>>

/** Tries one thing until it is acknowledged, as a phone does: the same id, the same bytes. */
async function insist(what: Sent, send: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600 && isSending; tries += 1) {
    what.isAcknowledged = await send().catch(() => false)
    if (what.isAcknowledged) return
    await wait(100 + Math.random() * 200)
  }
}

async function sendRecords({ headers, initiativeId }: Sender, through: string): Promise<void> {
  while (isSending) {
    const record = { id: newId(), isAcknowledged: false }
    records.push(record)
    const body = JSON.stringify({
      initiativeId,
      day: today(),
      summary: 'Ủ rác bếp tại nhà.',
      answers: { households: 1, waste_kg: 1 },
    })
    await insist(record, async () => {
      const answer = await fetch(`${through}/api/v1/activities/${record.id}`, {
        method: 'PUT',
        headers: { ...headers, origin: through },
        body,
        signal: AbortSignal.timeout(10_000),
      })
      await answer.arrayBuffer()
      return answer.status === 200 || refused(answer.status)
    })
  }
}

async function sendPhotos({ headers }: Sender, through: string): Promise<void> {
  const protocol = { cookie: headers.cookie, origin: through, 'tus-resumable': '1.0.0' }
  while (isSending) {
    const size = { width: 900, height: 600, channels: 3 } as const
    const noise = { type: 'gaussian', mean: randomInt(60, 190), sigma: randomInt(5, 30) } as const
    const bytes = await sharp({ create: { ...size, background: 'black', noise } })
      .jpeg()
      .toBuffer()
    const hash = createHash('sha256').update(bytes).digest('hex')
    const photo: Sent & { kept?: string } = { id: hash, isAcknowledged: false }
    photos.push(photo)
    await insist(photo, async () => {
      const begun = await fetch(`${through}/api/v1/uploads`, {
        method: 'POST',
        headers: {
          ...protocol,
          'upload-length': String(bytes.length),
          'upload-metadata': `sha256 ${Buffer.from(hash).toString('base64')}`,
        },
        signal: AbortSignal.timeout(10_000),
      })
      const place = begun.headers.get('location')
      if (begun.status !== 201 || !place) return refused(begun.status)
      const answer = await fetch(new URL(place, through), {
        method: 'PATCH',
        headers: { ...protocol, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
        body: new Uint8Array(bytes),
        signal: AbortSignal.timeout(20_000),
      })
      if (answer.status !== 200) return refused(answer.status)
      photo.kept = ((await answer.json()) as { receipt: { id: string } }).receipt.id
      return true
    })
    await wait(300)
  }
}

/** Fills the disk to its last byte, waits a little, and frees it. @returns the seconds until it is well again */
async function fillDisk(): Promise<number> {
  const ballast = join(folder, 'ballast')
  const { bavail, bsize } = statfsSync(folder)
  try {
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 4_000_000)))
    writeFileSync(`${ballast}2`, Buffer.alloc(8_000_000))
  } catch {
    // No room is left for all of it: just so.
  }
  await secondsUntil(async () => !(await isWell()))
  await wait(25_000)
  rmSync(ballast, { force: true })
  rmSync(`${ballast}2`, { force: true })
  return secondsUntil(isWell)
}

const faults: Record<string, number[]> = { program: [], database: [], both: [], line: [], disk: [] }
const took = (kind: string, seconds: number) => faults[kind]?.push(seconds)

async function inflict(line: { cutAfter(bytes: number): void }): Promise<void> {
  for (let index = 0; index < kills; index += 1) {
    await wait(randomInt(200, 3_000))
    const kind = ['program', 'database', 'both'][index % 3] ?? ''
    line.cutAfter(randomInt(1, 20_000))
    took('line', 0)
    const begun = performance.now()
    if (kind !== 'program') killDatabase()
    if (kind !== 'database') await killProgram()
    // An answer is good for half a second: the one of before says nothing.
    await wait(600)
    took(kind, await secondsUntil(isWell, { begun }))
  }
  if (isRoot) took('disk', await fillDisk())
  else process.stderr.write('The disk was not filled: only root can mount a small one.\n')
}

/** What became of all that was sent. */
async function judge(sender: Sender, before: number) {
  let [kept, lost] = [0, 0]
  for (const { id, isAcknowledged } of records) {
    const answer = await fetch(`${address}/api/v1/activities/${id}`, { headers: sender.headers })
    await answer.arrayBuffer()
    if (answer.status === 200) kept += 1
    else if (isAcknowledged) lost += 1
  }
  const grown = (await sender.get(sender.figure)).total - before
  const lostPhotos = photos.filter(({ isAcknowledged, kept: name }) => {
    if (!isAcknowledged || !name) return false
    try {
      const bytes = readFileSync(join(data, 'files', name.slice(0, 2), name.slice(2, 4), `${name}.jpg`))
      return createHash('sha256').update(bytes).digest('hex') !== name
    } catch {
      return true
    }
  })
  return { lost: lost + lostPhotos.length, doubled: Math.max(0, grown - kept) }
}

try {
  await secondsUntil(isWell, { most: 600 })
  const sender = await signIn()
  const before = (await sender.get(sender.figure)).total
  const line = await cuttingLine(address)
  const all = [address, address, line.address].map((through) => sendRecords(sender, through))
  all.push(sendPhotos(sender, address), sendPhotos(sender, line.address))
  await inflict(line)
  await wait(3_000)
  isSending = false
  await Promise.all(all)
  await line.stop()

  const acknowledged = [...records, ...photos].filter((one) => one.isAcknowledged).length
  const { lost, doubled } = await judge(sender, before)
  const say = (line: object) => console.log(JSON.stringify({ bench: 'faults', ...line }))
  for (const [kind, seconds] of Object.entries(faults)) {
    const answers =
      kind === 'line' ? {} : { secondsP50: percentile(seconds, 0.5), secondsMost: Math.max(0, ...seconds) }
    say({ fault: kind, tried: seconds.length, ...answers })
  }
  say({ fault: 'all', tried: records.length + photos.length, acknowledged, lost, doubled, refusals })
  if (acknowledged === 0 || lost + doubled > 0) process.exitCode = 1
} finally {
  program.kill('SIGTERM')
  await new Promise((done) => program.once('exit', done))
  // PostgreSQL may take a moment longer to leave the disk.
  if (isRoot) execFileSync('umount', ['--lazy', folder])
  rmSync(folder, { recursive: true, force: true })
}
