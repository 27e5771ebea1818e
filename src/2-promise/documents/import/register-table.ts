import type { Spreadsheet } from '#platform/spreadsheet'
import { type Reading as ReadingOf, readingOf } from '#platform/spreadsheet-reading'
import type { Headings, RowProblem as ProblemOf, TableRow as RowOf } from '#platform/spreadsheet-table'

/** The columns of a register, in the order of the file. */
export const columns = ['symbol', 'issuedOn', 'type', 'subject', 'issuer', 'receivedOn', 'carries'] as const
export type RegisterColumn = (typeof columns)[number]

export type TableRow = RowOf<RegisterColumn>
export type RowProblem = ProblemOf<RegisterColumn>
export type Reading = ReadingOf<RegisterColumn>

/** The headings under which columns are written, and all by which the registers of offices call them, plain. */
const headings: Headings<RegisterColumn> = {
  symbol: {
    title: 'Số, ký hiệu',
    known: [
      'so, ky hieu',
      'so ky hieu',
      'so va ky hieu',
      'so va ky hieu van ban',
      'so, ky hieu van ban',
      'so ky hieu van ban',
      'so/ky hieu',
      'so/ky hieu van ban',
    ],
  },
  issuedOn: {
    title: 'Ngày ban hành',
    fillsDown: true,
    known: [
      'ngay ban hanh',
      'ngay thang ban hanh',
      'ngay thang nam ban hanh',
      'ngay van ban',
      'ngay thang',
      'ngay thang van ban',
      'ngay, thang, nam',
      'ngay, thang van ban',
      'ngay thang nam van ban',
      'ngay',
    ],
  },
  type: {
    title: 'Loại văn bản',
    fillsDown: true,
    known: ['loai van ban', 'loai', 'ten loai', 'ten loai van ban'],
  },
  subject: {
    title: 'Trích yếu',
    known: [
      'trich yeu',
      'trich yeu noi dung',
      'trich yeu van ban',
      'noi dung',
      'trich yeu noi dung van ban',
      'ten loai va trich yeu',
      'ten loai va trich yeu noi dung',
      'ten loai va trich yeu noi dung van ban',
    ],
  },
  issuer: {
    title: 'Cơ quan ban hành',
    fillsDown: true,
    known: ['co quan ban hanh', 'tac gia', 'noi gui', 'noi ban hanh', 'co quan gui', 'tac gia van ban'],
  },
  receivedOn: { title: 'Ngày đến', fillsDown: true, known: ['ngay den', 'ngay nhan'] },
  carries: {
    title: 'Thực hiện văn bản',
    fillsDown: true,
    known: ['thuc hien van ban', 'can cu', 'thuc hien'],
  },
}

/** The heading of a column, the same in every language: files go from hand to hand. */
export const headingOf = (column: RegisterColumn): string => headings[column].title

/** The headings in the order of the file. */
export const headingRow: readonly string[] = columns.map(headingOf)

const needed = ['symbol', 'issuedOn', 'subject'] as const satisfies readonly RegisterColumn[]

/** The rows under the headings. */
export const registerIn = (file: Spreadsheet): Reading => readingOf(file, { headings, needed })
