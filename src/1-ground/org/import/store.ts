import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { NewPlacement, NewReorganisation, NewUnit } from '../entry.ts'
import type { Unit } from '../store.ts'
import type { Ground, KnownUnit } from './rules.ts'

// The closure org.beneath is derived once for each statement, so thousands of rows go in as one.

export async function insertUnits(tx: Tx, rows: readonly NewUnit[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into org.unit (id, kind, line, name, short_name, slug, official_code, valid_from, valid_to)
    select id, kind, line, name, "shortName", slug, "officialCode", "validFrom", "validTo"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (id uuid, kind text, line text, name text, "shortName" text, slug text, "officialCode" text,
                  "validFrom" date, "validTo" date)`.execute(tx)
}

export async function insertPlacements(tx: Tx, rows: readonly NewPlacement[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into org.placement (tree, unit_id, parent_id, valid_from, valid_to)
    select tree, "unitId", "parentId", "validFrom", "validTo"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (tree text, "unitId" uuid, "parentId" uuid, "validFrom" date, "validTo" date)`.execute(tx)
}

export async function insertReorganisations(
  tx: Tx,
  rows: readonly (NewReorganisation & { id: string })[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into org.reorganisation (id, kind, day, document, source, note, unit_id)
    select id, kind, day, document, source, note, "unitId" from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (id uuid, kind text, day date, document text, source text, note text, "unitId" uuid)`.execute(
    tx,
  )
  const carried = rows.flatMap(({ id, successions }) => successions.map((each) => ({ id, ...each })))
  if (carried.length === 0) return
  await sql`
    insert into org.succession (reorganisation_id, from_unit_id, to_unit_id, share)
    select id, "fromUnitId", "toUnitId", share from jsonb_to_recordset(${JSON.stringify(carried)}::jsonb)
        as given (id uuid, "fromUnitId" uuid, "toUnitId" uuid, share numeric)`.execute(tx)
}

/** Brings units to their new shape. @returns how many: row-level security passes over those of other people. */
export async function updateUnits(tx: Tx, rows: readonly NewUnit[]): Promise<number> {
  if (rows.length === 0) return 0
  const { rows: done } = await sql<{ id: string }>`
    update org.unit set kind = given.kind, name = given.name, short_name = given."shortName",
           official_code = given."officialCode", valid_from = given."validFrom", valid_to = given."validTo"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (id uuid, kind text, name text, "shortName" text, "officialCode" text, "validFrom" date, "validTo" date)
     where unit.id = given.id
    returning unit.id`.execute(tx)
  return done.length
}

/** A unit whose first or last day changes. */
export type NewSpan = { id: string; from: Day; until: Day | null; oldFrom: Day; oldUntil: Day | null }

/** Lets places begin and end with their units, where they did so before or would last longer. */
export async function updateSpansOfPlaces(tx: Tx, spans: readonly NewSpan[]): Promise<void> {
  if (spans.length === 0) return
  await sql`
    update org.placement
       set valid_from = case when placement.valid_from = given."oldFrom" then given."from" else placement.valid_from end,
           valid_to = case when placement.valid_to is not distinct from given."oldUntil" or placement.valid_to > given."until"
                           then given."until" else placement.valid_to end
      from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb)
        as given (id uuid, "from" date, "until" date, "oldFrom" date, "oldUntil" date)
     where placement.unit_id = given.id`.execute(tx)
}

/** Lets a place end: the unit stands elsewhere from `day` on. @returns false where it is not for this person to end. */
export async function endPlace(tx: Tx, id: string, day: Day): Promise<boolean> {
  const done = await tx
    .updateTable('org.placement')
    .set({ valid_to: day })
    .where('id', '=', id)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

const latestPlace = (tree: 'area' | 'line') => sql`
  (select jsonb_build_object('id', parent.id, 'slug', parent.slug)
     from org.placement join org.unit as parent on parent.id = placement.parent_id
    where placement.unit_id = unit.id and placement.tree = ${tree} order by placement.valid_from desc limit 1)`

/** The units that have one of the slugs or codes, and whether the person of this transaction may manage them. */
export async function unitsNamed(
  db: Reader,
  slugs: readonly string[],
  codes: readonly string[],
): Promise<KnownUnit[]> {
  const { rows } = await sql<KnownUnit>`
    with managed as materialized (select unnest(access.units_for('unit.manage')) as id)
    select unit.id, unit.name, unit.short_name as "shortName", unit.slug, unit.kind, unit.line,
           unit.official_code as "officialCode", unit.valid_from as "validFrom", unit.valid_to as "validTo",
           kind.is_area as "isArea", exists (select from managed where managed.id = unit.id) as "mayManage",
           ${latestPlace('area')} as area, ${latestPlace('line')} as "lineParent"
      from org.unit join org.kind on kind.code = unit.kind
     where unit.slug = any (${slugs}) or unit.official_code = any (${codes})`.execute(db)
  return rows
}

/** Who stands directly beneath some units, in either tree, and until when. */
export async function unitsStandingBeneath(
  db: Reader,
  parentIds: readonly string[],
): Promise<Ground['beneath']> {
  if (parentIds.length === 0) return []
  const { rows } = await sql<Ground['beneath'][number]>`
    select placement.parent_id as "parentId", unit.slug, unit.name,
           least(placement.valid_to, unit.valid_to) as until
      from org.placement join org.unit on unit.id = placement.unit_id
     where placement.parent_id = any (${parentIds})
     order by unit.name collate org.names, unit.id`.execute(db)
  return rows
}

/** Every unit under what the person manages, with its last places, in the order of the tree: the rows of an export. */
export type ExportedUnit = Unit & { areaSlug: string | null; lineParentSlug: string | null }
export async function unitsToExport(db: Reader, limit: number): Promise<ExportedUnit[]> {
  const { rows } = await sql<ExportedUnit>`
    select unit.id, unit.name, unit.short_name as "shortName", unit.slug, unit.kind, unit.line,
           unit.official_code as "officialCode", unit.valid_from as "validFrom", unit.valid_to as "validTo",
           ${latestPlace('area')} ->> 'slug' as "areaSlug", ${latestPlace('line')} ->> 'slug' as "lineParentSlug"
      from org.unit join org.kind on kind.code = unit.kind
     where unit.id = any ((select access.units_for('unit.manage'))::uuid[])
     order by array_position(array['province', 'district', 'commune', 'base'], kind.level), kind.is_area desc,
              unit.official_code, unit.slug
     limit ${limit}`.execute(db)
  return rows
}
