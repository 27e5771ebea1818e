import { AsyncLocalStorage } from 'node:async_hooks'
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './database-types.ts'
import { DatabaseAway } from './problem.ts'

// numeric and bigint amounts stay well within 2^53 (the constraint `fact_amount_is_absurd`), so numbers are exact.
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// A date is a date: never a JavaScript instant in somebody's time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMP, (text) => text)

/** A connection pool to the database of the system. */
export type Db = Kysely<DB>

declare const writes: unique symbol
declare const reads: unique symbol
/** A transaction in which one may look. Only `look`, `lookPublic` and `perform` hand one out. */
export type Reader = Transaction<DB> & { readonly [reads]: true }
/** A transaction in which one may write. Only `perform` and `asSystem` hand one out. */
export type Tx = Reader & { readonly [writes]: true }

/** In whose name a transaction runs: a person, the public, or the system itself (migrations, jobs, imports). */
export type Identity =
  | { role: 'lantoa_app'; personId: string }
  | { role: 'lantoa_public' }
  | { role: 'system' }

/** Opens a pool. `url` names a server on which the migrations have run. */
export function openDatabase(url: string, size = 20, more: pg.PoolConfig = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: 'lantoa',
    // Whoever waits longer than this for a connection is told so, rather than kept waiting for ever.
    connectionTimeoutMillis: 30_000,
    ...more,
  })
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  // So would one that breaks inside a transaction, between two statements: the next statement is refused, and says so.
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('connect', keepPrepared)
  const connect = async () => {
    try {
      return await pool.connect()
    } catch (cause) {
      throw cause instanceof pg.DatabaseError ? cause : new DatabaseAway(cause)
    }
  }
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool: { connect, end: () => pool.end(), options: pool.options } }),
  })
}

const publicReaders = new WeakSet<Reader>()

/** Whether somebody reads as anybody on the street would. */
export const isPublic = (db: Reader): boolean => publicReaders.has(db)

const preparing = new AsyncLocalStorage<true>()
/** More than the program has statements that write; what comes after is planned each time. */
const mostPrepared = 400

/**
 * Lets a connection keep what writing transactions say prepared. To read and to plan the statements of one record, with all the
 * policies that guard them, took PostgreSQL longer than to carry them out. What only reads is planned for its own values.
 */
function keepPrepared(client: pg.PoolClient): void {
  const names = new Map<string, string>()
  const nameOf = (text: string): string | undefined => {
    if (
      !names.has(text) &&
      names.size < mostPrepared &&
      /^\s*(select|insert|update|delete|with)\b/i.test(text)
    )
      names.set(text, `lantoa_${names.size}`)
    return names.get(text)
  }
  const query = (...said: unknown[]): unknown =>
    (pg.Client.prototype.query as (...said: unknown[]) => unknown).apply(client, said)
  client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
    const name = preparing.getStore() && typeof text === 'string' && values ? nameOf(text) : undefined
    return name ? query({ name, text, values }, ...rest) : query(text, values, ...rest)
  }) as typeof client.query
}

let opened: Db | undefined

/** Makes a pool the one that the whole process uses. */
export function useAsDatabase(db: Db | undefined): void {
  opened = db
}

/** The pool of this process. */
export function database(): Db {
  if (!opened) throw new Error('The database is not open yet.')
  return opened
}

/** Has PostgreSQL look at what its tables hold, which else it does a minute later: for whoever has just loaded much. */
export async function learnWhatTablesHold(): Promise<void> {
  await sql`analyze`.execute(database())
}

/**
 * Runs something in one transaction, in somebody's name: the role and the person hold until the transaction ends, so
 * nothing of them can leak into another request of the same connection. With `snapshot` all that it reads is of one
 * moment, whatever others commit meanwhile. `isWriting` keeps its statements prepared for the next one. `on` is another
 * connection than those of the pool of this process.
 */
export function inTransaction<T>(
  identity: Identity,
  run: (tx: Tx) => Promise<T>,
  {
    snapshot = false,
    isWriting = false,
    on = database(),
  }: { snapshot?: boolean; isWriting?: boolean; on?: Db } = {},
): Promise<T> {
  if (isWriting) return preparing.run(true, () => inTransaction(identity, run, { snapshot, on }))
  return on
    .transaction()
    .setIsolationLevel(snapshot ? 'repeatable read' : 'read committed')
    .execute(async (transaction) => {
      if (identity.role !== 'system') {
        const personId = identity.role === 'lantoa_app' ? identity.personId : ''
        await sql`select set_config('role', ${identity.role}, true), set_config('lantoa.person_id', ${personId}, true)`.execute(
          transaction,
        )
      }
      const tx = transaction as unknown as Tx
      if (identity.role === 'lantoa_public') publicReaders.add(tx)
      return run(tx)
    })
}

/** A place in the primary's log of all that it writes, such as `0/3000148`. */
export type Position = string

/** Lets whoever does the same wait until this transaction ends. `what` names it, with ids where it is about one thing. */
export async function takeTurn(tx: Tx, what: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${what}, 0))`.execute(tx)
}

/**
 * Where the primary's log ends as a statement runs: whatever the statement can see was written before. The end of what is
 * on disk would not do: what a national server gets from its provinces is seen before it is there. Behind the head of a
 * page nothing has been written yet, and a standby stops before it.
 */
export const positionHere = sql<Position>`(
  select (place.lsn - case when place.into_page <= 40 then place.into_page else 0 end)::text
    from (select ending.lsn, mod(ending.lsn - '0/0'::pg_lsn, current_setting('wal_block_size')::numeric) as into_page
            from (select pg_current_wal_insert_lsn() as lsn offset 0) as ending) as place)`

/** Where the primary is now: a standby that has got there shows all that has been committed until now. */
export async function currentPosition(): Promise<Position> {
  const { rows } = await sql<{ position: Position }>`select ${positionHere} as position`.execute(database())
  return rows[0]?.position ?? '0/0'
}

/**
 * A text that changes whenever a change of what public pages show becomes visible, and at midnight, when terms end: equal texts
 * mean equal pages. It is what lets a rendered page be kept for as long as it is true.
 */
export async function stateOfPages(): Promise<string> {
  const { rows } = await sql<{
    state: string
  }>`select portal.state() || ' ' || (now() at time zone 'Asia/Ho_Chi_Minh')::date as state`.execute(
    database(),
  )
  return rows[0]?.state ?? ''
}
