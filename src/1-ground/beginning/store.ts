import { sql } from 'kysely'
import type { Reader } from '#platform/database'

/** Whether nobody has ever held a role here, so that nobody can sign in and invite others. */
export async function isNobodyHere(db: Reader): Promise<boolean> {
  const { rows } = await sql<{
    is: boolean
  }>`select not exists (select from access.role_held) as "is"`.execute(db)
  return rows[0]?.is ?? false
}

/** The addresses of all units. */
export async function slugsTaken(db: Reader): Promise<Set<string>> {
  const rows = await db.selectFrom('org.unit').select('slug').execute()
  return new Set(rows.map(({ slug }) => slug))
}

/** The first area that stood above all others; undefined where there is none. */
export async function firstArea(db: Reader): Promise<{ id: string; name: string } | undefined> {
  const { rows } = await sql<{ id: string; name: string }>`
    select unit.id, unit.name from org.unit join org.kind on kind.code = unit.kind and kind.is_area
     where not exists (select from org.placement where placement.unit_id = unit.id and placement.tree = 'area')
     order by unit.id limit 1`.execute(db)
  return rows[0]
}

/** The areas that stand today, have none above them, and whose people the reader manages. */
export async function rootsManaged(db: Reader): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select unit.id from org.unit join org.kind on kind.code = unit.kind and kind.is_area
     where unit.id = any ((select access.units_for('person.manage'))::uuid[])
       and daterange(unit.valid_from, unit.valid_to) @> org.today()
       and not exists (select from org.placement where placement.unit_id = unit.id
         and placement.tree = 'area' and daterange(placement.valid_from, placement.valid_to) @> org.today())
     order by unit.id limit 20`.execute(db)
  return rows.map(({ id }) => id)
}
