import { sql } from 'kysely'
import { type Tx, takeTurn } from '#platform/database'

/** Waits until nobody else counts under these keys, and holds them until the transaction ends. */
export async function holdKeys(tx: Tx, keys: readonly string[]): Promise<void> {
  for (const key of keys) await takeTurn(tx, `access.attempt ${key}`)
}

/** Until when one of some keys is locked, if any is. */
export async function lockedUntil(tx: Tx, keys: readonly string[]): Promise<Date | undefined> {
  if (keys.length === 0) return undefined
  const row = await tx
    .selectFrom('access.attempt')
    .select('locked_until')
    .where('key', 'in', keys)
    .where('locked_until', '>', sql<Date>`now()`)
    .orderBy('locked_until', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.locked_until ?? undefined
}

/** Counts a failure of a key, within a window, and gives the count. */
export async function countFailure(tx: Tx, key: string, windowMinutes: number): Promise<number> {
  const { rows } = await sql<{ failures: number }>`
    insert into access.attempt (key, failures) values (${key}, 1)
    on conflict (key) do update set
      failures = case when greatest(attempt.since, coalesce(attempt.locked_until, attempt.since)) < now() - make_interval(mins => ${windowMinutes})
                      then 1 else attempt.failures + 1 end,
      since = case when greatest(attempt.since, coalesce(attempt.locked_until, attempt.since)) < now() - make_interval(mins => ${windowMinutes})
                   then now() else attempt.since end
    returning failures`.execute(tx)
  return rows[0]?.failures ?? 1
}

/** Locks a key for some minutes. */
export async function lock(tx: Tx, key: string, minutes: number): Promise<void> {
  await sql`update access.attempt set locked_until = now() + make_interval(mins => ${minutes}) where key = ${key}`.execute(
    tx,
  )
}

/** Forgets the failures of keys. */
export async function forgive(tx: Tx, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await tx.deleteFrom('access.attempt').where('key', 'in', keys).execute()
}
