import { Problem } from '#platform/problem'
import { codesOf, type Formula } from './parse.ts'

/** An indicator as formulas know it; one without a formula is counted. */
export type IndicatorToCheck = { code: string; unit: string; formula?: Formula | null }

/**
 * The derived indicators in an order in which each comes after all that it is computed from, and the unit of measure
 * that each formula gives: `kg/hộ`, `%`, or nothing for a plain number.
 */
export type CheckedFormulas = { order: string[]; units: Map<string, string> }

/** How many derived indicators may stand on one another: nobody can follow a figure through more. */
const mostLevels = 8

/**
 * Checks the formulas of all derived indicators together. Each may use indicators that are counted and other derived
 * ones, as long as none comes back to itself, and adds only what is measured in the same unit (*lượt người* are not
 * *người*). The unit text of a derived indicator is for readers; others compute with the unit its formula gives.
 * @throws Problem `formula_names_no_indicator`, `formula_names_unknown_indicator`, `formula_is_circular`,
 * `formula_stands_on_too_many`, `formula_adds_different_units`
 */
export function checkFormulas(indicators: readonly IndicatorToCheck[]): CheckedFormulas {
  const formulas = new Map<string, Formula>()
  const units = new Map<string, Unit>()
  for (const { code, unit, formula } of indicators)
    if (formula) formulas.set(code, formula)
    else units.set(code, unitNamed(unit))

  const order = orderOf(neighboursOf(formulas, units))
  const texts = new Map<string, string>()
  for (const code of order) {
    const formula = formulas.get(code)
    if (!formula) continue
    const unit = measured(formula, code, units)
    units.set(code, unit)
    texts.set(code, wordsOf(unit, isPercentage(formula)))
  }
  return { order, units: texts }
}

/** For each derived indicator the derived ones it is computed from. */
function neighboursOf(
  formulas: ReadonlyMap<string, Formula>,
  counted: ReadonlyMap<string, Unit>,
): Map<string, string[]> {
  const neighbours = new Map<string, string[]>()
  for (const [of, formula] of formulas) {
    const codes = codesOf(formula)
    if (codes.length === 0) throw new Problem('formula_names_no_indicator', { of })
    const unknown = codes.find((code) => !counted.has(code) && !formulas.has(code))
    if (unknown !== undefined) throw new Problem('formula_names_unknown_indicator', { code: unknown, of })
    neighbours.set(
      of,
      codes.filter((code) => formulas.has(code)),
    )
  }
  return neighbours
}

/**
 * Takes away, again and again, those that wait for none; what is left when none can be taken goes in circles. No
 * recursion: a chain of many thousand indicators has to be refused, not to exhaust the stack.
 */
function orderOf(neighbours: ReadonlyMap<string, string[]>): string[] {
  const waitsFor = new Map([...neighbours].map(([code, others]) => [code, others.length]))
  const waiting = Map.groupBy(
    [...neighbours].flatMap(([code, others]) => others.map((other) => ({ code, other }))),
    ({ other }) => other,
  )
  const level = new Map<string, number>()
  const order = [...neighbours.keys()].filter((code) => waitsFor.get(code) === 0)
  // The list grows while it is walked.
  for (const done of order) {
    const own = (level.get(done) ?? 0) + 1
    if (own > mostLevels) throw new Problem('formula_stands_on_too_many', { of: done, most: mostLevels })
    for (const { code } of waiting.get(done) ?? []) {
      level.set(code, Math.max(level.get(code) ?? 0, own))
      const left = (waitsFor.get(code) ?? 0) - 1
      waitsFor.set(code, left)
      if (left === 0) order.push(code)
    }
  }
  if (order.length < neighbours.size) throw circular(neighbours, new Set(order))
  return order
}

