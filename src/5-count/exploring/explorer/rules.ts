import { type Figure, type Indicator, shownTotal } from '#figures'
import { inThreeDecimals } from '#platform/number'
import { addMonths, type Day, monthsOf, type Span } from '#platform/time'

/**
 * Into what a figure is broken down: the areas or the organisations one level beneath, months, or lines of
 * organisations. Areas and organisations are two ways to cut the same whole: what a branch does counts for its hamlet
 * and for its union, so a table that held both would count it twice.
 */
export const breakdowns = ['areas', 'organisations', 'months', 'lines'] as const
export type Breakdown = (typeof breakdowns)[number]

/** By how much a figure has grown, and in percent of what it was, to one decimal; no percent of nothing. */
export type Change = { difference: number; percent: number | undefined }

/** Whether an indicator is a percentage: of what changes between two of them there is no percent. */
export const isPercentage = (indicator: Pick<Indicator, 'unitVi'>): boolean => indicator.unitVi === '%'

/** The change from one figure of an indicator to another; undefined where either has no number. */
export function changeOf(
  indicator: Pick<Indicator, 'unitVi'>,
  now: Figure | undefined,
  before: Figure | undefined,
): Change | undefined {
  const [after, first] = [shownTotal(now), shownTotal(before)]
  if (after === undefined || first === undefined) return undefined
  const difference = inThreeDecimals(after - first)
  return {
    difference,
    percent:
      first > 0 && !isPercentage(indicator) ? Math.round((difference / first) * 1000) / 10 + 0 : undefined,
  }
}

/** How much of a target is reached, in whole percent. Rounded down: a target is not met by rounding. */
export function reachedPercent(figure: Figure | undefined, target: number): number | undefined {
  const total = shownTotal(figure)
  return total === undefined || target <= 0 ? undefined : Math.floor((total * 100) / target + 1e-9)
}

/** Days some months later or earlier; whole months stay whole. */
export const shifted = (span: Span, months: number): Span => ({
  from: `${addMonths(span.from.slice(0, 7), months)}-01`,
  until: `${addMonths(span.until.slice(0, 7), months)}-01`,
})

/** The span that has been lived through, and the one with which it is compared: `back` months earlier. */
export type ComparedSpans = { now: Span; before: Span; back: number; isRunning: boolean }

/**
 * A span is compared with the same months of the year before (cùng kỳ); one of several years with as many years before
 * it. What still runs is compared with as many months as have been lived through, or it would always seem to have done
 * less.
 */
export function comparedSpans(span: Span, today: Day): ComparedSpans {
  const next = `${addMonths(today.slice(0, 7), 1)}-01`
  const isRunning = span.from < next && today < span.until
  const now = isRunning && next < span.until ? { from: span.from, until: next } : span
  const back = 12 * Math.ceil(monthsOf(span).length / 12)
  return { now, before: shifted(now, -back), back, isRunning }
}

/** A span of whole months as an address writes it. */
export function periodOf({ from, until }: Span): string {
  const [first, last] = [from.slice(0, 7), addMonths(until.slice(0, 7), -1)]
  if (first === last) return first
  return first.endsWith('-01') && last === `${first.slice(0, 4)}-12` ? first.slice(0, 4) : `${first}..${last}`
}

/** How many shades a map of tiles has. */
const shades = 5
const roundSteps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** The width of a shade: five of them hold the greatest amount, and their borders are round numbers. */
export function shadeWidth(amounts: readonly number[]): number {
  const greatest = Math.max(0, ...amounts)
  if (greatest === 0) return 1
  const least = greatest / shades
  const power = 10 ** Math.floor(Math.log10(least))
  const width = power * (roundSteps.find((step) => step * power >= least * 0.999999) ?? 10)
  // What is counted in pieces has no half pieces.
  return amounts.every(Number.isInteger) ? Math.max(1, Math.ceil(width)) : inThreeDecimals(width) || 0.001
}

/** The shade of an amount: 0 for nothing, then 1 to 5, each up to and with its border. */
export const shadeOf = (amount: number, width: number): number =>
  amount <= 0 ? 0 : Math.min(shades, Math.max(1, Math.ceil(amount / width - 1e-9)))
