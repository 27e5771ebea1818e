import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'

/** Says whose portal it is. */
export async function setPortalRoot(tx: Tx, unitId: string): Promise<void> {
  await tx
    .insertInto('portal.site')
    .values({ root_unit_id: unitId })
    .onConflict((conflict) => conflict.column('is_the_only').doUpdateSet({ root_unit_id: unitId }))
    .execute()
}

/** The unit whose figures are shown: the one that was set, else the topmost area of today. */
export async function rootUnitId(db: Reader): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select root_unit_id as id from portal.site
    union all
    select * from (
      select unit.id from org.unit join org.kind on kind.code = unit.kind and kind.is_area
       where daterange(unit.valid_from, unit.valid_to) @> org.today()
         and not exists (select from org.placement where placement.unit_id = unit.id and placement.tree = 'area' and placement.valid_to is null)
       order by unit.name collate org.names limit 1) as topmost
    limit 1`.execute(db)
  return rows[0]?.id
}

/** A record as the public sees it. */
export type PublicActivity = {
  id: string
  day: Day
  summary: string
  initiativeName: string
  initiativeSlug: string
  unitName: string
}

/**
 * Accepted records, the newest first. Row-level security keeps out what is not accepted and all words of initiatives
 * that protect people.
 */
export function publicActivities(
  db: Reader,
  search: {
    initiativeId?: string
    under?: string
    ids?: readonly string[]
    withPhotos?: boolean
    after?: { day: Day; id: string } | undefined
    limit: number
  },
): Promise<PublicActivity[]> {
  let query = db
    .selectFrom('activities.activity as activity')
    .innerJoin('initiatives.initiative as initiative', 'initiative.id', 'activity.initiative_id')
    .innerJoin('org.unit as unit', 'unit.id', 'activity.unit_id')
    .select([
      'activity.id',
      'activity.day',
      'activity.summary',
      'initiative.name as initiativeName',
      'initiative.slug as initiativeSlug',
      'unit.name as unitName',
    ])
  if (search.initiativeId) query = query.where('activity.initiative_id', '=', search.initiativeId)
  if (search.ids)
    query = query.where('activity.id', 'in', search.ids.length > 0 ? [...search.ids] : [sql<string>`null`])
  if (search.under)
    query = query.where(
      sql<boolean>`exists (select from org.beneath where beneath.unit_id = activity.unit_id and beneath.ancestor_id = any (array(select org.scope(${search.under}::uuid))))`,
    )
  if (search.withPhotos)
    query = query.where(
      sql<boolean>`exists (select from evidence.attachment where attachment.source_kind = 'activity' and attachment.source_id = activity.id)`,
    )
  if (search.after)
    query = query.where(
      sql<boolean>`(activity.day, activity.id) < (${search.after.day}::date, ${search.after.id}::uuid)`,
    )
  return query.orderBy('activity.day', 'desc').orderBy('activity.id', 'desc').limit(search.limit).execute()
}

/** Communes of an area, of today and former ones, by name. */
export async function communesOf(db: Reader, rootId: string) {
  const { rows } = await sql<{
    id: string
    name: string
    slug: string
    validTo: Day | null
    officialCode: string | null
  }>`
    select unit.id, unit.name, unit.slug, unit.valid_to as "validTo", unit.official_code as "officialCode"
      from org.unit join org.kind on kind.code = unit.kind and kind.level = 'commune' and kind.is_area
     where unit.id in (select beneath.unit_id from org.beneath
                        where beneath.tree = 'area' and beneath.ancestor_id = any (array(select org.scope(${rootId}::uuid))))
     order by unit.name collate org.names limit 500`.execute(db)
  return rows
}
