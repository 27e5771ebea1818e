import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { closeAllIn, closeFolder } from './closed-folder.ts'
import { bucketOf, type Config } from './config.ts'
import { openDatabase, useAsDatabase } from './database.ts'
import { keepFilesIn } from './files.ts'
import { watchHealth } from './health.ts'
import { prepareJobs } from './jobs.ts'
import { migrate, refuseOutdated } from './migrate.ts'
import { throughOutages } from './outages.ts'
import { signPdfsWith } from './pdf-signatures.ts'
import { startPostgres } from './postgres.ts'
import { scanFilesWith } from './scan.ts'
import { letServiceIn } from './service-role.ts'

/** A database that is up to date and open, with the folder of files beside it. */
export type Running = {
  /** Address with the rights of the owner: for migrations and tools, never for requests. */
  url: string
  /** Address of the role by which the running system signs in: for requests and jobs. */
  serviceUrl: string
  /** What was migrated just now. */
  migrated: string[]
  stop(): Promise<void>
}

/**
 * Brings up the database: the system's own PostgreSQL, or the server of DATABASE_URL; migrates it and makes it the
 * one that this process uses. With `asItIs` nothing is migrated: what is only to be looked at stays as it is. With
 * `asOwner` this process signs in as the owner: commands do, of which some do what only the owner may. `say`
 * tells people what happens.
 * @throws Error in words for the administrator, where it cannot.
 */
export async function startDatabase(
  config: Config,
  say: (line: string) => void,
  { asItIs = false, asOwner = false }: { asItIs?: boolean; asOwner?: boolean } = {},
): Promise<Running> {
  const folder = resolve(config.DATA_FOLDER)
  closeFolder(folder)
  const filesFolder = join(folder, 'files')
  mkdirSync(filesFolder, { recursive: true })
  keepFilesIn(filesFolder, bucketOf(config))
  scanFilesWith(config.CLAMD_URL)
  signPdfsWith({
    folder: config.PDF_CERTIFICATES && resolve(config.PDF_CERTIFICATES),
    timestampUrl: config.PDF_TIMESTAMP_URL,
  })
  const server = config.DATABASE_URL
    ? { url: config.DATABASE_URL, dataFolder: undefined, stop: async () => {} }
    : await startPostgres({
        dataFolder: join(folder, 'postgres'),
        say,
        port: config.DATABASE_PORT,
        listen: config.DATABASE_LISTEN,
      })
  try {
    const migrated = asItIs ? await refuseOutdated(server.url) : await migrate(server.url)
    const serviceUrl =
      asItIs || asOwner ? server.url : await throughOutages(() => openForService(server.url, say))
    const db = openDatabase(serviceUrl, config.DATABASE_POOL)
    useAsDatabase(db)
    const endWatching = watchHealth({
      databaseUrl: serviceUrl,
      folders: server.dataFolder ? [server.dataFolder, filesFolder] : [filesFolder],
      filesFolder,
      reserve: config.DISK_RESERVE_MB * 1_048_576,
    })
    const closing = closeAllIn(folder, ['postgres']).catch((fault: unknown) =>
      say(`Files in ${folder} could not be closed to others: ${fault}`),
    )
    return {
      url: server.url,
      serviceUrl,
      migrated,
      stop: async () => {
        await closing
        await endWatching()
        useAsDatabase(undefined)
        await db.destroy()
        await server.stop()
      },
    }
  } catch (fault) {
    await server.stop()
    throw fault
  }
}

async function openForService(ownerUrl: string, say: (line: string) => void): Promise<string> {
  await prepareJobs(ownerUrl)
  return letServiceIn(ownerUrl, say)
}
