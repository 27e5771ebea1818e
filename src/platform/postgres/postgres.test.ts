import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { addressOfRunning, type Postgres, startPostgres } from '../postgres.ts'
import { isReachable } from './binaries.ts'

const folders: string[] = []
const running: Postgres[] = []
const children: ChildProcess[] = []
const mounted: string[] = []

const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'lantoa-pg-'))
  chmodSync(folder, 0o755)
  folders.push(folder)
  return join(folder, 'postgres')
}

const up = async (dataFolder: string, said: string[] = []): Promise<Postgres> => {
  const server = await startPostgres({ dataFolder, say: (line) => said.push(line) })
  running.push(server)
  return server
}

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of running.splice(0)) await server.stop()
  for (const folder of mounted.splice(0)) execFileSync('umount', [folder])
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function ask<T>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows as T[]
  } finally {
    await client.end()
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    if (await Promise.resolve(isSo()).catch(() => false)) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error('It did not come about in twenty seconds.')
}

test('starts on loopback as nobody in particular, keeps what was written, and leaves no process behind', async () => {
  const dataFolder = aFolder()
  const first = await up(dataFolder)
  await ask(first.url, "create table kept (word text); insert into kept values ('đờn ca')")
  const pid = first.pid() ?? 0
  await first.stop()

  const second = await up(dataFolder)

  expect(isAlive(pid)).toBe(false)
  expect(await ask(second.url, 'select word from kept')).toEqual([{ word: 'đờn ca' }])
  expect(await ask(second.url, 'select inet_server_addr()::text as at')).toEqual([{ at: '127.0.0.1/32' }])
  if (process.getuid?.() === 0)
    expect(readFileSync(`/proc/${second.pid()}/status`, 'utf8')).not.toMatch(/^Uid:\s+0\s/m)
})

test('a second start on the same folder is refused by name, and the lock of a dead process is taken over', async () => {
  const dataFolder = aFolder()
  const first = await up(dataFolder)

  // Commands of the administrator work on the one that is running.
  expect(addressOfRunning(dataFolder)).toBe(first.url)
  await expect(startPostgres({ dataFolder, say: () => {} })).rejects.toThrow(
    `in use by process ${process.pid}`,
  )

  const other = aFolder()
  expect(addressOfRunning(other)).toBeUndefined()
  writeFileSync(`${other}.lock`, JSON.stringify({ pid: 2 ** 22 - 3, birth: '1' }))
  expect((await up(other)).port).toBeGreaterThan(1024)
})

test('a server killed with -9 comes back on its port with all that was committed', async () => {
  const server = await up(aFolder())
  await ask(server.url, 'create table kept (number int); insert into kept values (7)')

  const pid = server.pid() ?? 0
  process.kill(pid, 'SIGKILL')

  await until(
    async () => (await ask<{ number: number }>(server.url, 'select number from kept'))[0]?.number === 7,
  )
  expect(server.pid()).not.toBe(pid)
})

test('a parent killed with -9 takes its server along, and the next start finds what was committed', async () => {
  const dataFolder = aFolder()
  const program = `
    import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, '../postgres.ts'))}
    const server = await startPostgres({ dataFolder: ${JSON.stringify(dataFolder)}, say: () => {} })
    console.log(JSON.stringify({ url: server.url, pid: server.pid() }))
    setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(parent)
  const said = await new Promise<string>((done) =>
    parent.stdout?.once('data', (chunk) => done(String(chunk))),
  )
  const { url, pid } = JSON.parse(said) as { url: string; pid: number }
  await ask(url, 'create table kept (number int); insert into kept values (9)')

  parent.kill('SIGKILL')
  await until(() => !isAlive(pid))

  const next = await up(dataFolder)
  expect(await ask(next.url, 'select number from kept')).toEqual([{ number: 9 }])
})

test('a folder made by another version is refused with what to do', async () => {
  const dataFolder = aFolder()
  await (await up(dataFolder)).stop()
  running.splice(0)
  writeFileSync(join(dataFolder, 'PG_VERSION'), '15\n')

  await expect(startPostgres({ dataFolder, say: () => {} })).rejects.toThrow('made by PostgreSQL 15')
})

// Only root can start from a place that others cannot reach; everybody else owns what they start from.
test.runIf(process.getuid?.() === 0)(
  'a home closed to others still works, and says where the data goes',
  async () => {
    const closed = aFolder()
    mkdirSync(closed, { mode: 0o700 })
    expect(isReachable(closed)).toBe(false)
    const said: string[] = []

    const server = await up(join(closed, 'data', 'postgres'), said)

    const elsewhere = readFileSync(join(closed, 'data', 'postgres.location'), 'utf8').trim()
    folders.push(join(elsewhere, '..'))
    expect(said.join('\n')).toContain(elsewhere)
    expect(existsSync(join(elsewhere, 'PG_VERSION'))).toBe(true)
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  },
)

/** Gives a folder a disk of its own, small enough to be filled; gone when the test is over. */
function withSmallDisk(megabytes: number): string {
  const folder = aFolder()
  mkdirSync(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'none', folder])
  mounted.push(folder)
  return folder
}

// Only root can mount a disk.
test.runIf(process.getuid?.() === 0)(
  'a database that ended on a full disk comes back by itself once there is room, with all that was committed',
  async () => {
    const disk = withSmallDisk(160)
    const server = await up(join(disk, 'postgres'))
    await ask(server.url, "create table kept (word text); insert into kept values ('trước khi đầy')")
    const ballast = join(disk, 'ballast')
    const fill = (): void => {
      spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k'], { stdio: 'ignore' })
    }
    fill()
    // Goes into the log alone, which is what has no room.
    const write =
      "select pg_logical_emit_message(false, '', repeat('x', 1000000)) from generate_series(1, 40)"
    const isDown = () =>
      ask(server.url, 'select 1').then(
        () => false,
        () => true,
      )
    await until(async () => {
      await ask(server.url, write).catch(() => {})
      return isDown()
    })
    // More ends in a row than it was once given.
    await new Promise((done) => setTimeout(done, 8_000))
    const isDownWhileFull = await isDown()

    rmSync(ballast)

    await until(async () => (await ask(server.url, 'select 1')).length === 1)
    expect(isDownWhileFull).toBe(true)
    expect(await ask(server.url, "select word from kept where word = 'trước khi đầy'")).toHaveLength(1)
  },
)

test.runIf(process.getuid?.() === 0)(
  'the owner of the data folder is the one as whom it runs, whoever has been added to the machine since',
  async () => {
    const dataFolder = aFolder()
    await (await up(dataFolder)).stop()
    running.splice(0)
    execFileSync('chown', ['-R', '54321:54322', dataFolder])

    const server = await up(dataFolder)

    expect(readFileSync(`/proc/${server.pid()}/status`, 'utf8')).toMatch(/^Uid:\s+54321\s/m)
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  },
)
