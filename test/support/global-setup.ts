import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { asSystem, syncPermissions } from '#access'
import { openDatabase, useAsDatabase } from '#platform/database'
import { prepareJobs } from '#platform/jobs'
import { migrate } from '#platform/migrate'
import { openModules } from '#platform/module'
import { letServiceIn } from '#platform/service-role'
import { loadOutlines } from '#regimes'
import { modules } from '../../src/modules.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the PostgreSQL server of this run, with the database `template` migrated. */
    server: string
    /** A folder for the files of this run; it goes with the run. */
    folder: string
  }
}

/** Starts one PostgreSQL for the whole run and migrates the template that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const own = process.env.TEST_DATABASE_SERVER
  const folder = mkdtempSync(join(tmpdir(), 'lantoa-test-'))
  // PostgreSQL runs as another user when we are root, and has to get through.
  chmodSync(folder, 0o755)
  const server = own
    ? { url: own, stop: async () => {} }
    : await (await import('#platform/postgres')).startPostgres({
        dataFolder: join(folder, 'postgres'),
        fast: true,
        say: () => {},
      })

  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  // A server of one's own may still have those of the last run.
  for (const name of ['template', 'demonstration', 'demonstration_unfinished'])
    await admin.query(`drop database if exists ${name} with (force)`)
  await admin.query('create database template')
  await admin.end()
  const url = databaseUrl(server.url, 'template')
  await migrate(url)
  await prepareJobs(url)
  const db = openDatabase(await letServiceIn(url, console.warn), 2)
  useAsDatabase(db)
  openModules(modules)
  await asSystem('system.migrate', async (tx) => {
    await syncPermissions(tx)
    await loadOutlines(tx)
  })
  await db.destroy()
  useAsDatabase(undefined)

  project.provide('server', server.url)
  project.provide('folder', folder)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The address of another database on the same server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.toString()
}
