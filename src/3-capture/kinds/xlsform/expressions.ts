// The part of the expressions of XLSForm that our forms can say: conditions that must all hold, each on one earlier answer,
// and limits of the answer itself. What is beyond is named, never guessed.

import { isDay } from '#platform/time'
import type { Comparison, Condition, Field } from '../entry.ts'

type Token = { kind: 'ref' | 'text' | 'number' | 'word' | 'sign'; text: string }

const pattern =
  /\s*(?:\$\{\s*([^}\s]+)\s*\}|'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?)|([A-Za-z][A-Za-z-]*)|(>=|<=|!=|[=<>(),+.]))/y

/** The parts of an expression; undefined where something stands in it that is none. */
function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = []
  // Programs that write XLSForms turn quotes into curly ones.
  const plain = text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').trim()
  pattern.lastIndex = 0
  while (pattern.lastIndex < plain.length) {
    const found = pattern.exec(plain)
    if (!found) return undefined
    const [, ref, single, double, number, word, sign] = found
    if (ref !== undefined) tokens.push({ kind: 'ref', text: ref })
    else if (single !== undefined || double !== undefined)
      tokens.push({ kind: 'text', text: single ?? double ?? '' })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word.toLowerCase() })
    else tokens.push({ kind: 'sign', text: sign ?? '' })
  }
  return tokens
}

/** What is compared: the answer to a question, or the size of it. `self` is the answer that a constraint limits. */
type Subject = { of: string | 'self'; how: 'value' | 'length' | 'chosen' | 'rows' | 'people' }
type Compared = { subject: Subject; operator: string; value: string | number }

/** Reads `a = 'x' and (b >= 3 and selected(c, 'y'))`. Throws nothing: `undefined` says that it cannot be said here. */
class Reading {
  private at = 0
  private readonly tokens: Token[]

  constructor(tokens: Token[]) {
    this.tokens = tokens
  }

  whole(): Compared[] | undefined {
    const read = this.all()
    return this.at === this.tokens.length ? read : undefined
  }

  private all(): Compared[] | undefined {
    const list: Compared[] = []
    do {
      const part = this.take('(') ? this.closed(this.all()) : this.comparison()
      if (!part) return undefined
      list.push(...part)
    } while (this.word('and'))
    return list
  }

  private closed(inside: Compared[] | undefined): Compared[] | undefined {
    return this.take(')') ? inside : undefined
  }

  private comparison(): Compared[] | undefined {
    if (this.word('selected')) return this.selected()
    const subject = this.subject()
    const operator = subject && this.next('sign')?.text
    const value = operator === undefined ? undefined : this.value()
    if (!subject || !operator || value === undefined || !['=', '!=', '>=', '<=', '>', '<'].includes(operator))
      return undefined
    return [{ subject, operator, value }]
  }

  private selected(): Compared[] | undefined {
    if (!this.take('(')) return undefined
    const of = this.next('ref')?.text
    if (!of || !this.take(',')) return undefined
    const value = this.next('text')?.text
    return value !== undefined && this.take(')')
      ? [{ subject: { of, how: 'value' }, operator: 'selected', value }]
      : undefined
  }

  private subject(): Subject | undefined {
    const functions = { 'string-length': 'length', 'count-selected': 'chosen', count: 'rows' } as const
    for (const [name, how] of Object.entries(functions))
      if (this.word(name)) {
        const of = this.take('(') ? this.ref() : undefined
        return of && this.take(')') ? { of, how } : undefined
      }
    if (this.word('concat')) {
      const pair = this.take('(') ? this.pair(',') : undefined
      return pair && this.take(')') ? { of: pair, how: 'people' } : undefined
    }
    const start = this.at
    const pair = this.pair('+')
    if (pair) return { of: pair, how: 'people' }
    this.at = start
    const of = this.ref()
    return of ? { of, how: 'value' } : undefined
  }

  /** The women and the men of one question, which XLSForm knows as two. */
  private pair(sign: '+' | ','): string | undefined {
    const women = this.next('ref')?.text
    const men = women?.endsWith('_female') && this.take(sign) ? this.next('ref')?.text : undefined
    const of = women?.replace(/_female$/, '')
    return of !== undefined && men === `${of}_male` ? of : undefined
  }

  private ref(): string | undefined {
    return this.take('.') ? 'self' : this.next('ref')?.text
  }

  private value(): string | number | undefined {
    if (this.word('date')) {
      const day = this.take('(') ? this.next('text')?.text : undefined
      return this.take(')') ? day : undefined
    }
    const number = this.next('number')
    return number ? Number(number.text) : this.next('text')?.text
  }

  private next(kind: Token['kind']): Token | undefined {
    const token = this.tokens[this.at]
    if (token?.kind !== kind) return undefined
    this.at += 1
    return token
  }

  private take(sign: string): boolean {
    const token = this.tokens[this.at]
    if (token?.kind !== 'sign' || token.text !== sign) return false
    this.at += 1
    return true
  }

  private word(word: string): boolean {
    const token = this.tokens[this.at]
    if (token?.kind !== 'word' || token.text !== word) return false
    this.at += 1
    return true
  }
}

const compared = (text: string): Compared[] | undefined => {
  const tokens = tokensOf(text)
  return tokens && new Reading(tokens).whole()
}

const isWhole = (field: Field): boolean =>
  ['count', 'money', 'people', 'repeat', 'choices'].includes(field.type)

/** A day or a time as answers keep it, which are compared as texts: 2024-05-01 for 2024-5-1. Undefined where it is none. */
function asAnswered(said: string, { type }: Field): string | undefined {
  const parts = (pattern: RegExp) =>
    pattern
      .exec(said.trim())
      ?.slice(1)
      .map((part) => part.padStart(2, '0'))
  if (type === 'date') {
    const day = parts(/^(\d{4})-(\d{1,2})-(\d{1,2})$/)?.join('-')
    return day !== undefined && isDay(day) ? day : undefined
  }
  if (type !== 'time') return said
  const time = parts(/^(\d{1,2}):(\d{2})(?::00(?:\.0{1,3})?)?$/)?.join(':')
  return time !== undefined && time < '24' ? time : undefined
}

/** A choice that the list does not have can never be chosen: it is lost, or written wrongly. */
const canBeChosen = ({ subject, value }: Compared, { choices }: Field): boolean =>
  subject.how !== 'value' ||
  value === '' ||
  choices?.some((choice) => choice.value === String(value)) === true

/** One comparison as conditions on a question; undefined where our forms cannot say it. */
function conditionsOf(one: Compared, field: Field): Condition[] | undefined {
  const { subject, operator } = one
  const at = { field: field.key }
  const isChoice = field.type === 'choice'
  if (field.choices && !canBeChosen(one, field)) return undefined
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
