import { inThreeDecimals, isTooFine } from '#platform/number'
import { addDays, type Day } from '#platform/time'
import type { Basis, Direction } from './entry.ts'

/** How amounts of an indicator go together, as `#figures` says it. */
type Rule = 'sum' | 'stock' | 'distinct' | 'derived'

/** What a target is held against follows from how its indicator is counted, so that nobody can choose it wrongly. */
export const basisOf = (rule: Rule): Basis =>
  rule === 'derived' ? 'rate' : rule === 'stock' ? 'stock' : 'flow'

/** Whether targets of parts add up to that of the whole. Rates and different people do not: each stands alone. */
export const targetsAddUp = (rule: Rule): boolean => rule === 'sum' || rule === 'stock'

const down = (amount: number, step: number): number =>
  inThreeDecimals(Math.floor(amount / step + 1e-9) * step)
const up = (amount: number, step: number): number => inThreeDecimals(Math.ceil(amount / step - 1e-9) * step)
/** What is counted in pieces is foretold in pieces. */
const stepOf = (...amounts: number[]): number => (amounts.every(Number.isInteger) ? 1 : 0.001)

// ── Sums ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What was handed down beside the whole. `difference` above nothing is still missing, below it too much was handed down. */
export type SumCheck = { handed: number; difference: number; parts: number }

/** Holds what was handed down against the whole; undefined where parts do not add up or nothing was handed down. */
export function sumCheck(
  rule: Rule,
  whole: number | undefined,
  parts: readonly number[],
): SumCheck | undefined {
  if (!targetsAddUp(rule) || parts.length === 0 || whole === undefined) return undefined
  const handed = inThreeDecimals(parts.reduce((sum, part) => sum + part, 0))
  return { handed, difference: inThreeDecimals(whole - handed), parts: parts.length }
}

/**
 * Splits a whole by weights, to the last piece: what rounding down leaves goes to the greatest remainders. Without any
 * weight all get the same.
 */
