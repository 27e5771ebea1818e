import { spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { letThrough } from './closed-folder.ts'
import { writeDurably } from './files/durable.ts'
import {
  isReachable,
  type Owner,
  ownerToBe,
  ownFolder,
  reachableBinaries,
  reachableFolder,
} from './postgres/binaries.ts'
import { environment } from './postgres/environment.ts'
import { keepFederationApart } from './postgres/host-rules.ts'
import { keepRunning, type Server } from './postgres/keep-running.ts'
import { endOrphan, isLockHeld, takeLock } from './postgres/lock.ts'
import { settings } from './postgres/settings.ts'

/** A database server that runs as a child of this process. */
export type Postgres = {
  /** Address with the rights of the server's owner; the database is there. */
  url: string
  port: number
  /** Where the data lies, which need not be the folder that was asked for. */
  dataFolder: string
  /** Process id of the server itself, for those who watch it. */
  pid(): number | undefined
  stop(): Promise<void>
}

/** How to run one. `fast` trades the safety of a crash for speed: for tests, whose data nobody needs. */
export type PostgresOptions = {
  dataFolder: string
  say: (line: string) => void
  fast?: boolean
  /** Where others reach it: a port that stays the same (0 takes a free one), and the addresses on which it listens. */
  port?: number
  listen?: string
}

const version = '18'
/** A server that ends so often before it was ever ready has a fault that waiting does not mend. */
const mostFailuresAtStart = 5
const database = 'lantoa'

/**
 * Starts PostgreSQL on a data folder, made on the first start: on loopback only, with a password of its own, as an
 * unprivileged user when we are root. It ends with this process, however this process ends; ended by something else,
 * it is started again on the same port, for as long as that takes.
 * @throws Error in words for the administrator: folder in use, made by another version, no server for this machine.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { say } = options
  const asked = resolve(options.dataFolder)
  mkdirSync(dirname(asked), { recursive: true })
  const release = takeLock(`${asked}.lock`)
  try {
    const owner = ownerToBe(placeNoted(asked) ?? asked)
    if (owner) letThrough(dirname(asked), owner.gid)
    const dataFolder = placeForData(asked, owner, say)
    const binaries = reachableBinaries(owner, say)
    await endOrphan(dataFolder, say)
    const password = passwordBeside(asked)
    if (!existsSync(join(dataFolder, 'PG_VERSION')))
      await initialise(binaries, { dataFolder, owner, password, fast: options.fast })
    refuseOtherVersion(dataFolder)
    keepFederationApart(dataFolder)

    const port = options.port || (await freePort())
    const command = [join(binaries, 'bin/postgres'), '-D', dataFolder, ...settings(port, options)]
    const server = keepRunning({ command, dataFolder, owner, log: `${asked}.log`, say })
    const url = `postgres://lantoa:${password}@127.0.0.1:${port}/${database}`
    try {
      await untilReady(url, server, `${asked}.log`)
    } catch (fault) {
      await server.stop()
      throw fault
    }
    return {
      url,
      port,
      dataFolder,
      pid: () => postmasterPid(dataFolder),
      stop: async () => {
        await server.stop()
        release()
      },
    }
  } catch (fault) {
    release()
    throw fault
  }
}

/** Address of the server that another process runs on a data folder; undefined where none does. */
export function addressOfRunning(dataFolder: string): string | undefined {
  const asked = resolve(dataFolder)
  if (!isLockHeld(`${asked}.lock`)) return undefined
  const port = portOf(placeNoted(asked) ?? asked)
  return port ? `postgres://lantoa:${passwordBeside(asked)}@127.0.0.1:${port}/${database}` : undefined
}

/**
 * Where the data lies. Where the unprivileged user cannot get at the folder that was asked for, another is used, and
 * a note beside the first one says so to every later start: a database must never seem to have vanished.
 */
function placeForData(asked: string, owner: Owner | undefined, say: (line: string) => void): string {
  const noted = placeNoted(asked)
  if (noted) return noted
  // The folder around it has been opened for the user as whom it runs.
  if (!owner || existsSync(join(asked, 'PG_VERSION')) || isReachable(dirname(dirname(asked)))) return asked
  const elsewhere = join(reachableFolder(asked), 'postgres')
  say(`${asked} cannot be reached by the user as whom PostgreSQL runs; the database is kept in ${elsewhere}.`)
  writeDurably(noteOfPlace(asked), `${elsewhere}\n`)
  return elsewhere
}

const noteOfPlace = (asked: string): string => `${asked}.location`

function placeNoted(asked: string): string | undefined {
  const note = noteOfPlace(asked)
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : undefined
}

function passwordBeside(asked: string): string {
  const file = `${asked}.password`
  if (!existsSync(file)) writeDurably(file, randomBytes(24).toString('base64url'))
  return readFileSync(file, 'utf8').trim()
}

/** Makes the data folder, whole or not at all: a start that was cut off leaves nothing that looks finished. */
async function initialise(
  binaries: string,
  given: { dataFolder: string; owner: Owner | undefined; password: string; fast: boolean | undefined },
): Promise<void> {
  const { dataFolder, owner, password, fast } = given
  const unfinished = `${dataFolder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  ownFolder(unfinished, owner)
  const passwordFile = join(unfinished, '..', `.password-${randomBytes(4).toString('hex')}`)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (owner) chownSync(passwordFile, owner.uid, owner.gid)
  try {
    const words = ['-D', unfinished, '-U', 'lantoa', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
    await run(
      join(binaries, 'bin/initdb'),
      [...words, ...(fast ? ['--no-sync'] : []), '-E', 'UTF8', '--locale-provider=icu', '--icu-locale=vi-VN'],
      owner,
    )
    if (existsSync(dataFolder)) rmSync(dataFolder, { recursive: true })
    renameSync(unfinished, dataFolder)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function run(command: string, words: string[], owner: Owner | undefined): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(command, words, {
      env: environment,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      ...owner,
    })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    child.on('error', failed)
    child.on('exit', (code) => (code === 0 ? done() : failed(new Error(`${command} failed: ${said.trim()}`))))
  })
}

function refuseOtherVersion(dataFolder: string): void {
  const made = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim()
  if (made !== version)
    throw new Error(
      `The data folder ${dataFolder} was made by PostgreSQL ${made}; this is ${version}. Restore a backup into a new folder, or run the version that made it.`,
    )
}

/** A port that is free now, below the range from which systems hand out ports for outgoing connections. */
async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = randomInt(20_000, 32_000)
    const isFree = await new Promise<boolean>((answer) => {
      const probe = createServer()
      probe.once('error', () => answer(false))
      probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)))
    })
    if (isFree) return port
  }
  throw new Error('No free port was found between 20000 and 32000.')
}

function lineOfPidFile(dataFolder: string, line: number): number | undefined {
  try {
    return Number(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[line])
  } catch {
    return undefined
  }
}
const postmasterPid = (dataFolder: string): number | undefined => lineOfPidFile(dataFolder, 0)
const portOf = (dataFolder: string): number | undefined => lineOfPidFile(dataFolder, 3)

/** Waits for the server to answer (recovery after a crash takes its time), and makes the database on the first start. */
async function untilReady(url: string, server: Server, log: string): Promise<void> {
  const home = new URL(url)
  home.pathname = '/postgres'
  const deadline = Date.now() + 120_000
  for (;;) {
    const client = new pg.Client({ connectionString: home.toString(), connectionTimeoutMillis: 5_000 })
    client.on('error', () => {})
    try {
      await client.connect()
      const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
      if (rowCount === 0) await client.query(`create database ${database}`)
      return
    } catch (cause) {
      if (server.failures() > mostFailuresAtStart || Date.now() > deadline)
        throw new Error(`The database did not start; its own words are in ${log}.`, { cause })
      await new Promise((done) => setTimeout(done, 40))
    } finally {
      await client.end().catch(() => {})
    }
  }
}