/** Each that could not be ordered stands on another such, so following them leads into a circle, which is named. */
function circular(neighbours: ReadonlyMap<string, string[]>, ordered: ReadonlySet<string>): Problem {
  const isLeft = (code: string) => !ordered.has(code)
  const path = new Set<string>()
  let here = [...neighbours.keys()].find(isLeft)
  while (here !== undefined && !path.has(here)) {
    path.add(here)
    here = neighbours.get(here)?.find(isLeft)
  }
  const steps = [...path]
  const circle = steps.slice(steps.indexOf(here ?? ''))
  // A circle of thousands would make a sentence that nobody reads; its beginning is enough to find it.
  const named = circle.length > 12 ? [...circle.slice(0, 12), '…'] : circle
  return new Problem('formula_is_circular', { path: [...named, here].join(' → ') })
}

/** A unit of measure: each name with its power, so that kg for each hộ is kg¹ hộ⁻¹. A plain number has none. */
type Unit = ReadonlyMap<string, number>

const noUnit: Unit = new Map()

const unitNamed = (text: string): Unit => {
  const name = text.normalize('NFC').trim()
  return name === '' ? noUnit : new Map([[name, 1]])
}

/** Each name's powers added up, or taken away for a division; a name without a power left is gone. */
function times(left: Unit, right: Unit, sign: 1 | -1): Unit {
  const powers = new Map(left)
  for (const [name, power] of right) {
    const sum = (powers.get(name) ?? 0) + sign * power
    if (sum === 0) powers.delete(name)
    else powers.set(name, sum)
  }
  return powers
}

const isSame = (left: Unit, right: Unit): boolean => times(left, right, -1).size === 0

/** The unit that a formula gives. @throws Problem `formula_adds_different_units` */
function measured(formula: Formula, of: string, units: ReadonlyMap<string, Unit>): Unit {
  const unitOf = (part: Formula): Unit => {
    switch (part.kind) {
      case 'number':
        return noUnit
      case 'indicator':
        return units.get(part.code) ?? noUnit
      case 'negative':
      case 'round':
        return unitOf(part.of)
      case 'sum':
        return alike([part.first, ...part.rest.map(({ operand }) => operand)])
      case 'min':
      case 'max':
        return alike(part.of)
      case 'product':
        return part.rest.reduce(
          (unit, { operator, operand }) => times(unit, unitOf(operand), operator === '*' ? 1 : -1),
          unitOf(part.first),
        )
      case 'percent':
        return times(unitOf(part.part), unitOf(part.whole), -1)
    }
  }
  /** One unit for all that is added or compared. A 0 is none of anything, so `max(a - b, 0)` may be written. */
  const alike = (parts: Formula[]): Unit => {
    const [first = noUnit, ...others] = parts.filter((part) => !isZero(part)).map(unitOf)
    const other = others.find((unit) => !isSame(first, unit))
    if (other) throw differs(of, first, other)
    return first
  }
  return unitOf(formula)
}

const isZero = (formula: Formula): boolean => formula.kind === 'number' && formula.amount === 0

/** `bare` says which side is a plain number, since that has no name to be quoted. */
function differs(of: string, first: Unit, other: Unit): Problem {
  const left = wordsOf(first)
  const right = wordsOf(other)
  const bare = left === '' ? 'left' : right === '' ? 'right' : 'neither'
  return new Problem('formula_adds_different_units', { left, right, bare, of })
}

/** Whether a formula gives a percentage, perhaps rounded. */
const isPercentage = (formula: Formula): boolean =>
  formula.kind === 'percent' || (formula.kind === 'round' && isPercentage(formula.of))

/** A unit as people write it: `kg/hộ`, `đồng/(hộ·tháng)`, `1/hộ`, `%`. */
function wordsOf(unit: Unit, inPercent = false): string {
  const joined = (sign: 1 | -1) =>
    [...unit]
      .filter(([, power]) => power * sign > 0)
      .map(([name, power]) => (power * sign === 1 ? name : `${name}^${power * sign}`))
  const over = joined(1).join('·')
  const under = joined(-1)
  const per = under.length === 0 ? '' : `/${under.length === 1 ? under[0] : `(${under.join('·')})`}`
  const text = per !== '' && over === '' ? `1${per}` : `${over}${per}`
  if (!inPercent) return text
  return text === '' ? '%' : `% ${text}`
}
