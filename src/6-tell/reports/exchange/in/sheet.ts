import type { Indicator } from '#figures'
import { plainText } from '#platform/plain-text'
import { type Cell, type Notice, type Spreadsheet, writeXlsx } from '#platform/spreadsheet'
import { chosenIn, readingOf } from '#platform/spreadsheet-reading'
import { spreadsheetSent } from '#platform/spreadsheet-sent'
import {
  columnReader,
  type Headings,
  type RowProblem as ProblemOf,
  type TableRow,
} from '#platform/spreadsheet-table'
import { periodInWords } from '#regimes'

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
 * The rows of a file in which an amount stands, what is wrong with its headings, and for whom it says that it is.
 * @throws Problem those of `readSpreadsheet`
 */
export async function readFigures(file: { name: string; bytes: Uint8Array }): Promise<{
  rows: FigureRow[]
  problems: RowProblem[]
  notices: Notice[]
  labels: Labels
}> {
  const sent = await spreadsheetSent(file.bytes, file.name)
  const { name, rows, problems, notices } = chosenIn(
    readingOf(sent, { headings, needed: ['indicator', 'amount'] }),
  )
  // The template lists every indicator: one without an amount says nothing, which is not a zero.
  const filled = rows.filter(({ cells }) => (cells.amount ?? '') !== '')
  if (filled.length === 0 && problems.length === 0)
    problems.push({
      row: rows[0]?.number ?? 1,
      column: 'amount',
      code: 'figure_file_has_no_amounts',
      params: {},
    })
  const sheet = sent.others?.find((one) => one.name === name) ?? sent
  return { rows: filled, problems, notices, labels: labelsOf(sheet) }
}
