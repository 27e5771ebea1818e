import type { Amount } from '#figures'
import type { Field } from '#initiatives'
import type { FieldProblem } from '#platform/problem'
import { numberFrom } from '#platform/submit'
import { isDay } from '#platform/time'
import type { Answers, People, RawAnswers } from './entry.ts'

type Read = { value?: Answers[string]; fault?: Omit<FieldProblem, 'field'> }

/** No single activity of a commune comes near to a million million of anything. */
const largest = 1_000_000_000_000

function readNumber(raw: unknown, field: Field): Read {
  const amount = typeof raw === 'number' ? raw : numberFrom(String(raw))
  if (amount === undefined || !Number.isFinite(amount)) return { fault: { code: 'field_is_no_number' } }
  const isWhole = field.type !== 'quantity'
  if (isWhole && !Number.isInteger(amount)) return { fault: { code: 'field_is_no_whole_number' } }
  const minimum = field.minimum ?? 0
  const maximum = field.maximum ?? largest
  if (amount < minimum) return { fault: { code: 'field_is_too_small', params: { minimum } } }
  if (amount > maximum) return { fault: { code: 'field_is_too_large', params: { maximum } } }
  return { value: Math.round(amount * 1000) / 1000 }
}

function readPeople(raw: unknown, field: Field): Read {
  if (typeof raw !== 'object' || raw === null) return { fault: { code: 'field_is_malformed' } }
  const people: People = { female: 0, male: 0 }
  for (const sex of ['female', 'male'] as const) {
    const said = (raw as Record<string, unknown>)[sex]
    if (isBlank(said)) continue
    const { value, fault } = readNumber(said, field)
    if (fault) return { fault }
    people[sex] = value as number
  }
  return { value: people }
}

function readText(raw: unknown, maximum: number): Read {
  const text = String(raw).normalize('NFC').trim()
  return text.length > maximum
    ? { fault: { code: 'field_is_too_long', params: { maximum } } }
    : { value: text }
}

function readOne(raw: unknown, field: Field): Read {
  switch (field.type) {
    case 'count':
    case 'quantity':
    case 'money':
      return readNumber(raw, field)
    case 'people':
      return readPeople(raw, field)
    case 'choice':
      return field.choices?.some((choice) => choice.value === raw)
        ? { value: String(raw) }
        : { fault: { code: 'field_is_no_choice' } }
    case 'date':
      return isDay(String(raw)) ? { value: String(raw) } : { fault: { code: 'field_is_no_day' } }
    case 'text':
      return readText(raw, field.maximum ?? 500)
    case 'photo':
      return {}
  }
}

const isBlank = (raw: unknown): boolean =>
  raw === undefined ||
  raw === null ||
  (typeof raw === 'string' && raw.trim() === '') ||
  (typeof raw === 'object' && Object.values(raw as object).every(isBlank))

/**
 * Reads answers by the questions of a form. Answers to questions that the form does not ask are not taken over.
 * @returns the answers, and every question that was answered wrongly (its field is `a.<key>`).
 */
export function readAnswers(
  fields: readonly Field[],
  raw: RawAnswers,
): { answers: Answers; faults: FieldProblem[] } {
  const answers: Answers = {}
  const faults: FieldProblem[] = []
  for (const field of fields) {
    const said = raw[field.key]
    if (field.type === 'photo') continue
    if (isBlank(said)) {
      if (field.required) faults.push({ field: `a.${field.key}`, code: 'field_is_required' })
      continue
    }
    const { value, fault } = readOne(said, field)
    if (fault) faults.push({ field: `a.${field.key}`, ...fault })
    else if (value !== undefined) answers[field.key] = value
  }
  return { answers, faults }
}

/**
 * What an entry adds to the figures: one amount for each question that feeds an indicator.
 * A blank answer adds nothing; a zero is a nil return (không phát sinh) and is kept as 0.
 */
export function amountsOf(fields: readonly Field[], answers: Answers): Amount[] {
  return fields.flatMap(({ key, indicator }) => {
    const answer = answers[key]
    if (indicator === null || answer === undefined || typeof answer === 'string') return []
    return [{ indicator, amount: typeof answer === 'number' ? answer : answer.female + answer.male }]
  })
}

/** Nobody checks what they wrote themselves. */
export const mayCheck = (checker: string, activity: { state: string; writtenBy: string | null }): boolean =>
  activity.state === 'recorded' && activity.writtenBy !== checker
