import { type Qualifier, qualifierOfDifference, qualifierOfShare, qualifierOfSum } from '#platform/precision'
import type { Formula } from './parse.ts'

/**
 * How exact a derived figure is, by how exact that is of which it is worked out. Products and the smallest or greatest of
 * some numbers are as exact as their sum: figures are not negative, so a lower bound of each part is one of the whole.
 */
export function qualifierOfFormula(formula: Formula, lookup: (code: string) => Qualifier): Qualifier {
  const of = (part: Formula) => qualifierOfFormula(part, lookup)
  switch (formula.kind) {
    case 'number':
      return 'exact'
    case 'indicator':
      return lookup(formula.code)
    case 'negative':
      return qualifierOfDifference('exact', of(formula.of))
    case 'round':
      return of(formula.of)
    case 'percent':
      return qualifierOfShare(of(formula.part), of(formula.whole))
    case 'product':
      return formula.rest.reduce(
        (left, { operator, operand }) =>
          operator === '*' ? qualifierOfSum([left, of(operand)]) : qualifierOfShare(left, of(operand)),
        of(formula.first),
      )
    case 'sum':
      return formula.rest.reduce(
        (left, { operator, operand }) =>
          operator === '+' ? qualifierOfSum([left, of(operand)]) : qualifierOfDifference(left, of(operand)),
        of(formula.first),
      )
    case 'min':
    case 'max':
      return qualifierOfSum(formula.of.map(of))
  }
}
