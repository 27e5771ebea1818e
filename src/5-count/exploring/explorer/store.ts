import { sql } from 'kysely'
import type { Named, Tree } from '#org'
import type { Reader } from '#platform/database'
import { byName } from '#platform/names'
import type { Day, Span } from '#platform/time'

/** From when to when a unit stood beneath another. */
export type Stretch = { unitId: string; from: Day; until: Day | null }

/** When units stood directly beneath another, as far as it touches a span. */
export async function stretchesBeneath(
  db: Reader,
  unitId: string,
  tree: Tree,
  span: Span,
): Promise<Stretch[]> {
  const { rows } = await sql<Stretch>`
    select placement.unit_id as "unitId", greatest(placement.valid_from, unit.valid_from) as from,
           least(placement.valid_to, unit.valid_to) as until
      from org.placement join org.unit on unit.id = placement.unit_id
     where placement.parent_id = ${unitId}::uuid and placement.tree = ${tree}
       and daterange(placement.valid_from, placement.valid_to) && daterange(${span.from}::date, ${span.until}::date)
     order by placement.valid_from limit 2000`.execute(db)
  return rows
}

/** Which of some organisations stand beneath another of them at any time of a span: whoever counts one counts the other. */
export async function nestedAmong(db: Reader, unitIds: readonly string[], span: Span): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct beneath.unit_id as id from org.beneath
     where beneath.unit_id = any (${[...unitIds]}::uuid[]) and beneath.ancestor_id = any (${[...unitIds]}::uuid[])
       and beneath.unit_id <> beneath.ancestor_id
       and beneath.valid && daterange(${span.from}::date, ${span.until}::date)`.execute(db)
  return rows.map(({ id }) => id)
}

/** The themes by which figures are added up, the newest first; the code of each is its id. */
export const themesOf = (db: Reader): Promise<Named[]> =>
  db
    .selectFrom('figures.theme')
    .select(['id as code', 'name_vi as nameVi', 'name_en as nameEn'])
    .orderBy('valid_from', 'desc')
    .orderBy(byName('name_vi'))
    .limit(200)
    .execute()
