import { plainText } from '#platform/plain-text'
import type { ProblemParams } from '#platform/problem'
import type { Spreadsheet } from '#platform/spreadsheet'

/** The columns of a table of tasks, with the headings under which people write them. */
export const columns = ['title', 'product', 'unit', 'due', 'clause', 'indicator', 'amount'] as const
export type TaskColumn = (typeof columns)[number]

export const headings: Record<TaskColumn, string> = {
  title: 'Nhiệm vụ',
  product: 'Sản phẩm',
  unit: 'Đơn vị thực hiện',
  due: 'Thời hạn',
  clause: 'Điều khoản',
  indicator: 'Chỉ tiêu',
  amount: 'Số lượng',
}

const others: Record<TaskColumn, string[]> = {
  title: ['noi dung', 'noi dung nhiem vu', 'task'],
  product: ['san pham du kien', 'product'],
  unit: ['don vi', 'don vi chu tri', 'ma don vi', 'unit'],
  due: ['han', 'han hoan thanh', 'thoi gian hoan thanh', 'due'],
  clause: ['muc', 'dieu', 'clause'],
  indicator: ['indicator'],
  amount: ['chi tieu so luong', 'amount'],
}

/** A row as it was typed, with its number in the spreadsheet program. */
export type TableRow = { number: number; cells: Partial<Record<TaskColumn, string>> }

/** What is wrong with a row, in which column. */
export type RowProblem = { row: number; column: TaskColumn | null; code: string; params: ProblemParams }

const plain = (text: string): string =>
  plainText(text)
    .replace(/[\s*]+/g, ' ')
    .trim()

const columnOf = (heading: string): TaskColumn | undefined =>
  columns.find((column) => [plain(headings[column]), ...others[column]].includes(plain(heading)))

/** The rows of a sheet by column. The headings may stand in any order; a title above them is passed over. */
export function taskRowsIn(sheet: Spreadsheet): {
  rows: TableRow[]
  problems: RowProblem[]
  ignored: string[]
} {
  const at = sheet.rows.findIndex(({ cells }) => cells.filter((cell) => columnOf(cell)).length >= 2)
  const head = sheet.rows[at]
  const missing = columns
    .slice(0, 4)
    .filter((column) => column !== 'product' && !head?.cells.some((cell) => columnOf(cell) === column))
  if (!head || missing.length > 0)
    return {
      rows: [],
      ignored: [],
      problems: [
        {
          row: head?.number ?? sheet.rows[0]?.number ?? 1,
          column: null,
          code: 'task_import_has_no_columns',
          params: {
            columns: (head ? missing : columns.slice(0, 4)).map((column) => headings[column]).join(', '),
          },
        },
      ],
    }
  const places = head.cells.map(columnOf)
  const rows = sheet.rows.slice(at + 1).map(({ number, cells }) => ({
    number,
    cells: Object.fromEntries(
      places.flatMap((column, index) => (column && cells[index] ? [[column, cells[index]]] : [])),
    ) as TableRow['cells'],
  }))
  return {
    rows: rows.filter(({ cells }) => Object.keys(cells).length > 0),
    problems: [],
    ignored: head.cells.filter((cell) => cell !== '' && !columnOf(cell)),
  }
}
