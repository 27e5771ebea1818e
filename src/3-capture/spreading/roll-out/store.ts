import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import { byName } from '#platform/names'

/** Why a unit does not get an initiative: it has it, it has another one of that name, or the kind is not for it. */
export type Standing = 'fresh' | 'has_it' | 'name_is_taken' | 'kind_is_of_another_unit'

/** The units from which this person can roll out: where they were given a role, not those beneath. */
export const unitsToRollOutFrom = (db: Reader): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('org.unit as unit')
    .select(['unit.id', 'unit.name'])
    .where(sql<boolean>`unit.id in (select access.roots_for('initiative.propose'))`)
    .where(sql<boolean>`daterange(unit.valid_from, unit.valid_to) @> org.today()`)
    .orderBy(byName('unit.name'))
    .limit(100)
    .execute()

/** How some units stand to an initiative: all that came, copy after copy, from the same first one is the same. */
export async function standingsOf(
  db: Reader,
  source: { id: string; kind: string; name: string },
  unitIds: readonly string[],
): Promise<Map<string, Standing>> {
  const { rows } = await sql<{ id: string; standing: Standing }>`
    with recursive up as (
      select initiative.id, initiative.copied_from from initiatives.initiative where initiative.id = ${source.id}::uuid
      union
      select above.id, above.copied_from from up join initiatives.initiative as above on above.id = up.copied_from
    ), family as (
      select id from up
      union
      select copy.id from family join initiatives.initiative as copy on copy.copied_from = family.id
    ), having_it as (
      select distinct initiative.unit_id from family join initiatives.initiative on initiative.id = family.id
       where initiative.state <> 'ended'
    )
    select id,
           case when id in (select unit_id from having_it) then 'has_it'
                when exists (select from initiatives.initiative where initiative.unit_id = given.id
                               and org.plain(initiative.name) = org.plain(${source.name})) then 'name_is_taken'
                when not initiatives.is_usable(${source.kind}, id) then 'kind_is_of_another_unit'
                else 'fresh' end as standing
      from unnest(${[...unitIds]}::uuid[]) as given (id)`.execute(db)
  return new Map(rows.map(({ id, standing }) => [id, standing]))
}
