import { sql } from 'kysely'
import type { Reader } from '#platform/database'

/** Documents to choose from, the newest first, and those that are chosen already. */
export const documentsToChoose = (
  db: Reader,
  chosen: readonly string[],
): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('programme.document')
    .select(['id', sql<string>`symbol || ': ' || left(subject, 120)`.as('name')])
    .orderBy(sql`id = any (${[...chosen]}::uuid[])`, 'desc')
    .orderBy('issued_on', 'desc')
    .orderBy('id', 'desc')
    .limit(12)
    .execute()
