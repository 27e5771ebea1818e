import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Postgres, startPostgres } from '#platform/postgres'

/** Asks a server one thing. */
export async function ask<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

/** A server makes these anew; its write-ahead log is copied at the end. */
const leftOut = ['pg_wal', 'pg_replslot', 'postmaster.pid', 'postmaster.opts']

/** Copies the data folder of a running server, which must lie on this machine. `pg_basebackup` does the same; the package has none. */
async function copyServer(url: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ folder: string; wal: string }>(
      `select current_setting('data_directory') as folder, pg_walfile_name(pg_backup_start('copy', true)) as wal`,
    )
    const [{ folder: from, wal } = { folder: '', wal: '' }] = rows
    const { uid, gid } = statSync(from)
    for (const folder of [to, join(to, 'pg_wal'), join(to, 'pg_replslot')]) {
      mkdirSync(folder, { mode: 0o700 })
      chownSync(folder, uid, gid)
    }
    copy(
      readdirSync(from).filter((name) => !leftOut.includes(name)),
      from,
      to,
    )
    const stopped = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    const log = readdirSync(join(from, 'pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= wal)
    copy(log, join(from, 'pg_wal'), join(to, 'pg_wal'))
    writeFileSync(join(to, 'backup_label'), stopped.rows[0]?.labelfile ?? '')
    chownSync(join(to, 'backup_label'), uid, gid)
  } finally {
    await client.end()
  }
}

/** Files that are removed meanwhile are no fault: the write-ahead log says what became of them. */
function copy(names: readonly string[], from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', ...names, to], {
    cwd: from,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  const faults = stderr
    .split('\n')
    .filter((line) => line !== '' && !line.endsWith('No such file or directory'))
  if (status !== 0 && (status === null || faults.length > 0 || stderr === ''))
    throw new Error(`${from} could not be copied: ${faults.join('\n')}`)
}

/** A primary and a standby that streams from it, as real ones do. The standby is made by `follow`. */
export class Pair {
  readonly #folder = mkdtempSync(join(tmpdir(), 'lantoa-pair-'))
  #primary: Postgres | undefined
  #standby: Postgres | undefined
  #standbyPort = 0

  get primaryUrl(): string {
    return this.#primary?.url ?? ''
  }

  /** Where the standby is, or would be. */
  get standbyUrl(): string {
    const url = new URL(this.primaryUrl)
    url.port = String(this.#standbyPort)
    return url.toString()
  }

  /** Makes the primary out of a copy of another server, of which it keeps one database, and starts it. */
  async begin(server: string, database: string): Promise<this> {
    chmodSync(this.#folder, 0o755)
    const dataFolder = join(this.#folder, 'one')
    await copyServer(server, dataFolder)
    writeFileSync(`${dataFolder}.password`, new URL(server).password, { mode: 0o600 })
    this.#primary = await startPostgres({ dataFolder, say: () => {}, fast: true })
    await this.#keepOnly(database)
    // What a standby gets is what is on disk: a commit that does not wait for that would reach it later.
    await ask(this.primaryUrl, 'alter role lantoa set synchronous_commit = on')
    return this
  }

  async #keepOnly(database: string): Promise<void> {
    const usual = new URL(this.primaryUrl).pathname.slice(1)
    const url = new URL(this.primaryUrl)
    url.pathname = '/postgres'
    const others = await ask<{ datname: string }>(
      url.toString(),
      `select datname from pg_database where datname not in ('postgres', 'template0', 'template1', '${database}')`,
    )
    for (const { datname } of others) await ask(url.toString(), `drop database ${datname} with (force)`)
    await ask(url.toString(), `alter database ${database} rename to ${usual}`)
  }

  /** Makes the standby out of a copy of the running primary and starts it. */
  async follow(): Promise<void> {
    const to = join(this.#folder, 'two')
    await ask(this.primaryUrl, `select pg_create_physical_replication_slot('standby', true)`)
    await copyServer(this.primaryUrl, to)
    writeFileSync(join(to, 'standby.signal'), '')
    // PostgreSQL runs as another user when we are root.
    const { uid, gid } = statSync(join(to, 'PG_VERSION'))
    chownSync(join(to, 'standby.signal'), uid, gid)
    const { username, password, port } = new URL(this.primaryUrl)
    appendFileSync(
      join(to, 'postgresql.auto.conf'),
      `primary_conninfo = 'host=127.0.0.1 port=${port} user=${username} password=${password}'\nprimary_slot_name = 'standby'\n`,
    )
    copyFileSync(`${join(this.#folder, 'one')}.password`, `${to}.password`)
    await this.startStandby()
  }

  async startStandby(): Promise<void> {
    this.#standby = await startPostgres({
      dataFolder: join(this.#folder, 'two'),
      say: () => {},
      fast: true,
      port: this.#standbyPort,
    })
    this.#standbyPort = this.#standby.port
  }

  async stopStandby(): Promise<void> {
    await this.#standby?.stop()
    this.#standby = undefined
  }

  /** Whether all that the primary has written has come to the standby. */
  async hasCaughtUp(): Promise<boolean> {
    const [at] = await ask<{ lsn: string }>(this.primaryUrl, 'select pg_current_wal_flush_lsn()::text as lsn')
    const [row] = await ask<{ is_there: boolean }>(
      this.standbyUrl,
      `select pg_last_wal_replay_lsn() >= '${at?.lsn}' as is_there`,
    )
    return row?.is_there ?? false
  }

  /** Makes the standby keep all that comes to itself, or show it again. */
  hold = () => ask(this.standbyUrl, 'select pg_wal_replay_pause()')
  release = () => ask(this.standbyUrl, 'select pg_wal_replay_resume()')

  async end(): Promise<void> {
    await this.#standby?.stop().catch(() => {})
    await this.#primary?.stop().catch(() => {})
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Waits until something is so. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    if (await Promise.resolve(isSo()).catch(() => false)) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`It did not come about in a minute: ${what}.`)
}
