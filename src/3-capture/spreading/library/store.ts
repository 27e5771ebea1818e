import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '#platform/database'
import { asLike } from '#platform/finding'
import { plainText } from '#platform/plain-text'
import { type Level, levels } from '../recognition/entry.ts'
import type { LibraryPlace, LibrarySearch } from './entry.ts'

const rankOf = (level: Level): number => levels.indexOf(level) + 1

/** The beginnings of the words that are looked for, as patterns. */
const patternsOf = (text: string): string[] =>
  plainText(text)
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => `% ${asLike(word)}%`)

/** Facts of an initiative that stand: by indicator, and proven, where that is asked. */
const resultWanted = ({ indicator, isProven }: LibrarySearch): RawBuilder<unknown>[] =>
  indicator === undefined && !isProven
    ? []
    : [
        sql`exists (select from figures.standing where standing.series_id = initiative.id and standing.amount > 0
              ${indicator === undefined ? sql`` : sql`and standing.indicator = ${indicator}`}
              ${isProven ? sql`and standing.assurance <> 'declared'` : sql``})`,
      ]

/**
 * Initiatives of the library: first what was recognised at a higher level, then what was copied more often, then by name.
 * Words must begin as those of the text do, in the name, the introduction or the name of the unit.
 */
export async function libraryRows(db: Reader, search: LibrarySearch): Promise<LibraryPlace[]> {
  const states = {
    running: ['active', 'recognised'],
    ended: ['ended'],
    all: ['active', 'recognised', 'ended'],
  }[search.sort]
  const wanted = [
    sql`initiative.state = any (${states}::text[])`,
    ...patternsOf(search.text).map(
      (pattern) => sql`' ' || initiative.search || ' ' || unit.search like ${pattern}`,
    ),
    ...(search.line
      ? [
          sql`(unit.line = ${search.line} or exists (
            select from initiatives.co_host join org.unit as host on host.id = co_host.unit_id
             where co_host.initiative_id = initiative.id and co_host.accepted_at is not null and host.line = ${search.line}))`,
        ]
      : []),
    ...(search.kind ? [sql`initiative.kind = ${search.kind}`] : []),
    ...(search.level ? [sql`recognised.rank >= ${rankOf(search.level)}`] : []),
    ...(search.costUpTo === undefined
      ? []
      : [
          sql`exists (select from initiatives.guide where guide.initiative_id = initiative.id and guide.cost_dong <= ${search.costUpTo})`,
        ]),
    ...resultWanted(search),
  ]
  const after = search.after
  const { rows } = await sql<LibraryPlace>`
    select * from (
      select initiative.id, initiative.name, recognised.rank,
             (select count(*) from initiatives.initiative as copy
               where copy.copied_from = initiative.id and copy.state <> 'proposed') as copies
        from initiatives.initiative
        join org.unit on unit.id = initiative.unit_id
        cross join lateral (
          select coalesce(max(initiatives.rank_of(recognition.level)), 0) as rank from initiatives.recognition
           where recognition.initiative_id = initiative.id and recognition.withdrawn_at is null) as recognised
       where ${sql.join(wanted, sql` and `)}
    ) as found
    ${
      after
        ? sql`where (-found.rank, -found.copies, found.name collate org.names, found.id)
                  > (${-after.rank}::integer, ${-after.copies}::bigint, ${after.name}, ${after.id}::uuid)`
        : sql``
    }
     order by -found.rank, -found.copies, found.name collate org.names, found.id
     limit ${search.limit}`.execute(db)
  return rows
}

/** The initiatives that were copied straight from another, by the day on which they started. */
export async function copiesOf(db: Reader, id: string, limit: number) {
  return db
    .selectFrom('initiatives.initiative as copy')
    .innerJoin('org.unit as unit', 'unit.id', 'copy.unit_id')
    .select([
      'copy.id',
      'copy.name',
      'copy.slug',
      'copy.state',
      'copy.started_on as startedOn',
      'unit.name as unitName',
    ])
    .where('copy.copied_from', '=', id)
    .orderBy('copy.started_on')
    .orderBy('copy.id')
    .limit(limit)
    .execute()
}

/** The initiative from which another was copied. */
export const originOf = (db: Reader, id: string) =>
  db
    .selectFrom('initiatives.initiative as copy')
    .innerJoin('initiatives.initiative as origin', 'origin.id', 'copy.copied_from')
    .innerJoin('org.unit as unit', 'unit.id', 'origin.unit_id')
    .select(['origin.id', 'origin.name', 'origin.slug', 'unit.name as unitName'])
    .where('copy.id', '=', id)
    .executeTakeFirst()
