import type { Field } from '#kinds'
import { plainText } from '#platform/plain-text'
import { fillReferences } from '#platform/references'
import { plainHeading } from '#platform/spreadsheet/heading'
import type { Headings } from '#platform/spreadsheet-table'

/** What stands in a column: a part of the record, or the answer to a question, named as a field of the form is. */
type Part = 'unit' | 'initiative' | 'day' | 'summary' | 'started'

/** A column of a register of one kind. Its title is its name: the questions of a kind are known only when it is read. */
export type PastColumn = {
  title: string
  known: readonly string[]
  fillsDown: boolean
  /** A part of the record, or `a.<key>`, `a.<key>.women`, `a.<list>.<row>.<key>`. */
  path: string
  field?: Field
}

/** So many rows of a list can stand in one row of a register; the empty table has fewer. */
const rowsOfList = { read: 10, written: 3 } as const

const parts: Record<Part, Omit<PastColumn, 'path'>> = {
  unit: {
    title: 'Đơn vị',
    fillsDown: true,
    known: ['don vi', 'ten don vi', 'ma don vi', 'don vi thuc hien', 'unit'],
  },
  initiative: {
    title: 'Mô hình',
    fillsDown: true,
    known: ['mo hinh', 'ten mo hinh', 'ten mo hinh, cach lam', 'initiative'],
  },
  day: {
    title: 'Ngày làm',
    fillsDown: true,
    known: ['ngay lam', 'ngay', 'ngay thuc hien', 'thoi gian', 'day', 'date'],
  },
  summary: { title: 'Đã làm gì', fillsDown: false, known: ['da lam gi', 'noi dung', 'hoat dong', 'summary'] },
  started: {
    title: 'Mô hình bắt đầu từ',
    fillsDown: true,
    known: ['mo hinh bat dau tu', 'ngay bat dau', 'bat dau tu', 'started on'],
  },
}

export const titleOf = (part: Part): string => parts[part].title

const barely = (text: string): string => fillReferences(text, () => '').trim()
const inUnit = (field: Field): string =>
  field.unit_vi && field.type !== 'money' ? ` (${field.unit_vi})` : ''

function questionColumns(field: Field, path: string, before = { vi: '', en: '' }): PastColumn[] {
  const vi = before.vi + barely(field.label_vi)
  const en = before.en + barely(field.label_en || field.label_vi)
  const column = (title: string, known: readonly string[], at: string): PastColumn => ({
    title,
    known,
    fillsDown: false,
    path: at,
    field,
  })
  if (field.type !== 'people') return [column(`${vi}${inUnit(field)}`, [vi, en, path.slice(2)], path)]
  return [
    column(`${vi} – nữ`, [`${vi} – nữ`, `${vi} - nữ`, `${vi} nữ`, `${en} – women`], `${path}.women`),
    column(`${vi} – nam`, [`${vi} – nam`, `${vi} - nam`, `${vi} nam`, `${en} – men`], `${path}.men`),
  ]
}

function listColumns(list: Field, fields: readonly Field[], rows: number): PastColumn[] {
  const asked = fields.filter((one) => one.parent === list.key)
  return Array.from({ length: rows }, (_, index) =>
    asked.flatMap((field) =>
      questionColumns(field, `a.${list.key}.${index}.${field.key}`, {
        vi: `${barely(list.label_vi)} ${index + 1}: `,
        en: `${barely(list.label_en || list.label_vi)} ${index + 1}: `,
      }),
    ),
  ).flat()
}

/**
 * The columns of a register of records that are made with a form. Two questions of one name are told apart by their keys.
 * @param rows how many rows of each list have columns
 */
export function columnsOf(fields: readonly Field[], rows: number = rowsOfList.read): PastColumn[] {
  const questions = fields
    .filter(({ parent, type }) => parent === null && type !== 'photo')
    .flatMap((field) =>
      field.type === 'repeat' ? listColumns(field, fields, rows) : questionColumns(field, `a.${field.key}`),
    )
  const fixed = (Object.entries(parts) as [Part, (typeof parts)[Part]][]).map(([path, part]) => ({
    ...part,
    path,
  }))
  const taken = new Set(fixed.flatMap(({ title, known }) => [title, ...known].map(plainHeading)))
  return [
    ...fixed,
    ...questions.map((column) => {
      const key = column.path.slice(2)
      const own = taken.has(plainHeading(column.title))
        ? { title: `${column.title} [${key}]`, known: [key] }
        : {}
      const named = { ...column, ...own }
      for (const word of [named.title, ...named.known]) taken.add(plainHeading(word))
      return named
    }),
  ]
}

/** The columns of an empty table. */
export const columnsToFill = (fields: readonly Field[]): PastColumn[] => columnsOf(fields, rowsOfList.written)

/** The columns as the reader of tables knows them. */
export const headingsOf = (columns: readonly PastColumn[]): Headings<string> =>
  Object.fromEntries(
    columns.map(({ title, known, fillsDown }) => [title, { title, known: [title, ...known], fillsDown }]),
  )

/** How words of a choice are compared, the strictest first: “Cỏ” is “Có” only where nothing else is nearer. */
const ways: readonly ((words: string) => string)[] = [
  (words) => words.normalize('NFC').replace(/\s+/g, ' ').trim(),
  (words) => words.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase(),
  (words) => plainText(words).replace(/\s+/g, ' ').trim(),
]

/**
 * The choice that a cell names: by its words in either language, or by its value. Capital letters and marks may be missing where one
 * choice only is left without them.
 */
export function choiceNamed(field: Field, text: string): string | undefined {
  for (const way of ways) {
    const said = way(text)
    const [first, ...others] = (field.choices ?? []).filter(({ value, label_vi, label_en }) =>
      [label_vi, label_en, value].some((word) => way(word) === said),
    )
    if (first) return others.length === 0 ? first.value : undefined
  }
  return undefined
}

const pieces = (text: string, sign: RegExp): string[] =>
  text
    .split(sign)
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** The choices that a cell names: apart by semicolon or line; a piece that is no choice also by comma or plus. What is none stays as it is. */
export function choicesNamed(field: Field, text: string): string[] {
  const whole = choiceNamed(field, text)
  if (whole !== undefined) return [whole]
  return pieces(text, /[;\n]/).flatMap((piece) => {
    const one = choiceNamed(field, piece)
    return one === undefined ? pieces(piece, /[,+]/).map((word) => choiceNamed(field, word) ?? word) : [one]
  })
}
