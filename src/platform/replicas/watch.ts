import pg from 'pg'
import type { Position } from '../database.ts'

/** What a server says of itself: whether it follows another, which cluster and database it holds, how far it is. */
export type Standing = { isStandby: boolean; server: string; database: string; replayed: Position | null }

/** The question for it. */
export const whoAreYou = `
  select pg_is_in_recovery() as "isStandby", (select system_identifier::text from pg_control_system()) as server,
         (select oid::text from pg_database where datname = current_database()) as database,
         pg_last_wal_replay_lsn()::text as replayed`

/** A server from which nobody may read, whatever its state: what it holds is not what the primary holds. */
export class WrongServer extends Error {}

/** Why a server is no standby of the primary; undefined where it is one. */
export function objectionTo(
  standing: Standing,
  primary: Pick<Standing, 'server' | 'database'>,
): string | undefined {
  if (standing.server !== primary.server)
    return 'it is another PostgreSQL server with other data, and no standby of this one. Make it a copy of the primary (docs/guides/quan-tri.md), or correct DATABASE_READ_URL'
  if (!standing.isStandby)
    return 'it follows no other server: it is the primary itself, or a standby that was promoted and goes its own way. Make it a standby again, or correct DATABASE_READ_URL'
  if (standing.database !== primary.database)
    return 'it follows the right server, but DATABASE_READ_URL names another database there'
  return undefined
}

/** A position as a number, to compare. */
const placeOf = (position: Position): bigint => {
  const [high = '0', low = '0'] = position.split('/')
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`)
}

/**
 * How old what a standby shows can be. From time to time the primary says where it is; a standby that has got there shows
 * at least what could be seen at that moment. Its own clock and that of the last commit are not asked: where nobody writes
 * it would seem to fall behind.
 */
export class Freshness {
  #marks: { at: number; place: bigint }[] = []
  #freshAt = Number.NEGATIVE_INFINITY

  /** The primary was at `position` at the moment `at`, and afterwards the standby at `replayed`. */
  note(at: number, position: Position, replayed: Position): void {
    this.#marks.push({ at, place: placeOf(position) })
    const reached = this.#marks.findLastIndex(({ place }) => place <= placeOf(replayed))
    this.#freshAt = this.#marks[reached]?.at ?? this.#freshAt
    // A thousand are minutes: a standby that is further behind is not read from anyway.
    this.#marks = this.#marks.slice(reached + 1).slice(-1000)
  }

  /** For how long what the standby shows may have been untrue, in milliseconds. */
  age(now: number): number {
    return now - this.#freshAt
  }

  forget(): void {
    this.#marks = []
    this.#freshAt = Number.NEGATIVE_INFINITY
  }
}

/** A connection of its own for the watch: when all others are busy the standby is not gone. */
export class Watcher {
  readonly #url: string
  #client: pg.Client | undefined

  constructor(url: string) {
    this.#url = url
  }

  /** Asks the server who it is. @throws where it does not answer within two seconds */
  async ask(): Promise<Standing> {
    try {
      this.#client ??= await this.#connect()
      const { rows } = await this.#client.query<Standing>(whoAreYou)
      return rows[0] as Standing
    } catch (fault) {
      await this.end()
      throw fault
    }
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: 2_000,
      query_timeout: 2_000,
      keepAlive: true,
      application_name: 'lantoa watch',
    })
    client.on('error', () => {})
    await client.connect()
    return client
  }

  async end(): Promise<void> {
    const client = this.#client
    this.#client = undefined
    // A server that has vanished answers no farewell either.
    await Promise.race([client?.end().catch(() => {}), new Promise((done) => setTimeout(done, 500).unref())])
  }
}
