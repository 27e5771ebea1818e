import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'
import type { NamedUnit } from './rules.ts'

/** The units that rows name by code, address or name: the giver and whatever is or was beneath it. */
export async function unitsNamed(
  db: Reader,
  giverId: string,
  words: readonly string[],
  day: Day,
): Promise<NamedUnit[]> {
  if (words.length === 0) return []
  const { rows } = await sql<NamedUnit>`
    with word as materialized (select distinct upper(one) as code, lower(one) as slug, org.plain(one) as name from unnest(${[...words]}::text[]) as one)
    select unit.id, unit.name, unit.slug, unit.official_code as code, case when unit.valid_to <= ${day}::date then unit.valid_to end as "endedOn",
           case when unit.valid_to <= ${day}::date then array(
             select next.name from org.successors(unit.id) as heir join org.unit as next on next.id = heir
              where daterange(next.valid_from, next.valid_to) @> ${day}::date order by next.name collate org.names limit 10) else '{}' end as successors
      from org.unit
     where (unit.official_code in (select code from word) or unit.slug in (select slug from word) or org.plain(unit.name) in (select name from word))
       and exists (select from org.beneath where beneath.unit_id = unit.id
                     and beneath.ancestor_id in (select ${giverId}::uuid union select org.predecessors(${giverId}::uuid)))
     limit 20000`.execute(db)
  return rows
}

/** What is in a plan already: titles and units. */
export const tasksPresent = (db: Reader, planId: string): Promise<{ title: string; unitId: string }[]> =>
  db
    .selectFrom('programme.task')
    .select(['title', 'unit_id as unitId'])
    .where('plan_id', '=', planId)
    .where('handing_id', 'is', null)
    .where('state', '<>', 'recalled')
    .limit(20_000)
    .execute()
