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
import { type Config, readConfig } from '#platform/config'
import { addDays, type Day, today } from '#platform/time'
import { compareAll, hashSome } from '../../src/4-prove/evidence/reuse/compare-photos.ts'
import { openComparer } from '../../src/4-prove/evidence/reuse/comparer.ts'
import { recordActivities } from '../../src/demo/activities.ts'
import { brokenLoad, loadDemonstration } from '../../src/demo/index.ts'
import { placeInitiatives } from '../../src/demo/initiatives.ts'
import { inventPeople } from '../../src/demo/people.ts'
import { layOutDistrict } from '../../src/demo/units.ts'
import { furnish, prepare, type RunningSystem, start } from '../../src/main.ts'
import { processorSeconds } from './busy.ts'
import { databaseUrl } from './global-setup.ts'

// Any number will do as long as nothing else of the run takes the same lock.
const lockNumber = 5_019_891

/**
 * Gives a test file the demonstration district: a database and a data folder of its own. The first file of a run that asks
 * has it loaded, as a first start does; meanwhile others wait. All get copies, in which no job has run yet.
 */
export async function copyOfDemonstration(name: string): Promise<{ databaseUrl: string; folder: string }> {
  await onServer(async (server) => {
    await server.query('select pg_advisory_lock($1)', [lockNumber])
    const { rowCount } = await server.query(`select from pg_database where datname = 'demonstration'`)
    if (rowCount === 0) await loadOnce(server)
    await server.query(`create database ${name} template demonstration strategy file_copy`)
  })
  const folder = folderOf(name)
  copyFolder(folderOf('demonstration'), folder)
  return { databaseUrl: databaseUrl(inject('server'), name), folder }
}

/** What was seen while the district of this run was loaded. */
export type LoadSeen = {
  /** The day on which it was begun. */
  today: Day
  /** Processor time of this process for one load, without what was done again after it broke off. */
  seconds: number
  /** What each load said that broke off, and the day that the next one went on with. */
  broken: { fault: string; goesOnWith: Day | undefined }[]
}
const noteOfLoad = () => join(folderOf('demonstration'), 'load.json')
export const loadSeen = (): LoadSeen => JSON.parse(readFileSync(noteOfLoad(), 'utf8'))

/** Takes a copy away again. */
export async function dropCopy(name: string): Promise<void> {
  rmSync(folderOf(name), { recursive: true, force: true })
  await onServer((server) => server.query(`drop database if exists ${name} with (force)`))
}

/**
 * Starts the system on a copy for the tests of a file, and takes both away after them.
 * @returns the system, once tests run
 */
export function useCopyOfDemonstration(purpose: string): () => RunningSystem {
  const copy = `${purpose}_${process.pid}`
  let system: RunningSystem | undefined
  beforeAll(async () => {
    const { databaseUrl, folder } = await copyOfDemonstration(copy)
    const config = { DATABASE_URL: databaseUrl, DATA_FOLDER: folder, PORT: '0', LOG_LEVEL: 'error' }
    system = await start(readConfig(config), () => {})
  }, 900_000)
  afterAll(async () => {
    await system?.stop()
    await dropCopy(copy)
  })
  return () => {
    if (!system) throw new Error('The system runs only while tests do.')
    return system
  }
}

const folderOf = (name: string): string => join(inject('folder'), name)

/** It has its name only when it is whole: a load that failed leaves nothing that the next file takes for the district. */
async function loadOnce(server: pg.Client): Promise<void> {
  const folder = folderOf('demonstration')
  rmSync(folder, { recursive: true, force: true })
  await server.query('drop database if exists demonstration_unfinished with (force)')
  await server.query('create database demonstration_unfinished template template strategy file_copy')
  const url = databaseUrl(inject('server'), 'demonstration_unfinished')
  const config = readConfig({ DATABASE_URL: url, DATA_FOLDER: folder })
  const day = today()
  const broken: LoadSeen['broken'] = []
  const all = await processorSeconds(async () => {
    broken.push(await loadBrokenAt('verification.finding', day, config))
    broken.push(await loadBrokenAt('reports.signature', addDays(day, 1), config))
    // A start that finds a broken load goes on with it.
    const database = await furnish(config, () => {})
    await database.stop()
  })
  // Each load that goes on invents the district again.
  const inventing = await processorSeconds(async () => {
    recordActivities(placeInitiatives(layOutDistrict(), day), inventPeople(), day)
  })
  await comparePhotos(config)
  writeFileSync(noteOfLoad(), JSON.stringify({ today: day, seconds: all - 2 * inventing, broken }))
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await owner.query('vacuum (analyze)')
  await owner.end()
  // Nobody may be connected to what is copied.
  await server.query('alter database demonstration_unfinished allow_connections false')
  await server.query('alter database demonstration_unfinished rename to demonstration')
}

/** Begins a load, or goes on with it, until a fault ends it where it writes the first row of a table. */
async function loadBrokenAt(table: string, day: Day, config: Config): Promise<LoadSeen['broken'][number]> {
  const database = await prepare(config, () => {})
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  try {
    await owner.query(`create or replace function org.break() returns trigger language plpgsql as
      'begin raise exception ''broken off''; end'`)
    await owner.query(`create trigger breaks_off before insert on ${table} execute function org.break()`)
    const fault = await loadDemonstration({ today: day, say: () => {} }).then(
      () => '',
      (fault: unknown) => String(fault),
    )
    await owner.query('drop function org.break cascade')
    return { fault, goesOnWith: (await brokenLoad())?.today }
  } finally {
    await owner.end()
    await database.stop()
  }
}

/** What a system does with thousands of photos in its first minutes, and each copy would do in the midst of its tests. */
async function comparePhotos(config: Config): Promise<void> {
  const database = await prepare(config, () => {})
  const comparer = openComparer()
  try {
    await Promise.all([compareAll(comparer).finally(() => comparer.end()), hashAll()])
  } finally {
    await database.stop()
  }
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
