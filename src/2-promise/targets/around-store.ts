import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Direction } from './entry.ts'

/** A document by which targets can be decided. */
export type DocumentChoice = { id: string; symbol: string; subject: string; issuedOn: string }

/** The newest documents of some units, as far as the reader may see them. */
export const documentsToCite = (db: Reader, unitIds: readonly string[]): Promise<DocumentChoice[]> =>
  unitIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('programme.document')
        .select(['id', 'symbol', 'subject', 'issued_on as issuedOn'])
        .where('unit_id', 'in', [...unitIds])
        .orderBy('issued_on', 'desc')
        .orderBy('id', 'desc')
        .limit(100)
        .execute()

/** Years for which a unit, or those to which it handed down, have targets, the newest first. */
export async function yearsOf(db: Reader, unitId: string): Promise<number[]> {
  const found = await db
    .selectFrom('programme.current_target')
    .select('year')
    .where((eb) => eb.or([eb('unit_id', '=', unitId), eb('set_by_unit_id', '=', unitId)]))
    .groupBy('year')
    .orderBy('year', 'desc')
    .limit(30)
    .execute()
  return found.flatMap(({ year }) => (year === null ? [] : [year]))
}

/** What predecessors of a unit were to reach in a year and the unit itself is not yet: to be set anew. */
export type Inherited = {
  unitId: string
  indicator: string
  amount: number
  direction: Direction
  from: { name: string; amount: number }[]
}

/**
 * Of some units: the sums of the targets of those whose work they carry on, where they have none of their own. What was
 * split among several has no heir and is set by hand.
 */
export async function inheritedBy(
  db: Reader,
  unitIds: readonly string[],
  year: number,
): Promise<Inherited[]> {
  if (unitIds.length === 0) return []
  const { rows: found } = await sql<Inherited>`
    select heir.id as "unitId", target.indicator, sum(target.amount) as amount, min(target.direction) as direction,
           jsonb_agg(jsonb_build_object('name', former.name, 'amount', target.amount) order by former.name collate org.names) as from
      from unnest(${[...unitIds]}::uuid[]) as heir (id)
     cross join lateral org.predecessors(heir.id) as gone (id)
      join org.unit as former on former.id = gone.id
      join programme.current_target as target on target.unit_id = former.id and target.year = ${year}
     where not exists (select from org.heirs(former.id) as later (id)
                         join programme.current_target as own on own.unit_id = later.id
                        where own.indicator = target.indicator and own.year = target.year)
     group by heir.id, target.indicator
    having count(distinct target.direction) = 1
     order by target.indicator limit 2000`.execute(db)
  return found
}

/** A unit as a row of a table names it. */
export type NamedUnit = { id: string; name: string; slug: string; officialCode: string | null }

/** Units of some slugs, official codes or plain names, as they stood in a year, among those in which targets may be set. */
export async function unitsNamedIn(
  db: Reader,
  names: readonly string[],
  year: number,
): Promise<(NamedUnit & { plain: string })[]> {
  if (names.length === 0) return []
  const { rows: found } = await sql<NamedUnit & { plain: string }>`
    select unit.id, unit.name, unit.slug, unit.official_code as "officialCode", org.plain(unit.name) as plain
      from org.unit
     where unit.id = any ((select access.units_for('target.set'))::uuid[])
       and (unit.slug = any (${[...names]}) or unit.official_code = any (${[...names]}) or org.plain(unit.name) = any (${[...names]}))
       and daterange(unit.valid_from, unit.valid_to) && daterange(make_date(${year}, 1, 1), make_date(${year} + 1, 1, 1))
     limit 5000`.execute(db)
  return found
}
