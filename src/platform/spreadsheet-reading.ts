import { z } from 'zod'
import type { ProblemParams } from './problem.ts'
import type { Merged } from './spreadsheet/heading.ts'
import { noticesOf } from './spreadsheet/left-out.ts'
import type { Notice, Spreadsheet } from './spreadsheet.ts'
import {
  type Asked,
  type RowLeftOut,
  type RowProblem,
  type Table,
  type TableRow,
  tableOfSheet,
} from './spreadsheet-table.ts'

/** A sheet of a file as it was read as a list. */
export type SheetRead<Column extends string> = {
  name: string
  rows: TableRow<Column>[]
  leftOut: RowLeftOut<Column>[]
  /** What is wrong with its heading. */
  problems: RowProblem<Column>[]
  notices: Notice[]
  /** Which of them says that no row is left. */
  ifEmpty?: string
}

/** A file as it was read, and what a person chose of it: which sheet, and which rows that were left out. */
export type Reading<Column extends string> = {
  sheets: SheetRead<Column>[]
  chosen: number
  taken: number[]
  /** Rows that are wrong and are left out, so that the others can be written. */
  skipped?: number[]
}

const ofFile = z.coerce.number().int().min(0).max(1_048_576).optional()

/** What a person chooses of a file after it was read. */
export const choice = z.object({
  sheet: ofFile,
  take: ofFile,
  leave: ofFile,
  skip: z.coerce.boolean().optional(),
})
export type Choice = z.output<typeof choice>

type Given<Column extends string> = Asked<Column> & {
  needed: readonly NoInfer<Column>[]
  /** A row without it is no entry yet: templates come with the rest filled in. `ifNone` is said where no row has it. */
  filled?: { column: NoInfer<Column>; ifNone: string }
}

/** The sheets of a file in which the heading stands. Of one in which nothing else stands the first row that is there is told. */
export function readingOf<Column extends string>(file: Spreadsheet, given: Given<Column>): Reading<Column> {
  const found = [file, ...(file.others ?? [])].flatMap((sheet) => {
    const table = tableOfSheet(sheet, given)
    return table ? [sheetRead(table, given)] : []
  })
  return readingWith(found.length > 0 ? found : [withoutTable(file, given)])
}

/** Sheets of a file, of which the first that fits is chosen: one with faults only resembles such a list. */
export function readingWith<Column extends string>(sheets: SheetRead<Column>[]): Reading<Column> {
  const fitting = sheets.findIndex(({ rows, problems }) => rows.length > 0 && problems.length === 0)
  const filled = sheets.findIndex(({ rows }) => rows.length > 0)
  return { sheets, chosen: Math.max(fitting < 0 ? filled : fitting, 0), taken: [] }
}

function withoutTable<Column extends string>(
  file: Spreadsheet,
  { headings, needed }: Given<Column>,
): SheetRead<Column> {
  const params = { columns: needed.map((column) => headings[column].title).join(', ') }
  const row = file.rows[0]?.number ?? 1
  return {
    name: file.name ?? '',
    rows: [],
    leftOut: [],
    problems: [{ row, column: null, code: 'import_has_no_headings', params }],
    notices: file.notices,
  }
}

function sheetRead<Column extends string>(table: Table<Column>, given: Given<Column>): SheetRead<Column> {
  const { headings, needed, filled } = given
  const { sheet, head, leftOut, ignored, unnamed } = table
  const rows = filled ? table.rows.filter(({ cells }) => cells[filled.column]) : table.rows
  const titleOf = (column: Column): string => headings[column].title
  const inHead = (column: Column | null, code: string, params: ProblemParams): RowProblem<Column> => ({
    row: head.number,
    column,
    code,
    params,
  })
  const problems = [
    ...needed
      .filter((column) => !head.found.includes(column))
      .map((column) => inHead(column, 'import_column_is_missing', { column: titleOf(column) })),
    ...head.twice.map((column) => inHead(column, 'import_column_is_twice', { column: titleOf(column) })),
    ...unclearMerges(table, given),
  ]
  const ifEmpty = filled?.ifNone ?? 'import_has_no_rows'
  if (rows.length === 0 && problems.length === 0) problems.push(inHead(filled?.column ?? null, ifEmpty, {}))
  const columns = ignored.slice(0, 20).join(', ')
  const without = unnamed.slice(0, 20).join(', ')
  const notices = [
    ...(columns === '' ? [] : [{ code: 'columnsIgnored', params: { columns } }]),
    ...(without === '' ? [] : [{ code: 'unnamedColumnsIgnored', params: { columns: without } }]),
  ]
  return { name: sheet.name ?? '', rows, leftOut, problems, notices: [...sheet.notices, ...notices], ifEmpty }
}

