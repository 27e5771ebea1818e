import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { readConfig } from '#platform/config'
import { database, openDatabase, useAsDatabase } from '#platform/database'
import { keepFilesIn } from '#platform/files'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { serviceUrl } from '#platform/service-role'
import { type Day, today } from '#platform/time'
import { compareAll, hashSome } from '../../src/4-prove/evidence/reuse/compare-photos.ts'
import { openComparer } from '../../src/4-prove/evidence/reuse/comparer.ts'
import { furnish } from '../../src/main.ts'
import { processorSeconds } from './busy.ts'
import { databaseUrl } from './global-setup.ts'

// Any number will do as long as nothing else of the run takes the same lock.
const lockNumber = 5_019_891

/** On which day the district was loaded, and what that took in seconds of processor time. */
type Loaded = { day: Day; seconds: number }

/** Opens a copy of the demonstration district for a test file, as the running system does. */
export function useDemonstration(): () => Loaded {
  const name = `d_${newId().replaceAll('-', '')}`
  let loaded: Loaded | undefined

  // Whoever comes first waits until it is loaded.
  beforeAll(async () => {
    loaded = await loadedDemonstration()
    const { databaseUrl, folder } = await copyOfDemonstration(name)
    useAsDatabase(openDatabase(serviceUrl(databaseUrl) ?? databaseUrl, 10))
    keepFilesIn(join(folder, 'files'))
    useSecret(undefined, join(folder, 'secret'))
  }, 900_000)

  afterAll(async () => {
    await database().destroy()
    useAsDatabase(undefined)
    await dropCopy(name)
  })

  return () => {
    if (!loaded) throw new Error('The district is not loaded yet.')
    return loaded
  }
}

/**
 * Gives a test file the demonstration district: a database and a data folder of its own. The first file of a run that asks
 * has it loaded, as a first start does; meanwhile others wait. All get copies, in which no job has run yet.
 */
export async function copyOfDemonstration(name: string): Promise<{ databaseUrl: string; folder: string }> {
  await loadedDemonstration()
  await onServer((server) =>
    server.query(`create database ${name} template demonstration strategy file_copy`),
  )
  return { databaseUrl: databaseUrl(inject('server'), name), folder: filesOfDemonstration(name) }
}

/** A data folder with the files of the district, for a copy of its database. */
function filesOfDemonstration(name: string): string {
  const folder = folderOf(name)
  copyFolder(folderOf('demonstration'), folder)
  return folder
}

/** Waits until the database `demonstration` is there, and loads it where nobody has. */
async function loadedDemonstration(): Promise<Loaded> {
  await onServer(async (server) => {
    await server.query('select pg_advisory_lock($1)', [lockNumber])
    const { rowCount } = await server.query(`select from pg_database where datname = 'demonstration'`)
    if (rowCount === 0) await loadOnce(server)
  })
  return JSON.parse(readFileSync(join(folderOf('demonstration'), 'loaded.json'), 'utf8'))
}

/** Takes a copy away again. */
export async function dropCopy(name: string): Promise<void> {
  rmSync(folderOf(name), { recursive: true, force: true })
  await onServer((server) => server.query(`drop database if exists ${name} with (force)`))
}

const folderOf = (name: string): string => join(inject('folder'), name)

/** It has its name only when it is whole: a load that failed leaves nothing that the next file takes for the district. */
async function loadOnce(server: pg.Client): Promise<void> {
  const folder = folderOf('demonstration')
  rmSync(folder, { recursive: true, force: true })
  await server.query('drop database if exists demonstration_unfinished with (force)')
  await server.query('create database demonstration_unfinished template template strategy file_copy')
  const url = databaseUrl(inject('server'), 'demonstration_unfinished')
  const day = today()
  let opened: Awaited<ReturnType<typeof furnish>> | undefined
  const seconds = await processorSeconds(async () => {
    opened = await furnish(readConfig({ DATABASE_URL: url, DATA_FOLDER: folder }), () => {})
  })
  try {
    // What a system does with thousands of photos in its first minutes, and each copy would do in the midst of its tests.
    const comparer = openComparer()
    await Promise.all([compareAll(comparer).finally(() => comparer.end()), hashAll()])
  } finally {
    await opened?.stop()
  }
  writeFileSync(join(folder, 'loaded.json'), JSON.stringify({ day, seconds } satisfies Loaded))
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await owner.query('vacuum (analyze)')
  await owner.end()
  // Nobody may be connected to what is copied.
  await server.query('alter database demonstration_unfinished allow_connections false')
  await server.query('alter database demonstration_unfinished rename to demonstration')
}

async function hashAll(): Promise<void> {
  while ((await hashSome(100)) > 0);
}

/**
 * Thousands of photos are linked by the folders in which they lie, those with two hexadecimal digits: a kept file has the
 * hash of its bytes for a name and never changes or goes, so what one copy adds there is of no account to another.
 */
function copyFolder(from: string, to: string): void {
  mkdirSync(join(to, 'files'), { recursive: true, mode: 0o755 })
  copyFileSync(join(from, 'secret'), join(to, 'secret'))
  for (const name of readdirSync(join(from, 'files')).filter((name) => /^[0-9a-f]{2}$/.test(name)))
    symlinkSync(join(from, 'files', name), join(to, 'files', name), 'junction')
}

async function onServer(run: (server: pg.Client) => Promise<unknown>): Promise<void> {
  const server = new pg.Client({ connectionString: inject('server') })
  await server.connect()
  try {
    await run(server)
  } finally {
    await server.end()
  }
}
