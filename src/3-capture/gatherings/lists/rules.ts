import { plainText } from '#platform/plain-text'
import type { ProblemParams } from '#platform/problem'
import type { Notice, Spreadsheet } from '#platform/spreadsheet'
import { type Reading as ReadingOf, readingOf, readingWith } from '#platform/spreadsheet-reading'
import type { Headings, RowProblem as ProblemOf, TableRow } from '#platform/spreadsheet-table'
import { isDay } from '#platform/time'

/** The columns of an attendance list. */
const columns = ['name', 'birth', 'unit', 'member'] as const
export type Column = (typeof columns)[number] | 'post'

const headings: Headings<Column> = {
  name: {
    title: 'Họ và tên',
    known: ['ho va ten', 'ho ten', 'ho, ten', 'ho va ten dai bieu', 'ten', 'name', 'full name'],
    parts: [
      'ho',
      'ho dem',
      'ho lot',
      'ho va dem',
      'ho va lot',
      'ho va chu lot',
      'ho va chu dem',
      'ho, chu dem',
      'ho ten dem',
      'ho va ten dem',
      'ho, ten dem',
      'ho va ten lot',
      'chu lot',
      'chu dem',
      'ten dem',
      'ten lot',
      'dem',
      'lot',
    ],
  },
  birth: {
    title: 'Năm sinh',
    known: ['nam sinh', 'ngay sinh', 'sinh ngay', 'ngay thang nam sinh', 'year of birth', 'born', 'birth'],
  },
  unit: {
    title: 'Đơn vị',
    known: ['don vi', 'don vi cong tac', 'co quan, don vi', 'chi bo', 'unit'],
    fillsDown: true,
  },
  // An office and where it is held, in one text.
  post: {
    title: 'Chức vụ, đơn vị công tác',
    known: [
      'chuc vu, don vi cong tac',
      'chuc vu, don vi',
      'chuc vu va don vi cong tac',
      'chuc vu - don vi cong tac',
      'chuc vu, noi cong tac',
      'chuc vu, co quan cong tac',
      'chuc danh, don vi cong tac',
      'chuc vu/don vi cong tac',
    ],
    fillsDown: true,
  },
  member: {
    title: 'Đảng viên',
    known: ['dang vien', 'la dang vien', 'party member', 'member'],
    fillsDown: true,
  },
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
export type Reading = ReadingOf<Column>

/** A unit from which somebody on a list may come. */
export type ListUnit = {
  id: string
  name: string
  shortName: string
  slug: string
  officialCode: string | null
}

type Cells = TableRow<Column>

/** The people under the headings; what is no person is left out and named. */
export function listIn(file: Spreadsheet): Reading {
  const asked = { headings, needed: ['name'], least: 1, must: 'name', oneTextIsEntry: true } as const
  const reading = readingOf(file, asked)
  const sheets = reading.sheets.map((sheet) => ({
    ...sheet,
    problems: sheet.problems.flatMap((problem) => {
      if (problem.code !== 'import_column_is_twice') return [problem]
      // A second column of units is told as one that is not used; second names are people.
      return problem.column === 'name'
        ? [{ ...problem, column: null, code: 'list_stands_side_by_side', params: {} }]
        : []
    }),
  }))
  return readingWith(sheets)
}

/** Lines as they are typed: `Họ và tên; năm sinh; đơn vị; đảng viên`, of which the name alone is needed. */
export function listTyped(lines: string): Reading {
  const rows = lines.split('\n').flatMap((line, index) => {
    const [name = '', birth = '', unit = '', member = ''] = line.split(/[;\t]/).map((part) => part.trim())
    return name === '' ? [] : [{ number: index + 1, cells: { name, birth, unit, member } }]
  })
  return readingWith([{ name: '', rows, leftOut: [], problems: [], notices: [] }])
}

const plainUnit = (text: string): string => plainText(text).replace(/\s+/g, ' ').trim()

/** A spreadsheet program counts days so, from the end of 1899 on: 29221 is 1 January 1980. */
const isSerialDay = (text = ''): boolean => /^[1-9]\d{4}$/.test(text.trim())
const yearOfSerialDay = (text: string): number =>
  new Date(Date.UTC(1899, 11, 30 + Number(text))).getUTCFullYear()

/** Whether a column holds such days: one among years is a year that was mistyped. */
function holdsSerialDays(rows: readonly Cells[]): boolean {
  const births = rows.map(({ cells }) => (cells.birth ?? '').trim()).filter((text) => text !== '')
  const serial = births.filter(isSerialDay).length
  return serial > 1 && serial * 2 > births.length
}

/** The year in which somebody was born, out of a year or a day. */
function birthYearFrom(
  text: string,
  { thisYear, isSerial }: { thisYear: number; isSerial: boolean },
): number | null | { code: string } {
  const tight = text.trim()
  if (tight === '') return null
  const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(tight)
  const day = written
    ? `${written[3]}-${written[2]?.padStart(2, '0')}-${written[1]?.padStart(2, '0')}`
    : tight
  const year =
    isSerial && isSerialDay(tight)
      ? yearOfSerialDay(tight)
      : /^\d{4}$/.test(tight)
        ? Number(tight)
        : isDay(day)
          ? Number(day.slice(0, 4))
          : undefined
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

/** How the name of a unit begins. A group of another kind, such as “Khách mời”, is of no unit. */
const unitWord =
  /^(danh sach )?(ap|thon|khom|ban|buon|lang|khu pho|to dan pho|xa|phuong|chi bo|dang bo|truong|tram) /

/**
 * Reads the rows of a list. `keyOf` tells persons apart; `there` are the keys of those who are on the list already.
 * @returns persons that are new, how many were there, all that is wrong, row by row, and what is to be told
 */
export function readList(
  rows: readonly Cells[],
  ground: {
    units: readonly ListUnit[]
    there: ReadonlySet<string>
    thisYear: number
    keyOf: (person: Person) => string
  },
): { persons: (Person & { key: string })[]; already: number; problems: RowProblem[]; notices?: Notice[] } {
  const problems: RowProblem[] = []
  const byWord = new Map<string, ListUnit | 'several'>()
  for (const unit of ground.units)
    for (const word of new Set(
      [unit.name, unit.shortName, unit.slug, unit.officialCode ?? ''].map(plainUnit),
    ))
      if (word !== '') byWord.set(word, byWord.has(word) ? 'several' : unit)

  // A group that is no unit, such as “Khối ấp”, says nothing of where its people come from.
  const lostGroups = new Set<string>()
  const unitOfGroup = (group = ''): ListUnit | undefined => {
    const unit = byWord.get(plainUnit(group)) ?? byWord.get(plainUnit(group).replace(/^danh sach /, ''))
    if ((unit === undefined || unit === 'several') && unitWord.test(plainUnit(group))) lostGroups.add(group)
    return unit === 'several' ? undefined : unit
  }
  // “Chủ tịch Hội Nông dân xã Một” ends in the unit; one that names no unit of ours is an office alone.
  const unitOfPost = (post = ''): ListUnit | undefined => {
    const words = plainUnit(post).split(/[\s,;–-]+/)
    const found = words.map((_, index) => byWord.get(words.slice(index).join(' '))).find(Boolean)
    return found === 'several' ? undefined : found
  }
  const isSerial = holdsSerialDays(rows)
  const persons: (Person & { key: string })[] = []
  const rowOf = new Map<string, number>()
  let already = 0
  for (const { number: row, cells, group } of rows) {
    const fault = (column: Column, code: string, params: ProblemParams = {}) =>
      problems.push({ row, column, code, params })
    const before = problems.length
    const name = (cells.name ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
    if (name.length < 2 || name.length > 100 || !/\p{L}/u.test(name)) fault('name', 'list_name_is_none')
    const birthYear = birthYearFrom(cells.birth ?? '', { thisYear: ground.thisYear, isSerial })
    if (birthYear !== null && typeof birthYear === 'object') fault('birth', birthYear.code)
    const said = plainUnit(cells.unit ?? '')
    const unit = said === '' ? (unitOfPost(cells.post) ?? unitOfGroup(group)) : byWord.get(said)
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
  const notices: Notice[] = []
  if (isSerial) {
    const count = rows.filter(({ cells }) => isSerialDay(cells.birth)).length
    notices.push({ code: 'birthsAreSerialDays', params: { count } })
  }
  if (lostGroups.size > 0)
    notices.push({ code: 'groupsAreNoUnit', params: { groups: [...lostGroups].slice(0, 20).join('; ') } })
  return { persons, already, problems, ...(notices.length > 0 ? { notices } : {}) }
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
