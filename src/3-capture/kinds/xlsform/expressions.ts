// The part of the expressions of XLSForm that our forms can say: conditions that must all hold, each on one earlier answer,
// and limits of the answer itself. What is beyond is named, never guessed.

import { isDay } from '#platform/time'
import { type Compared, compared } from '#platform/xlsform-comparisons'
import type { Comparison, Condition, Field } from '../entry.ts'

const isWhole = (field: Field): boolean =>
  ['count', 'money', 'people', 'repeat', 'choices'].includes(field.type)

/** A day or a time as answers keep it, which are compared as texts: 2024-05-01 for 2024-5-1. Undefined where it is none. */
function asAnswered(said: string, { type }: Field): string | undefined {
  if (type !== 'date' && type !== 'time') return said
  const [pattern, sign] =
    type === 'date'
      ? [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, '-']
      : [/^(\d{1,2}):(\d{2})(?::00(?:\.0{1,3})?)?$/, ':']
  const parts = pattern.exec(said.trim())?.slice(1)
  const text = parts?.map((part) => part.padStart(2, '0')).join(sign) ?? ''
  return (type === 'date' ? isDay(text) : text !== '' && text < '24') ? text : undefined
}

/** A choice that the list does not have can never be chosen: it is lost, or written wrongly. */
const canBeChosen = ({ subject, value }: Compared, { choices }: Field): boolean =>
  !choices || subject.how !== 'value' || value === '' || choices.some((one) => one.value === String(value))

/** One comparison as conditions on a question; undefined where our forms cannot say it. */
function conditionsOf(one: Compared, field: Field): Condition[] | undefined {
  const { subject, operator } = one
  const at = { field: field.key }
  const isChoice = field.type === 'choice'
  if (!canBeChosen(one, field)) return undefined
  if (operator === 'selected') return [{ ...at, is: isChoice ? 'equals' : 'includes', value: one.value }]
  const isAnswered =
    (operator === '!=' && one.value === '') ||
    (subject.how === 'rows' && operator === '>' && one.value === 0) ||
    (subject.how === 'length' &&
      ((operator === '>' && one.value === 0) || (operator === '>=' && one.value === 1)))
  if (isAnswered) return [{ ...at, is: 'answered' }]
  if (one.value === '' || subject.how === 'length') return undefined
  const expected = { choices: 'chosen', repeat: 'rows', people: 'people' } as Partial<
    Record<Field['type'], string>
  >
  if ((expected[field.type] ?? 'value') !== subject.how) return undefined
  const isNumber = isWhole(field) || field.type === 'quantity'
  const value = isNumber ? Number(one.value) : asAnswered(String(one.value), field)
  if (value === undefined || Number.isNaN(value)) return undefined
  const said = (is: Comparison, than = value): Condition => ({ ...at, is, value: than })
  const isCounted = isWhole(field) && typeof value === 'number'
  if ((operator === '>' || operator === '<') && !isNumber && !['date', 'time'].includes(field.type))
    return undefined
  switch (operator) {
    case '=':
      return [said('equals')]
    case '!=':
      return [said('differs')]
    case '>=':
      return [said('at_least')]
    case '<=':
      return [said('at_most')]
    case '>':
      return isCounted ? [said('at_least', Math.floor(value) + 1)] : [said('at_least'), said('differs')]
    case '<':
      return isCounted ? [said('at_most', Math.ceil(value) - 1)] : [said('at_most'), said('differs')]
    default:
      return undefined
  }
}

/**
 * Conditions out of a `relevant`, by what `fieldNamed` knows of the names in it; undefined where it says more than our
 * forms can.
 */
export function conditionsFrom(
  text: string,
  fieldNamed: (name: string) => Field | undefined,
): Condition[] | undefined {
  const conditions = compared(text)?.map((one) => {
    const field = one.subject.of === 'self' ? undefined : fieldNamed(one.subject.of)
    return field && conditionsOf(one, field)
  })
  return conditions?.every((one) => one !== undefined) ? conditions.flat() : undefined
}

const quoted = (value: string): string => (value.includes("'") ? `"${value}"` : `'${value}'`)
const operators: Partial<Record<Comparison, string>> = {
  equals: '=',
  differs: '!=',
  at_least: '>=',
  at_most: '<=',
}

