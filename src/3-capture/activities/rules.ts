import type { Amount } from '#figures'
import type { Condition, Field } from '#kinds'
import type { Said } from '#platform/precision'
import type { FieldProblem } from '#platform/problem'
import { isSaid, peopleTogether, saidOf, sumOfSaid } from './answers/quantity.ts'
import { readOne } from './answers/rules.ts'
import type { Answer, Answers, RawAnswers, Row } from './entry.ts'

/** More rows than anybody lists on a phone; a larger list is a register, not a record. */
const mostRows = 200

/** Whether somebody left it blank: nothing, spaces, or an object or list in which all is blank. */
const isBlank = (raw: unknown): boolean =>
  raw === undefined ||
  raw === null ||
  (typeof raw === 'string' && raw.trim() === '') ||
  (typeof raw === 'object' && Object.values(raw as object).every(isBlank))

/** What was said to a question, and nothing that an object has of itself. */
const saidTo = (key: string, raw: RawAnswers): unknown => (Object.hasOwn(raw, key) ? raw[key] : undefined)

const isRows = (answer: Answer | undefined): answer is Row[] =>
  Array.isArray(answer) && answer.every((one) => typeof one === 'object')

/** The number that an answer is, with its precision: people together. */
function quantityIn(answer: Answer): Said | undefined {
  if (typeof answer === 'number') return saidOf(answer)
  if (typeof answer !== 'object' || Array.isArray(answer)) return undefined
  return 'female' in answer ? peopleTogether(answer) : isSaid(answer) ? answer : undefined
}

/** An answer as conditions compare it: people by their sum, a list by its rows. */
function comparable(answer: Answer | undefined): string | number | undefined {
  if (answer === undefined || typeof answer === 'string' || typeof answer === 'number') return answer
  if (Array.isArray(answer)) return answer.length
  return quantityIn(answer)?.amount
}

function holds({ is, value }: Condition, answer: Answer | undefined): boolean {
  const said = comparable(answer)
  switch (is) {
    case 'answered':
      return answer !== undefined
    case 'includes':
      return Array.isArray(answer) && answer.some((one) => one === value)
    case 'equals':
      return said === value
    case 'differs':
      return said !== value
    // Days and times are texts that stand in the order of the calendar and the clock.
    case 'at_least':
      return said !== undefined && value !== undefined && typeof said === typeof value && said >= value
    case 'at_most':
      return said !== undefined && value !== undefined && typeof said === typeof value && said <= value
  }
}

/**
 * Whether a question is asked, by the answers to those before it. In a row of a list the answers of the row come first,
 * then those outside the list.
 */
export const isShown = (field: Pick<Field, 'shown_if'>, answers: Answers, row?: Row): boolean =>
  field.shown_if.every((condition) => holds(condition, row?.[condition.field] ?? answers[condition.field]))

/** Whether a question that is asked must be answered, by the answers to those before it. */
export const isRequired = (
  field: Pick<Field, 'required' | 'required_if'>,
  answers: Answers,
  row?: Row,
): boolean => {
  const conditions = field.required_if ?? []
  return field.required || (conditions.length > 0 && isShown({ shown_if: conditions }, answers, row))
}

type Reading = { fields: readonly Field[]; faults: FieldProblem[] }

/** Reads the rows of a list. A row in which nothing was said is no row; a fault names the row as it was sent. */
function readRows(list: Field, raw: unknown, { fields, faults }: Reading, answers: Answers): Row[] {
  const at = `a.${list.key}`
  const asked = fields.filter(({ parent }) => parent === list.key)
  const sent = typeof raw === 'object' && raw !== null ? Object.entries(raw) : []
  if (sent.length === 0 || sent.some(([, one]) => typeof one !== 'object' && !isBlank(one)))
    faults.push({ field: at, code: 'field_is_malformed' })
  const said = sent.filter(([, one]) => typeof one === 'object' && !isBlank(one))
  const maximum = Math.min(list.maximum ?? mostRows, mostRows)
  const minimum = list.minimum ?? 0
  if (said.length > maximum) {
    faults.push({ field: at, code: 'rows_are_too_many', params: { maximum } })
    return []
  }
  if (said.length < minimum) faults.push({ field: at, code: 'rows_are_too_few', params: { minimum } })
  return said.map(([index, one]) => {
    const row: Row = {}
    for (const field of asked) {
      if (!isShown(field, answers, row)) continue
      const answer = readField(
        { ...field, required: isRequired(field, answers, row) },
        saidTo(field.key, one as RawAnswers),
        `${at}.${index}.${field.key}`,
        faults,
      )
      if (answer !== undefined) row[field.key] = answer
    }
    return row
  })
}

function readField(field: Field, said: unknown, at: string, faults: FieldProblem[]): Row[string] | undefined {
  if (isBlank(said)) {
    if (field.required) faults.push({ field: at, code: 'field_is_required' })
    return undefined
  }
  const { value, fault } = readOne(said, field)
  if (fault) faults.push({ field: at, ...fault })
  return value
}

/**
 * Answers to questions that a form does not ask: a program misspelt a key. Pages and phones ask only what the form has.
 * @returns a fault for each, its field named as `readAnswers` names them
 */
