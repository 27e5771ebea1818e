import { faultOfParts, type Indicator, numberRulesOf, withItsParts } from '#figures'
import { codesOf, parseFormula } from '#platform/formula'
import type { Qualifier } from '#platform/precision'
import { type FieldProblem, Problem } from '#platform/problem'
import { readSaidWithin } from '#platform/said'
import { type Day, dayWritten } from '#platform/time'
import type { DeclaredEntry } from './entry.ts'

/** An amount of a declared figure. */
export type Part = { indicator: string; amount: number; qualifier: Qualifier }

/** The first and the last day for which somebody counted. */
export type Days = { since: Day; day: Day }

const yearsSaid =
  /^(?:cả |trong )?(?:năm|các năm|nhiệm kỳ|nhiệm kì|giai đoạn|từ năm)? ?(\d{4})(?: ?(?:-|–|—|đến|đến năm) ?(\d{4}))?$/

/** The days of whole years as people write them: “2019”, “cả năm 2019”, “nhiệm kỳ 2015–2020”; undefined where it is something else. */
export function daysOfYears(text: string): Days | undefined {
  const [, first, last = first] =
    yearsSaid.exec(text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()) ?? []
  if (first === undefined || last === undefined || first > last) return undefined
  return { since: `${first}-01-01`, day: `${last}-12-31` }
}

/**
 * The days that were typed: whole years, or a first and a last day, or one day in either field.
 * @throws Problem `form_has_faults`
 */
export function daysSaid({ from, last, years }: Pick<DeclaredEntry, 'from' | 'last' | 'years'>): Days {
  if (years !== '') {
    const days = daysOfYears(years)
    if (!days) throw fault('years', 'declared_years_are_unclear')
    return days
  }
  const [since, day] = [from || last, last || from].map((text) => dayWritten(text))
  if (from === '' && last === '') throw fault('from', 'field_is_required')
  if (since === undefined) throw fault('from', 'field_is_no_day')
  if (day === undefined) throw fault('last', 'field_is_no_day')
  return { since, day }
}

const fault = (field: string, code: string, params: FieldProblem['params'] = {}): Problem =>
  new Problem('form_has_faults', {}, { fields: [{ field, code, params }] })

/** An indicator whose amount is asked for; that of a part (“trong đó”) may be left blank. */
export type Asked = Indicator & { isOptional?: boolean }

/** At most so many amounts belong to one figure. */
const mostAmounts = 20

/**
 * The indicators whose amounts are asked for: itself and what is part of it, or all that a derived one is worked out from.
 */
export function askedFor(indicator: Indicator, all: readonly Indicator[]): Asked[] {
  if (indicator.formula === null)
    return withItsParts(all, indicator)
      .slice(0, mostAmounts)
      .map((one, index) => ({ ...one, isOptional: index > 0 }))
  const known = new Map(all.map((one) => [one.code, one]))
  const found = new Map<string, Indicator>()
  const visit = (one: Indicator | undefined): void => {
    if (!one) return
    if (one.formula === null) found.set(one.code, one)
    else for (const code of codesOf(parseFormula(one.formula))) visit(known.get(code))
  }
  visit(indicator)
  return [...found.values()]
}

/** Whether amounts of an indicator can be declared: who is counted once cannot be told from a number. */
export const canBeDeclared = (asked: readonly Indicator[]): boolean =>
  asked.length > 0 &&
  asked.length <= mostAmounts &&
  asked.every(({ rule }) => rule === 'sum' || rule === 'stock')

/**
 * The amounts that were typed, each with how exact it is. Parts are no more than their whole, and shares add up to it.
 * @throws Problem `form_has_faults` with every field at fault
 */
export function partsSaid(asked: readonly Asked[], { parts }: Pick<DeclaredEntry, 'parts'>): Part[] {
  const fields: FieldProblem[] = []
  const read = asked.flatMap((indicator): Part[] => {
    const said = parts.find((part) => part.indicator === indicator.code)?.said ?? ''
    const field = `part.${indicator.code}`
    if (said === '' && indicator.isOptional) return []
    if (said === '') {
      fields.push({ field, code: 'field_is_required' })
      return []
    }
    const {
      amount,
      qualifier,
      fault: wrong,
    } = readSaidWithin(said, {
      ...numberRulesOf(indicator),
      least: 0,
      most: 1e14,
    })
    if (wrong) fields.push({ field, code: wrong.code, params: wrong.params ?? {} })
    else return [{ indicator: indicator.code, amount, qualifier }]
    return []
  })
  const fault = fields.length === 0 ? faultOfParts(read, asked) : undefined
  if (fault) fields.push({ field: `part.${fault.at}`, code: fault.code, params: fault.params })
  if (fields.length > 0) throw new Problem('form_has_faults', {}, { fields })
  return read
}

/** Why a figure cannot be declared for some days; undefined where it can. `today` is the last day that has come. */
export function objectionToDays(
  { since, day }: Days,
  indicator: Indicator,
  today: Day,
): { field: string; code: string } | undefined {
  if (since > day) return { field: 'from', code: 'declared_figure_ends_before_it_begins' }
  if (day > today) return { field: 'last', code: 'declared_figure_is_of_the_future' }
  if (indicator.rule === 'stock' && since < day) return { field: 'from', code: 'span_fact_is_of_no_sum' }
  return undefined
}