/** What XLSForm calls the answer to a question when it is compared. */
function subjectOf(field: Field, is: Comparison): string {
  const { key } = field
  if (field.type === 'people')
    return is === 'answered'
      ? `concat(\${${key}_female}, \${${key}_male})`
      : `\${${key}_female} + \${${key}_male}`
  if (field.type === 'repeat') return `count(\${${key}})`
  return field.type === 'choices' && is !== 'answered' ? `count-selected(\${${key}})` : `\${${key}}`
}

/** One condition as XLSForm writes it. */
function written({ field: key, is, value }: Condition, field: Field): string {
  if (is === 'includes') return `selected(\${${key}}, ${quoted(String(value))})`
  const subject = subjectOf(field, is)
  if (is === 'answered') return field.type === 'repeat' ? `${subject} > 0` : `${subject} != ''`
  if (typeof value === 'number') return `${subject} ${operators[is]} ${value}`
  const said = field.type === 'date' ? `date(${quoted(String(value))})` : quoted(String(value))
  return `${subject} ${operators[is]} ${said}`
}

/** Conditions as a `relevant` or a `required`. */
export const expressionOf = (conditions: readonly Condition[], fields: readonly Field[]): string =>
  conditions
    .flatMap((condition) => {
      const other = fields.find(({ key }) => key === condition.field)
      return other ? [written(condition, other)] : []
    })
    .join(' and ')

/** What a constraint limits in an answer of this type. */
function limited(field: Field): string | undefined {
  if (['count', 'quantity', 'money'].includes(field.type)) return '.'
  if (field.type === 'text') return 'string-length(.)'
  return field.type === 'choices' ? 'count-selected(.)' : undefined
}

/** The limits of a question as a `constraint`; empty where it has none, or where XLSForm has no word for them. */
export function constraintOf(field: Field): string {
  const subject = limited(field)
  if (!subject) return ''
  return [
    field.minimum === null ? '' : `${subject} ${field.excludes_minimum ? '>' : '>='} ${field.minimum}`,
    field.maximum === null ? '' : `${subject} ${field.excludes_maximum ? '<' : '<='} ${field.maximum}`,
  ]
    .filter(Boolean)
    .join(' and ')
}

type Limits = {
  minimum: number | null
  maximum: number | null
  isMinimumOpen?: true | undefined
  isMaximumOpen?: true | undefined
}

/** Limits out of a `constraint`; undefined where it says more than our forms can. */
export function limitsFrom(text: string, field: Field): Limits | undefined {
  const expected = { '.': 'value', 'string-length(.)': 'length', 'count-selected(.)': 'chosen' }[
    limited(field) ?? ''
  ]
  const limits: Limits = { minimum: null, maximum: null }
  const parts = expected && compared(text)
  if (!parts) return undefined
  const isWholeNumber = field.type !== 'quantity'
  // Of two limits on one side the narrower holds; of two equal ones that which is itself not allowed.
  const least = (limit: number, isOpen?: true) => {
    if (limits.minimum !== null && limit < limits.minimum) return
    limits.isMinimumOpen = isOpen ?? (limit === limits.minimum ? limits.isMinimumOpen : undefined)
    limits.minimum = limit
  }
  const most = (limit: number, isOpen?: true) => {
    if (limits.maximum !== null && limit > limits.maximum) return
    limits.isMaximumOpen = isOpen ?? (limit === limits.maximum ? limits.isMaximumOpen : undefined)
    limits.maximum = limit
  }
  for (const { subject, operator, value } of parts) {
    if (subject.of !== 'self' || subject.how !== expected || typeof value !== 'number') return undefined
    if (operator === '>=') least(isWholeNumber ? Math.ceil(value) : value)
    else if (operator === '<=') most(isWholeNumber ? Math.floor(value) : value)
    else if (operator === '>') isWholeNumber ? least(Math.floor(value) + 1) : least(value, true)
    else if (operator === '<') isWholeNumber ? most(Math.ceil(value) - 1) : most(value, true)
    else return undefined
  }
  return limits
}
