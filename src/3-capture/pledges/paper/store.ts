import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { PaperKind } from '../entry.ts'

/** How many pledges lie on paper in a unit. */
export type PaperCount = {
  id: string
  unitId: string
  unitName: string
  year: number
  themeId: string | null
  themeTitle: string | null
  kind: PaperKind
  count: number
  countedUnitId: string | null
  day: Day
  note: string
  withdrawnAt: string | null
}

const papers = (db: Reader) =>
  db
    .selectFrom('pledges.paper as paper')
    .innerJoin('org.unit as unit', 'unit.id', 'paper.unit_id')
    .leftJoin('programme.theme as theme', 'theme.id', 'paper.theme_id')
    .select([
      'paper.id',
      'paper.unit_id as unitId',
      'unit.name as unitName',
      'paper.year',
      'paper.theme_id as themeId',
      'theme.short_title as themeTitle',
      'paper.kind',
      'paper.count',
      'paper.counted_unit_id as countedUnitId',
      'paper.day',
      'paper.note',
      'paper.withdrawn_at as withdrawnAt',
    ])
    .$castTo<PaperCount>()

/** One count. */
export const findPaper = (db: Reader, id: string): Promise<PaperCount | undefined> =>
  papers(db).where('paper.id', '=', id).executeTakeFirst()

/** Some counts by their ids, in no order. */
export const papersWithIds = (db: Reader, ids: readonly string[]): Promise<PaperCount[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : papers(db)
        .where('paper.id', 'in', [...ids])
        .limit(ids.length)
        .execute()

/** The counts of a year that stand, as far as the reader may see them, the newest first. */
export const papersOf = (db: Reader, year: number, limit: number): Promise<PaperCount[]> =>
  papers(db)
    .where('paper.year', '=', year)
    .where('paper.withdrawn_at', 'is', null)
    .orderBy('paper.id', 'desc')
    .limit(limit)
    .execute()

/** A count as it is entered. */
export type NewPaper = Omit<PaperCount, 'unitName' | 'themeTitle' | 'withdrawnAt'>

/** Keeps counts. */
export async function insertPapers(
  tx: Tx,
  rows: readonly NewPaper[],
  personId: string | null,
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('pledges.paper')
    .values(
      rows.map((row) => ({
        id: row.id,
        unit_id: row.unitId,
        year: row.year,
        theme_id: row.themeId,
        kind: row.kind,
        count: row.count,
        counted_unit_id: row.countedUnitId,
        day: row.day,
        note: row.note,
        entered_by: personId,
      })),
    )
    .execute()
}

/** The years for which counts were entered that this person reads, the newest first. */
export async function yearsOfPapers(db: Reader): Promise<number[]> {
  const rows = await db
    .selectFrom('pledges.paper')
    .select('year')
    .distinct()
    .where('withdrawn_at', 'is', null)
    .orderBy('year', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ year }) => year)
}
