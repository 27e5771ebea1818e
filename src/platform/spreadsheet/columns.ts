import type { Spreadsheet, SpreadsheetRow } from '../spreadsheet.ts'
import {
  type Headings,
  headingRows,
  isRunning,
  joinedHeading,
  type Merged,
  plainHeading,
  spread,
  withHeadingsAbove,
} from './heading.ts'
import { isOffice } from './left-out.ts'

/** A heading as it was read: what stands in each column, and which of them are read in which order. */
export type Head<Column extends string> = {
  number: number
  cells: string[]
  found: (Column | undefined)[]
  twice: Column[]
  /** The column of running numbers, or -1. */
  running: number
  /** Of how many rows it is. */
  depth: number
  /** The columns that are read: the beginning of a name before its end, wherever they stand. */
  order: number[]
}

type Known<Column extends string> = {
  headings: Headings<Column>
  columnOf: (heading: string) => Column | undefined
}

/** Reads the heading that begins in a row of a sheet. */
export function headAt<Column extends string>(
  sheet: Spreadsheet,
  at: number,
  known: Known<Column>,
): Head<Column> {
  const { headings, columnOf } = known
  const isHeading = (text: string): boolean => columnOf(text) !== undefined || isRunning(text)
  const first = withHeadingsAbove(sheet, at, isHeading)
  const merged = [...sheet.merged, ...impliedMerges(sheet, at, isHeading)]
  const deep = headingRows({ ...sheet, merged }, at)
  const over = spread(first, merged)
  const { cells, columns } = joinedHeading(over, deep, columnOf)
  const beneath = sheet.rows.slice(at + deep.length)
  const running = runningIn(cells, columns, beneath)
  const guessed = withUnnamed(columns, cells, numberedOf(beneath, running), headings)
  // A column under its own title is the one that is meant: “Tên đơn vị” beside “Đơn vị” only says it again.
  const isTitled = (column: Column, index: number): boolean =>
    guessed[index] === column && plainHeading(cells[index] ?? '') === plainHeading(headings[column].title)
  const meant = guessed.map((column, index) =>
    column !== undefined &&
    !isTitled(column, index) &&
    !(isUnder(index, over, cells) || partAt(headings, column, cells[index - 1]) >= 0) &&
    guessed.some((_, other) => isTitled(column, other))
      ? undefined
      : column,
  )
  const isSecond = secondOnes(meant, over, cells, headings)
  const found = meant.map((column, index) => (isSecond[index] ? undefined : column))
  const twice = meant.filter((column, index) => column !== undefined && isSecond[index]) as Column[]
  const order = orderOf(found, cells, headings)
  return { number: first.number, cells, found, twice, running, depth: deep.length, order }
}

/** Words that part a column into several, without being one of a list: “Năm sinh” over “Nam” and “Nữ”. */
const partings = new Set(['nam', 'nu', 'ngay', 'thang', 'tong', 'tong so', 'so luong', 'ty le'])

/**
 * What stands for a cell merged over columns where nothing is merged, as in every CSV: a heading with empty cells at its right,
 * beneath which texts stand in a row that is no entry.
 */
function impliedMerges(
  { rows, merged }: Spreadsheet,
  at: number,
  isHeading: (text: string) => boolean,
): Merged[] {
  const [head, next, after] = [rows[at], rows[at + 1], rows[at + 2]]
  if (!head || next?.number !== head.number + 1) return []
  const isMerged = (index: number): boolean =>
    merged.some(
      ({ firstRow, lastRow, firstColumn, lastColumn }) =>
        firstRow <= head.number && lastRow >= head.number && firstColumn <= index && lastColumn >= index,
    )
  const has = (row: SpreadsheetRow, index: number): boolean => (row.cells[index] ?? '') !== ''
  const spans: Merged[] = []
  for (let index = 0; index < next.cells.length; index += 1) {
    const last = spans.at(-1)
    if (!has(next, index)) continue
    if (has(head, index) || isMerged(index))
      spans.push({
        range: '',
        firstRow: head.number,
        lastRow: head.number,
        firstColumn: index,
        lastColumn: index,
      })
    else if (last?.lastColumn === index - 1 && !isMerged(last.firstColumn)) last.lastColumn = index
    else return []
  }
  const wide = spans.filter(({ firstColumn, lastColumn }) => lastColumn > firstColumn)
  const isLoose = spans.some(
    ({ firstColumn, lastColumn }) => lastColumn === firstColumn && !isMerged(firstColumn),
  )
  const texts = next.cells.filter((cell) => cell !== '')
  const running = head.cells.findIndex(isRunning)
  const isNoEntry =
    running >= 0
      ? !has(next, running) && isNumber(after?.cells[running])
      : texts.every((text) => isHeading(text) || partings.has(plainHeading(text)))
  return isLoose || !isNoEntry || texts.some((text) => /\d/.test(text)) ? [] : wide
}

const isNumber = (text = ''): boolean => /^\d+[.)]?$/.test(text)

