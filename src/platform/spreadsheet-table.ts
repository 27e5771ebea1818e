import type { ProblemParams } from './problem.ts'
import {
  type Headings,
  headingRows,
  joinedHeading,
  type Merged,
  mayJoin,
  plainHeading,
  spread,
  withUnnamed,
} from './spreadsheet/heading.ts'
import {
  closes,
  countsColumns,
  goesOn,
  groupOf,
  isNote,
  type LeftOut,
  type Line,
  noticesOf,
  sumsUp,
} from './spreadsheet/left-out.ts'

export type { Headings } from './spreadsheet/heading.ts'
export { noticesOf } from './spreadsheet/left-out.ts'

import type { Notice, Spreadsheet, SpreadsheetRow } from './spreadsheet.ts'

/** A row of a file, by column. A column that the file does not have is absent: it says nothing and changes nothing. */
export type TableRow<Column extends string> = {
  number: number
  cells: Partial<Record<Column, string>>
  group?: string
}

/** What is wrong with a cell, or with the whole row where `column` is null. Its sentence: `problem.<code>`. */
export type RowProblem<Column extends string> = {
  row: number
  column: Column | null
  code: string
  params: ProblemParams | undefined
}

/** Tells which column a heading means: “Tên *”, “short_name” and “Hiệu lực từ (ngày/tháng/năm)” are what they seem to be. */
export function columnReader<Column extends string>(headings: Headings<Column>) {
  const columns = Object.keys(headings) as Column[]
  const meant = new Map<string, Column>()
  for (const column of columns)
    for (const known of [...headings[column].known, ...(headings[column].parts ?? [])]) {
      const plain = plainHeading(known)
      if (!meant.has(plain)) meant.set(plain, column)
    }
  return (heading: string): Column | undefined => meant.get(plainHeading(heading))
}

/** A table as it was read: its heading, and the rows beneath it that are entries. */
export type Table<Column extends string> = {
  /** The sheet of the file in which it stands. */
  sheet: Spreadsheet
  head: { number: number; cells: string[]; found: (Column | undefined)[]; twice: Column[] }
  rows: TableRow<Column>[]
  leftOut: LeftOut[]
  /** Headings that mean nothing here. */
  ignored: string[]
}

/** How the table of a list is found. */
type Asked<Column extends string> = {
  headings: Headings<Column>
  /** So many known headings make a row the heading. */
  least?: number
  /** A column without which a row is not the heading. */
  must?: Column
  /** Whether a row of one text may be an entry, as in a list of names. */
  oneTextIsEntry?: boolean
}

/** The table of a file: in a workbook that of the first sheet with the heading. */
export function tableIn<Column extends string>(
  file: Spreadsheet,
  asked: Asked<Column>,
): Table<Column> | undefined {
  for (const sheet of [file, ...(file.others ?? [])]) {
    const table = tableOfSheet(sheet, asked)
    if (table) return table
  }
  return undefined
}

/**
 * The one reader of lists as Vietnamese offices write them: a title above, a heading over several rows and columns, merged
 * cells, a name in two columns, rows that head groups, sums, signatures, and headings again on each printed page. What is
 * no entry is named in `leftOut`.
 * @returns undefined where no heading is found
 */
function tableOfSheet<Column extends string>(
  sheet: Spreadsheet,
  { headings, least = 2, must, oneTextIsEntry = false }: Asked<Column>,
): Table<Column> | undefined {
  const columnOf = columnReader(headings)
  const at = sheet.rows.slice(0, 30).findIndex(({ cells }) => {
    const known = new Set(cells.map(columnOf).filter(Boolean))
    return known.size >= least && (must === undefined || known.has(must))
  })
  const first = sheet.rows[at]
  if (!first) return undefined
  const deep = headingRows(sheet, at)
  const over = spread(first, sheet.merged)
  const { cells, columns } = joinedHeading(over, deep, columnOf)
  const meant = withUnnamed(
    columns,
    cells,
    sheet.rows.slice(at + deep.length, at + deep.length + 50),
    headings,
  )
  const running = cells.findIndex((cell) => runningHeadings.has(plainHeading(cell)))
  const isSecond = (column: Column | undefined, index: number): column is Column =>
    column !== undefined &&
    meant.indexOf(column) < index &&
    !(meant[index - 1] === column && mayJoin(index, over, cells, headings, column))
  const twice = meant.filter(isSecond)
  const found = meant.map((column, index) => (isSecond(column, index) ? undefined : column))
  const beneath = sheet.rows.slice(at + deep.length)
  const read = entriesIn(filledDown(sheet, beneath, found, headings), {
    found,
    running,
    head: first.cells,
    oneTextIsEntry,
  })
  const isUnknown = (index: number): boolean =>
    found[index] === undefined && !runningHeadings.has(plainHeading(cells[index] ?? ''))
  return {
    sheet,
    head: { number: first.number, cells, found, twice },
    ...read,
    ignored: cells.filter((cell, index) => cell !== '' && isUnknown(index)),
  }
}

const runningHeadings = new Set(['tt', 'stt', 'so tt', 'so thu tu', 'no', 'no.', '#'])

