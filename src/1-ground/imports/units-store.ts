import { sql } from 'kysely'
import type { Action } from '#access'
import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'

/** A unit that a row may mean, with the one that acts for it today. */
export type UnitMeant = {
  id: string
  name: string
  slug: string
  officialCode: string | null
  plain: string
  validFrom: Day
  validTo: Day | null
  /** The unit that carries on its work today: itself, or the one that took its place; null where it was split. */
  actingId: string | null
}

/** Units of some slugs, official codes or plain names, of any time, among those in which this person may do an action. */
export async function unitsMeant(
  db: Reader,
  action: Action,
  texts: readonly string[],
  plain: readonly string[],
): Promise<UnitMeant[]> {
  if (texts.length === 0) return []
  const { rows } = await sql<UnitMeant>`
    select unit.id, unit.name, unit.slug, unit.official_code as "officialCode", org.plain(unit.name) as plain,
           unit.valid_from as "validFrom", unit.valid_to as "validTo", org.acting_for(unit.id, org.today()) as "actingId"
      from org.unit
     where (unit.slug = any (${[...texts]}) or unit.official_code = any (${[...texts]}) or org.plain(unit.name) = any (${[...plain]}))
       and unit.id = any ((select access.units_for(${action}))::uuid[])
     order by unit.id limit 20000`.execute(db)
  return rows
}

/** The plain names of the units above some others, with the days on which they stood above. */
export async function namesAbove(
  db: Reader,
  unitIds: readonly string[],
): Promise<{ unitId: string; plain: string; from: Day; until: Day | null }[]> {
  if (unitIds.length === 0) return []
  const { rows } = await sql<{ unitId: string; plain: string; from: Day; until: Day | null }>`
    select beneath.unit_id as "unitId", org.plain(above.name) as plain, lower(beneath.valid) as "from", upper(beneath.valid) as until
      from org.beneath join org.unit as above on above.id = beneath.ancestor_id
     where beneath.unit_id = any (${[...unitIds]}::uuid[]) and beneath.distance > 0 limit 200000`.execute(db)
  return rows
}
