import { sql } from 'kysely'
import type { Reader } from '#platform/database'

/** The units in which the person of this transaction holds a role, by name. */
export async function ownUnits(db: Reader): Promise<{ id: string; name: string; slug: string }[]> {
  const { rows } = await sql<{ id: string; name: string; slug: string }>`
    select unit.id, unit.name, unit.slug from access.roots_for('pledge.read') as held (id)
      join org.unit on unit.id = held.id
     group by unit.id order by unit.name collate org.names limit 50`.execute(db)
  return rows
}
