import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { perform } from '#access'
import { serviceAddress, useDatabase } from '../../test/support/database.ts'
import { aDistrict } from '../../test/support/district.ts'
import { web } from '../web.ts'
import { closeAllIn, closeFolder } from './closed-folder.ts'
import { database, openDatabase, useAsDatabase } from './database.ts'
import { keepFilesIn, stage } from './files.ts'
import { type Watched, watchHealth } from './health.ts'
import { asProblem } from './problem.ts'
import { useSecret } from './secret.ts'

useDatabase()
const folder = mkdtempSync(join(tmpdir(), 'lantoa-health-'))
keepFilesIn(folder)
const nowhere = 'postgres://nobody@127.0.0.1:9/none'
let district: Awaited<ReturnType<typeof aDistrict>>
let endWatching = async (): Promise<void> => {}
const faults: unknown[] = []
const app = web({
  site: { name: 'Lan Tỏa', demonstration: false },
  log: (fault) => faults.push(fault),
})

const watch = (more: Partial<Watched> = {}): void => {
  endWatching = watchHealth({
    databaseUrl: serviceAddress(),
    folders: [folder],
    filesFolder: folder,
    reserve: 0,
    ...more,
  })
}
const health = async () => {
  const answer = await app.request('http://localhost/suc-khoe')
  return [answer.status, await answer.text()]
}

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  district = await aDistrict()
})
beforeEach(() => faults.splice(0))
afterEach(() => endWatching())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Has nobody listen where the database was, while something runs. */
async function awayWith(run: () => Promise<void>): Promise<void> {
  const here = database()
  const gone = openDatabase(nowhere, 2)
  useAsDatabase(gone)
  try {
    await run()
  } finally {
    useAsDatabase(here)
    await gone.destroy()
  }
}

test('a system that has all it needs is well', async () => {
  watch()

  expect(await health()).toEqual([200, 'ok'])
})

test('a database that is away is named, and so is a folder of files that is gone', async () => {
  watch({ databaseUrl: nowhere, filesFolder: join(folder, 'gone') })

  expect(await health()).toEqual([503, 'database\nfiles'])
})

test('a database that does not answer keeps nobody waiting who asks how the system is', async () => {
  const silent = (await import('node:net')).createServer(() => {}).listen(0, '127.0.0.1')
  await new Promise((done) => silent.once('listening', done))
  const { port } = silent.address() as { port: number }
  watch({ databaseUrl: `postgres://nobody@127.0.0.1:${port}/none` })

  const answers = await Promise.all([health(), health()])
  silent.close()

  expect(answers).toEqual([
    [503, 'database'],
    [503, 'database'],
  ])
})

test('below the reserve people can read and not write, are told so, and write again once there is room', async () => {
  const write = () => perform(district.recorder, 'activity.record', null, (tx) => sql`select 1`.execute(tx))
  watch({ reserve: Number.MAX_SAFE_INTEGER })

  await expect(write()).rejects.toMatchObject({ code: 'disk_is_full' })
  expect(() => stage(Buffer.from('ảnh'), 100)).toThrow('disk_is_full')
  expect(await health()).toEqual([503, 'disk'])
  expect((await app.request('http://localhost/')).status).toBe(200)

  await endWatching()
  watch()
  await write()
  expect(await health()).toEqual([200, 'ok'])
})

// Only root can mount a disk.
test.runIf(process.getuid?.() === 0)(
  'a disk that others fill stops writing by itself, and room heals it',
  async () => {
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'none', disk])
    try {
      watch({ folders: [disk], reserve: 4 * 1_048_576 })
      const before = await health()

      writeFileSync(join(disk, 'ballast'), Buffer.alloc(5 * 1_048_576))
      await expect.poll(health).toEqual([503, 'disk'])
      rmSync(join(disk, 'ballast'))

      expect(before).toEqual([200, 'ok'])
      await expect.poll(health).toEqual([200, 'ok'])
    } finally {
      execFileSync('umount', [disk])
    }
  },
)

test('while the database is away pages and programs are told so in words, and when to come again', async () => {
  watch({ databaseUrl: nowhere })
  await awayWith(async () => {
    const [page, signIn, api] = await Promise.all(
      ['/', '/viec-cua-toi', '/api/v1/units'].map((path) =>
        app.request(`http://localhost${path}`, { headers: { cookie: `lantoa=${'x'.repeat(43)}` } }),
      ),
    )

    expect([page, signIn, api].map((answer) => answer?.status)).toEqual([503, 503, 503])
    expect(page?.headers.get('retry-after')).toBe('5')
    expect(await page?.text()).toContain('chưa kết nối được cơ sở dữ liệu')
    expect(await api?.json()).toMatchObject({ status: 503, code: 'database_is_away' })
    expect(await health()).toEqual([503, 'database'])
    expect(faults).toEqual([])
  })
})

test('a connection that breaks off, a server that stops and one that has no connection left are a database away', async () => {
  const cut = sql`select pg_terminate_backend(pg_backend_pid())`.execute(database())

  const fault = await cut.catch((one: unknown) => one)

  expect(asProblem(fault)).toMatchObject({ code: 'database_is_away' })
  expect(asProblem(new Error('Connection terminated unexpectedly'))).toMatchObject({
    code: 'database_is_away',
  })
  expect(asProblem(Object.assign(new Error(), { code: '57P03' }))).toMatchObject({ code: 'database_is_away' })
  expect(asProblem(Object.assign(new Error(), { code: '53100' }))).toMatchObject({ code: 'disk_is_full' })
  // That somebody else refuses a connection says nothing of the database.
  const other = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  expect(asProblem(other)).toBe(other)
})

test('what lies open in the data folder is closed, and what is made from then on', async () => {
  const before = process.umask()
  const data = join(folder, 'data')
  mkdirSync(join(data, 'files', 'ab'), { recursive: true, mode: 0o755 })
  mkdirSync(join(data, 'postgres'))
  // Whatever other tests of this process have closed by their umask.
  chmodSync(join(data, 'postgres'), 0o755)
  for (const name of ['secret', 'files/ab/photo.jpg', 'postgres/PG_VERSION'])
    writeFileSync(join(data, name), '')
  for (const name of ['secret', 'files/ab/photo.jpg']) chmodSync(join(data, name), 0o664)

  closeFolder(data)
  await closeAllIn(data, ['postgres'])
  writeFileSync(join(data, 'later'), '')
  process.umask(before)

  const modeOf = (name: string) => (statSync(join(data, name)).mode & 0o777).toString(8)
  expect(['', 'files', 'files/ab'].map(modeOf)).toEqual(['700', '700', '700'])
  expect(['secret', 'files/ab/photo.jpg', 'later'].map(modeOf)).toEqual(['600', '600', '600'])
  expect(modeOf('postgres')).toBe('755')
})
