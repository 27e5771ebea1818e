import { evaluateFormula, parseFormula } from '#platform/formula'
import { inThreeDecimals } from '#platform/number'

export const questionKinds = ['rule', 'outlier', 'same', 'missing'] as const
export type QuestionKind = (typeof questionKinds)[number]

/** What makes a figure unlikely, as numbers; the sentence is made of them in the reader's language. */
export type Numbers = Record<string, number>

/** What a unit entered in one month of one indicator; null where nothing, which a 0 is not. */
export type Month = number | null

/** How many earlier months are looked at, and how many of them must have something. */
export const historyMonths = 24
const fewestMonths = 6

// Iglewicz & Hoaglin, How to Detect and Handle Outliers (ASQC 1993): a modified z-score beyond 3.5, 0.6745 of the
// median absolute deviation being one standard deviation. Neither is pulled along by the outlier that is looked for.
const threshold = 3.5
const perDeviation = 0.6745

const quantile = (sorted: readonly number[], share: number): number => {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}
const sortedUp = (amounts: readonly number[]): number[] => [...amounts].sort((a, b) => a - b)

/**
 * Whether a month is far from what the unit's own earlier months were.
 * @param history the earlier months, oldest first
 * @returns the numbers of the question; nothing where the month is usual or too little is known
 */
export function outlier(history: readonly Month[], amount: Month): Numbers | undefined {
  if (amount === null) return undefined
  const known = history.slice(-historyMonths).filter((each) => each !== null)
  if (known.length < fewestMonths) return undefined
  const sorted = sortedUp(known)
  const median = quantile(sorted, 0.5)
  const deviation = quantile(sortedUp(known.map((each) => Math.abs(each - median))), 0.5)
  // A unit that enters nearly the same each month has hardly any deviation: a tenth more is still nothing to ask about.
  const floor = Math.max(Math.abs(median) * 0.1, 1)
  const score = (perDeviation * (amount - median)) / Math.max(deviation, floor)
  const rounded = (share: number) => inThreeDecimals(quantile(sorted, share))
  const [low, high] = [rounded(0.1), rounded(0.9)]
  // Of months that are either small or large (a campaign each quarter) the median tells little: what most months reach is usual.
  const isReached = amount >= low * 0.9 && amount <= high * 1.1
  if (Math.abs(score) <= threshold || isReached) return undefined
  return { amount, low, high, months: known.length }
}

/** Below this the same number again and again is nothing unusual: four meetings a month are four. */
const smallestToRepeat = 20

/** Whether a month repeats the same number for the third time or more. @param history the earlier months, oldest first */
export function same(history: readonly Month[], amount: Month): Numbers | undefined {
  if (amount === null || amount < smallestToRepeat) return undefined
  let times = 1
  while (history.at(-times) === amount) times += 1
  return times >= 3 ? { amount, times } : undefined
}

/** Whether a unit that entered something in each of the six months before has nothing this month, not even a 0. */
export function missing(history: readonly Month[], amount: Month): Numbers | undefined {
  if (amount !== null) return undefined
  let times = 0
  while (times < history.length && history.at(-1 - times) !== null) times += 1
  return times >= fewestMonths ? { times } : undefined
}

/** A rule between figures of one unit and month: one formula comes to no more than another. */
export type QualityRule = { code: string; nameVi: string; nameEn: string; lesser: string; greater: string }

/** Whether a rule is broken by the amounts of a month. A rule of which a side cannot be known asks nothing. */
export function broken(rule: QualityRule, amounts: ReadonlyMap<string, number>): Numbers | undefined {
  const sideOf = (text: string) =>
    evaluateFormula(parseFormula(text), (code) => {
      const total = amounts.get(code)
      return { total: total ?? 0, proven: 0, entries: total === undefined ? 0 : 1 }
    }).value
  const lesser = sideOf(rule.lesser)
  const greater = sideOf(rule.greater)
  return lesser === null || greater === null || lesser <= greater ? undefined : { lesser, greater }
}

/** The same numbers, whatever the order in which they were kept: then an answer is still about this question. */
export const sameNumbers = (one: Numbers, other: Numbers): boolean => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => one[name] === other[name])
}
