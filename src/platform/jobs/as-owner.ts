import { sql } from 'kysely'
import type { Db as Connection } from 'pg-boss'
import type { Tx } from '../database.ts'

/**
 * Runs the statements of the queue in a transaction of ours, as the role that signed in. The queue belongs to the system:
 * whoever may change something may thereby cause a job, but may neither read nor write the queue, so the role of the
 * transaction is laid aside for these statements alone.
 */
export async function asOwner<T>(tx: Tx, run: (db: Connection) => Promise<T>): Promise<T> {
  const { rows } = await sql<{ role: string }>`select current_setting('role') as role`.execute(tx)
  const role = rows[0]?.role ?? 'none'
  if (role !== 'none') await sql`select set_config('role', 'none', true)`.execute(tx)
  // After a fault the transaction can only be undone, and its role with it.
  const done = await run({
    executeSql: async (text, values) => {
      const result = await tx.executeQuery({
        sql: text,
        parameters: values ?? [],
        query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
        queryId: { queryId: 'jobs' },
      })
      return { rows: [...result.rows] }
    },
  })
  if (role !== 'none') await sql`select set_config('role', ${role}, true)`.execute(tx)
  return done
}
