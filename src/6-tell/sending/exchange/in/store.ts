import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day, Span } from '#platform/time'
import type { Earlier } from './rules.ts'
import type { FigureRow } from './sheet.ts'

/** Imports that have counted some indicators for the same unit: sums of any of the same days, stocks of the same last day. */
export async function earlierImports(
  db: Reader,
  unitId: string,
  codes: readonly string[],
  span: Span,
): Promise<Map<string, Earlier>> {
  const { rows } = await sql<Earlier & { indicator: string }>`
    select distinct on (standing.indicator) standing.indicator, sent.period, sent.file_name as "fileName",
           coalesce(person.name, '–') as who, sent.counted_at as "countedAt"
      from reports.figure_import as sent
      join figures.every_standing as standing on standing.source_kind = 'import' and standing.source_id = sent.id
      join figures.indicator on indicator.code = standing.indicator
      left join access.person on person.id = sent.sent_by
     where sent.unit_id = ${unitId} and sent.state = 'counted' and standing.indicator = any (${[...codes]}::text[])
       and case when indicator.rule = 'stock' then sent.until = ${span.until}::date
                else sent.since < ${span.until}::date and sent.until > ${span.from}::date end
     order by standing.indicator, sent.id`.execute(db)
  return new Map(rows.map(({ indicator, ...earlier }) => [indicator, earlier]))
}

/** An import as it is kept. */
export type KeptImport = {
  id: string
  unitId: string
  unitName: string
  unitSlug: string
  period: string
  since: Day
  until: Day
  sha256: string
  fileName: string
  rows: FigureRow[]
  state: 'counted' | 'taken_back'
  besides: string
  sentBy: string
  who: string
  sentAt: Date
  countedAt: Date
  takenBackBy: string | null
  takenBackAt: Date | null
  why: string
}

const imports = (db: Reader) =>
  db
    .selectFrom('reports.figure_import as sent')
    .innerJoin('org.unit as unit', 'unit.id', 'sent.unit_id')
    .leftJoin('access.person as person', 'person.id', 'sent.sent_by')
    .leftJoin('access.person as back', 'back.id', 'sent.taken_back_by')
    .select([
      'sent.id',
      'sent.unit_id as unitId',
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'sent.period',
      'sent.since',
      'sent.until',
      'sent.sha256',
      'sent.file_name as fileName',
      'sent.rows',
      'sent.state',
      'sent.besides',
      'sent.sent_by as sentBy',
      sql<string>`coalesce(person.name, '–')`.as('who'),
      'sent.sent_at as sentAt',
      'sent.counted_at as countedAt',
      'back.name as takenBackBy',
      'sent.taken_back_at as takenBackAt',
      'sent.why',
    ])
    .$castTo<KeptImport>()

/** An import by its id, as far as the reader may see it. */
export const importWithId = (db: Reader, id: string): Promise<KeptImport | undefined> =>
  imports(db).where('sent.id', '=', id).executeTakeFirst()

/** Some imports by their ids, as far as the reader may see them. */
export const importsWithIds = (db: Reader, ids: readonly string[]): Promise<KeptImport[]> =>
  imports(db)
    .where('sent.id', 'in', [...ids])
    .execute()

/** What came in files for a unit, the latest first. */
export const importsOf = (db: Reader, unitId: string): Promise<KeptImport[]> =>
  imports(db).where('sent.unit_id', '=', unitId).orderBy('sent.id', 'desc').limit(100).execute()

/** The import in which the same file counts for a unit already. */
export const countedTwin = (db: Reader, unitId: string, sha256: string): Promise<KeptImport | undefined> =>
  imports(db)
    .where('sent.unit_id', '=', unitId)
    .where('sent.sha256', '=', sha256)
    .where('sent.state', '=', 'counted')
    .executeTakeFirst()

/** Keeps a file that counts from now on. */
export async function insertImport(
  tx: Tx,
  given: Pick<
    KeptImport,
    'id' | 'unitId' | 'period' | 'since' | 'until' | 'sha256' | 'fileName' | 'besides' | 'sentBy'
  > & { rows: readonly FigureRow[] },
): Promise<void> {
  await tx
    .insertInto('reports.figure_import')
    .values({
      id: given.id,
      unit_id: given.unitId,
      period: given.period,
      since: given.since,
      until: given.until,
      sha256: given.sha256,
      file_name: given.fileName,
      rows: JSON.stringify(given.rows),
      besides: given.besides,
      sent_by: given.sentBy,
    })
    .execute()
}

/** From counted to taken back. False where it does not count any more. */
export async function markTakenBack(tx: Tx, id: string, by: string, why: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('reports.figure_import')
    .set({ state: 'taken_back', taken_back_by: by, taken_back_at: new Date(), why })
    .where('id', '=', id)
    .where('state', '=', 'counted')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
