import { type Answers, type RawAnswers, readAnswers } from '#activities'
import type { Field } from '#kinds'
import { inLanguage, t } from '#platform/i18n'
import type { ProblemParams } from '#platform/problem'
import type { RowProblem, TableRow } from '#platform/spreadsheet-table'
import { type Day, dayWritten } from '#platform/time'
import { choiceNamed, choicesNamed, type PastColumn, titleOf } from './columns.ts'

/** A record as a row of a register says it; unit and initiative are still names. */
export type PastRow = {
  row: number
  unit: string
  initiative: string
  day: Day
  summary: string
  answers: Answers
  /** The first day of the initiative, where the register says it. */
  startedOn: Day | undefined
}

type Problem = RowProblem<string>

/** What a cell says to a question, as a form would send it. */
function saidIn(field: Field, text: string): unknown {
  switch (field.type) {
    case 'choice':
      return choiceNamed(field, text) ?? text
    case 'choices':
      return choicesNamed(field, text)
    case 'date':
      return dayWritten(text) ?? text
    default:
      return text
  }
}

function put(into: RawAnswers, path: readonly string[], value: unknown): void {
  const [part = '', ...rest] = path
  if (rest.length === 0) {
    into[part] = value
    return
  }
  const there = (into[part] as RawAnswers | undefined) ?? {}
  into[part] = there
  put(there, rest, value)
}

/** What was answered at a place of the answers: rows of a list are counted as they were kept. */
const answeredAt = (answers: Answers, path: readonly string[]): unknown => {
  const [key = '', index, inRow = ''] = path
  const answer = answers[key]
  if (index === undefined || !Array.isArray(answer)) return answer
  // Blank rows of a list are left out, so a row cannot be found by its number: any that has the answer will do.
  return answer.find((one) => typeof one === 'object' && one[inRow] !== undefined)
}

const wordsOfChoices = (field: Field | undefined): string =>
  (field?.choices ?? []).map(({ label_vi }) => label_vi).join('; ')

/** What is wrong with an answer, at the column in which it stands. */
function faultAt(
  columns: readonly PastColumn[],
  row: number,
  fault: { field: string; code: string; params?: ProblemParams | undefined },
): Problem {
  const column =
    columns.find(({ path }) => path === fault.field) ??
    columns.find(({ path }) => path.startsWith(`${fault.field}.`))
  const isChoice = fault.code === 'field_is_no_choice'
  return {
    row,
    column: column?.title ?? null,
    code: isChoice ? 'past_answer_is_no_choice' : fault.code,
    params: isChoice ? { choices: wordsOfChoices(column?.field) } : fault.params,
  }
}

/** The words of a record whose row has none: the same for every reader, since a row is known by its words. */
const wordsWithout = (): string => inLanguage('vi', () => t('registers.summary'))

/** Reads one row by the rules of the form; photos are not asked of a year that is over. */
function readRow(
  { number: row, cells }: TableRow<string>,
  columns: readonly PastColumn[],
  fields: readonly Field[],
): PastRow | Problem[] {
  const problems: Problem[] = []
  const refuse = (column: string, code: string, params: ProblemParams = {}): undefined => {
    problems.push({ row, column, code, params })
  }
  const text = (column: string): string =>
    (cells[column] ?? '')
      .normalize('NFC')
      .replace(/[^\S\n]+/g, ' ')
      .trim()
  const needed = (column: string, most: number): string => {
    const said = text(column)
    if (said === '') refuse(column, 'field_is_required')
    if (said.length > most) refuse(column, 'field_is_too_long', { maximum: most })
    return said
  }
  const dayOf = (column: string): Day | undefined =>
    text(column) === ''
      ? undefined
      : (dayWritten(text(column)) ??
        refuse(column, 'import_day_is_no_day', { day: text(column).slice(0, 40) }))
  const unit = needed(titleOf('unit'), 300)
  const initiative = needed(titleOf('initiative'), 200)
  const day = dayOf(titleOf('day'))
  if (text(titleOf('day')) === '') refuse(titleOf('day'), 'field_is_required')
  const startedOn = dayOf(titleOf('started'))
  const summary = text(titleOf('summary'))
  if (summary.length > 2000) refuse(titleOf('summary'), 'field_is_too_long', { maximum: 2000 })

  const answered = columns.filter(({ title, field }) => field && text(title) !== '')
  const raw: RawAnswers = {}
  for (const { title, path, field } of answered)
    if (field) put(raw, path.split('.').slice(1), saidIn(field, text(title)))
  const { answers, faults } = readAnswers(fields, raw)
  problems.push(...faults.map((fault) => faultAt(columns, row, fault)))
  // What a cell says is never dropped in silence, because its question is not asked here.
  if (faults.length === 0)
    for (const { title, path } of answered)
      if (answeredAt(answers, path.split('.').slice(1)) === undefined)
        refuse(title, 'past_answer_is_not_asked', { text: text(title).slice(0, 60) })
  if (day === undefined || problems.length > 0) return problems
  return { row, unit, initiative, day, summary: summary || wordsWithout(), answers, startedOn }
}

/** Reads the rows of a register; those with a problem are left out. */
export function readPastRows(
  rows: readonly TableRow<string>[],
  columns: readonly PastColumn[],
  fields: readonly Field[],
): { read: PastRow[]; problems: Problem[] } {
  const read: PastRow[] = []
  const problems: Problem[] = []
  for (const row of rows) {
    const outcome = readRow(row, columns, fields)
    if (Array.isArray(outcome)) problems.push(...outcome)
    else read.push(outcome)
  }
  return { read, problems }
}
