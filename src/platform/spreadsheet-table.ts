import { plainText, withoutBrackets } from './plain-text.ts'
import type { ProblemParams } from './problem.ts'
import type { Spreadsheet, SpreadsheetRow } from './spreadsheet.ts'

/** The heading under which each column is written, and all by which people call it, plain. */
export type Headings<Column extends string> = Record<Column, { title: string; known: readonly string[] }>

/** A row of a file, by column. A column that the file does not have is absent: it says nothing and changes nothing. */
export type TableRow<Column extends string> = { number: number; cells: Partial<Record<Column, string>> }

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
  return (heading: string): Column | undefined => {
    const plain = withoutBrackets(plainText(heading))
      .replace(/[*_:\s]+/g, ' ')
      .trim()
    return columns.find((column) => headings[column].known.includes(plain))
  }
}

/** A row under headings that were read already. Of a column that stands twice the first counts. */
export function rowUnder<Column extends string>(
  found: readonly (Column | undefined)[],
  { number, cells }: SpreadsheetRow,
): TableRow<Column> {
  const named: TableRow<Column>['cells'] = {}
  for (const [index, column] of found.entries()) if (column) named[column] ??= cells[index] ?? ''
  return { number, cells: named }
}

/**
 * The rows under the headings of a sheet. A title above them is passed over; what the columns are is read from their
 * headings, in any order. `headingsMayBeMerged` where offices join the cells of headings.
 */
export function tableUnder<Column extends string>(
  sheet: Spreadsheet,
  given: { headings: Headings<Column>; needed: readonly Column[]; headingsMayBeMerged?: boolean },
): { rows: TableRow<Column>[]; problems: RowProblem<Column>[]; ignored: string[] } {
  const { headings, needed } = given
  const columnOf = columnReader(headings)
  const titleOf = (column: Column): string => headings[column].title
  const at = sheet.rows.slice(0, 20).findIndex(({ cells }) => cells.filter(columnOf).length >= 2)
  const head = sheet.rows[at]
  if (!head) {
    const row = sheet.rows[0]?.number ?? 1
    const params = { columns: needed.map(titleOf).join(', ') }
    return {
      rows: [],
      problems: [{ row, column: null, code: 'import_has_no_headings', params }],
      ignored: [],
    }
  }
  const found = head.cells.map(columnOf)
  const inHead = (column: Column | null, code: string, params: ProblemParams): RowProblem<Column> => ({
    row: head.number,
    column,
    code,
    params,
  })
  const twice = found.filter((column, index) => column !== undefined && found.indexOf(column) !== index)
  const firstUnmerged = given.headingsMayBeMerged ? head.number + 1 : head.number
  const problems = [
    ...needed
      .filter((column) => !found.includes(column))
      .map((column) => inHead(column, 'import_column_is_missing', { column: titleOf(column) })),
    ...twice.flatMap((column) =>
      column ? [inHead(column, 'import_column_is_twice', { column: titleOf(column) })] : [],
    ),
    ...sheet.merged
      .filter(({ lastRow }) => lastRow >= firstUnmerged)
      .map(({ range, firstRow }) => ({
        row: firstRow,
        column: null,
        code: 'import_cells_are_merged',
        params: { range },
      })),
  ]
  const rows = sheet.rows.slice(at + 1).map((row) => rowUnder(found, row))
  if (rows.length === 0 && problems.length === 0) problems.push(inHead(null, 'import_has_no_rows', {}))
  const ignored = head.cells.filter((heading, index) => heading !== '' && found[index] === undefined)
  return { rows, problems, ignored }
}
