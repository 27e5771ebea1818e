import { plainText } from '#platform/plain-text'
import type { FieldProblem } from '#platform/problem'
import type { Spreadsheet, SpreadsheetRow } from '#platform/spreadsheet'

/** The columns of a register, in the order of the file. */
export const columns = ['symbol', 'issuedOn', 'type', 'subject', 'issuer', 'receivedOn', 'carries'] as const
export type RegisterColumn = (typeof columns)[number]

/** A row of the file, by column. */
export type TableRow = { number: number; cells: Partial<Record<RegisterColumn, string>> }

/** What is wrong with a cell, or with the whole row where `column` is null. Its sentence: `problem.<code>`. */
export type RowProblem = {
  row: number
  column: RegisterColumn | null
  code: string
  params: FieldProblem['params']
}

/** The headings under which columns are written, and all by which the registers of offices call them, plain. */
const headings: Record<RegisterColumn, { title: string; known: readonly string[] }> = {
  symbol: {
    title: 'Số, ký hiệu',
    known: [
      'so, ky hieu',
      'so ky hieu',
      'so va ky hieu',
      'so, ky hieu van ban',
      'so ky hieu van ban',
      'so/ky hieu',
      'so/ky hieu van ban',
    ],
  },
  issuedOn: {
    title: 'Ngày ban hành',
    known: [
      'ngay ban hanh',
      'ngay van ban',
      'ngay thang',
      'ngay thang van ban',
      'ngay, thang, nam',
      'ngay, thang van ban',
      'ngay thang nam van ban',
      'ngay',
    ],
  },
  type: { title: 'Loại văn bản', known: ['loai van ban', 'loai', 'ten loai', 'ten loai van ban'] },
  subject: {
    title: 'Trích yếu',
    known: [
      'trich yeu',
      'trich yeu noi dung',
      'noi dung',
      'trich yeu noi dung van ban',
      'ten loai va trich yeu',
      'ten loai va trich yeu noi dung',
      'ten loai va trich yeu noi dung van ban',
    ],
  },
  issuer: {
    title: 'Cơ quan ban hành',
    known: ['co quan ban hanh', 'tac gia', 'noi gui', 'noi ban hanh', 'co quan gui', 'tac gia van ban'],
  },
  receivedOn: { title: 'Ngày đến', known: ['ngay den', 'ngay nhan'] },
  carries: { title: 'Thực hiện văn bản', known: ['thuc hien van ban', 'can cu', 'thuc hien'] },
}

/** The heading of a column, the same in every language: files go from hand to hand. */
export const headingOf = (column: RegisterColumn): string => headings[column].title

/** The headings in the order of the file. */
export const headingRow: readonly string[] = columns.map(headingOf)

const needed = ['symbol', 'issuedOn', 'subject'] as const satisfies readonly RegisterColumn[]

const columnOf = (heading: string): RegisterColumn | undefined => {
  const plain = plainText(heading)
    .replace(/\(.*\)/g, '')
    .replace(/[*_:\s]+/g, ' ')
    .trim()
  return columns.find((column) => headings[column].known.includes(plain))
}

/** The rows under the headings. A title above them is passed over; columns may stand in any order. */
export function registerRowsIn(sheet: Spreadsheet): {
  rows: TableRow[]
  problems: RowProblem[]
  ignored: string[]
} {
  const at = sheet.rows.slice(0, 20).findIndex(({ cells }) => cells.filter(columnOf).length >= 2)
  const head = sheet.rows[at]
  if (!head) {
    const params = { columns: needed.map(headingOf).join(', ') }
    const row = sheet.rows[0]?.number ?? 1
    return {
      rows: [],
      problems: [{ row, column: null, code: 'import_has_no_headings', params }],
      ignored: [],
    }
  }
  const found = head.cells.map(columnOf)
  const problemAt = (
    column: RegisterColumn | null,
    code: string,
    params: RowProblem['params'],
  ): RowProblem => ({
    row: head.number,
    column,
    code,
    params,
  })
  const problems = [
    ...needed
      .filter((column) => !found.includes(column))
      .map((column) => problemAt(column, 'import_column_is_missing', { column: headingOf(column) })),
    ...found
      .filter((column, index) => column !== undefined && found.indexOf(column) !== index)
      .flatMap((column) =>
        column ? [problemAt(column, 'import_column_is_twice', { column: headingOf(column) })] : [],
      ),
    ...sheet.merged
      .filter(({ lastRow }) => lastRow > head.number)
      .map(({ range, firstRow }) => ({
        row: firstRow,
        column: null,
        code: 'import_cells_are_merged',
        params: { range },
      })),
  ]
  const rows = sheet.rows.slice(at + 1).map((row) => rowUnder(found, row))
  if (rows.length === 0 && problems.length === 0) problems.push(problemAt(null, 'import_has_no_rows', {}))
  const ignored = head.cells.filter((heading, index) => heading !== '' && found[index] === undefined)
  return { rows, problems, ignored }
}

function rowUnder(
  found: readonly (RegisterColumn | undefined)[],
  { number, cells }: SpreadsheetRow,
): TableRow {
  const named: TableRow['cells'] = {}
  for (const [index, column] of found.entries()) if (column) named[column] ??= cells[index] ?? ''
  return { number, cells: named }
}
