import { type NumberRules, readWithin } from '#platform/number'
import { plainText } from '#platform/plain-text'
import type { FieldProblem } from '#platform/problem'
import type { Notice, Spreadsheet } from '#platform/spreadsheet'
import { chosenIn, readingOf } from '#platform/spreadsheet-reading'
import type { Headings } from '#platform/spreadsheet-table'
import { type Direction, years } from '../entry.ts'

/** The columns of a file of targets, with the headings under which each is written and recognised. */
export type TargetColumn = 'indicator' | 'unit' | 'year' | 'amount' | 'direction' | 'note'
const headings: Headings<TargetColumn> = {
  indicator: {
    title: 'Chỉ số',
    fillsDown: true,
    known: ['chi so', 'ma chi so', 'ten chi so', 'chi tieu bao cao', 'indicator'],
  },
  unit: { title: 'Đơn vị', fillsDown: true, known: ['don vi', 'ma don vi', 'ten don vi', 'unit'] },
  year: { title: 'Năm', fillsDown: true, known: ['nam', 'year'] },
  amount: { title: 'Chỉ tiêu', known: ['chi tieu', 'muc', 'so luong', 'target', 'amount'] },
  direction: { title: 'Chiều', fillsDown: true, known: ['chieu', 'direction'] },
  note: { title: 'Ghi chú', fillsDown: true, known: ['ghi chu', 'note'] },
}
export const columns = Object.keys(headings) as TargetColumn[]
const headingOf = (column: TargetColumn): string => headings[column].title
export const headingRow: readonly string[] = columns.map(headingOf)

const needed = ['indicator', 'unit', 'year', 'amount'] as const

/** So many targets come in one file: a province with a hundred communes and twenty indicators. */
export const mostRows = 3000

/** A row as it stands in the file, read as far as it can be without knowing units and indicators. */
export type FileRow = {
  row: number
  indicator: string
  unit: string
  year: number
  amount: number
  direction: Direction
  note: string
}

/** What is wrong with a row, or with the file where the row is that of the headings. */
export type RowProblem = { row: number; code: string; params: NonNullable<FieldProblem['params']> }

const limits = { ofLimit: ['khong qua', 'toi da', 'at most', 'at_most'] }

/** What is known of the amounts of an indicator, by its code or name. */
export type RulesOf = (indicator: string) => NumberRules

/** The rows under the headings, in any order of columns, all that is wrong with them, and what is to be told. */
export function fileRowsIn(
  file: Spreadsheet,
  rulesOf: RulesOf,
): { rows: FileRow[]; problems: RowProblem[]; notices: Notice[] } {
  const sheet = chosenIn(readingOf(file, { headings, needed, least: 3 }))
  const { notices } = sheet
  const first = sheet.rows[0]?.number ?? 1
  const problems = sheet.problems.map(({ row, code, params = {} }): RowProblem => ({ row, code, params }))
  // A template comes with the units filled in: a row without an amount is not a target yet.
  const filled = sheet.rows.filter(({ cells }) => cells.amount)
  if (filled.length > mostRows)
    problems.push({ row: first, code: 'target_file_is_too_long', params: { maximum: mostRows } })
  if (filled.length === 0 && problems.length === 0)
    problems.push({ row: first, code: 'target_file_has_no_rows', params: {} })
  if (problems.length > 0) return { rows: [], problems, notices }

  const rows: FileRow[] = []
  for (const { number, cells } of filled) {
    const read = readRow(number, (column) => cells[column] ?? '', rulesOf)
    if ('code' in read) problems.push(read)
    else rows.push(read)
  }
  return { rows, problems, notices }
}

function readRow(
  row: number,
  cell: (column: TargetColumn) => string,
  rulesOf: RulesOf,
): FileRow | RowProblem {
  const wrong = (code: string, params: RowProblem['params'] = {}): RowProblem => ({ row, code, params })
  for (const column of ['indicator', 'unit'] as const)
    if (cell(column) === '') return wrong('target_row_is_incomplete', { column: headingOf(column) })
  const year = Number(cell('year'))
  if (!Number.isInteger(year) || year < years.first || year > years.last)
    return wrong('target_row_has_no_year', { text: cell('year').slice(0, 20) })
  const { value: amount, fault } = readWithin(cell('amount'), { ...rulesOf(cell('indicator')), least: 0 })
  if (fault?.code === 'number_reads_two_ways' || fault?.code === 'field_is_no_whole_number')
    return wrong(fault.code, fault.params)
  if (fault) return wrong('target_row_has_no_amount', { text: cell('amount').slice(0, 30) })
  const direction = limits.ofLimit.includes(plainText(cell('direction')).trim()) ? 'at_most' : 'at_least'
  return {
    row,
    indicator: cell('indicator').slice(0, 200),
    unit: cell('unit').slice(0, 200),
    year,
    amount,
    direction,
    note: cell('note').slice(0, 500),
  }
}
