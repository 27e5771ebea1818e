import { plainText, slugOf, withoutEnd } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import { checked } from '#platform/submit'
import { addDays, type Day, dayWritten } from '#platform/time'
import { columns, longest, type UnitColumn, unitRow } from '../entry.ts'
import { nameOf } from '../read.ts'
import type { Kind, Named } from '../store.ts'
import type { RowProblem, TableRow } from './unit-table.ts'

/** A row whose words are understood; its parents are still words. */
export type ReadRow = {
  number: number
  slug: string
  /** Whether the slug was typed. One that was made of the name must be new. */
  slugIsGiven: boolean
  name: string
  shortName: string
  kind: Kind
  line: string | null
  officialCode: string | null
  areaParent: string
  lineParent: string
  validFrom: Day
  /** The first day on which it no longer stands; the file has the last day on which it does. */
  validTo: Day | null
  has: (column: UnitColumn) => boolean
}

/** The kinds and lines there are, by every word under which people know them. */
export type Vocabulary = {
  kindOf: (text: string) => Kind | undefined
  lineOf: (text: string) => Named | undefined
  /** The names of all lines, for whoever wrote another. */
  lines: string
}

/** A vocabulary: codes, names in both languages, and each part of a name such as “Ấp, thôn, khu phố” that is clear. */
export function vocabularyOf(kinds: readonly Kind[], lines: readonly Named[]): Vocabulary {
  const [kindByWord, lineByWord] = [byWord(kinds), byWord(lines)]
  return {
    kindOf: (text) => kindByWord.get(plain(text)),
    lineOf: (text) => lineByWord.get(plain(text)),
    lines: lines.map(nameOf).join(', '),
  }
}

function byWord<Each extends Named>(all: readonly Each[]): Map<string, Each> {
  const partsOf = ({ nameVi }: Each) => nameVi.split(',').map(plain)
  const isClear = (part: string) => all.filter((each) => partsOf(each).includes(part)).length === 1
  const wordsOf = (each: Each) => [each.code, each.nameVi, each.nameEn].map(plain)
  return new Map(
    all.flatMap((each) => [...wordsOf(each), ...partsOf(each).filter(isClear)].map((word) => [word, each])),
  )
}

/** Reads all rows; those with a problem are left out. */
export function readRows(
  rows: readonly TableRow[],
  words: Vocabulary,
): { read: ReadRow[]; problems: RowProblem[] } {
  const results = rows.map((row) => readRow(row, words))
  return {
    read: results.flatMap(({ read }) => read ?? []),
    problems: results.flatMap(({ problems }) => problems),
  }
}

/** Reads a row, or says all that is wrong with it. */
function readRow(row: TableRow, words: Vocabulary): { read?: ReadRow; problems: RowProblem[] } {
  const problems: RowProblem[] = []
  const refuse = (column: UnitColumn, code: string, params: RowProblem['params'] = {}): undefined => {
    problems.push({ row: row.number, column, code, params })
  }
  const cells = Object.fromEntries(columns.map((column) => [column, row.cells[column] ?? '']))
  const typed = shapeOf(cells, row.number, problems)
  const kindText = cells.kind ?? ''
  const kind = words.kindOf(kindText)
  if (kindText && !kind) refuse('kind', 'import_kind_is_unknown', { kind: kindText })
  const lineText = cells.line ?? ''
  const line = lineText ? words.lineOf(lineText) : undefined
  if (lineText && !line) refuse('line', 'import_line_is_unknown', { line: lineText, lines: words.lines })

  const from = cells.validFrom ? dayIn(cells.validFrom) : refuse('validFrom', 'field_is_required')
  if (cells.validFrom && !from) refuse('validFrom', 'import_day_is_no_day', { day: cells.validFrom })
  const last = cells.validTo ? dayIn(cells.validTo) : undefined
  if (cells.validTo && !last) refuse('validTo', 'import_day_is_no_day', { day: cells.validTo })
  if (from && last && last < from) refuse('validTo', 'unit_ends_before_it_begins')
  if (!typed || !kind || !from || problems.length > 0) return { problems }

  const made = madeSlug(typed.name, kind, typed.areaParent || typed.lineParent)
  const read: ReadRow = {
    number: row.number,
    slug: typed.slug || made,
    slugIsGiven: typed.slug !== '',
    name: typed.name,
    shortName: typed.shortName || typed.name.slice(0, longest.shortName).trim(),
    kind,
    line: line?.code ?? null,
    officialCode: typed.officialCode || null,
    areaParent: typed.areaParent,
    lineParent: typed.lineParent,
    validFrom: from,
    validTo: last ? addDays(last, 1) : null,
    has: (column) => row.cells[column] !== undefined,
  }
  if (read.slug === '') refuse('slug', 'import_slug_is_needed')
  return { read, problems }
}

function shapeOf(cells: Record<string, string>, row: number, problems: RowProblem[]) {
  try {
    return checked(unitRow, cells)
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault
    for (const { field, code, params } of fault.fields)
      problems.push({ row, column: field as UnitColumn, code, params: params ?? {} })
    return undefined
  }
}

/**
 * A day as people write it: `1/7/2025`, or as spreadsheets keep it: `2025-07-01`.
 * @returns undefined where the calendar has no such day, or no unit of ours can have lived then.
 */
export function dayIn(text: string): Day | undefined {
  const day = dayWritten(text)
  return day !== undefined && day >= '1900-01-01' && day < '2200-01-01' ? day : undefined
}

const plain = (text: string): string =>
  plainText(text)
    .replace(/[\s_]+/g, ' ')
    .trim()

/**
 * The address of a unit that none was typed for. Hamlets and branches carry the name of where they stand, since every
 * commune has a hamlet 1. It depends on the row alone, so the same file sent twice never makes a unit twice.
 */
function madeSlug(name: string, kind: Kind, parent: string): string {
  const own = slugOf(name)
  const above = withoutEnd(slugOf(parent).slice(0, 40), /-/)
  const isClear = above === '' || own.endsWith(above) || (kind.isArea && kind.level !== 'base')
  return isClear ? own : `${own.slice(0, longest.slug - 1 - above.length)}-${above}`.replace(/-+/g, '-')
}
