import type { Spreadsheet } from '#platform/spreadsheet'
import { type Reading, readingOf } from '#platform/spreadsheet-reading'
import type { Headings, RowProblem as ProblemOf } from '#platform/spreadsheet-table'

/** The columns of a table of declared figures, in its order. */
export const columns = ['unit', 'indicator', 'from', 'last', 'amount', 'countedBy', 'paper', 'note'] as const
export type DeclaredColumn = (typeof columns)[number]
export type RowProblem = ProblemOf<DeclaredColumn>

const headings: Headings<DeclaredColumn> = {
  unit: { title: 'Đơn vị', fillsDown: true, known: ['don vi', 'ma don vi', 'ten don vi', 'unit'] },
  indicator: {
    title: 'Chỉ tiêu',
    fillsDown: true,
    known: ['chi tieu', 'ma chi tieu', 'ten chi tieu', 'chi so', 'noi dung', 'indicator'],
  },
  from: {
    title: 'Từ ngày',
    fillsDown: true,
    known: ['tu ngay', 'tu', 'ngay dau', 'nam', 'thoi gian', 'giai doan', 'from', 'year'],
  },
  last: {
    title: 'Đến ngày',
    fillsDown: true,
    known: ['den ngay', 'den', 'ngay cuoi', 'ngay', 'to', 'until', 'day'],
  },
  amount: { title: 'Số', known: ['so', 'so lieu', 'so luong', 'ket qua', 'amount', 'value'] },
  countedBy: { title: 'Ai đếm', fillsDown: true, known: ['ai dem', 'nguoi dem', 'don vi dem', 'counted by'] },
  paper: {
    title: 'Nguồn',
    fillsDown: true,
    known: ['nguon', 'theo van ban', 'van ban', 'tai lieu', 'can cu', 'source', 'paper'],
  },
  note: { title: 'Ghi chú', known: ['ghi chu', 'note'] },
}

/** The heading of a column, the same in every language: files go from hand to hand. */
export const headingOf = (column: DeclaredColumn): string => headings[column].title

/** The rows in which an amount stands. */
export const declaredIn = (file: Spreadsheet): Reading<DeclaredColumn> =>
  readingOf(file, {
    headings,
    needed: ['unit', 'indicator', 'amount', 'paper'],
    least: 3,
    filled: { column: 'amount', ifNone: 'declared_file_has_no_amounts' },
  })