export function splitBy(whole: number, weights: readonly number[]): number[] {
  const count = weights.length
  if (count === 0) return []
  const positive = weights.map((weight) => Math.max(0, weight))
  const total = positive.reduce((sum, weight) => sum + weight, 0)
  const step = stepOf(whole)
  const pieces = Math.round(whole / step)
  const shares = positive.map((weight) => (total > 0 ? (pieces * weight) / total : pieces / count))
  const parts = shares.map((share) => Math.floor(share + 1e-9))
  const left = pieces - parts.reduce((sum, part) => sum + part, 0)
  const greatest = shares
    .map((share, index) => ({ index, remainder: share - (parts[index] ?? 0) }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index)
  for (const { index } of greatest.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1
  return parts.map((part) => inThreeDecimals(part * step))
}

// ── How it goes ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** How a target stands. Each has its own words; none is told by colour alone. */
export const states = [
  'missed',
  'off_track',
  'at_risk',
  'no_data',
  'nil',
  'too_early',
  'not_begun',
  'on_track',
  'met',
] as const
export type State = (typeof states)[number]

/** Those that somebody has to look at. */
export const needsAttention = (state: State): boolean =>
  state === 'missed' || state === 'off_track' || state === 'at_risk' || state === 'no_data' || state === 'nil'

export type Aim = { amount: number; direction: Direction; basis: Basis }

/** What was reached, as the figures say. `total` is undefined where nobody has entered anything or no rate can be told. */
export type Reached = {
  total: number | undefined
  /** Of a stock: what stood at the end of the year before. */
  before?: number | undefined
  /** Of a rate: both parts. */
  parts?: { numerator: number; denominator: number } | undefined
}

export type Outlook = {
  state: State
  total: number | undefined
  /** Percent of the target, rounded down: a target is not met by rounding. Undefined for a limit and for a rate. */
  percent: number | undefined
  /** What is missing to the target; of a limit, what is still free, and below nothing by how much it was passed. */
  left: number | undefined
  daysLeft: number
  /** Where the year ends if it goes on like this: along a straight line through the days that have passed. */
  forecast?: number
  /** By how much it grew a month so far, and by how much it has to from now on. */
  pace?: number
  needed?: number
  /** Of a percentage below its target: how large the numerator would have to be, and by how much that is more. */
  numerator?: { needed: number; more: number; denominator: number }
}

/** From so much of the target on, a forecast below it is a risk rather than a miss. */
export const nearly = 0.9

const daysBetween = (from: Day, until: Day): number =>
  Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000)

/**
 * How a target stands on a day, and what has to happen to reach it.
 * Flows and stocks are foretold along a straight line through the days of the year that have passed; in its first month
 * nothing is foretold, nor is anything of what nobody has entered or what is nil. Rates are not foretold: only what they are.
 */
export function outlookOf(aim: Aim, year: number, reached: Reached, today: Day): Outlook {
  const first = `${year}-01-01`
  const days = daysBetween(first, `${year + 1}-01-01`)
  const passed = Math.min(days, Math.max(0, daysBetween(first, addDays(today, 1))))
  const { total } = reached
  const told = {
    total,
    percent:
      total === undefined || aim.amount <= 0 || aim.direction === 'at_most' || aim.basis === 'rate'
        ? undefined
        : Math.floor((total * 100) / aim.amount + 1e-9),
    left: total === undefined ? undefined : inThreeDecimals(aim.amount - total),
    daysLeft: days - passed,
  }
  if (passed === 0) return { ...told, state: 'not_begun' }
  if (total === undefined) return { ...told, state: passed <= 31 ? 'too_early' : 'no_data' }
  const isWithin = aim.direction === 'at_least' ? total >= aim.amount : total <= aim.amount
  if (passed === days) return { ...told, state: isWithin ? 'met' : 'missed' }
  if (aim.basis === 'rate') return { ...told, ...rateNow(aim, total, reached.parts, isWithin) }
  return { ...told, ...onTheLine(aim, { total, before: reached.before ?? 0, passed, days }) }
}

type OnTheLine = Pick<Outlook, 'state' | 'forecast' | 'pace' | 'needed'>

function onTheLine(
  { amount, direction, basis }: Aim,
  { total, before, passed, days }: { total: number; before: number; passed: number; days: number },
): OnTheLine {
  const from = basis === 'stock' ? before : 0
  const month = days / 12
  const step = stepOf(total, amount, from)
  if (direction === 'at_least' && total >= amount) return { state: 'met' }
  // A flow never goes back: what was passed stays passed.
  if (direction === 'at_most' && basis === 'flow' && total > amount) return { state: 'missed' }
  const needed =
    direction === 'at_least' ? up((amount - total) / ((days - passed) / month || 1), step) : undefined
  const shown = needed === undefined ? {} : { needed }
  if (passed <= 31) return { state: 'too_early', ...shown }
  if (direction === 'at_least' && total === 0) return { state: 'nil', ...shown }
  const line = from + ((total - from) * days) / passed
  const forecast = Math.max(0, direction === 'at_least' ? down(line, step) : up(line, step))
  const aMonth = (total - from) / (passed / month)
  // One decimal of a small pace says something, one of a large pace pretends to.
  const pace = inThreeDecimals(Math.abs(aMonth) < 100 ? Math.round(aMonth * 10) / 10 : Math.round(aMonth))
  return { state: stateOnTheLine(direction, forecast, amount), forecast, pace, ...shown }
}

function stateOnTheLine(direction: Direction, forecast: number, amount: number): State {
  if (direction === 'at_least')
    return forecast >= amount ? 'on_track' : forecast >= amount * nearly ? 'at_risk' : 'off_track'
  return forecast <= amount ? 'on_track' : forecast * nearly <= amount ? 'at_risk' : 'off_track'
}

/** A rate is as it is now. What a larger numerator would do is said; a smaller denominator is nothing to strive for. */
function rateNow(
  { amount, direction }: Aim,
  total: number,
  parts: Reached['parts'],
  isWithin: boolean,
): Pick<Outlook, 'state' | 'numerator'> {
  if (isWithin) return { state: 'on_track' }
  const isNear = direction === 'at_least' ? total >= amount * nearly : total * nearly <= amount
  const state = isNear ? 'at_risk' : 'off_track'
  if (!parts || parts.denominator <= 0 || direction === 'at_most') return { state }
  // Both parts and the rate itself tell whether it is a percentage: 80 of 100 is 80, not 0.8.
  const scale = total === 0 || parts.numerator === 0 ? 100 : (total * parts.denominator) / parts.numerator
  const needed = up((amount * parts.denominator) / (Math.round(scale) || 1), stepOf(parts.numerator))
  return {
    state,
    numerator: { needed, more: inThreeDecimals(needed - parts.numerator), denominator: parts.denominator },
  }
}

// ── What must not be set ─────────────────────────────────────────────────────────────────────────────────────────────

/** Why a target cannot be set so, as the code of a problem; undefined where it can. */
export function objectionToTarget(
  target: { amount: number; year: number },
  indicator: { isMoney: boolean },
  unit: { validFrom: Day; validTo: Day | null },
): string | undefined {
  if (indicator.isMoney && !Number.isInteger(target.amount)) return 'target_money_is_broken'
  if (isTooFine(target.amount)) return 'target_amount_is_too_fine'
  if (unit.validFrom >= `${target.year + 1}-01-01`) return 'target_unit_did_not_exist'
  if (unit.validTo !== null && unit.validTo <= `${target.year}-01-01`) return 'target_unit_did_not_exist'
  return undefined
}
