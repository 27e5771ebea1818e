import { sql } from 'kysely'
import type { Reader } from '#platform/database'

/** Whether nobody is here yet: no unit, and nobody who could sign in. */
export async function isUntouched(db: Reader): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select not exists (select from org.unit) and not exists (select from access.role_held) as "is"`.execute(
    db,
  )
  return rows[0]?.is ?? false
}

/** The addresses of all units. */
export async function slugsTaken(db: Reader): Promise<Set<string>> {
  const rows = await db.selectFrom('org.unit').select('slug').execute()
  return new Set(rows.map(({ slug }) => slug))
}

/** The name of the first unit that stood above all others; undefined where there is none. */
export async function nameOfFirst(db: Reader): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select unit.name from org.unit join org.kind on kind.code = unit.kind and kind.is_area
     where not exists (select from org.placement where placement.unit_id = unit.id and placement.tree = 'area')
     order by unit.id limit 1`.execute(db)
  return rows[0]?.name
}

/** Whether a person manages people of a unit above which there is none. */
export async function managesARoot(db: Reader): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from unnest((select access.units_for('person.manage'))::uuid[]) as managed(unit_id)
      where not exists (select from org.placement where placement.unit_id = managed.unit_id
        and placement.tree = 'area' and daterange(placement.valid_from, placement.valid_to) @> org.today())) as "is"`.execute(
    db,
  )
  return rows[0]?.is ?? false
}
