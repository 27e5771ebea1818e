import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  mkdtempSync,
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

  async begin(): Promise<this> {
    chmodSync(this.#folder, 0o755)
    this.#primary = await startPostgres({ dataFolder: join(this.#folder, 'one'), say: () => {}, fast: true })
    // What a standby gets is what is on disk: a commit that does not wait for that would reach it later.
    await ask(this.primaryUrl, 'alter role lantoa set synchronous_commit = on')
    return this
  }

  /**
   * Makes the standby out of a copy of the running primary and starts it. `pg_basebackup` does the same; the package has
   * none.
   */
  async follow(): Promise<void> {
    const [from, to] = [join(this.#folder, 'one'), join(this.#folder, 'two')]
    const client = new pg.Client({ connectionString: this.primaryUrl })
    await client.connect()
    try {
      await client.query(`select pg_create_physical_replication_slot('standby', true)`)
      await client.query(`select pg_backup_start('standby', true)`)
      execFileSync('cp', ['-a', from, to])
      const { rows } = await client.query<{ labelfile: string }>(
        'select labelfile from pg_backup_stop(false)',
      )
      writeFileSync(join(to, 'backup_label'), rows[0]?.labelfile ?? '')
    } finally {
      await client.end()
    }
    for (const name of ['postmaster.pid', 'postmaster.opts']) rmSync(join(to, name), { force: true })
    writeFileSync(join(to, 'standby.signal'), '')
    // PostgreSQL runs as another user when we are root.
    const { uid, gid } = statSync(join(from, 'PG_VERSION'))
    for (const name of ['backup_label', 'standby.signal']) chownSync(join(to, name), uid, gid)
    const { username, password, port } = new URL(this.primaryUrl)
    appendFileSync(
      join(to, 'postgresql.auto.conf'),
      `primary_conninfo = 'host=127.0.0.1 port=${port} user=${username} password=${password}'\nprimary_slot_name = 'standby'\n`,
    )
    copyFileSync(`${from}.password`, `${to}.password`)
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
