import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'

/** A theme that an initiative serves. */
export type ServedTheme = {
  id: string
  shortTitle: string
  fromYear: number
  toYear: number
  unitName: string
}

/** The themes that an initiative serves now and that the reader may see, the newest first. */
export const servedBy = (db: Reader, initiativeId: string): Promise<ServedTheme[]> =>
  db
    .selectFrom('initiatives.served_theme as served')
    .innerJoin('programme.theme as theme', 'theme.id', 'served.theme_id')
    .innerJoin('org.unit as unit', 'unit.id', 'theme.unit_id')
    .select([
      'theme.id',
      'theme.short_title as shortTitle',
      'theme.from_year as fromYear',
      'theme.to_year as toYear',
      'unit.name as unitName',
    ])
    .where('served.initiative_id', '=', initiativeId)
    .where('served.unlinked_at', 'is', null)
    .orderBy('theme.from_year', 'desc')
    .orderBy('theme.id')
    .limit(60)
    .execute()

/** Lets an initiative serve themes. */
export async function insertServed(
  tx: Tx,
  links: readonly { initiativeId: string; themeId: string }[],
  personId: string | null,
): Promise<void> {
  if (links.length === 0) return
  await tx
    .insertInto('initiatives.served_theme')
    .values(
      links.map(({ initiativeId, themeId }) => ({
        initiative_id: initiativeId,
        theme_id: themeId,
        linked_by: personId,
      })),
    )
    .execute()
}

/** Lets an initiative serve themes no longer; that it did stays. */
export async function endServed(
  tx: Tx,
  initiativeId: string,
  themeIds: readonly string[],
  personId: string,
): Promise<void> {
  if (themeIds.length === 0) return
  await tx
    .updateTable('initiatives.served_theme')
    .set({ unlinked_at: new Date(), unlinked_by: personId })
    .where('initiative_id', '=', initiativeId)
    .where('theme_id', 'in', [...themeIds])
    .where('unlinked_at', 'is', null)
    .execute()
}

/** A step in the history of what an initiative serves. */
export type ServedStep = { shortTitle: string; at: Date; who: string | null; isEnd: boolean }

/** When an initiative began and ceased to serve themes, the newest first. */
export async function stepsOfServing(db: Reader, initiativeId: string): Promise<ServedStep[]> {
  const { rows } = await sql<ServedStep>`
    select theme.short_title as "shortTitle", step.at, person.name as who, step.is_end as "isEnd"
      from initiatives.served_theme as served join programme.theme on theme.id = served.theme_id
      cross join lateral (values (served.linked_at, served.linked_by, false), (served.unlinked_at, served.unlinked_by, true))
        as step (at, by, is_end)
      left join access.person on person.id = step.by
     where served.initiative_id = ${initiativeId} and step.at is not null
     order by step.at desc limit 60`.execute(db)
  return rows
}

/** The ids of the themes that an initiative serves, whoever asks: what counts for them does not depend on who records. */
export async function servedIds(db: Reader, initiativeId: string): Promise<string[]> {
  const { rows } = await sql<{
    ids: string[]
  }>`select initiatives.themes_served(${initiativeId}) as ids`.execute(db)
  return rows[0]?.ids ?? []
}

/** The ids of the themes that some initiatives serve; one that serves none is absent. */
export async function servedByMany(
  db: Reader,
  initiativeIds: readonly string[],
): Promise<{ initiativeId: string; themeIds: string[] }[]> {
  if (initiativeIds.length === 0) return []
  const { rows } = await sql<{ initiativeId: string; themeIds: string[] }>`
    select id as "initiativeId", ids as "themeIds"
      from unnest(${[...initiativeIds]}::uuid[]) as id cross join lateral initiatives.themes_served(id) as ids
     where cardinality(ids) > 0`.execute(db)
  return rows
}

/** Initiatives that serve a theme and that the reader may see, by name. */
export const initiativesServing = (db: Reader, themeId: string) =>
  db
    .selectFrom('initiatives.served_theme as served')
    .innerJoin('initiatives.initiative as initiative', 'initiative.id', 'served.initiative_id')
    .innerJoin('org.unit as unit', 'unit.id', 'initiative.unit_id')
    .select(['initiative.id', 'initiative.name', 'unit.name as unitName'])
    .where('served.theme_id', '=', themeId)
    .where('served.unlinked_at', 'is', null)
    .orderBy(byName('initiative.name'))
    .orderBy('initiative.id')
    .limit(200)
    .execute()
