import type { Field } from '#kinds'
import { isOrder } from '#platform/precision'
import type { FieldProblem } from '#platform/problem'
import { fillReferences } from '#platform/references'
import { readSaid, type SaidRead } from '#platform/said'
import type { Typed } from '#platform/submit'
import { isDay } from '#platform/time'
import type { Answer, Answers, People, Place, RawAnswers, Row } from '../entry.ts'
import { isSaid, peopleTogether, type Quantity, quantityOf } from './quantity.ts'

type Fault = Omit<FieldProblem, 'field'>
type Read = { value?: Row[string]; fault?: Fault }

const wrong = (code: string, params?: FieldProblem['params']): Read => ({
  fault: params ? { code, params } : { code },
})

/** No single activity of a commune comes near to a million million of anything. */
const largest = 1_000_000_000_000

/** A number from a program or a person, or one that was kept with its precision. */
function readQuantity(raw: unknown, field: Field): SaidRead {
  const rules = {
    isWhole: field.type !== 'quantity',
    unit:
      field.type === 'money' ? 'đồng' : field.type === 'people' ? (field.unit_vi ?? 'người') : field.unit_vi,
  }
  if (!isSaid(raw)) return readSaid(raw, rules)
  const { amount, fault } = readSaid(raw.amount, rules)
  if (fault) return { fault }
  return raw.qualifier === 'order' && !isOrder(amount)
    ? { fault: { code: 'amount_is_no_order', params: { amount } } }
    : { amount, qualifier: raw.qualifier }
}

function readNumber(raw: unknown, field: Field): Read {
  const said = readQuantity(raw, field)
  if (said.fault) return { fault: said.fault }
  const { amount, qualifier } = said
  const objection = objectionTo(amount, field)
  return objection ? { fault: objection } : { value: quantityOf({ amount, qualifier }) }
}

/** Why a number lies outside what its question takes. */
function objectionTo(amount: number, field: Field): Fault | undefined {
  const minimum = field.minimum ?? 0
  const maximum = field.maximum ?? largest
  if (amount < minimum) return { code: 'field_is_too_small', params: { minimum } }
  if (amount > maximum) return { code: 'field_is_too_large', params: { maximum } }
  if (field.excludes_minimum && amount === minimum) return { code: 'field_is_not_above', params: { minimum } }
  if (field.excludes_maximum && amount === maximum) return { code: 'field_is_not_below', params: { maximum } }
  return undefined
}

/** People by sex, limited by their sum; a form in the browser names them `women` and `men`. */
function readPeople(raw: unknown, field: Field): Read {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return wrong('field_is_malformed')
  const said = raw as Record<string, unknown>
  const people: People = { female: 0, male: 0 }
  for (const [sex, word] of [
    ['female', 'women'],
    ['male', 'men'],
  ] as const) {
    const one = said[sex] ?? said[word]
    if (one === undefined || one === null || String(one).trim() === '') continue
    const { value, fault } = readNumber(one, {
      ...field,
      minimum: null,
      maximum: null,
      excludes_minimum: false,
    })
    if (fault) return { fault }
    people[sex] = value as Quantity
  }
  const fault = objectionTo(peopleTogether(people).amount, field)
  return fault ? { fault } : { value: people }
}

/** Without halves of characters, which the database refuses. A phone of some years ago does not know the word for it. */
const wellFormed = (text: string): string =>
  typeof text.toWellFormed === 'function' ? text.toWellFormed() : text

function readText(raw: unknown, field: Field): Read {
  if (typeof raw === 'object') return wrong('field_is_malformed')
  const text = wellFormed(String(raw)).replaceAll('\0', '').normalize('NFC').trim()
  const maximum = field.maximum ?? 500
  const minimum = field.minimum ?? 0
  if (text.length > maximum) return wrong('field_is_too_long', { maximum })
  if (text.length < minimum) return wrong('field_is_too_short', { minimum })
  return { value: text }
}

const isChoice = (field: Field, value: unknown): boolean =>
  field.choices?.some((choice) => choice.value === value) === true

/** Several choices: a list, the ticked boxes of a form, or words apart as XForms sends them; kept in the order of the form. */
function readChoices(raw: unknown, field: Field): Read {
  const isTicked = ([, mark]: [string, unknown]) => mark === true || (typeof mark === 'string' && mark !== '')
  const said: unknown[] = Array.isArray(raw)
    ? raw
    : typeof raw === 'object' && raw !== null
      ? Object.entries(raw)
          .filter(isTicked)
          .map(([value]) => value)
      : String(raw).split(/\s+/).filter(Boolean)
  if (!said.every((one) => isChoice(field, one))) return wrong('field_is_no_choice')
  const value = (field.choices ?? []).map((choice) => choice.value).filter((one) => said.includes(one))
  if (field.minimum !== null && value.length < field.minimum)
    return wrong('choices_are_too_few', { minimum: field.minimum })
  if (field.maximum !== null && value.length > field.maximum)
    return wrong('choices_are_too_many', { maximum: field.maximum })
  return { value }
}

