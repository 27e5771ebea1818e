import {
  add,
  divide,
  type Fraction,
  floored,
  fractionOf,
  isLess,
  multiply,
  negate,
  rounded,
  toNumber,
  zero,
} from './fraction.ts'
import { codesOf, type Formula } from './parse.ts'

/**
 * What was counted of an indicator: the whole, the part of it that is more than declared, and how many facts it is
 * made of. No facts is a gap; facts that add up to 0 are a nil return (không phát sinh).
 */
export type CountedTotal = { total: number; proven: number; entries: number }

/** Why there is no value. `too_large` is beyond any figure that can be stored (numeric(18, 3)). */
export type NoValue = 'division_by_zero' | 'nothing_entered' | 'too_large'

/** A derived figure. There is a value or a reason, never both, and never a number that is none. */
export type DerivedFigure = {
  /** Right to twelve decimals. */
  value: number | null
  reason?: NoValue
  /**
   * Both parts of a formula whose last step is a division or a percentage, perhaps rounded. Two units are merged by
   * adding up numerators and denominators and dividing anew, never by averaging rates. Kept at a division by zero too.
   */
  numerator?: number
  denominator?: number
  /** How far the figure is proven; see `evaluateFormula`. Absent where there is nothing to prove. */
  provenPercent?: number
}

/**
 * Computes a derived figure of one unit, line and period. `lookup` gives what was counted of an indicator, or what was
 * derived for it before (in the order of `checkFormulas`).
 *
 * **Gaps.** A sum counts what has been entered and leaves gaps out, but is a gap itself when nothing was entered, or
 * nothing of what it takes away from. A product, a division or a percentage is a gap as soon as one part is: 0 % is
 * said only where somebody has entered a 0.
 *
 * **How far proven.** The same formula over the proven parts would be nonsense: of 80 present among 100 invited, with
 * 40 of the presences and all invitations proven, it would tell a rate of 40 %, which nobody claims; and if both were
 * proven by half, the full rate of 80 % as if nothing were missing. A derived figure has no part that is proven; it is
 * as good as what it is computed from. So it is proven as far as its least proven indicator – a chain is as strong as
 * its weakest link –, in percent of that indicator's amount, rounded down, never up. Indicators that amount to
 * nothing have nothing to prove and are left out.
 */
export function evaluateFormula(
  formula: Formula,
  lookup: (code: string) => CountedTotal | DerivedFigure,
): DerivedFigure {
  const outcome = outcomeOf(formula, lookup)
  const parts = partsOf(formula, lookup)
  if (typeof outcome === 'string') return { value: null, reason: outcome, ...parts }
  const value = amountOf(outcome)
  if (value === undefined) return { value: null, reason: 'too_large' }
  return { value, ...parts, ...provenAsFar(codesOf(formula).map(lookup)) }
}

type Lookup = (code: string) => CountedTotal | DerivedFigure
type Outcome = Fraction | NoValue

const hundred = fractionOf(100)
const largest = fractionOf(1e15)

const isGap = (outcome: Outcome): boolean => outcome === 'nothing_entered'

/** A fraction as a figure; undefined where it is larger than figures are. */
function amountOf(fraction: Fraction): number | undefined {
  const size = fraction.over < 0n ? negate(fraction) : fraction
  return isLess(size, largest) ? toNumber(fraction) : undefined
}

function outcomeOf(formula: Formula, lookup: Lookup): Outcome {
  const outcome = (part: Formula) => outcomeOf(part, lookup)
  switch (formula.kind) {
    case 'number':
      return fractionOf(formula.amount)
    case 'indicator':
      return known(lookup(formula.code))
    case 'negative':
      return changed(outcome(formula.of), negate)
    case 'round':
      return changed(outcome(formula.of), (of) => rounded(of, formula.digits))
    case 'percent':
      return changed(quotient(outcome(formula.part), outcome(formula.whole)), (of) => multiply(of, hundred))
    case 'product':
      return formula.rest.reduce(
        (left, { operator, operand }) => (operator === '*' ? product : quotient)(left, outcome(operand)),
        outcome(formula.first),
      )
    case 'sum':
      return combined([{ operator: '+', operand: formula.first }, ...formula.rest], lookup, add)
    case 'min':
    case 'max': {
      const steps = formula.of.map((operand) => ({ operator: '+' as const, operand }))
      const takesRight = (left: Fraction, right: Fraction) =>
        formula.kind === 'min' ? isLess(right, left) : isLess(left, right)
      return combined(steps, lookup, (left, right) => (takesRight(left, right) ? right : left))
    }
  }
}

