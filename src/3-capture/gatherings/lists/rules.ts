import { plainText } from '#platform/plain-text'
import type { ProblemParams } from '#platform/problem'
import type { SpreadsheetRow } from '#platform/spreadsheet'
import {
  columnReader,
  type Headings,
  type RowProblem as ProblemOf,
  rowUnder,
  type TableRow,
} from '#platform/spreadsheet-table'
import { isDay } from '#platform/time'

/** The columns of an attendance list. */
export const columns = ['name', 'birth', 'unit', 'member'] as const
export type Column = (typeof columns)[number]

const headings: Headings<Column> = {
  name: { title: 'Họ và tên', known: ['ho va ten', 'ho ten', 'ten', 'name', 'full name'] },
  birth: {
    title: 'Năm sinh',
    known: ['nam sinh', 'ngay sinh', 'sinh ngay', 'ngay thang nam sinh', 'year of birth', 'born', 'birth'],
  },
  unit: { title: 'Đơn vị', known: ['don vi', 'don vi cong tac', 'chi bo', 'unit'] },
  member: { title: 'Đảng viên', known: ['dang vien', 'la dang vien', 'party member', 'member'] },
}

/** The heading of a column, the same in every language: files go from hand to hand. */
export const headingOf = (column: Column): string => headings[column].title
export const headingRow: readonly string[] = columns.map(headingOf)

/** Somebody on a list, as it was read. */
export type Person = {
  row: number
  name: string
  birthYear: number | null
  unitId: string | null
  isMember: boolean
}

export type RowProblem = ProblemOf<Column>

/** A unit from which somebody on a list may come. */
export type ListUnit = {
  id: string
  name: string
  shortName: string
  slug: string
  officialCode: string | null
}

const columnOf = columnReader(headings)

type Cells = TableRow<Column>

/** The rows under the headings; a title above them, and columns that nobody asked for, are passed over. */
export function listRowsIn(rows: readonly SpreadsheetRow[]): { rows: Cells[]; problems: RowProblem[] } {
  const at = rows.slice(0, 20).findIndex(({ cells }) => cells.some((cell) => columnOf(cell) === 'name'))
  const head = rows[at]
  if (!head) {
    const params = { columns: headingOf('name') }
    return {
      rows: [],
      problems: [{ row: rows[0]?.number ?? 1, column: null, code: 'list_has_no_headings', params }],
    }
  }
  const found = head.cells.map(columnOf)
  const under = rows.slice(at + 1).map((row) => rowUnder(found, row))
  // A line of signatures or a sum beneath the list has no name in it.
  const filled = under.filter(({ cells }) => (cells.name ?? '').trim() !== '')
  if (filled.length === 0)
    return { rows: [], problems: [{ row: head.number, column: null, code: 'list_has_no_rows', params: {} }] }
  return { rows: filled, problems: [] }
}

/** Lines as they are typed: `Họ và tên; năm sinh; đơn vị; đảng viên`, of which the name alone is needed. */
export const rowsTyped = (lines: string): Cells[] =>
  lines.split('\n').flatMap((line, index) => {
    const [name = '', birth = '', unit = '', member = ''] = line.split(/[;\t]/).map((part) => part.trim())
    return name === '' ? [] : [{ number: index + 1, cells: { name, birth, unit, member } }]
  })

const plainUnit = (text: string): string => plainText(text).replace(/\s+/g, ' ').trim()

/** The year in which somebody was born, out of a year or a day. */
function birthYearFrom(text: string, thisYear: number): number | null | { code: string } {
  const tight = text.trim()
  if (tight === '') return null
  const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(tight)
  const day = written
    ? `${written[3]}-${written[2]?.padStart(2, '0')}-${written[1]?.padStart(2, '0')}`
    : tight
  const year = /^\d{4}$/.test(tight) ? Number(tight) : isDay(day) ? Number(day.slice(0, 4)) : undefined
  if (year === undefined) return { code: 'list_birth_is_no_day' }
  return year < thisYear - 120 || year > thisYear - 10 ? { code: 'list_birth_is_impossible' } : year
}

const yes = [
  'x',
  'co',
  'dv',
  'dang vien',
  'yes',
  'y',
  '1',
  'true',
  'v',
  'dang vien chinh thuc',
  'dang vien du bi',
]
const no = ['', 'khong', 'ko', 'no', 'n', '0', 'false', '-', 'quan chung', 'ngoai dang']

/**
 * Reads the rows of a list. `keyOf` tells persons apart; `there` are the keys of those who are on the list already.
 * @returns persons that are new, how many were there, and all that is wrong, row by row
 */
export function readList(
  rows: readonly Cells[],
  ground: {
    units: readonly ListUnit[]
    there: ReadonlySet<string>
    thisYear: number
    keyOf: (person: Person) => string
  },
): { persons: (Person & { key: string })[]; already: number; problems: RowProblem[] } {
  const problems: RowProblem[] = []
  const byWord = new Map<string, ListUnit | 'several'>()
  for (const unit of ground.units)
    for (const word of new Set(
      [unit.name, unit.shortName, unit.slug, unit.officialCode ?? ''].map(plainUnit),
    ))
      if (word !== '') byWord.set(word, byWord.has(word) ? 'several' : unit)

  const persons: (Person & { key: string })[] = []
  const rowOf = new Map<string, number>()
  let already = 0
  for (const { number: row, cells } of rows) {
    const fault = (column: Column, code: string, params: ProblemParams = {}) =>
      problems.push({ row, column, code, params })
    const before = problems.length
    const name = (cells.name ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
    if (name.length < 2 || name.length > 100 || !/\p{L}/u.test(name)) fault('name', 'list_name_is_none')
    const birthYear = birthYearFrom(cells.birth ?? '', ground.thisYear)
    if (birthYear !== null && typeof birthYear === 'object') fault('birth', birthYear.code)
    const said = plainUnit(cells.unit ?? '')
    const unit = said === '' ? undefined : byWord.get(said)
    if (said !== '' && unit === undefined) fault('unit', 'list_unit_is_unknown', { unit: cells.unit ?? '' })
    if (unit === 'several') fault('unit', 'list_unit_is_several', { unit: cells.unit ?? '' })
    const member = plainUnit(cells.member ?? '')
    if (!yes.includes(member) && !no.includes(member)) fault('member', 'list_member_is_unclear')
    if (problems.length > before) continue
    const person: Person = {
      row,
      name,
      birthYear: typeof birthYear === 'number' ? birthYear : null,
      unitId: unit && unit !== 'several' ? unit.id : null,
      isMember: yes.includes(member),
    }
    const key = ground.keyOf(person)
    const first = rowOf.get(key)
    if (first !== undefined) fault('name', 'list_person_is_twice', { row: first })
    else if (ground.there.has(key)) already += 1
    else persons.push({ ...person, key })
    rowOf.set(key, first ?? row)
  }
  return { persons, already, problems }
}

/**
 * What tells persons apart: the name with the year of birth, which is the same wherever they come from. Without the year
 * the unit has to do: two of one name in one unit are taken for one person, and the list says so.
 */
export const identityOf = ({
  name,
  birthYear,
  unitId,
}: Pick<Person, 'name' | 'birthYear' | 'unitId'>): string =>
  `${name}\0${birthYear === null ? `unit ${unitId ?? '-'}` : `born ${birthYear}`}`
