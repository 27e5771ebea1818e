import { type Qualifier, qualifierOfDifference, qualifierOfShare, qualifierOfSum } from '#platform/precision'
import type { Formula } from './parse.ts'

/**
 * How exact a derived figure is, by how exact that is of which it is worked out. Products and the greatest of some numbers are
 * as exact as their sum: figures are not negative, so a lower bound of each part is one of the whole.
 * @param amountOf what a part of the formula comes to; null where that is not known
 */
export function qualifierOfFormula(
  formula: Formula,
  lookup: (code: string) => Qualifier,
  amountOf: (part: Formula) => number | null,
): Qualifier {
  const of = (part: Formula) => qualifierOfFormula(part, lookup, amountOf)
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
      return qualifierOfSmallest(formula.of.map((part) => ({ amount: amountOf(part), qualifier: of(part) })))
    case 'max':
      return qualifierOfSum(formula.of.map(of))
  }
}

/** Of the smallest of some numbers: “trên 40” beside exactly 10 changes nothing, since it is more in any case. */
function qualifierOfSmallest(parts: readonly { amount: number | null; qualifier: Qualifier }[]): Qualifier {
  const exact = parts.flatMap(({ amount, qualifier }) =>
    qualifier === 'exact' && amount !== null ? [amount] : [],
  )
  const smallest = Math.min(...exact)
  const isAbove = ({ amount, qualifier }: (typeof parts)[number]) =>
    qualifier === 'over' && amount !== null && amount >= smallest
  return qualifierOfSum(parts.filter((part) => !isAbove(part)).map(({ qualifier }) => qualifier))
}
