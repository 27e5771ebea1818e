import { plainText, withoutBrackets } from '../plain-text.ts'
import type { Spreadsheet, SpreadsheetRow } from '../spreadsheet.ts'

/**
 * The heading under which each column is written, and all by which people call it, plain. `parts` are headings of columns
 * that are its beginning, such as “Họ và tên đệm”, in the order in which they are read; a cell that `fillsDown` is merged for all rows beneath it.
 */
export type Headings<Column extends string> = Record<
  Column,
  { title: string; known: readonly string[]; parts?: readonly string[]; fillsDown?: boolean }
>

/** A heading without marks, brackets and signs. */
export const plainHeading = (heading: string): string =>
  withoutBrackets(plainText(heading.replaceAll('&', ' và ')))
    .replace(/[*_:,\s]+/g, ' ')
    .trim()

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

const runningHeadings = new Set(['tt', 'stt', 's tt', 'so tt', 'so thu tu', 'no', 'no.', '#'])
/** Whether a heading is that of running numbers. */
export const isRunning = (heading: string): boolean => runningHeadings.has(plainHeading(heading))

export type Merged = Spreadsheet['merged'][number]

/** The rows of a heading: as deep as its merged cells, or one more beneath a cell merged over columns. */
export function headingRows(sheet: Spreadsheet, at: number): SpreadsheetRow[] {
  const head = sheet.rows[at]
  if (!head) return []
  const begun = sheet.merged.filter(({ firstRow }) => firstRow === head.number)
  const last = Math.max(head.number, ...begun.map(({ lastRow }) => lastRow))
  const deep = sheet.rows.slice(at, at + 4).filter(({ number }) => number <= last)
  const wide = begun.filter(({ firstColumn, lastColumn }) => lastColumn > firstColumn)
  const next = sheet.rows[at + 1]
  const isBeneath = (index: number): boolean =>
    wide.some(({ firstColumn, lastColumn }) => index >= firstColumn && index <= lastColumn)
  if (
    deep.length === 1 &&
    next &&
    wide.length > 0 &&
    next.cells.every((cell, index) => cell === '' || isBeneath(index))
  )
    deep.push(next)
  return deep
}

/**
 * A row of a sheet with the headings above its empty cells: those merged down into it, and where nothing is merged those of
 * the row above that mean something.
 */
export function withHeadingsAbove(
  { rows, merged }: Spreadsheet,
  at: number,
  meansSomething: (heading: string) => boolean,
): SpreadsheetRow {
  const { number, cells } = rows[at] ?? { number: 0, cells: [] }
  const above = rows[at - 1]
  if (above?.number !== number - 1) return { number, cells }
  const own = new Set(cells.map(plainHeading))
  const over = (index: number): string => {
    const down = merged.find(
      (one) => one.firstColumn === index && one.firstRow < number && one.lastRow >= number,
    )
    const from = down ? rows.find((row) => row.number === down.firstRow) : above
    const heading = from?.cells[index] ?? ''
    return meansSomething(heading) && !own.has(plainHeading(heading)) ? heading : ''
  }
  const width = Math.max(cells.length, above.cells.length)
  return { number, cells: Array.from({ length: width }, (_, index) => cells[index] || over(index)) }
}

/** The cells of a row, with what is merged over columns in each of them. */
export function spread({ number, cells }: SpreadsheetRow, merged: readonly Merged[]): string[] {
  const filled = [...cells]
  for (const { firstRow, firstColumn, lastColumn } of merged)
    if (firstRow === number)
      for (let index = firstColumn + 1; index <= lastColumn && index < 100; index += 1)
        filled[index] = cells[firstColumn] ?? ''
  return Array.from(filled, (cell) => cell ?? '')
}

/** What each column is: its lowest heading says it, or the lower and upper together, or the upper alone. */
export function joinedHeading<Column extends string>(
  over: readonly string[],
  deep: readonly SpreadsheetRow[],
  columnOf: (heading: string) => Column | undefined,
): { cells: string[]; columns: (Column | undefined)[] } {
  const width = Math.max(over.length, ...deep.map(({ cells }) => cells.length))
  const columns: (Column | undefined)[] = []
  const cells = Array.from({ length: width }, (_, index) => {
    const lower =
      deep
        .slice(1)
        .map(({ cells: row }) => row[index] ?? '')
        .findLast((cell) => cell !== '') ?? ''
    const upper = over[index] ?? ''
    columns[index] = columnOf(lower) ?? columnOf(`${upper} ${lower}`) ?? columnOf(upper)
    return lower || upper
  })
  return { cells, columns }
}