/** Whether most rows of a list down to the last that has one have a running number. */
export function numbers(rows: readonly SpreadsheetRow[], running: number): boolean {
  const last = rows.findLastIndex(({ cells }) => isNumber(cells[running]))
  const numbered = rows.filter(({ cells }) => isNumber(cells[running])).length
  return numbered > 1 && numbered * 2 >= last + 1
}

const numberedOf = (rows: readonly SpreadsheetRow[], running: number): readonly SpreadsheetRow[] =>
  numbers(rows, running) ? rows.filter(({ cells }) => isNumber(cells[running])) : rows

/** The column of running numbers: the one that is named so, or one without a name before all others that holds numbers. */
function runningIn(
  cells: readonly string[],
  columns: readonly unknown[],
  beneath: readonly SpreadsheetRow[],
): number {
  const named = cells.findIndex(isRunning)
  if (named >= 0 || (cells[0] ?? '') !== '' || columns[0] !== undefined) return named
  return numbers(beneath, 0) ? 0 : -1
}

const noNames = new Set(['nam', 'nữ', 'vắng', 'có', 'không', 'x'])
const name = /^\p{Lu}[\p{L}\p{M}'’]*(?: \p{Lu}[\p{L}\p{M}'’]*){0,4}$/u

/** Columns without a heading at the right of a name in parts hold the rest of it where names stand in them. */
function withUnnamed<Column extends string>(
  columns: readonly (Column | undefined)[],
  cells: readonly string[],
  rows: readonly SpreadsheetRow[],
  headings: Headings<Column>,
): (Column | undefined)[] {
  const width = Math.max(cells.length, ...rows.slice(0, 2000).map(({ cells: row }) => row.length))
  const read: (Column | undefined)[] = []
  let begun = 0
  for (let index = 0; index < width; index += 1) {
    const left = read[index - 1]
    if ((cells[index] ?? '') !== '') begun = index
    const mayGoOn = (cells[index] ?? '') === '' && left !== undefined && headings[left].parts !== undefined
    read.push(mayGoOn && holdsRest(rows, begun, index) ? left : columns[index])
  }
  return read
}

function holdsRest(rows: readonly SpreadsheetRow[], begun: number, index: number): boolean {
  const beside = rows.flatMap(({ cells }) => {
    const [left = '', text = ''] = [cells[begun], cells[index]]
    return /\p{L}/u.test(left) && /\p{L}/u.test(text) ? [{ left, text }] : []
  })
  if (beside.length === 0 || beside.every(({ text }) => noNames.has(text.toLowerCase()))) return false
  if (beside.some(({ text }) => isOffice(text))) return false
  return (
    beside.filter(({ left, text }) => name.test(text) || !/\p{Lu}/u.test(left)).length * 2 >= beside.length
  )
}

/** Whether a column lies under the heading of the one at its left. */
const isUnder = (index: number, over: readonly string[], cells: readonly string[]): boolean =>
  (cells[index] ?? '') === '' || ((over[index] ?? '') !== '' && over[index] === over[index - 1])

const partAt = <Column extends string>(headings: Headings<Column>, column: Column, heading = ''): number =>
  headings[column].parts?.map(plainHeading).indexOf(plainHeading(heading)) ?? -1

/**
 * Which columns begin something a second time. Parts of a name are one, in any order, as long as none comes twice; a second
 * column of running numbers begins a list anew.
 */
function secondOnes<Column extends string>(
  meant: readonly (Column | undefined)[],
  over: readonly string[],
  cells: readonly string[],
  headings: Headings<Column>,
): boolean[] {
  const seen = new Map<Column, { headings: Set<string>; hasWhole: boolean; last: number }>()
  const second: boolean[] = []
  for (const [index, column] of meant.entries()) {
    const plain = plainHeading(cells[index] ?? '')
    const before = column === undefined ? undefined : seen.get(column)
    const isPart = column !== undefined && partAt(headings, column, plain) >= 0
    const isNext =
      before === undefined ||
      (before.last === index - 1 && isUnder(index, over, cells)) ||
      (!before.headings.has(plain) &&
        (isPart || !before.hasWhole) &&
        headings[column as Column].parts !== undefined &&
        !cells.slice(before.last + 1, index).some(isRunning))
    second.push(column !== undefined && !isNext)
    if (column === undefined || !isNext) continue
    const one = before ?? { headings: new Set<string>(), hasWhole: false, last: index }
    one.headings.add(plain)
    one.hasWhole ||= !isPart && plain !== ''
    one.last = index
    seen.set(column, one)
  }
  return second
}

/** The order in which columns are read: parts of a name as its heading lists them, then the name itself. */
function orderOf<Column extends string>(
  found: readonly (Column | undefined)[],
  cells: readonly string[],
  headings: Headings<Column>,
): number[] {
  let rank = 0
  const ranked = found.flatMap((column, index) => {
    if (column === undefined) return []
    const part = partAt(headings, column, cells[index])
    if ((cells[index] ?? '') !== '') rank = part < 0 ? 1000 : part
    return [{ index, rank }]
  })
  return ranked
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .map(({ index }) => index)
}
