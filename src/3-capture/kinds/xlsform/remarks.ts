import type { ProblemParams } from '#platform/problem'
import type { Line } from './columns.ts'

/**
 * Something of a file to be told, with its sheet, row and column. A fault keeps the form from being taken over; anything
 * else says what is left out or read in another way. Its sentence: `xlsform.<code>`.
 */
export type Remark = {
  sheet: string
  row: number
  column: string
  code: string
  params: ProblemParams
  isFault: boolean
}

/** By these a form asks, allows or counts something else than its file says. The others are about wording and looks. */
const losses = new Set([
  'type_is_left_out',
  'photo_in_list_is_left_out',
  'second_photo_is_left_out',
  'list_in_list_is_left_out',
  'lies_in_left_out_list',
  'half_is_left_out',
  'other_is_left_out',
  'choices_are_missing',
  'choice_is_left_out',
  'choice_is_there_twice',
  'choice_has_no_name',
  'required_is_left_out',
  'relevant_is_left_out',
  'constraint_is_left_out',
  'number_is_none',
  'counted_choice_is_none',
  'cannot_be_counted',
  'count_as_is_changed',
  'indicator_is_unknown',
  'indicator_is_left_out',
  'remarks_are_too_many',
])

const isLoss = ({ code }: Remark): boolean => losses.has(code)
const weightOf = (remark: Remark): number => (remark.isFault ? 0 : isLoss(remark) ? 1 : 2)

/** A text of a file as a remark repeats it. */
export const shortly = (text: string): string => (text.length > 200 ? `${text.slice(0, 199)}…` : text)

/** All cells of a row that nobody took, each named. */
export const unreadRemarks = (sheet: string, line: Line): Remark[] =>
  line.unread().map(({ heading, value }) => ({
    sheet,
    row: line.row,
    column: heading,
    code: 'column_is_left_out',
    params: { value: shortly(value) },
    isFault: false,
  }))

/** No file has more to be told one by one; what is beyond is counted. */
const most = 5000

/** Faults first, then what is lost, then the rest. */
export function inOrder(remarks: readonly Remark[]): Remark[] {
  const sorted = [...remarks].sort((one, other) => weightOf(one) - weightOf(other))
  if (sorted.length <= most) return sorted
  const params = { count: sorted.length - most }
  const rest = {
    sheet: 'survey',
    row: 1,
    column: 'type',
    code: 'remarks_are_too_many',
    params,
    isFault: false,
  }
  return [rest, ...sorted.slice(0, most)]
}

/** Remarks of one kind on one column, to be shown as one. */
export type Summary = { first: Remark; rows: number[] }

/** One by one as long as they are few; many of the same kind on the same column are told once, with their rows. */
export function summedUp(remarks: readonly Remark[]): Summary[] {
  const groups = Map.groupBy(remarks, ({ sheet, column, code, isFault }) =>
    JSON.stringify([sheet, column, code, isFault]),
  )
  const summaries = [...groups.values()].flatMap((group): Summary[] => {
    const [first] = group
    if (!first) return []
    const few = weightOf(first) < 2 ? 20 : 3
    if (group.length <= few) return group.map((one) => ({ first: one, rows: [one.row] }))
    return [{ first, rows: group.map(({ row }) => row) }]
  })
  return summaries.sort((one, other) => weightOf(one.first) - weightOf(other.first))
}

/** Row numbers as people write them: 2–211, 215. */
export function rowsInWords(rows: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const row of [...new Set(rows)].sort((one, other) => one - other)) {
    const last = ranges.at(-1)
    if (last && row === last[1] + 1) last[1] = row
    else ranges.push([row, row])
  }
  const said = ranges.slice(0, 20).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
  return said.join(', ') + (ranges.length > 20 ? ', …' : '')
}
