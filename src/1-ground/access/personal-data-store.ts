import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'

/** Rows about a person, by table, without secrets. */
export async function dataOf(db: Reader, personId: string): Promise<Record<string, unknown[]>> {
  const { rows } = await sql<{
    data: Record<string, unknown[]>
  }>`select access.data_of(${personId}) as data`.execute(db)
  return rows[0]?.data ?? {}
}

/** In which tables a person is named, and how often. */
export async function mentionsOf(db: Reader, personId: string): Promise<{ where: string; rows: number }[]> {
  const { rows } = await sql<{ where: string; rows: number }>`
    select place as "where", rows from access.mentions_of(${personId}) order by place`.execute(db)
  return rows
}

/** Erases what is kept of a person. */
export async function erase(tx: Tx, personId: string): Promise<void> {
  await sql`select access.erase(${personId})`.execute(tx)
}

/** A person's id by user name. */
export const idOfUserName = async (db: Reader, userName: string): Promise<string | undefined> =>
  (await db.selectFrom('access.person').select('id').where('user_name', '=', userName).executeTakeFirst())?.id
