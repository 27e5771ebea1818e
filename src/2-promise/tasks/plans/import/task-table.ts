import type { Spreadsheet } from '#platform/spreadsheet'
import { type Reading as ReadingOf, readingOf } from '#platform/spreadsheet-reading'
import type { Headings, RowProblem as ProblemOf, TableRow as RowOf } from '#platform/spreadsheet-table'

/** The columns of a table of tasks, in its order. */
export const columns = ['title', 'product', 'unit', 'due', 'clause', 'indicator', 'amount'] as const
export type TaskColumn = (typeof columns)[number]

export type TableRow = RowOf<TaskColumn>
export type RowProblem = ProblemOf<TaskColumn>
export type Reading = ReadingOf<TaskColumn>

/** The headings under which columns are written, and all by which people call them, plain. */
const headings: Headings<TaskColumn> = {
  title: {
    title: 'Nhiệm vụ',
    known: [
      'nhiem vu',
      'ten nhiem vu',
      'noi dung',
      'noi dung nhiem vu',
      'noi dung cong viec',
      'cong viec',
      'task',
    ],
  },
  product: {
    title: 'Sản phẩm',
    fillsDown: true,
    known: ['san pham', 'san pham du kien', 'ket qua', 'product'],
  },
  unit: {
    title: 'Đơn vị thực hiện',
    fillsDown: true,
    known: [
      'don vi thuc hien',
      'don vi',
      'don vi chu tri',
      'co quan chu tri',
      'co quan, don vi chu tri',
      'don vi chu tri thuc hien',
      'ma don vi',
      'unit',
    ],
  },
  due: {
    title: 'Thời hạn',
    fillsDown: true,
    known: [
      'thoi han',
      'han',
      'han hoan thanh',
      'thoi han hoan thanh',
      'thoi gian hoan thanh',
      'thoi gian thuc hien',
      'due',
    ],
  },
  clause: { title: 'Điều khoản', fillsDown: true, known: ['dieu khoan', 'muc', 'dieu', 'can cu', 'clause'] },
  indicator: { title: 'Chỉ tiêu', fillsDown: true, known: ['chi tieu', 'indicator'] },
  amount: { title: 'Số lượng', known: ['so luong', 'chi tieu so luong', 'amount'] },
}

/** The heading of a column, the same in every language: files go from hand to hand. */
export const headingOf = (column: TaskColumn): string => headings[column].title
export const headingRow: readonly string[] = columns.map(headingOf)

const needed = ['title', 'unit', 'due'] as const satisfies readonly TaskColumn[]

/** The rows under the headings. */
export const tasksIn = (file: Spreadsheet): Reading => readingOf(file, { headings, needed })
