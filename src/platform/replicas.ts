import { CompiledQuery } from 'kysely'
import pg from 'pg'
import type { Config } from './config.ts'
import { database, type Identity, type Reader } from './database.ts'
import { type AtLeast, Replica, type ReplicaLog, type ReplicaOptions } from './replicas/replica.ts'
import { type Standing, WrongServer, whoAreYou } from './replicas/watch.ts'

export type { AtLeast } from './replicas/replica.ts'

let opened: readonly Replica[] = []
let turn = 0

/**
 * Opens the standbys of DATABASE_READ_URL for reading. One that is away is no fault: all is read from the primary until
 * it comes. @returns a function that closes them.
 * @throws Error in words for the administrator where a server is no standby of the database, or refuses us.
 */
export async function openReplicas(
  config: Pick<Config, 'DATABASE_READ_URL' | 'DATABASE_READ_LAG' | 'DATABASE_POOL'>,
  log: ReplicaLog,
  timing: Pick<ReplicaOptions, 'every' | 'patience'> = {},
): Promise<() => Promise<void>> {
  const urls = config.DATABASE_READ_URL?.split(',') ?? []
  if (urls.length === 0) return async () => {}
  const primary = await thisServer()
  const replicas = urls.map(
    (url) =>
      new Replica({
        ...timing,
        url,
        primary,
        size: config.DATABASE_POOL,
        lag: config.DATABASE_READ_LAG * 1000,
        log,
      }),
  )
  const end = async () => {
    opened = []
    await Promise.all(replicas.map((replica) => replica.end()))
  }
  for (const replica of replicas)
    try {
      await replica.look()
    } catch (fault) {
      if (isMistake(fault)) {
        await end()
        throw new Error(`DATABASE_READ_URL (${replica.name}): ${(fault as Error).message}.`)
      }
      replica.tell(fault)
    }
  for (const replica of replicas) replica.watch()
  opened = replicas
  return end
}

async function thisServer(): Promise<Standing> {
  const { rows } = await database().executeQuery<Standing>(CompiledQuery.raw(whoAreYou))
  return rows[0] as Standing
}

// A wrong password or database stays wrong. A server that starts, stops or is full will be there later.
const isMistake = (fault: unknown): boolean =>
  fault instanceof WrongServer || (fault instanceof pg.DatabaseError && /^(28|3D)/.test(fault.code ?? ''))

/** Whether there is a standby now from which one could read. */
export const canReadElsewhere = (): boolean => opened.some((replica) => replica.isUsable())

/**
 * Reads in one snapshot from a standby that shows at least what is asked for. Undefined where there is none, or where the
 * standby has nothing to say: then the primary is asked.
 */
export async function readElsewhere<T>(
  identity: Identity,
  read: (db: Reader) => Promise<T>,
  atLeast: AtLeast,
): Promise<{ value: T } | undefined> {
  const usable = opened.filter((replica) => replica.isUsable())
  turn = (turn + 1) % 1_000_000
  return usable[turn % usable.length]?.read(identity, read, atLeast)
}
