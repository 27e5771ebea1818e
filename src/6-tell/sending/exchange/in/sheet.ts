import type { Indicator } from '#figures'
import { plainText } from '#platform/plain-text'
import { type Cell, type Spreadsheet, writeXlsx } from '#platform/spreadsheet'
import { type Reading, readingOf, readingWith } from '#platform/spreadsheet-reading'
import {
  columnReader,
  type Headings,
  type RowProblem as ProblemOf,
  type TableRow,
} from '#platform/spreadsheet-table'
import { periodInWords } from '#regimes'
import { faultsOfLabels } from './rules.ts'

/** The columns of a file of figures, in its order. */
const columns = ['indicator', 'name', 'measure', 'rule', 'amount'] as const
export type FigureColumn = (typeof columns)[number]
export type FigureRow = TableRow<FigureColumn>
export type RowProblem = ProblemOf<FigureColumn>

const headings: Headings<FigureColumn> = {
  indicator: { title: 'Mã chỉ tiêu', known: ['ma chi tieu', 'chi tieu', 'ma', 'indicator'] },
  name: { title: 'Tên chỉ tiêu', known: ['ten chi tieu', 'ten', 'indicator name'] },
  measure: { title: 'Đơn vị tính', known: ['don vi tinh', 'dvt', 'unit of measure'] },
  rule: { title: 'Cách tính', known: ['cach tinh', 'rule'] },
  amount: { title: 'Số liệu', known: ['so lieu', 'ket qua', 'so luong', 'thuc hien', 'amount', 'value'] },
}

/** The heading of a column, the same in every language: files go from hand to hand. */
export const headingOf = (column: FigureColumn): string => headings[column].title

/** What stands above the headings, so that a file of one unit is not counted for another. */
const labels = { unit: 'Mã đơn vị', period: 'Kỳ' } as const

/** A file to be filled in: the indicators that may be entered, with their units of measure. */
export function figuresTemplate(
  unit: { name: string; slug: string },
  period: string,
  indicators: readonly Indicator[],
): Buffer<ArrayBuffer> {
  const rows = indicators.map(({ code, nameVi, unitVi, rule }): Cell[] => [
    code,
    nameVi,
    unitVi,
    rule === 'stock' ? 'số đến cuối kỳ' : 'số phát sinh trong kỳ',
    null,
  ])
  return writeXlsx([
    {
      name: 'Số liệu',
      rows: [
        [`Số liệu ${periodInWords(period)} của ${unit.name}`],
        [labels.unit, unit.slug],
        [labels.period, period],
        columns.map(headingOf),
        ...rows,
      ],
      widths: [30, 48, 16, 22, 16],
      titles: 3,
      frozen: true,
    },
  ])
}

/** What a file says of itself above its headings; absent where it says nothing. */
export type Labels = { unit?: string | undefined; period?: string | undefined }

function labelsOf(sheet: Spreadsheet): Labels {
  const columnOf = columnReader(headings)
  const head = sheet.rows.slice(0, 20).findIndex(({ cells }) => cells.filter(columnOf).length >= 2)
  const above = sheet.rows.slice(0, Math.max(head, 0))
  const under = (label: string) =>
    above.find(({ cells }) => plainText(cells[0] ?? '').trim() === plainText(label))?.cells[1]
  return { unit: under(labels.unit), period: under(labels.period) }
}

/**
 * The rows of a file in which an amount stands. The template lists every indicator: one without an amount says nothing, which
 * is not a zero. A sheet of another unit or period is refused.
 */
export function figuresIn(file: Spreadsheet, here: { slug: string; period: string }): Reading<FigureColumn> {
  const reading = readingOf(file, {
    headings,
    needed: ['indicator', 'amount'],
    filled: { column: 'amount', ifNone: 'figure_file_has_no_amounts' },
  })
  const all = [file, ...(file.others ?? [])]
  return readingWith(
    reading.sheets.map((sheet) => {
      const own = all.find(({ name = '' }) => name === sheet.name) ?? file
      return { ...sheet, problems: [...sheet.problems, ...faultsOfLabels(labelsOf(own), here)] }
    }),
  )
}
