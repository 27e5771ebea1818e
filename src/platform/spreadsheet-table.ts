import type { ProblemParams } from './problem.ts'
import {
  type Headings,
  headingRows,
  joinedHeading,
  mayJoin,
  plainHeading,
  spread,
  withHeadingsAbove,
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
  sumsUp,
} from './spreadsheet/left-out.ts'

export type { Headings } from './spreadsheet/heading.ts'

import type { Spreadsheet, SpreadsheetRow } from './spreadsheet.ts'

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

/** A row that the reader took for no entry, with why; it can be taken all the same. */
export type RowLeftOut<Column extends string> = TableRow<Column> & LeftOut

/** A table as it was read: its heading, and the rows beneath it that are entries. */
export type Table<Column extends string> = {
  /** The sheet of the file in which it stands. */
  sheet: Spreadsheet
  head: { number: number; cells: string[]; found: (Column | undefined)[]; twice: Column[] }
  rows: TableRow<Column>[]
  leftOut: RowLeftOut<Column>[]
  /** Headings that mean nothing here. */
  ignored: string[]
}

/** How the table of a list is found. */
export type Asked<Column extends string> = {
  headings: Headings<Column>
  /** So many known headings make a row the heading. */
  least?: number
  /** A column without which a row is not the heading, and a row beneath it no entry. */
  must?: Column
  /** Whether a row of one text may be an entry, as in a list of names. */
  oneTextIsEntry?: boolean
}

/**
 * The one reader of lists as Vietnamese offices write them: a title above, a heading over several rows and columns, merged
 * cells, a name in two columns, rows that head groups, sums, signatures, and headings again on each printed page. What is
 * no entry is named in `leftOut`.
 * @returns undefined where no heading is found
 */
export function tableOfSheet<Column extends string>(
  sheet: Spreadsheet,
  { headings, least = 2, must, oneTextIsEntry = false }: Asked<Column>,
): Table<Column> | undefined {
  const columnOf = columnReader(headings)
  const isHeading = (text: string): boolean => columnOf(text) !== undefined || isRunning(text)
  const tops = sheet.rows.slice(0, 30).map((_, index) => withHeadingsAbove(sheet, index, isHeading))
  const at = tops.findIndex(({ cells }) => {
    const known = new Set(cells.map(columnOf).filter(Boolean))
    return known.size >= least && (must === undefined || known.has(must))
  })
  const first = tops[at]
  if (!first) return undefined
  const deep = headingRows(sheet, at)
  const over = spread(first, sheet.merged)
  const { cells, columns } = joinedHeading(over, deep, columnOf)
  const guessed = withUnnamed(
    columns,
    cells,
    sheet.rows.slice(at + deep.length, at + deep.length + 50),
    headings,
  )
  // A column under its own title is the one that is meant: “Tên đơn vị” beside “Đơn vị” only says it again.
  const isTitled = (column: Column, index: number): boolean =>
    guessed[index] === column && plainHeading(cells[index] ?? '') === plainHeading(headings[column].title)
  const meant = guessed.map((column, index) =>
    column !== undefined &&
    !isTitled(column, index) &&
    !mayJoin(index, over, cells, headings, column) &&
    guessed.some((_, other) => isTitled(column, other))
      ? undefined
      : column,
  )
  const running = cells.findIndex(isRunning)
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
    head: sheet.rows[at]?.cells ?? [],
    must,
    oneTextIsEntry,
  })
  const isUnknown = (index: number): boolean => found[index] === undefined && !isRunning(cells[index] ?? '')
  return {
    sheet,
    head: { number: first.number, cells, found, twice },
    ...read,
    ignored: cells.filter((cell, index) => cell !== '' && isUnknown(index)),
  }
}

const runningHeadings = new Set(['tt', 'stt', 'so tt', 'so thu tu', 'no', 'no.', '#'])
const isRunning = (heading: string): boolean => runningHeadings.has(plainHeading(heading))

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
    must: Column | undefined
    oneTextIsEntry: boolean
  },
): { rows: TableRow<Column>[]; leftOut: RowLeftOut<Column>[] } {
  const { found, running, must } = table
  const rows: TableRow<Column>[] = []
  const leftOut: RowLeftOut<Column>[] = []
  const head = plainHeading(table.head.join(' '))
  let group: string | undefined
  let isClosed = false
  const isNumbered = numbers(beneath, running)
  for (const row of beneath) {
    const filled = row.cells.filter((cell, index) => cell !== '' && index !== running)
    const line: Line = { filled, running: running < 0 ? undefined : (row.cells[running] ?? ''), isNumbered }
    // Offices number the lines of a table before they fill them.
    if (filled.length === 0 && /^\d*[.)]?$/.test(line.running ?? '')) continue
    const entry = { ...rowUnder(found, row), ...(group === undefined ? {} : { group }) }
    const leave = (why: LeftOut['why']) =>
      leftOut.push({ ...entry, text: row.cells.filter((cell) => cell !== '').join(' '), why })
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
    } else if (must !== undefined && !entry.cells[must])
      leftOut.push({ ...entry, text: Object.values(entry.cells).filter(Boolean).join(' '), why: 'nameless' })
    else rows.push(entry)
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
