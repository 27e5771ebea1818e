import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { projectFolder } from './project-folder.ts'

/** A migration as the folder holds it. */
export type Migration = { name: string; text: string; checksum: string }

/** The migrations of the project, in order. `folder` is another one only in tests. */
export function migrationsOf(folder: string = join(projectFolder, 'migrations')): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return {
        name,
        text,
        checksum: createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex'),
      }
    })
}

// Any number will do as long as no other program of the same database takes the same lock.
const lockNumber = 5_019_890

/**
 * Brings a database up to date, each migration in a transaction of its own, two starts at once one after the other.
 * @returns the names of the migrations that ran.
 * @throws Error where a migration that ran before has been changed since, or is gone, or the database is newer.
 */
export async function migrate(url: string, migrations: Migration[] = migrationsOf()): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'lantoa migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    await client.query('create schema if not exists platform')
    await client.query(`create table if not exists platform.migration (
      name text primary key, checksum text not null, ran_at timestamptz not null default now())`)
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from platform.migration order by name',
    )
    refuseChanged(migrations, rows)
    const fresh = migrations.filter(({ name }) => !rows.some((ran) => ran.name === name))
    for (const migration of fresh) await run(client, migration)
    return fresh.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

/** Refuses a database on which migrations are missing. @throws Error in words for the administrator */
export async function refuseOutdated(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'lantoa' })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; checksum: string }>(
      `select name, checksum from platform.migration order by name`,
    )
    const migrations = migrationsOf()
    refuseChanged(migrations, rows)
    const missing = migrations.filter(({ name }) => !rows.some((ran) => ran.name === name))
    if (missing.length > 0)
      throw new Error(
        `The database is older than the program: ${missing.length} migrations have not run. Verify it with the version that it belongs to, or start the system once.`,
      )
    return []
  } finally {
    await client.end()
  }
}

function refuseChanged(migrations: Migration[], ran: { name: string; checksum: string }[]): void {
  for (const { name, checksum } of ran) {
    const known = migrations.find((migration) => migration.name === name)
    if (!known)
      throw new Error(
        `The database has run migration ${name}, which this version does not have. It is newer than the program: start the newer version, or restore a backup.`,
      )
    if (known.checksum !== checksum)
      throw new Error(
        `Migration ${name} was changed after it had run on this database. Put the file back as it was, and write the change as a new migration.`,
      )
  }
}

async function run(client: pg.Client, { name, text, checksum }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await bindRows(client, name)
    await client.query('insert into platform.migration (name, checksum) values ($1, $2)', [name, checksum])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new Error(`Migration ${name} failed; nothing of it was kept.`, { cause })
  }
}

/**
 * Binds what a migration has made or changed: new tables and columns, and rows that it wrote anew, with an audit line that
 * says which migration it was. Before 0051 there is nothing to bind with.
 */
async function bindRows(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ binds: boolean }>(
    `select to_regproc('ledger.bind_all') is not null as binds`,
  )
  if (!rows[0]?.binds) return
  await client.query('select ledger.bind_all()')
  await client.query(
    `select access.write_audit('system.migrate', null, jsonb_build_object('migration', $1::text))
      where current_setting('lantoa.act', true) <> ''`,
    [name],
  )
}
