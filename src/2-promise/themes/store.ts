import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'
import type { Day } from '#platform/time'
import type { Span } from './entry.ts'

/** A theme as its issuer words it. */
export type Theme = {
  id: string
  unitId: string
  unitName: string
  unitSlug: string
  span: Span
  fromYear: number
  toYear: number
  beginsOn: Day
  /** The first day on which it is no longer the theme. */
  endsOn: Day
  title: string
  shortTitle: string
  documentId: string | null
}

const themes = (db: Reader) =>
  db
    .selectFrom('programme.theme as theme')
    .innerJoin('org.unit as unit', 'unit.id', 'theme.unit_id')
    .select([
      'theme.id',
      'theme.unit_id as unitId',
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'theme.span',
      'theme.from_year as fromYear',
      'theme.to_year as toYear',
      'theme.begins_on as beginsOn',
      'theme.ends_on as endsOn',
      'theme.title',
      'theme.short_title as shortTitle',
      'theme.document_id as documentId',
    ])
    .$castTo<Theme>()

/** One theme by its id. */
export const findTheme = (db: Reader, id: string): Promise<Theme | undefined> =>
  themes(db).where('theme.id', '=', id).executeTakeFirst()

/** Themes that the reader may see, the newest first; of one year where it is given. */
export const themesIn = (
  db: Reader,
  search: { year?: number | undefined; limit: number },
): Promise<Theme[]> =>
  themes(db)
    .$if(search.year !== undefined, (query) =>
      query.where('theme.from_year', '<=', search.year ?? 0).where('theme.to_year', '>=', search.year ?? 0),
    )
    .orderBy('theme.from_year', 'desc')
    .orderBy('theme.span', 'desc')
    .orderBy(byName('unit.name'))
    .orderBy('theme.id')
    .limit(search.limit)
    .execute()

/** Themes that a unit can serve: its own and those of the units above it, at any time, the newest first. */
export const themesFor = (db: Reader, unitId: string, limit = 60): Promise<Theme[]> =>
  themes(db)
    .where(
      sql<boolean>`(theme.unit_id = ${unitId}::uuid or theme.unit_id in (
        with above as (select ancestor_id as id from org.beneath where unit_id = ${unitId}::uuid
                        or unit_id in (select org.predecessors(${unitId}::uuid)))
        select id from above
        union
        select placement.unit_id from above join org.placement on placement.tree = 'area' and placement.parent_id = above.id
          join org.unit as body on body.id = placement.unit_id and body.line in ('party', 'government')))`,
    )
    .orderBy('theme.from_year', 'desc')
    .orderBy('theme.span', 'desc')
    .orderBy('theme.id')
    .limit(limit)
    .execute()

/** The themes of a document. */
export const themesOfDocument = (db: Reader, documentId: string): Promise<Theme[]> =>
  themes(db)
    .innerJoin('programme.document_theme as link', 'link.theme_id', 'theme.id')
    .where('link.document_id', '=', documentId)
    .orderBy('theme.from_year', 'desc')
    .limit(30)
    .execute()

/** Says which themes documents serve. */
export async function insertDocumentThemes(
  tx: Tx,
  links: readonly { documentId: string; themeId: string }[],
): Promise<void> {
  if (links.length === 0) return
  await tx
    .insertInto('programme.document_theme')
    .values(links.map(({ documentId, themeId }) => ({ document_id: documentId, theme_id: themeId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes back which themes a document serves. */
export async function deleteDocumentThemes(tx: Tx, documentId: string): Promise<void> {
  await tx.deleteFrom('programme.document_theme').where('document_id', '=', documentId).execute()
}

/** A theme with how near its issuer stands to a unit. */
export type Near = Pick<Theme, 'id' | 'span' | 'beginsOn' | 'endsOn'> & { distance: number }

/** Some themes with how near the issuer of each stands to a unit: 0 is the unit itself. */
export async function themesNear(db: Reader, unitId: string, themeIds: readonly string[]): Promise<Near[]> {
  if (themeIds.length === 0) return []
  const { rows } = await sql<Near>`
    select id, span, begins_on as "beginsOn", ends_on as "endsOn", distance
      from programme.themes_near(${unitId}, ${[...themeIds]}::uuid[]) limit 200`.execute(db)
  return rows
}

/** What is written of a theme. */
export type ThemeRow = Omit<Theme, 'unitName' | 'unitSlug' | 'beginsOn' | 'endsOn'> & {
  beginsOn: Day
  endsOn: Day
}

/** Enters themes, with the names under which figures show them. */
export async function insertThemes(
  tx: Tx,
  rows: readonly ThemeRow[],
  personId: string | null,
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('figures.theme')
    .values(
      rows.map((row) => ({
        id: row.id,
        name_vi: row.shortTitle,
        name_en: row.shortTitle,
        valid_from: row.beginsOn,
        valid_to: row.endsOn,
      })),
    )
    .execute()
  await tx
    .insertInto('programme.theme')
    .values(
      rows.map((row) => ({
        id: row.id,
        unit_id: row.unitId,
        span: row.span,
        from_year: row.fromYear,
        to_year: row.toYear,
        begins_on: row.beginsOn,
        ends_on: row.endsOn,
        title: row.title,
        short_title: row.shortTitle,
        document_id: row.documentId,
        worded_by: personId,
      })),
    )
    .execute()
}

/** Words a theme anew. */
export async function updateTheme(
  tx: Tx,
  id: string,
  wording: { title: string; shortTitle: string; documentId: string | null },
): Promise<void> {
  await tx
    .updateTable('programme.theme')
    .set({ title: wording.title, short_title: wording.shortTitle, document_id: wording.documentId })
    .where('id', '=', id)
    .execute()
  await tx
    .updateTable('figures.theme')
    .set({ name_vi: wording.shortTitle, name_en: wording.shortTitle })
    .where('id', '=', id)
    .execute()
}

/** Lets a theme end before its time. */
export async function updateEnd(tx: Tx, id: string, endsOn: Day): Promise<void> {
  await tx.updateTable('programme.theme').set({ ends_on: endsOn }).where('id', '=', id).execute()
  await tx.updateTable('figures.theme').set({ valid_to: endsOn }).where('id', '=', id).execute()
}

/** What people study for a theme. */
export type Material = {
  id: string
  title: string
  address: string | null
  sha256: string | null
  mediaType: string | null
}

/** What people study for a theme. */
export const materialsOf = (db: Reader, themeId: string): Promise<Material[]> =>
  db
    .selectFrom('programme.theme_material as material')
    .leftJoin('evidence.file as file', 'file.sha256', 'material.sha256')
    .select([
      'material.id',
      'material.title',
      'material.address',
      'material.sha256',
      'file.media_type as mediaType',
    ])
    .where('material.theme_id', '=', themeId)
    .where('material.removed_at', 'is', null)
    .orderBy('material.added_at')
    .limit(100)
    .execute()

/** Adds what people study. */
export async function insertMaterials(
  tx: Tx,
  rows: readonly { themeId: string; title: string; address: string | null; sha256: string | null }[],
  personId: string | null,
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('programme.theme_material')
    .values(
      rows.map((row) => ({
        theme_id: row.themeId,
        title: row.title,
        address: row.address,
        sha256: row.sha256,
        added_by: personId,
      })),
    )
    .execute()
}

/** Takes a material away. False where it does not stand. */
export async function removeMaterial(
  tx: Tx,
  themeId: string,
  id: string,
  personId: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('programme.theme_material')
    .set({ removed_at: new Date(), removed_by: personId })
    .where('theme_id', '=', themeId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
