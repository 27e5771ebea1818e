/** Whether the system has what it needs to work, asked briefly and in bounded time, whatever else goes on. */
import { accessSync, constants, statfsSync } from 'node:fs'
import { sql } from 'kysely'
import { type Db, openDatabase } from './database.ts'
import { jobsAreWorking } from './jobs.ts'
import { Problem } from './problem.ts'

/** What can be wrong: each is one thing that an administrator looks after. */
export type Ailment = 'database' | 'disk' | 'files' | 'jobs'

/** What is watched. */
export type Watched = {
  databaseUrl: string
  /** Folders whose disks must keep some room: of the database, where it is our own, and of the files. */
  folders: readonly string[]
  /** Where files are kept or arrive. */
  filesFolder: string
  /** Bytes that stay free: below, people can read but not write, and the database has room to recover. */
  reserve: number
}

/** An answer is good for so long: many who ask at once are told the same. */
const goodFor = 500
/** The database has so long to answer. */
const patience = 400

let watched: (Watched & { db: Db }) | undefined

/** Begins to watch. @returns how to end it. */
export function watchHealth(what: Watched): () => Promise<void> {
  // A connection of its own: that all others are busy is no reason to say that the database is away.
  const db = openDatabase(what.databaseUrl, 1, {
    application_name: 'lantoa health',
    connectionTimeoutMillis: patience,
    query_timeout: patience,
  })
  watched = { ...what, db }
  lastRoom = undefined
  lastAilments = undefined
  return async () => {
    watched = undefined
    await db.destroy()
  }
}

let lastRoom: { at: number; isLeft: boolean } | undefined

/** Whether every disk has more room than is kept in reserve. */
function isRoomLeft(): boolean {
  if (!watched) return true
  const now = performance.now()
  if (lastRoom && now - lastRoom.at < goodFor) return lastRoom.isLeft
  const { reserve, folders } = watched
  lastRoom = { at: now, isLeft: folders.every((folder) => freeBytes(folder) >= reserve) }
  return lastRoom.isLeft
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    // A folder that is gone is another ailment.
    return Number.POSITIVE_INFINITY
  }
}

/**
 * Refuses to begin writing while a disk is nearly full. To stop in words while there is still room is better than to be
 * stopped: a database without room for its log ends, and then nobody can read either.
 * @throws Problem `disk_is_full`
 */
export function refuseWithoutRoom(): void {
  if (!isRoomLeft()) throw new Problem('disk_is_full')
}

let lastAilments: { at: number; found: Promise<Ailment[]> } | undefined

/** All that is wrong at the moment. */
export function ailments(): Promise<Ailment[]> {
  const now = performance.now()
  if (!lastAilments || now - lastAilments.at > goodFor) lastAilments = { at: now, found: look() }
  return lastAilments.found
}

async function look(): Promise<Ailment[]> {
  if (!watched) return ['database']
  const { db, filesFolder } = watched
  const isHere: Record<Ailment, boolean> = {
    database: await answers(db),
    disk: isRoomLeft(),
    files: isWritable(filesFolder),
    jobs: jobsAreWorking(),
  }
  return (Object.keys(isHere) as Ailment[]).filter((one) => !isHere[one])
}

async function answers(db: Db): Promise<boolean> {
  try {
    await sql`select 1`.execute(db)
    return true
  } catch {
    return false
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}
