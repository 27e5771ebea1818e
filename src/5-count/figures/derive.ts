import {
  codesOf,
  type DerivedFigure,
  evaluateFormula,
  type Formula,
  parseFormula,
  qualifierOfFormula,
} from '#platform/formula'
import { type Qualifier, qualifierOfCounts } from '#platform/precision'
import { type Beyond, type Figure, noFigure, totalOf } from './rules.ts'
import type { Indicator } from './store.ts'

const parsed = new Map<string, Formula>()

/** Formulas are few and say the same each time; a text is read once. */
function formulaOf(text: string): Formula {
  const known = parsed.get(text)
  if (known) return known
  const formula = parseFormula(text)
  // Formulas that are being tried out come here too.
  if (parsed.size >= 1_000) parsed.clear()
  parsed.set(text, formula)
  return formula
}

/** Derived indicators with their formulas, each after all that it is worked out from. Stored formulas have no cycle. */
function inOrder(indicators: readonly Indicator[]): { code: string; formula: Formula }[] {
  const formulas = new Map(
    indicators.flatMap(({ code, formula }) =>
      formula === null ? [] : [[code, formulaOf(formula)] as const],
    ),
  )
  const order: { code: string; formula: Formula }[] = []
  const seen = new Set<string>()
  const visit = (code: string): void => {
    const formula = formulas.get(code)
    if (!formula || seen.has(code)) return
    seen.add(code)
    for (const input of codesOf(formula)) visit(input)
    order.push({ code, formula })
  }
  for (const code of formulas.keys()) visit(code)
  return order
}

/**
 * The indicators that must be read to show some others: themselves, and all that the derived ones among them are worked
 * out from, however far down.
 */
export function neededFor(wanted: readonly Indicator[], all: readonly Indicator[]): Indicator[] {
  const byCode = new Map(all.map((indicator) => [indicator.code, indicator]))
  const needed = new Map<string, Indicator>()
  const visit = (indicator: Indicator | undefined): void => {
    if (!indicator || needed.has(indicator.code)) return
    needed.set(indicator.code, indicator)
    if (indicator.formula !== null)
      for (const code of codesOf(formulaOf(indicator.formula))) visit(byCode.get(code))
  }
  for (const indicator of wanted) visit(indicator)
  return [...needed.values()]
}

/**
 * The figure of a derived indicator. What is proven of it is as much as of the least proven of its parts
 * (`evaluateFormula`), so its levels show that share of its value. It is `over` or `about` as a whole.
 */
function figureFrom(derived: DerivedFigure, entries: number, qualifier: Qualifier): Figure {
  const value = derived.value ?? 0
  const proven = (value * (derived.provenPercent ?? 0)) / 100
  return {
    ...noFigure(),
    declared: value - proven,
    evidenced: proven,
    entries,
    derived,
    ...(qualifier === 'exact' ? {} : qualifier === 'over' ? { over: 1 } : { about: 1 }),
  }
}

/** What lies beyond the period of any part lies beyond that of the whole; what it would come to is not known. */
function beyondOf(parts: readonly (Figure | undefined)[]): Beyond | undefined {
  const found = parts.flatMap((part) => (part?.beyond ? [part.beyond] : []))
  const days = [...found.map(({ from }) => from), ...found.map(({ last }) => last)].sort()
  const [from, last] = [days[0], days.at(-1)]
  if (from === undefined || last === undefined) return undefined
  const isMany = found.some((one) => one.isMany || one.from !== from || one.last !== last)
  const entries = found.reduce((all, one) => all + one.entries, 0)
  return { entries, ...(isMany ? { isMany } : {}), from, last }
}

/** Adds to the figures of one unit and span those that are worked out from them. Where nothing was entered, none is added. */
export function derive(figures: Map<string, Figure>, indicators: readonly Indicator[]): void {
  for (const { code, formula } of inOrder(indicators)) {
    let entries = 0
    for (const input of codesOf(formula)) entries += figures.get(input)?.entries ?? 0
    // A rate of what is told in part says nothing true, and could say too much.
    if (codesOf(formula).some((input) => figures.get(input)?.isWithheld)) {
      figures.set(code, { ...noFigure(), isWithheld: true })
      continue
    }
    const beyond = beyondOf(codesOf(formula).map((input) => figures.get(input)))
    if (entries === 0) {
      if (beyond) figures.set(code, { ...noFigure(), beyond })
      continue
    }
    const counted = (input: string) => {
      const figure = figures.get(input)
      if (!figure) return { total: 0, proven: 0, entries: 0 }
      if (figure.derived) return figure.derived
      const total = totalOf(figure)
      return { total, proven: total - figure.declared, entries: figure.entries }
    }
    const derived = evaluateFormula(formula, counted)
    if (derived.reason === 'nothing_entered') continue
    const qualifier = qualifierOfFormula(
      formula,
      (input) => qualifierOfCounts(figures.get(input) ?? {}),
      (part) => evaluateFormula(part, counted).value,
    )
    figures.set(code, { ...figureFrom(derived, entries, qualifier), ...(beyond ? { beyond } : {}) })
  }
}
