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
    await client.query('insert into platform.migration (name, checksum) values ($1, $2)', [name, checksum])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new Error(`Migration ${name} failed; nothing of it was kept.`, { cause })
  }
}
