import type { Spreadsheet } from '#platform/spreadsheet'
import { type Reading as ReadingOf, readingOf } from '#platform/spreadsheet-reading'
import type { Headings, RowProblem as ProblemOf, TableRow as RowOf } from '#platform/spreadsheet-table'
import { columns, type UnitColumn } from '../entry.ts'

export type TableRow = RowOf<UnitColumn>
export type RowProblem = ProblemOf<UnitColumn>
export type Reading = ReadingOf<UnitColumn>

/** The headings under which columns are written, and all by which they are recognised, plain. */
const headings: Headings<UnitColumn> = {
  slug: { title: 'Mã định danh', known: ['ma dinh danh', 'slug', 'identifier'] },
  name: { title: 'Tên', known: ['ten', 'ten don vi', 'name'] },
  shortName: { title: 'Tên ngắn', known: ['ten ngan', 'ten gon', 'ten viet tat', 'short name'] },
  kind: { title: 'Loại', fillsDown: true, known: ['loai', 'loai don vi', 'kind', 'type'] },
  line: { title: 'Ngành dọc', fillsDown: true, known: ['nganh doc', 'line'] },
  officialCode: { title: 'Mã ĐVHC', known: ['ma dvhc', 'ma don vi hanh chinh', 'official code', 'code'] },
  areaParent: {
    title: 'Trực thuộc địa bàn',
    fillsDown: true,
    known: ['truc thuoc dia ban', 'dia ban', 'area parent', 'area'],
  },
  lineParent: {
    title: 'Trực thuộc ngành dọc',
    fillsDown: true,
    known: ['truc thuoc nganh doc', 'line parent'],
  },
  validFrom: {
    title: 'Hiệu lực từ',
    fillsDown: true,
    known: ['hieu luc tu', 'tu ngay', 'valid from', 'from'],
  },
  validTo: {
    title: 'Hiệu lực đến',
    fillsDown: true,
    known: ['hieu luc den', 'hieu luc den het', 'den ngay', 'den het ngay', 'valid to', 'to'],
  },
}

/** The heading of a column, the same in every language: files go from hand to hand. */
export const headingOf = (column: UnitColumn): string => headings[column].title

/** The headings in the order of the file. */
export const headingRow: readonly string[] = columns.map(headingOf)

/** Without these no row can be read. */
const needed = ['name', 'kind', 'validFrom'] as const satisfies readonly UnitColumn[]

/** The rows under the headings, whose columns may be named in Vietnamese or English. */
export const unitsIn = (file: Spreadsheet): Reading => readingOf(file, { headings, needed })
