import { sql } from 'kysely'
import type { State } from '#initiatives'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { CopyEntry } from './entry.ts'

/** Enters a proposal that follows another initiative. */
export async function insertCopy(
  tx: Tx,
  row: CopyEntry & {
    id: string
    slug: string
    kind: string
    copiedFrom: string
    formId: string
    personId: string
  },
): Promise<void> {
  await tx
    .insertInto('initiatives.initiative')
    .values({
      id: row.id,
      kind: row.kind,
      unit_id: row.unitId,
      name: row.name,
      slug: row.slug,
      summary: row.summary,
      created_by: row.personId,
      copied_from: row.copiedFrom,
      copied_form: row.formId,
    })
    .execute()
}

/** An initiative of a family: all that came, by copy after copy, from the same first one. */
export type Member = {
  id: string
  copiedFrom: string | null
  name: string
  slug: string
  kind: string
  state: State
  startedOn: Day | null
  endedOn: Day | null
  unitId: string
  unitName: string
  /** The commune in which it was or is done. */
  placeId: string | null
  placeName: string | null
}

/** The most initiatives of a family that are read. */
export const largestFamily = 500

/** The family of an initiative, itself included: up to the first one, and down to all that followed it. */
export async function familyOf(db: Reader, id: string): Promise<Member[]> {
  const { rows } = await sql<Member>`
    with recursive up as (
      select initiative.id, initiative.copied_from, 0 as height from initiatives.initiative where initiative.id = ${id}
      union all
      select above.id, above.copied_from, up.height + 1 from up
        join initiatives.initiative as above on above.id = up.copied_from where up.height < 100
    ), down as (
      select * from (select up.id, 0 as depth from up order by up.height desc limit 1) as first
      union all
      select copy.id, down.depth + 1 from down
        join initiatives.initiative as copy on copy.copied_from = down.id where down.depth < 100
    )
    select initiative.id, initiative.copied_from as "copiedFrom", initiative.name, initiative.slug, initiative.kind,
           initiative.state, initiative.started_on as "startedOn", initiative.ended_on as "endedOn",
           initiative.unit_id as "unitId", unit.name as "unitName", place.id as "placeId", place.name as "placeName"
      from down
      join initiatives.initiative on initiative.id = down.id
      join org.unit on unit.id = initiative.unit_id
      left join lateral (
        select area.id, area.name from org.beneath
          join org.unit as area on area.id = beneath.ancestor_id
          join org.kind on kind.code = area.kind and kind.level = 'commune' and kind.is_area
         where beneath.unit_id = initiative.unit_id and beneath.tree = 'area'
         order by upper_inf(beneath.valid) desc, upper(beneath.valid) desc limit 1) as place on true
     order by down.depth, initiative.started_on, initiative.id
     limit ${largestFamily}`.execute(db)
  return rows
}

/** The communes of today that lie in the same districts or provinces as some others: where a thing has spread, and where not yet. */
export async function communesAround(
  db: Reader,
  placeIds: readonly string[],
): Promise<{ id: string; name: string; slug: string }[]> {
  if (placeIds.length === 0) return []
  const { rows } = await sql<{ id: string; name: string; slug: string }>`
    select unit.id, unit.name, unit.slug from org.unit
      join org.kind on kind.code = unit.kind and kind.level = 'commune' and kind.is_area
     where daterange(unit.valid_from, unit.valid_to) @> org.today()
       and exists (select from org.beneath as other
         where other.unit_id = unit.id and other.tree = 'area' and other.distance > 0 and other.valid @> org.today()
           and other.ancestor_id in (select ancestor_id from org.beneath as mine
             where mine.unit_id = any (${[...placeIds]}::uuid[]) and mine.tree = 'area' and mine.distance = 1 and mine.valid @> org.today()))
     order by unit.name collate org.names limit 300`.execute(db)
  return rows
}

/** Why initiatives of a kind ended and what was learnt, the newest first; those of the same family before the others. */
export async function lessonsOf(
  db: Reader,
  wanted: { kind: string; familyIds: readonly string[]; limit: number },
) {
  const { rows } = await sql<{
    id: string
    name: string
    slug: string
    unitName: string
    day: Day
    why: string | null
    learnt: string
  }>`
    select initiative.id, initiative.name, initiative.slug, unit.name as "unitName", life.day, life.note as why, life.learnt
      from initiatives.initiative
      join initiatives.life on life.initiative_id = initiative.id and life.event = 'ended' and life.learnt <> ''
      join org.unit on unit.id = initiative.unit_id
     where initiative.kind = ${wanted.kind} and initiative.state = 'ended'
     order by initiative.id = any (${[...wanted.familyIds]}::uuid[]) desc, life.day desc, initiative.id
     limit ${wanted.limit}`.execute(db)
  return rows
}
