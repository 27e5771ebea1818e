import type { ProblemParams } from './problem.ts'
import { type Head, headAt, numbers } from './spreadsheet/columns.ts'
import {
  columnReader,
  type Headings,
  isRunning,
  plainHeading,
  withHeadingsAbove,
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
import { letterOf } from './spreadsheet/old-letters.ts'
import type { Spreadsheet, SpreadsheetRow } from './spreadsheet.ts'

export { columnReader, type Headings } from './spreadsheet/heading.ts'

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

/** A row that the reader took for no entry, with why; it can be taken all the same. */
export type RowLeftOut<Column extends string> = TableRow<Column> & LeftOut

/** A table as it was read: its heading, and the rows beneath it that are entries. */
export type Table<Column extends string> = {
  /** The sheet of the file in which it stands. */
  sheet: Spreadsheet
  head: Head<Column>
  rows: TableRow<Column>[]
  leftOut: RowLeftOut<Column>[]
  /** Headings that mean nothing here. */
  ignored: string[]
  /** Columns without a heading in which something stands, by their letters. They are not read. */
  unnamed: string[]
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
  if (at < 0) return undefined
  const isAgain = headedAgain(sheet.rows[at]?.cells ?? [], { columnOf, must })
  const parts: Part<Column>[] = []
  for (let from = at; from < sheet.rows.length; ) {
    const head = headAt(sheet, from, { headings, columnOf })
    const begin = from + head.depth
    const next = sheet.rows.findIndex((row, index) => index >= begin && isAgain(row.cells))
    const end = next < 0 ? sheet.rows.length : next
    const beneath = filledDown(sheet, sheet.rows.slice(begin, end), head.found, headings)
    parts.push({ head, heading: from === at ? [] : sheet.rows.slice(from, begin), beneath })
    from = end
  }
  const head = parts[0]?.head
  if (!head) return undefined
  const { rows, leftOut } = entriesIn(parts, { must, oneTextIsEntry })
  const { found, cells, running } = head
  const isUnknown = (index: number): boolean => found[index] === undefined && index !== running
  return {
    sheet,
    head,
    rows,
    leftOut,
    ignored: cells.filter((cell, index) => cell !== '' && isUnknown(index) && !isRunning(cell)),
    unnamed: unnamedIn(parts, new Set(rows.map(({ number }) => number))),
  }
}

/** A heading with the rows beneath it, down to the next heading. */
type Part<Column extends string> = {
  head: Head<Column>
  /** The rows of a heading that comes again. */
  heading: SpreadsheetRow[]
  beneath: SpreadsheetRow[]
}

/** Whether a row is a heading again: the first one word for word, or most of its cells are known headings. */
function headedAgain<Column extends string>(
  first: readonly string[],
  { columnOf, must }: { columnOf: (heading: string) => Column | undefined; must: Column | undefined },
): (cells: readonly string[]) => boolean {
  const same = plainHeading(first.join(' '))
  const isOfOne = first.filter((cell) => cell !== '').length === 1
  return (cells) => {
    const texts = cells.filter((cell) => cell !== '')
    const columns = new Set(texts.map(columnOf).filter((column) => column !== undefined))
    const known = texts.filter((text) => columnOf(text) !== undefined || isRunning(text)).length
    if (plainHeading(cells.join(' ')) === same) return true
    if (must === undefined ? columns.size < 2 : !columns.has(must)) return false
    return texts.length === 1 ? isOfOne : known > 1 && known * 2 > texts.length
  }
}

/** The letters of columns without a heading in which something of an entry stands and which are not read. */
function unnamedIn<Column extends string>(
  parts: readonly Part<Column>[],
  entries: ReadonlySet<number>,
): string[] {
  const filled = new Set<number>()
  for (const { head, beneath } of parts)
    for (const { number, cells } of beneath)
      for (const [index, cell] of entries.has(number) ? cells.entries() : [])
        if (cell !== '' && !head.cells[index] && head.found[index] === undefined && index !== head.running)
          filled.add(index)
  return [...filled].sort((one, other) => one - other).map(letterOf)
}

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
  parts: readonly Part<Column>[],
  asked: { must: Column | undefined; oneTextIsEntry: boolean },
): { rows: TableRow<Column>[]; leftOut: RowLeftOut<Column>[] } {
  const read: Read<Column> = { rows: [], leftOut: [], group: undefined, isNumbered: false }
  for (const part of parts) {
    for (const row of part.heading)
      read.leftOut.push({ ...rowUnder(part.head, row), text: textOf(row), why: 'heading' })
    readPart(part, read, asked)
  }
  return { rows: read.rows, leftOut: read.leftOut }
}

/** What was read of a list so far. */
type Read<Column extends string> = {
  rows: TableRow<Column>[]
  leftOut: RowLeftOut<Column>[]
  group: string | undefined
  isNumbered: boolean
}

const textOf = ({ cells }: SpreadsheetRow): string => cells.filter((cell) => cell !== '').join(' ')

function readPart<Column extends string>(
  { head, beneath }: Part<Column>,
  read: Read<Column>,
  { must, oneTextIsEntry }: { must: Column | undefined; oneTextIsEntry: boolean },
): void {
  const { running } = head
  read.isNumbered = numbers(beneath, running) || (read.isNumbered && running >= 0)
  const { isNumbered } = read
  const lastNumbered = beneath.findLastIndex(({ cells }) => /^\(?\d/.test(cells[running] ?? ''))
  let isClosed = false
  let count = 0
  for (const [index, row] of beneath.entries()) {
    const filled = row.cells.filter((cell, at) => cell !== '' && at !== running)
    const line: Line = { filled, running: running < 0 ? undefined : (row.cells[running] ?? ''), isNumbered }
    // Offices number the lines of a table before they fill them.
    if (filled.length === 0 && /^\d*[.)]?$/.test(line.running ?? '')) continue
    const entry = { ...rowUnder(head, row), ...(read.group === undefined ? {} : { group: read.group }) }
    const leave = (why: LeftOut['why']) => read.leftOut.push({ ...entry, text: textOf(row), why })
    const isCount = count === 0 && countsColumns(row.cells)
    const isSign = !isCount && closes(line, oneTextIsEntry)
    isClosed = !goesOn(line) && (isClosed || (isSign && read.rows.length > 0))
    const heads = groupOf(line, oneTextIsEntry)
    if (isClosed || isSign) leave('signature')
    else if (isCount) leave('heading')
    else if (isNote(line)) leave('note')
    else if (sumsUp(line, oneTextIsEntry)) leave('total')
    else if (heads !== undefined) {
      read.group = heads
      leave('group')
    } else if (must !== undefined && !entry.cells[must])
      read.leftOut.push({
        ...entry,
        text: Object.values(entry.cells).filter(Boolean).join(' '),
        why: 'nameless',
      })
    else if (oneTextIsEntry && isNumbered && index > lastNumbered) leave('beyond')
    else {
      read.rows.push(entry)
      count += 1
    }
  }
}

/** A row by column. What stands in several columns of one heading is one text. */
function rowUnder<Column extends string>(
  { found, order }: Pick<Head<Column>, 'found' | 'order'>,
  { number, cells }: SpreadsheetRow,
): TableRow<Column> {
  const named: TableRow<Column>['cells'] = {}
  for (const index of order) {
    const column = found[index]
    if (column) named[column] = `${named[column] ?? ''} ${cells[index] ?? ''}`.trim()
  }
  return { number, cells: named }
}