/** The chosen sheet of a file, with the rows of it that count as entries, and all that is to be told. */
export function chosenIn<Column extends string>(reading: Reading<Column>): SheetRead<Column> {
  const sheet = reading.sheets[reading.chosen]
  if (!sheet) throw new RangeError('A reading has the sheet that was chosen.')
  const isTaken = ({ number }: { number: number }): boolean => reading.taken.includes(number)
  const rows = [...sheet.rows, ...sheet.leftOut.filter(isTaken)].sort(
    (one, other) => one.number - other.number,
  )
  const left = sheet.leftOut.filter((row) => !isTaken(row))
  const skipped = new Set(reading.skipped)
  const kept = rows.filter(({ number }) => !skipped.has(number))
  const some = [...skipped].slice(0, 20).join(', ')
  const ofSkipped =
    skipped.size > 0 ? [{ code: 'rowsSkipped', params: { count: skipped.size, rows: some } }] : []
  return {
    ...sheet,
    rows: kept,
    problems: sheet.problems.filter(({ code }) => code !== sheet.ifEmpty || rows.length === 0),
    notices: [...sheet.notices, ...noticesOf(left), ...ofSkipped],
  }
}

/** Whether a person can choose anything of a file. */
export const hasChoice = ({ sheets, chosen }: Reading<string>): boolean =>
  sheets.length > 1 || (sheets[chosen]?.leftOut.length ?? 0) > 0

/** A reading without some rows that are wrong. */
export const withSkipped = <Column extends string>(
  reading: Reading<Column>,
  rows: readonly number[],
): Reading<Column> => ({ ...reading, skipped: [...new Set([...(reading.skipped ?? []), ...rows])] })

/** A reading after a choice. Another sheet begins anew; a row that the sheet has not left out is not there to be taken. */
export function withChoice<Column extends string>(
  reading: Reading<Column>,
  { sheet, take, leave }: Choice,
): Reading<Column> {
  if (sheet !== undefined)
    return reading.sheets[sheet] ? { ...reading, chosen: sheet, taken: [], skipped: [] } : reading
  const taken = new Set(reading.taken)
  if (leave !== undefined) taken.delete(leave)
  if (take !== undefined && reading.sheets[reading.chosen]?.leftOut.some(({ number }) => number === take))
    taken.add(take)
  return { ...reading, taken: [...taken] }
}

/** Merged cells of entries of which nobody knows to which row or column their value belongs. */
function unclearMerges<Column extends string>(
  { sheet, head, rows }: Table<Column>,
  { headings, must }: Given<Column>,
): RowProblem<Column>[] {
  const entries = new Set(rows.map(({ number }) => number))
  const isClear = ({ firstRow, lastRow, firstColumn, lastColumn }: Merged): boolean => {
    const known = new Set(head.found.slice(firstColumn, lastColumn + 1).filter((one) => one !== undefined))
    const [column] = known
    if (column === undefined) return firstColumn === lastColumn || firstRow === lastRow
    if (known.size > 1 || head.found[firstColumn] !== column) return false
    // The rows beneath one without which none is an entry are left out, and named.
    return firstRow === lastRow || headings[column].fillsDown === true || column === must
  }
  return sheet.merged
    .filter((merged) => entries.has(merged.firstRow) && !isClear(merged))
    .map(({ range, firstRow }) => ({
      row: firstRow,
      column: null,
      code: 'import_cells_are_merged',
      params: { range },
    }))
}
