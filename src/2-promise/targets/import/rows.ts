import { isSpeaking, type NumberRules } from '#platform/number'
import { plainText } from '#platform/plain-text'
import type { ProblemParams } from '#platform/problem'
import { boundIn, readAim } from '#platform/said'
import type { Spreadsheet } from '#platform/spreadsheet'
import { type Reading, readingOf } from '#platform/spreadsheet-reading'
import type { Headings, RowProblem as ProblemOf, TableRow } from '#platform/spreadsheet-table'
import { isYear } from '#platform/time'
import type { Direction } from '../entry.ts'

/** The columns of a file of targets, with the headings under which each is written and recognised. */
type TargetColumn = 'indicator' | 'unit' | 'year' | 'amount' | 'direction' | 'note'
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
export const headingOf = (column: TargetColumn): string => headings[column].title
export const headingRow: readonly string[] = columns.map(headingOf)

const needed = ['indicator', 'unit', 'year', 'amount'] as const

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

export type RowProblem = ProblemOf<TargetColumn>

/** Words of a target that is a limit, and of one that is to be reached, beside those of precision. */
const directions = { at_most: ['giam', 'xuong', 'at_most'], at_least: ['tang', 'dat', 'at_least'] } as const

/** Whether a target is to be reached or not to be passed, in words or signs. An empty cell means that it is to be reached. */
function directionOf(text: string): 'at_least' | 'at_most' | undefined {
  const said = text.normalize('NFC').toLowerCase().trim().replace(/[.:]$/, '')
  if (said === '') return 'at_least'
  const bound = boundIn(said.replaceAll('‹', '<').replaceAll('›', '>'))
  if (bound === 'under' || bound === 'over') return bound === 'under' ? 'at_most' : 'at_least'
  const plain = plainText(said)
  const begins = (words: readonly string[]) =>
    words.some((word) => plain === word || plain.startsWith(`${word} `))
  if (begins(directions.at_most)) return 'at_most'
  return begins(directions.at_least) ? 'at_least' : undefined
}

/** What is known of the amounts of an indicator, by its code or name. */
export type RulesOf = (indicator: string) => NumberRules

/** The rows under the headings. A template comes with the units filled in: a row without an amount is no target yet. */
export const targetsIn = (file: Spreadsheet): Reading<TargetColumn> =>
  readingOf(file, {
    headings,
    needed,
    least: 3,
    filled: { column: 'amount', ifNone: 'target_file_has_no_rows' },
  })

/** What rows say, and all that is wrong with them. */
export function readRows(
  rows: readonly TableRow<TargetColumn>[],
  rulesOf: RulesOf,
): { read: FileRow[]; problems: RowProblem[] } {
  const read: FileRow[] = []
  const problems: RowProblem[] = []
  for (const { number, cells } of rows) {
    const row = readRow(number, (column) => cells[column] ?? '', rulesOf)
    if ('code' in row) problems.push(row)
    else read.push(row)
  }
  return { read, problems }
}

function readRow(
  row: number,
  cell: (column: TargetColumn) => string,
  rulesOf: RulesOf,
): FileRow | RowProblem {
  const wrong = (column: TargetColumn, code: string, params: ProblemParams = {}): RowProblem => ({
    row,
    column,
    code,
    params,
  })
  for (const column of ['indicator', 'unit'] as const)
    if (cell(column) === '') return wrong(column, 'target_row_is_incomplete', { column: headingOf(column) })
  const year = Number(cell('year'))
  if (!isYear(year)) return wrong('year', 'target_row_has_no_year', { text: cell('year').slice(0, 20) })
  const { value: amount, fault } = readAim(cell('amount'), { ...rulesOf(cell('indicator')), least: 0 })
  if (fault && (isSpeaking(fault) || fault.code === 'field_is_no_whole_number'))
    return wrong('amount', fault.code, fault.params)
  if (fault) return wrong('amount', 'target_row_has_no_amount', { text: cell('amount').slice(0, 30) })
  const direction = directionOf(cell('direction'))
  if (!direction)
    return wrong('direction', 'target_row_has_no_direction', { text: cell('direction').slice(0, 30) })
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
