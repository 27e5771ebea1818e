import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type pg from 'pg'
import {
  currentPosition,
  type Db,
  type Identity,
  inTransaction,
  openDatabase,
  type Position,
  type Reader,
} from '../database.ts'
import type { openLog } from '../log.ts'
import { Problem } from '../problem.ts'
import { Freshness, objectionTo, type Standing, Watcher, WrongServer, whoAreYou } from './watch.ts'

/** Where what happens to replicas is told. */
export type ReplicaLog = Pick<ReturnType<typeof openLog>, 'info' | 'warn' | 'error'>

/** What a replica needs to know. Times in milliseconds. */
export type ReplicaOptions = {
  url: string
  size: number
  primary: Pick<Standing, 'server' | 'database'>
  /** Further behind than this it is not read from. */
  lag: number
  log: ReplicaLog
  /** How often it is looked at, and for how long a reader waits for it to catch up. */
  every?: number
  patience?: number
}

/** What a read must show: all that was committed before a position, or nothing older than the lag that is allowed. */
export type AtLeast = Position | 'recent'

/** One standby from which is read as long as it answers, follows the primary and is close behind. */
export class Replica {
  /** Its place without the password. */
  readonly name: string
  readonly #options: Required<ReplicaOptions>
  readonly #db: Db
  readonly #watcher: Watcher
  readonly #freshness = new Freshness()
  #trouble: string | undefined = 'it has not answered yet'
  #isEnding = false
  #watching: Promise<void> | undefined

  constructor(options: ReplicaOptions) {
    this.#options = { every: 500, patience: 40, ...options }
    this.name = new URL(options.url).host
    this.#watcher = new Watcher(options.url)
    this.#db = openDatabase(options.url, options.size, {
      connectionTimeoutMillis: 1_000,
      query_timeout: 10_000,
      keepAlive: true,
      verify: (client, done) => void this.#verify(client).then(done, done),
    })
  }

  async #verify(client: pg.ClientBase): Promise<undefined> {
    const { rows } = await client.query<Standing>(whoAreYou)
    const objection = objectionTo(rows[0] as Standing, this.#options.primary)
    if (objection) throw new WrongServer(objection)
  }

  isUsable(): boolean {
    return this.#trouble === undefined && this.#freshness.age(performance.now()) <= this.#options.lag
  }

  /** Looks how it is once. @throws WrongServer, and what the connection says */
  async look(): Promise<void> {
    const at = performance.now()
    const position = await currentPosition().catch(() => undefined)
    // The primary is away: nothing is known of the standby, and what it shows grows old.
    if (position === undefined) return
    const standing = await this.#watcher.ask()
    const objection = objectionTo(standing, this.#options.primary)
    if (objection) throw new WrongServer(objection)
    this.#freshness.note(at, position, standing.replayed ?? '0/0')
    const isBehind = this.#freshness.age(performance.now()) > this.#options.lag
    this.#say(isBehind ? `it is more than ${this.#options.lag / 1000} seconds behind` : undefined)
  }

  /** Goes on looking until the end. */
  watch(): void {
    this.#watching = (async () => {
      while (!this.#isEnding) {
        await pause(this.#options.every, undefined, { ref: false })
        if (!this.#isEnding) await this.look().catch((fault) => this.tell(fault))
      }
    })()
  }

  /** Notes what went wrong: until it has been looked at again nobody reads here. */
  tell(fault: unknown): void {
    this.#freshness.forget()
    this.#say(fault instanceof Error ? fault.message : String(fault), fault instanceof WrongServer)
  }

  #say(trouble: string | undefined, isWrong = false): void {
    if (trouble === this.#trouble || this.#isEnding) return
    this.#trouble = trouble
    const line = `${this.name} is not read from: ${trouble}. All is read from the primary.`
    if (trouble === undefined) this.#options.log.info(`Pages and reports are read from ${this.name}.`)
    else if (isWrong) this.#options.log.error(line)
    else this.#options.log.warn(line)
  }

  /**
   * Reads here what is asked for, if that can be shown here. Undefined sends the reader to the primary. So does every
   * fault; and so do refusals and what is not found, for what somebody was just told of or just permitted may not have
   * come here yet.
   */
  async read<T>(
    identity: Identity,
    run: (db: Reader) => Promise<T>,
    atLeast: AtLeast,
  ): Promise<{ value: T } | undefined> {
    if (!this.isUsable()) return undefined
    try {
      return await this.#db.connection().execute(async (connection) => {
        if (atLeast !== 'recent' && !(await this.#reaches(connection, atLeast))) return undefined
        const value = await inTransaction(identity, run, { snapshot: true, on: connection })
        return value === undefined || value === false ? undefined : { value }
      })
    } catch (fault) {
      if (isOutage(fault)) this.tell(fault)
      else if (!(fault instanceof Problem) && !this.#isEnding)
        this.#options.log.warn({ err: fault }, `A read failed at ${this.name} and is made on the primary.`)
      return undefined
    }
  }

  // Asked on the connection on which is read then, and before the snapshot is taken: what comes later only adds.
  async #reaches(connection: Db, position: Position): Promise<boolean> {
    const begun = performance.now()
    for (let wait = 1; ; wait = Math.min(2 * wait, 8)) {
      const { rows } = await sql<{ isThere: boolean }>`
        select pg_last_wal_replay_lsn() >= ${position}::pg_lsn as "isThere"`.execute(connection)
      if (rows[0]?.isThere) return true
      // One that was not close at the last look is not waited for.
      const isFar = this.#freshness.age(performance.now()) > 1_000
      if (isFar || performance.now() + wait - begun > this.#options.patience) return false
      await pause(wait)
    }
  }

  async end(): Promise<void> {
    this.#isEnding = true
    await this.#watching
    await this.#watcher.end()
    await this.#db.destroy()
  }
}

/** Whether a fault is the server's going or having gone, and not that of one statement. */
function isOutage(fault: unknown): boolean {
  if (fault instanceof WrongServer) return true
  if (!(fault instanceof Error)) return false
  if (/^Connection terminated|^Query read timeout/.test(fault.message)) return true
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : ''
  return /^(08...|57P0[123]|E[A-Z]{4,})$/.test(code)
}
