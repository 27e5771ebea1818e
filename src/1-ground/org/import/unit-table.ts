import { plainText } from '#platform/plain-text'
import type { FieldProblem } from '#platform/problem'
import type { Spreadsheet, SpreadsheetRow } from '#platform/spreadsheet'
import { columns, type UnitColumn } from '../entry.ts'

/** A row of the file, by column. A column that the file does not have is absent: it says nothing and changes nothing. */
export type TableRow = { number: number; cells: Partial<Record<UnitColumn, string>> }

/** What is wrong with a cell, or with the whole row where `column` is null. Its sentence: `problem.<code>`. */
export type RowProblem = {
  row: number
  column: UnitColumn | null
  code: string
  params: FieldProblem['params']
}

/** The headings under which columns are written, and all by which they are recognised, plain. */
const headings: Record<UnitColumn, { title: string; known: readonly string[] }> = {
  slug: { title: 'Mã định danh', known: ['ma dinh danh', 'slug', 'identifier'] },
  name: { title: 'Tên', known: ['ten', 'ten don vi', 'name'] },
  shortName: { title: 'Tên ngắn', known: ['ten ngan', 'ten gon', 'ten viet tat', 'short name'] },
  kind: { title: 'Loại', known: ['loai', 'loai don vi', 'kind', 'type'] },
  line: { title: 'Ngành dọc', known: ['nganh doc', 'line'] },
  officialCode: { title: 'Mã ĐVHC', known: ['ma dvhc', 'ma don vi hanh chinh', 'official code', 'code'] },
  areaParent: {
    title: 'Trực thuộc địa bàn',
    known: ['truc thuoc dia ban', 'dia ban', 'area parent', 'area'],
  },
  lineParent: { title: 'Trực thuộc ngành dọc', known: ['truc thuoc nganh doc', 'line parent'] },
  validFrom: { title: 'Hiệu lực từ', known: ['hieu luc tu', 'tu ngay', 'valid from', 'from'] },
  validTo: {
    title: 'Hiệu lực đến',
    known: ['hieu luc den', 'hieu luc den het', 'den ngay', 'den het ngay', 'valid to', 'to'],
  },
}

/** The heading of a column, the same in every language: files go from hand to hand. */
export const headingOf = (column: UnitColumn): string => headings[column].title

/** The headings in the order of the file. */
export const headingRow: readonly string[] = columns.map(headingOf)

/** Without these no row can be read. */
const needed = ['name', 'kind', 'validFrom'] as const satisfies readonly UnitColumn[]

const columnOf = (heading: string): UnitColumn | undefined => {
  // “Tên *”, “short_name” and “Hiệu lực từ (ngày/tháng/năm)” are the columns that they seem to be.
  const plain = plainText(heading)
    .replace(/\(.*\)/g, '')
    .replace(/[*_:\s]+/g, ' ')
    .trim()
  return columns.find((column) => headings[column].known.includes(plain))
}

/**
 * The rows under the headings. A title above them is passed over; what the columns are is read from their headings, in
 * any order, in Vietnamese or English.
 */
export function unitRowsIn(sheet: Spreadsheet): {
  rows: TableRow[]
  problems: RowProblem[]
  ignored: string[]
} {
  const at = sheet.rows.slice(0, 20).findIndex(({ cells }) => cells.filter(columnOf).length >= 2)
  const head = sheet.rows[at]
  if (!head) {
    const row = sheet.rows[0]?.number ?? 1
    const params = { columns: needed.map(headingOf).join(', ') }
    return {
      rows: [],
      problems: [{ row, column: null, code: 'import_has_no_headings', params }],
      ignored: [],
    }
  }
  const found = head.cells.map(columnOf)
  const twice = found.filter((column, index) => column !== undefined && found.indexOf(column) !== index)
  const problems: RowProblem[] = [
    ...needed
      .filter((column) => !found.includes(column))
      .map((column) =>
        problemAt(head.number, column, 'import_column_is_missing', { column: headingOf(column) }),
      ),
    ...twice.flatMap((column) =>
      column ? [problemAt(head.number, column, 'import_column_is_twice', { column: headingOf(column) })] : [],
    ),
    ...sheet.merged
      .filter(({ lastRow }) => lastRow >= head.number)
      .map(({ range, firstRow }) => problemAt(firstRow, null, 'import_cells_are_merged', { range })),
  ]
  const rows = sheet.rows.slice(at + 1).map((row) => rowUnder(found, row))
  const ignored = head.cells.filter((heading, index) => heading !== '' && found[index] === undefined)
  if (rows.length === 0 && problems.length === 0)
    problems.push(problemAt(head.number, null, 'import_has_no_rows', {}))
  return { rows, problems, ignored }
}

const problemAt = (row: number, column: UnitColumn | null, code: string, params: RowProblem['params']) => ({
  row,
  column,
  code,
  params,
})

function rowUnder(found: (UnitColumn | undefined)[], { number, cells }: SpreadsheetRow): TableRow {
  const named: TableRow['cells'] = {}
  for (const [index, column] of found.entries()) if (column) named[column] ??= cells[index] ?? ''
  return { number, cells: named }
}
