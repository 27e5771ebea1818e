import { sql } from 'kysely'
import type { Reader } from '#platform/database'

/** Themes to choose from: those that the reader knows, the newest first. */
export const themesToChoose = (db: Reader): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('programme.theme')
    .select([
      'id',
      sql<string>`short_title || ' (' || case when from_year = to_year then from_year::text else from_year || '–' || to_year end || ')'`.as(
        'name',
      ),
    ])
    .orderBy('from_year', 'desc')
    .orderBy('id', 'desc')
    .limit(60)
    .execute()
