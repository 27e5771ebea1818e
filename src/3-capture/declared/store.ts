import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { Part } from './rules.ts'

/** A declared figure. */
export type Declared = {
  id: string
  unitId: string
  unitName: string
  unitSlug: string
  indicator: string
  since: Day
  day: Day
  parts: Part[]
  countedBy: string
  paper: string
  note: string
  besides: string
  documentId: string | null
  /** Null also where the reader may not see the document. */
  documentSymbol: string | null
  fileSha256: string | null
  fileType: string | null
  fileName: string
  state: 'counted' | 'withdrawn'
  version: number
  writtenBy: string
  who: string
  writtenAt: Date
}

const figures = (db: Reader) =>
  db
    .selectFrom('declared.figure as figure')
    .innerJoin('org.unit as unit', 'unit.id', 'figure.unit_id')
    .leftJoin('access.person as person', 'person.id', 'figure.written_by')
    .leftJoin('programme.document as document', 'document.id', 'figure.document_id')
    .leftJoin('evidence.file as file', 'file.sha256', 'figure.file_sha256')
    .select([
      'figure.id',
      'figure.unit_id as unitId',
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'figure.indicator',
      'figure.since',
      'figure.day',
      'figure.parts',
      'figure.counted_by as countedBy',
      'figure.paper',
      'figure.note',
      'figure.besides',
      'figure.document_id as documentId',
      'document.symbol as documentSymbol',
      'figure.file_sha256 as fileSha256',
      'file.media_type as fileType',
      'figure.file_name as fileName',
      'figure.state',
      'figure.version',
      'figure.written_by as writtenBy',
      sql<string>`coalesce(person.name, '–')`.as('who'),
      'figure.written_at as writtenAt',
    ])
    .$castTo<Declared>()

/** One declared figure, as far as the reader may see it. */
export const findDeclared = (db: Reader, id: string): Promise<Declared | undefined> =>
  figures(db).where('figure.id', '=', id).executeTakeFirst()

/** Some declared figures by their ids. */
export const declaredWithIds = (db: Reader, ids: readonly string[]): Promise<Declared[]> =>
  figures(db)
    .where('figure.id', 'in', [...ids])
    .limit(1000)
    .execute()

/** What everybody may know of where declared figures come from. */
export const publicDeclared = (db: Reader, ids: readonly string[]) =>
  db
    .selectFrom('declared.figure')
    .select(['id', 'indicator', 'since', 'day', 'counted_by as countedBy', 'paper'])
    .where('id', 'in', [...ids])
    .limit(1000)
    .execute()

/** Which declared figures are listed. */
export type DeclaredSearch = {
  unitId?: string | undefined
  indicator?: string | undefined
  state?: Declared['state'] | undefined
  /** Words of who counted or of the paper. */
  words?: string | undefined
  after?: string | undefined
  limit: number
}

/** Declared figures of a unit and of those beneath it, the newest first. */
export const declaredFigures = (
  db: Reader,
  { unitId, indicator, state, words, after, limit }: DeclaredSearch,
): Promise<Declared[]> =>
  figures(db)
    .$if(unitId !== undefined, (query) =>
      query.where('figure.unit_id', 'in', (eb) =>
        eb
          .selectFrom('org.beneath')
          .select('unit_id')
          .where('ancestor_id', '=', unitId ?? ''),
      ),
    )
    .$if(indicator !== undefined, (query) => query.where('figure.indicator', '=', indicator ?? ''))
    .$if(state !== undefined, (query) => query.where('figure.state', '=', state ?? ''))
    .$if(words !== undefined, (query) =>
      query.where(
        sql<boolean>`strpos(org.plain(figure.counted_by || ' ' || figure.paper), org.plain(${words ?? ''}::text)) > 0`,
      ),
    )
    .$if(after !== undefined, (query) => query.where('figure.id', '<', after ?? ''))
    .orderBy('figure.id', 'desc')
    .limit(limit)
    .execute()

/** A figure as it is written. */
export type NewDeclared = Pick<
  Declared,
  | 'id'
  | 'unitId'
  | 'indicator'
  | 'since'
  | 'day'
  | 'parts'
  | 'countedBy'
  | 'paper'
  | 'note'
  | 'besides'
  | 'writtenBy'
> &
  Partial<Pick<Declared, 'documentId' | 'fileSha256' | 'fileName'>>

/** Writes declared figures. */
export async function insertDeclared(tx: Tx, rows: readonly NewDeclared[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('declared.figure')
    .values(
      rows.map((row) => ({
        id: row.id,
        unit_id: row.unitId,
        indicator: row.indicator,
        since: row.since,
        day: row.day,
        parts: JSON.stringify(row.parts),
        counted_by: row.countedBy,
        paper: row.paper,
        note: row.note,
        besides: row.besides,
        document_id: row.documentId ?? null,
        file_sha256: row.fileSha256 ?? null,
        file_name: row.fileName ?? '',
        written_by: row.writtenBy,
      })),
    )
    .execute()
}

/** Keeps what a figure was before a step. */
export async function insertStep(
  tx: Tx,
  step: { figure: Declared; event: 'corrected' | 'withdrawn'; why: string; takenBy: string },
): Promise<void> {
  const { id, indicator, since, day, parts, countedBy, paper, note, besides, documentId, fileSha256 } =
    step.figure
  await tx
    .insertInto('declared.step')
    .values({
      figure_id: id,
      event: step.event,
      was: JSON.stringify({
        ...{ indicator, since, day, parts, countedBy, paper, note, besides },
        ...{ document: documentId, file: fileSha256 },
      }),
      why: step.why,
      taken_by: step.takenBy,
    })
    .execute()
}

/** A step that was taken, with what the figure was before it. */
export type StepTaken = {
  id: string
  event: 'corrected' | 'withdrawn'
  was: Pick<Declared, 'since' | 'day' | 'parts' | 'countedBy' | 'paper'>
  why: string
  who: string
  takenAt: Date
}

/** The steps of a figure, the newest first. */
export const stepsOf = (db: Reader, figureId: string): Promise<StepTaken[]> =>
  db
    .selectFrom('declared.step as step')
    .leftJoin('access.person as person', 'person.id', 'step.taken_by')
    .select([
      'step.id',
      'step.event',
      'step.was',
      'step.why',
      sql<string>`coalesce(person.name, '–')`.as('who'),
      'step.taken_at as takenAt',
    ])
    .where('step.figure_id', '=', figureId)
    .orderBy('step.id', 'desc')
    .limit(200)
    .$castTo<StepTaken>()
    .execute()

/** Units of some slugs, official codes or plain names on a day, among those for which this person may declare. */
export async function unitsNamedOn(db: Reader, names: readonly string[], day: Day) {
  if (names.length === 0) return []
  const { rows } = await sql<{
    id: string
    name: string
    slug: string
    officialCode: string | null
    plain: string
  }>`
    select unit.id, unit.name, unit.slug, unit.official_code as "officialCode", org.plain(unit.name) as plain
      from org.unit
     where unit.id = any ((select access.units_for('figure.declare'))::uuid[])
       and (unit.slug = any (${[...names]}) or unit.official_code = any (${[...names]}) or org.plain(unit.name) = any (${[...names]}))
       and daterange(unit.valid_from, unit.valid_to) @> ${day}::date
     limit 5000`.execute(db)
  return rows
}
