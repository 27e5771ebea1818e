import type { DocumentType, NumberingRules } from '#parameters'
import { plainSymbol, plainText } from '#platform/plain-text'
import { type Day, dayWritten } from '#platform/time'
import type { Direction } from '../entry.ts'
import { type Mention, mentionsIn, numberIn, objectionToDays, typeIn } from '../rules.ts'
import type { RegisterColumn, RowProblem, TableRow } from './register-table.ts'

/** A document that a row describes. */
export type ReadRow = {
  row: number
  type: string
  number: number | null
  symbol: string
  issuedOn: Day
  receivedOn: Day | null
  issuer: string
  subject: string
  carries: Mention[]
}

/** What must be known to read a row: the book, the types, and how numbers are written on a day. */
export type Vocabulary = {
  direction: Direction
  types: readonly DocumentType[]
  rulesOf: (day: Day) => NumberingRules
  unitName: string
  today: Day
}

/** A day as people write it (`1/7/2025`) or as spreadsheets keep it; undefined where the calendar has none such. */
export function dayIn(text: string): Day | undefined {
  const day = dayWritten(text)
  return day !== undefined && day >= '1930-01-01' ? day : undefined
}

/** Reads all rows; those with a problem are left out. */
export function readRows(
  rows: readonly TableRow[],
  words: Vocabulary,
): { read: ReadRow[]; problems: RowProblem[] } {
  const read: ReadRow[] = []
  const problems: RowProblem[] = []
  for (const row of rows) {
    const outcome = readRow(row, words)
    if (Array.isArray(outcome)) problems.push(...outcome)
    else read.push(outcome)
  }
  return { read, problems }
}

/** The document of a row, or all that is wrong with it. */
function readRow({ number: row, cells }: TableRow, words: Vocabulary): ReadRow | RowProblem[] {
  const problems: RowProblem[] = []
  const refuse = (column: RegisterColumn, code: string, params: RowProblem['params'] = {}): undefined => {
    problems.push({ row, column, code, params })
  }
  const symbol = (cells.symbol ?? '').normalize('NFC').trim()
  const subject = (cells.subject ?? '').normalize('NFC').trim()
  const isReceived = words.direction === 'received'
  const issuer = isReceived ? (cells.issuer ?? '').normalize('NFC').trim() : words.unitName
  if (symbol === '') refuse('symbol', 'field_is_required')
  else if (symbol.length > 60) refuse('symbol', 'document_symbol_is_too_long')
  if (subject.length < 3 || subject.length > 1000) refuse('subject', 'document_subject_is_too_long')
  if (issuer === '') refuse('issuer', 'field_is_required')
  else if (issuer.length > 200) refuse('issuer', 'document_issuer_is_too_long')
  const day = (column: 'issuedOn' | 'receivedOn'): Day | undefined => {
    const text = cells[column] ?? ''
    if (text === '') return refuse(column, 'field_is_required')
    return dayIn(text) ?? refuse(column, 'import_day_is_no_day', { day: text })
  }
  const issuedOn = day('issuedOn')
  const receivedOn = isReceived ? day('receivedOn') : null
  if (issuedOn === undefined || receivedOn === undefined || problems.length > 0) return problems

  const dated = { direction: words.direction, issuedOn, receivedOn, validFrom: null, validTo: null }
  const objection = objectionToDays(dated, words.today)
  if (objection) refuse(objection.field as RegisterColumn, objection.code)
  const rules = words.rulesOf(issuedOn)
  const typed = cells.type ?? ''
  const named = words.types.find((one) =>
    [one.nameVi, one.nameEn].some((name) => plainText(name) === plainText(typed)),
  )
  const type = typed === '' ? typeIn(symbol, rules) : named?.code
  if (typed !== '' && !named) refuse('type', 'document_import_type_is_unknown', { type: typed })
  else if (type === undefined) refuse('type', 'document_import_type_is_missing', { symbol })
  const number = isReceived ? null : numberIn(symbol)
  if (number === undefined) refuse('symbol', 'document_import_number_is_missing', { symbol })
  if (problems.length > 0 || type === undefined || number === undefined) return problems
  return {
    row,
    type,
    number,
    symbol,
    issuedOn,
    receivedOn,
    issuer,
    subject,
    carries: mentionsIn(cells.carries ?? ''),
  }
}

/** A document that is in the register already, as far as rows must be held against it. */
export type Known = {
  id: string
  type: string
  number: number | null
  series: string
  symbol: string
  issuedOn: Day
  issuer: string
}

/** What an import would do. With a problem it does nothing at all. */
export type Plan = { problems: RowProblem[]; added: ReadRow[]; unchanged: number }

/**
 * Holds rows against the register and against one another. What is there already, by symbol, day and issuer, stays as it is;
 * a number that another document of the run has is refused, and a symbol that the same issuer gave on another day of the year: one of
 * both days is a slip.
 */
export function planRegister(
  given: { read: readonly ReadRow[]; problems: readonly RowProblem[] },
  known: readonly Known[],
  seriesOf: (day: Day) => string,
): Plan {
  const problems = [...given.problems]
  const sameAs = (one: { symbol: string; issuedOn: Day; issuer: string }): string =>
    [plainSymbol(one.symbol), one.issuedOn, plainText(one.issuer)].join('|')
  const there = new Set(known.map(sameAs))
  const ofYear = (one: { symbol: string; issuedOn: Day; issuer: string }): string =>
    [plainSymbol(one.symbol), one.issuedOn.slice(0, 4), plainText(one.issuer)].join('|')
  const dayOfYear = new Map(known.map((one) => [ofYear(one), one.issuedOn]))
  const taken = new Map(known.map((one) => [[one.type, one.series, one.number].join('|'), one]))
  const rowOf = new Map<string, number>()
  const numberOf = new Map<string, ReadRow>()
  const added: ReadRow[] = []
  let unchanged = 0
  for (const read of given.read) {
    const { row } = read
    const twin = rowOf.get(sameAs(read))
    rowOf.set(sameAs(read), twin ?? row)
    if (twin !== undefined) {
      problems.push({ row, column: null, code: 'document_import_row_is_twice', params: { row: twin } })
      continue
    }
    if (there.has(sameAs(read))) {
      unchanged += 1
      continue
    }
    const otherDay = dayOfYear.get(ofYear(read))
    dayOfYear.set(ofYear(read), otherDay ?? read.issuedOn)
    if (read.number === null && otherDay !== undefined) {
      const params = { symbol: read.symbol, day: otherDay, issuer: read.issuer }
      problems.push({ row, column: 'issuedOn', code: 'document_import_symbol_has_another_day', params })
      continue
    }
    const run = [read.type, seriesOf(read.issuedOn), read.number].join('|')
    const holder = read.number === null ? undefined : (taken.get(run) ?? numberOf.get(run))
    if (holder && read.number !== null)
      problems.push({
        row,
        column: 'symbol',
        code: 'document_import_number_is_taken',
        params: { number: read.number, symbol: holder.symbol, day: holder.issuedOn },
      })
    else added.push(read)
    numberOf.set(run, read)
  }
  problems.sort((one, other) => one.row - other.row)
  return { problems, added, unchanged }
}