export function answersToNoQuestion(fields: readonly Field[], raw: RawAnswers): FieldProblem[] {
  const unknownIn = (parent: string | null, said: unknown, at: string): FieldProblem[] => {
    const known = new Set(fields.filter((field) => field.parent === parent).map(({ key }) => key))
    return Object.keys(said ?? {})
      .filter((key) => !known.has(key))
      .map((key) => ({ field: `${at}.${key}`, code: 'answer_is_to_no_question', params: { key } }))
  }
  const inLists = fields
    .filter(({ type }) => type === 'repeat')
    .flatMap(({ key }) => {
      const rows = saidTo(key, raw)
      return Array.isArray(rows) ? rows.flatMap((row, index) => unknownIn(key, row, `a.${key}.${index}`)) : []
    })
  return [...unknownIn(null, raw, 'a'), ...inLists]
}

/**
 * Reads answers by the questions of a form: the one rule for the page, the API and the phone. Answers to questions that
 * the form does not ask, or that are not shown, are not taken over.
 * @returns the answers, and every question that was answered wrongly (its field is `a.<key>`, in a list `a.<list>.<row>.<key>`).
 */
export function readAnswers(
  fields: readonly Field[],
  raw: RawAnswers,
): { answers: Answers; faults: FieldProblem[] } {
  const answers: Answers = {}
  const faults: FieldProblem[] = []
  for (const field of fields) {
    if (field.parent !== null || field.type === 'photo' || !isShown(field, answers)) continue
    const said = saidTo(field.key, raw)
    const at = `a.${field.key}`
    if (field.type !== 'repeat') {
      const answer = readField({ ...field, required: isRequired(field, answers) }, said, at, faults)
      if (answer !== undefined) answers[field.key] = answer
    } else if (!isBlank(said)) {
      const rows = readRows(field, said, { fields, faults }, answers)
      if (rows.length > 0) answers[field.key] = rows
    } else if (isRequired(field, answers)) faults.push({ field: at, code: 'field_is_required' })
  }
  return { answers, faults }
}

/** How few photos a record may have: those that its form asks for, where the question is asked. */
export function fewestPhotos(fields: readonly Field[], answers: Answers): number {
  const photo = fields.find(({ type }) => type === 'photo')
  return photo && isRequired(photo, answers) && isShown(photo, answers) ? Math.max(1, photo.minimum ?? 1) : 0
}

/** What is wrong where a record comes with too few photos; undefined where there are enough. */
export function photoFault(
  fields: readonly Field[],
  answers: Answers,
  count: number,
): FieldProblem | undefined {
  const minimum = fewestPhotos(fields, answers)
  return count < minimum ? { field: 'photos', code: 'photos_are_too_few', params: { minimum } } : undefined
}

/** What one answer adds: a number, or the subjects of a distinct count. */
function counted(field: Field, answer: Answer): Said | { subject: string } | undefined {
  switch (field.count_as) {
    case 'amount':
      return quantityIn(answer)
    case 'rows':
      return isRows(answer) ? saidOf(answer.length) : undefined
    case 'chosen': {
      const isChosen = Array.isArray(answer)
        ? answer.some((one) => one === field.counted_choice)
        : answer === field.counted_choice
      return saidOf(isChosen ? 1 : 0)
    }
    case 'subject':
      return typeof answer === 'string' ? { subject: answer } : undefined
    case null:
      return undefined
  }
}

/** Every answer to a question: one, or one in each row of its list. */
function answersTo(field: Field, answers: Answers): Answer[] {
  if (field.parent === null) return answers[field.key] === undefined ? [] : [answers[field.key] as Answer]
  const rows = answers[field.parent]
  return isRows(rows)
    ? rows.flatMap((row) => (row[field.key] === undefined ? [] : [row[field.key] as Answer]))
    : []
}

/**
 * What an entry adds to the figures: one amount for each indicator that its questions feed, as exact as the answers are, the rows of a list summed;
 * of a distinct count one for each different subject. A blank answer adds nothing; a zero is a nil return
 * (không phát sinh) and is kept as 0.
 * @param subjectOf makes the key of a subject out of what was typed, so that no name travels with a figure.
 */
export function amountsOf(
  fields: readonly Field[],
  answers: Answers,
  subjectOf: (indicator: string, text: string) => string,
): Amount[] {
  const sums = new Map<string, Said[]>()
  const subjects = new Map<string, Amount>()
  for (const field of fields) {
    const { indicator } = field
    if (indicator === null) continue
    for (const answer of answersTo(field, answers)) {
      const adds = counted(field, answer)
      if (adds === undefined) continue
      if ('amount' in adds) sums.set(indicator, [...(sums.get(indicator) ?? []), adds])
      else {
        const subject = subjectOf(indicator, adds.subject)
        subjects.set(`${indicator} ${subject}`, { indicator, amount: 1, subject })
      }
    }
  }
  const summed = [...sums].map(([indicator, parts]): Amount => {
    const { amount, qualifier } = sumOfSaid(parts)
    return qualifier === 'exact' ? { indicator, amount } : { indicator, amount, qualifier }
  })
  return [...summed, ...subjects.values()]
}