/** Rows with what is merged over several of them in each, in columns where that has one meaning. */
function filledDown<Column extends string>(
  sheet: Spreadsheet,
  rows: readonly SpreadsheetRow[],
  found: readonly (Column | undefined)[],
  headings: Headings<Column>,
): SpreadsheetRow[] {
  const filled = rows.map(({ number, cells }) => ({ number, cells: [...cells] }))
  const byNumber = new Map(filled.map((row) => [row.number, row]))
  for (const { firstRow, lastRow, firstColumn } of sheet.merged) {
    const column = found[firstColumn]
    const value = byNumber.get(firstRow)?.cells[firstColumn]
    if (!value || column === undefined || !headings[column].fillsDown) continue
    for (let number = firstRow + 1; number <= lastRow && number <= firstRow + 20_000; number += 1) {
      const row = byNumber.get(number)
      if (!row || row.cells.every((cell) => cell === '')) continue
      while (row.cells.length <= firstColumn) row.cells.push('')
      row.cells[firstColumn] = value
    }
  }
  return filled
}

function entriesIn<Column extends string>(
  beneath: readonly SpreadsheetRow[],
  table: {
    found: readonly (Column | undefined)[]
    running: number
    head: readonly string[]
    oneTextIsEntry: boolean
  },
): { rows: TableRow<Column>[]; leftOut: LeftOut[] } {
  const { found, running } = table
  const rows: TableRow<Column>[] = []
  const leftOut: LeftOut[] = []
  const head = plainHeading(table.head.join(' '))
  let group: string | undefined
  let isClosed = false
  const isNumbered = numbers(beneath, running)
  for (const row of beneath) {
    const filled = row.cells.filter((cell, index) => cell !== '' && index !== running)
    const line: Line = { filled, running: running < 0 ? undefined : (row.cells[running] ?? ''), isNumbered }
    const leave = (why: LeftOut['why']) =>
      leftOut.push({ row: row.number, text: row.cells.filter((cell) => cell !== '').join(' '), why })
    if (plainHeading(row.cells.join(' ')) === head) {
      isClosed = false
      leave('heading')
      continue
    }
    const isSign = closes(line)
    isClosed = !goesOn(line) && (isClosed || (isSign && rows.length > 0))
    const heads = groupOf(line, table.oneTextIsEntry)
    if (isClosed || isSign) leave('signature')
    else if (isNote(line)) leave('note')
    else if (rows.length === 0 && countsColumns(row.cells)) leave('heading')
    else if (sumsUp(line, table.oneTextIsEntry)) leave('total')
    else if (heads !== undefined) {
      group = heads
      leave('group')
    } else rows.push({ ...rowUnder(found, row), ...(group === undefined ? {} : { group }) })
  }
  return { rows, leftOut }
}

/** Whether most rows of a list have a running number. */
function numbers(rows: readonly SpreadsheetRow[], running: number): boolean {
  const numbered = rows.filter(({ cells }) => /^\d+[.)]?$/.test(cells[running] ?? '')).length
  return numbered > 1 && numbered * 2 >= rows.length
}

/** A row by column. What stands in several columns of one heading is one text. */
function rowUnder<Column extends string>(
  found: readonly (Column | undefined)[],
  { number, cells }: SpreadsheetRow,
): TableRow<Column> {
  const named: TableRow<Column>['cells'] = {}
  for (const [index, column] of found.entries())
    if (column) named[column] = `${named[column] ?? ''} ${cells[index] ?? ''}`.trim()
  return { number, cells: named }
}

/** The rows under the headings of a file, in which sheet they stand, what is wrong with it, and what is to be told of it. */
export function tableUnder<Column extends string>(
  file: Spreadsheet,
  given: { headings: Headings<Column>; needed: readonly Column[] },
): {
  sheet: Spreadsheet
  rows: TableRow<Column>[]
  problems: RowProblem<Column>[]
  ignored: string[]
  notices: Notice[]
} {
  const { headings, needed } = given
  const titleOf = (column: Column): string => headings[column].title
  const table = tableIn(file, { headings })
  if (!table) {
    const params = { columns: needed.map(titleOf).join(', ') }
    const row = file.rows[0]?.number ?? 1
    return {
      sheet: file,
      rows: [],
      problems: [{ row, column: null, code: 'import_has_no_headings', params }],
      ignored: [],
      notices: file.notices,
    }
  }
  const { sheet, head, rows, leftOut, ignored } = table
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
    ...unclearMerges(sheet, table, headings),
  ]
  if (rows.length === 0 && problems.length === 0) problems.push(inHead(null, 'import_has_no_rows', {}))
  return { sheet, rows, problems, ignored, notices: [...sheet.notices, ...noticesOf(leftOut)] }
}

/** Merged cells of entries of which nobody knows to which row or column their value belongs. */
function unclearMerges<Column extends string>(
  sheet: Spreadsheet,
  { head, rows }: Table<Column>,
  headings: Headings<Column>,
): RowProblem<Column>[] {
  const entries = new Set(rows.map(({ number }) => number))
  const isClear = ({ firstColumn, lastColumn }: Merged): boolean => {
    const column = head.found[firstColumn]
    if (column === undefined) return firstColumn === lastColumn
    return firstColumn === lastColumn && headings[column].fillsDown === true
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
