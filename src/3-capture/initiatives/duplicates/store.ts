import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { State } from '../entry.ts'

/** An initiative whose name is like one that is typed. */
export type Alike = {
  id: string
  name: string
  slug: string
  kind: string
  unitId: string
  unitName: string
  state: State
  /** 0 to 1 for the name, and a little more for the same kind and the same commune. */
  likeness: number
  isNear: boolean
  copies: number
}

/** Initiatives with a name like this one, the most alike first. Only those that the reader may see. */
export async function initiativesAlike(
  db: Reader,
  wanted: { name: string; kind: string; unitId: string | null; atLeast: number; limit: number },
): Promise<Alike[]> {
  const { rows } = await sql<Alike>`
    select initiative.id, initiative.name, initiative.slug, initiative.kind, initiative.unit_id as "unitId",
           unit.name as "unitName", initiative.state, alike.likeness, alike.is_near as "isNear",
           (select count(*) from initiatives.initiative as copy where copy.copied_from = initiative.id) as copies
      from initiatives.alike(${wanted.name}, ${wanted.kind}, ${wanted.unitId}::uuid) as alike
      join initiatives.initiative on initiative.id = alike.id
      join org.unit on unit.id = initiative.unit_id
     where alike.likeness >= ${wanted.atLeast}
     order by alike.likeness desc, initiative.id
     limit ${wanted.limit}`.execute(db)
  return rows
}
