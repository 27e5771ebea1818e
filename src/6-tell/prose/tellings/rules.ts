import { type Indicator, numberRulesOf } from '#figures'
import type { FieldProblem } from '#platform/problem'
import { leansInACircle, type Telling } from '../grammar/index.ts'

/** The most decimals with which an indicator is written: facts have three, and whole things none. */
export const mostDecimals = (indicator: Indicator): number => (numberRulesOf(indicator).isWhole ? 0 : 3)

/** What is wrong with a way of telling, beside how the others are told that hold in the unit. */
export function faultsOfTelling(
  telling: Telling,
  indicators: readonly Indicator[],
  others: ReadonlyMap<string, Telling>,
): FieldProblem[] {
  const { code, told, of, as, decimals } = telling
  const indicator = indicators.find((one) => one.code === code)
  const at = (field: string, code: string): FieldProblem => ({ field, code })
  const faults: FieldProblem[] = []
  if (of === undefined && as !== undefined) faults.push(at('of', 'telling_leans_in_no_way'))
  if (of !== undefined && as === undefined) faults.push(at('as', 'telling_leans_in_no_way'))
  if (as === 'rate' && told !== undefined) faults.push(at('told', 'telling_of_a_rate_has_words'))
  if (as === 'rate' && indicator?.unitVi !== '%') faults.push(at('as', 'telling_of_a_rate_is_no_percent'))
  const most = indicator ? mostDecimals(indicator) : 3
  if (decimals !== undefined && decimals > most) faults.push(at('decimals', 'telling_has_too_many_decimals'))
  if (of !== undefined && !indicators.some((one) => one.code === of))
    faults.push(at('of', 'telling_leans_on_nothing'))
  else if (of === code) faults.push(at('of', 'telling_leans_on_itself'))
  else if (leansInACircle(code, (one) => (one === code ? of : others.get(one)?.of)))
    faults.push(at('of', 'telling_leans_in_a_circle'))
  return faults
}