/** A time of day as people write it (`7:30`, `7h30`, `19g`) or as a phone sends it, with seconds and zone. */
function readTime(raw: unknown): Read {
  const written = /^(\d{1,2})[:hg](\d{2})?(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/i.exec(
    String(raw).replace(/\s+/g, ''),
  )
  const [hour, minute] = [Number(written?.[1]), Number(written?.[2] ?? 0)]
  return written && hour < 24 && minute < 60
    ? { value: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` }
    : wrong('field_is_no_time')
}

/** The parts of a place: of an object, or of a text such as `10.7626, 106.6602` (map) or `10.7626 106.6602 0 5` (XForms). */
function placeParts(raw: unknown): (string | undefined)[] {
  if (typeof raw === 'object' && raw !== null) {
    const { latitude, longitude, accuracyMetres } = raw as Record<string, unknown>
    return [latitude, longitude, accuracyMetres].map((part) =>
      part === undefined ? undefined : String(part),
    )
  }
  const text = String(raw).trim()
  // Where a comma is the decimal sign, something else must part the numbers.
  const parts = /^-?\d+,\d+[\s;]+-?\d+,\d+/.test(text)
    ? text.split(/[\s;]+/).map((part) => part.replace(',', '.'))
    : text.split(/[\s,;]+/)
  const [latitude, longitude, third, fourth] = parts
  return parts.length > 4 ? [] : [latitude, longitude, parts.length === 4 ? fourth : third]
}

function readPlace(raw: unknown): Read {
  const [latitude, longitude, accuracy] = placeParts(raw).map((part) =>
    part !== undefined && /^-?\d+(\.\d+)?$/.test(part) ? Number(part) : Number.NaN,
  )
  if (latitude === undefined || longitude === undefined) return wrong('field_is_no_place')
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return wrong('field_is_no_place')
  // Six decimals are a tenth of a metre.
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6
  const place: Place = { latitude: round(latitude), longitude: round(longitude) }
  if (accuracy !== undefined && accuracy >= 0) place.accuracyMetres = Math.round(accuracy)
  return { value: place }
}

/** Reads what was said to one question that is not blank. Photos and lists are not read here. */
export function readOne(raw: unknown, field: Field): Read {
  switch (field.type) {
    case 'count':
    case 'quantity':
    case 'money':
      return readNumber(raw, field)
    case 'people':
      return readPeople(raw, field)
    case 'choice':
      return isChoice(field, raw) ? { value: String(raw) } : wrong('field_is_no_choice')
    case 'choices':
      return readChoices(raw, field)
    case 'date':
      return isDay(String(raw)) ? { value: String(raw) } : wrong('field_is_no_day')
    case 'time':
      return readTime(raw)
    case 'place':
      return readPlace(raw)
    case 'text':
      return readText(raw, field)
    case 'photo':
    case 'repeat':
      return {}
  }
}

/**
 * The answers out of a form, whose fields are named by where they stand: `a.households`, `a.people.women`,
 * `a.works.0.length` in the first row of a list, `a.means.radio` for one of several choices.
 */
export function answersTyped(typed: Typed): RawAnswers {
  const answers: RawAnswers = {}
  for (const [name, value] of Object.entries(typed)) {
    const [mark, ...path] = name.split('.')
    if (mark === 'a' && path.length > 0 && path.length <= 4 && path.every(isPart)) putAt(answers, path, value)
  }
  return answers
}

/** A part of the name of a field: the key of a question, the number of a row, a choice. */
const isPart = (part: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/.test(part)

function putAt(into: RawAnswers, path: readonly string[], value: string): void {
  const [part = '', ...rest] = path
  if (rest.length === 0) {
    into[part] = value
    return
  }
  const there = into[part]
  const next = typeof there === 'object' && there !== null ? (there as RawAnswers) : {}
  into[part] = next
  putAt(next, rest, value)
}

/**
 * Questions whose words repeat answers, filled in: the answer as `say` says it, the name of its question where it has none.
 * A unit of measure stands in the words already, so a number comes without.
 */
export function withAnswers(
  fields: readonly Field[],
  answers: Answers,
  say: (field: Field, answer: Answer) => string,
): Field[] {
  const filled = (text: string, nameOf: (field: Field) => string) =>
    fillReferences(text, (key) => {
      const other = fields.find((one) => one.key === key)
      if (!other) return undefined
      const answer = answers[key]
      if (answer === undefined || answer === '') return `«${fillReferences(nameOf(other), () => undefined)}»`
      return say({ ...other, unit_vi: null, type: other.type === 'money' ? 'count' : other.type }, answer)
    })
  const vi = (text: string) => filled(text, (field) => field.label_vi)
  const en = (text: string) => filled(text, (field) => field.label_en || field.label_vi)
  return fields.map((field) => ({
    ...field,
    label_vi: vi(field.label_vi),
    label_en: en(field.label_en),
    help_vi: field.help_vi === null ? null : vi(field.help_vi),
    help_en: field.help_en === null ? null : en(field.help_en),
  }))
}