function known(input: CountedTotal | DerivedFigure): Outcome {
  if ('value' in input)
    return input.value === null ? (input.reason ?? 'nothing_entered') : fractionOf(input.value)
  return input.entries === 0 ? 'nothing_entered' : fractionOf(input.total)
}

const changed = (outcome: Outcome, change: (of: Fraction) => Fraction): Outcome =>
  typeof outcome === 'string' ? outcome : change(outcome)

/** What keeps either side from being a number, a fault before a gap. */
const product = (left: Outcome, right: Outcome): Outcome =>
  typeof left === 'string' || typeof right === 'string' ? hindrance(left, right) : multiply(left, right)

function quotient(left: Outcome, right: Outcome): Outcome {
  if (typeof left === 'string' || typeof right === 'string') return hindrance(left, right)
  return right.over === 0n ? 'division_by_zero' : divide(left, right)
}

function hindrance(...outcomes: Outcome[]): NoValue {
  const reasons = outcomes.filter((outcome) => typeof outcome === 'string')
  return reasons.find((reason) => !isGap(reason)) ?? 'nothing_entered'
}

type SumStep = { operator: '+' | '-'; operand: Formula }

/** What was entered, brought together; a gap where nothing was, or nothing of what something is taken away from. */
function combined(
  steps: SumStep[],
  lookup: Lookup,
  combine: (left: Fraction, right: Fraction) => Fraction,
): Outcome {
  const terms = steps.map(({ operator, operand }) => ({
    operator,
    // A number that stands in the formula has been entered by nobody: 100 less a gap is a gap.
    isCounted: codesOf(operand).length > 0,
    outcome: changed(outcomeOf(operand, lookup), operator === '-' ? negate : (of) => of),
  }))
  const outcomes = terms.map(({ outcome }) => outcome)
  if (outcomes.some((outcome) => typeof outcome === 'string' && !isGap(outcome)))
    return hindrance(...outcomes)

  const counted = terms.filter(({ isCounted }) => isCounted)
  const added = counted.filter(({ operator }) => operator === '+')
  const basis = added.length > 0 ? added : counted
  if (basis.length > 0 && basis.every(({ outcome }) => isGap(outcome))) return 'nothing_entered'

  const [first = zero, ...others] = outcomes.filter((outcome) => typeof outcome !== 'string')
  return others.reduce(combine, first)
}

/** Numerator and denominator of a formula that ends in a division, as far as they have values. */
function partsOf(formula: Formula, lookup: Lookup): { numerator?: number; denominator?: number } {
  const division = divisionOf(formula)
  if (!division) return {}
  const [over, under] = division.map((part) => outcomeOf(part, lookup))
  if (over === undefined || typeof over === 'string' || under === undefined || typeof under === 'string')
    return {}
  const numerator = amountOf(over)
  const denominator = amountOf(under)
  return numerator === undefined || denominator === undefined ? {} : { numerator, denominator }
}

/** What is divided by what in the last step of a formula. */
function divisionOf(formula: Formula): [Formula, Formula] | undefined {
  if (formula.kind === 'round') return divisionOf(formula.of)
  if (formula.kind === 'percent') return [formula.part, formula.whole]
  if (formula.kind !== 'product') return undefined
  const before = formula.rest.slice(0, -1)
  const last = formula.rest.at(-1)
  if (last?.operator !== '/') return undefined
  return [before.length === 0 ? formula.first : { ...formula, rest: before }, last.operand]
}

function provenAsFar(inputs: (CountedTotal | DerivedFigure)[]): { provenPercent?: number } {
  const percents = inputs.map(provenPercentOf).filter((percent) => percent !== undefined)
  return percents.length === 0 ? {} : { provenPercent: Math.min(...percents) }
}

function provenPercentOf(input: CountedTotal | DerivedFigure): number | undefined {
  if ('value' in input) return input.provenPercent
  if (input.entries === 0 || input.total === 0) return undefined
  // In fractions, because 29 of 100 in doubles is 28.999999999999996 percent, and would be rounded down to 28.
  const share = multiply(divide(fractionOf(input.proven), fractionOf(input.total)), hundred)
  return share.over < 0n ? 0 : Math.min(100, floored(share))
}
