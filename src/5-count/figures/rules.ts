import type { DerivedFigure } from '#platform/formula'
import { countsWholeThings } from '#platform/measures'
import { inThreeDecimals } from '#platform/number'
import type { Qualifier } from '#platform/precision'
import type { Day } from '#platform/time'
import type { Indicator } from './store.ts'

/** How far an amount is proven, from the unit's own word to a spot check (S8). */
export const assurances = ['declared', 'evidenced', 'confirmed', 'verified'] as const
export type Assurance = (typeof assurances)[number]

/** A figure: what was counted, kept apart by how far it is proven. Amounts are in the unit of its indicator. */
export type Figure = Record<Assurance, number> & {
  /** Facts that count; 0 means that nobody has entered anything, which is not the same as a total of 0. */
  entries: number
  /** How many of them said “more than” (trên), where any did. */
  over?: number
  /** How many of them said “nearly” or “about” (gần, khoảng), where any did. */
  about?: number
  /** Of a derived indicator: its value with both parts of a rate, or why there is none. */
  derived?: DerivedFigure
  /** What was counted for spans that overlap the period and do not lie in it: it is in no part of the figure. */
  beyond?: Beyond
  /** It is of people who need protection and is read by everybody: what is small is not in it. */
  isWithheld?: true
}

/** Amounts that cannot be split by period: how many entries, what they come to, and from when to when they were counted. */
export type Beyond = {
  entries: number
  /** Missing beside what is worked out from others. */
  amount?: number
  /** How many of them said “more than”, and “nearly” or “about”, as in the figure itself. */
  over?: number
  about?: number
  from: Day
  last: Day
  /** Several spans lie between both days, and none of them was declared from the first to the last. */
  isMany?: true
}

/** What an entry adds to an indicator. */
export type Amount = {
  indicator: string
  amount: number
  /** An order of magnitude (hàng trăm) becomes a fact of its least amount that is `over`. */
  qualifier?: Qualifier
  /** Whom a distinct count tells apart: a key without meaning. */
  subject?: string
}

/** How exact the fact of an amount is: of an order of magnitude, “more than” the least that it says. */
export const qualifierOfFact = ({
  qualifier = 'exact',
}: Pick<Amount, 'qualifier'>): Exclude<Qualifier, 'order'> => (qualifier === 'order' ? 'over' : qualifier)

/** A figure to which nobody has entered anything yet. */
export const noFigure = (): Figure => ({ declared: 0, evidenced: 0, confirmed: 0, verified: 0, entries: 0 })

/** The whole of a figure, proven or not. Amounts have three decimals, so the sum is rounded to three. */
export const totalOf = (figure: Figure): number =>
  inThreeDecimals(figure.declared + figure.evidenced + figure.confirmed + figure.verified)

/**
 * Percent of a figure that is more than the unit's own word; undefined where there is nothing to prove.
 * Rounded down, never up: 99.9 % is not “all proven”. What is derived says so itself: worked out again from its parts, which
 * are decimals, 15 % could come out as 14.
 */
export function provenPercent(figure: Figure): number | undefined {
  if (figure.derived?.provenPercent !== undefined) return figure.derived.provenPercent
  // In whole thousandths: 1 less 0,9 would be a hair less than 0,1.
  const thousandths = (amount: number) => Math.round(amount * 1000)
  const total = thousandths(totalOf(figure))
  return total === 0 ? undefined : Math.floor(((total - thousandths(figure.declared)) * 100) / total)
}

/** How an amount of an indicator is read: what counts whole things has no decimals, what is worked out may have them. */
export const numberRulesOf = (indicator: Pick<Indicator, 'unitVi' | 'rule' | 'isMoney'>) => ({
  isWhole: indicator.rule !== 'derived' && (indicator.isMoney || countsWholeThings(indicator.unitVi)),
  unit: indicator.unitVi,
})

/** Whether anybody has entered anything: a total of 0 that was entered is not a gap. */
export const isEntered = (figure: Figure | undefined): figure is Figure =>
  figure !== undefined && figure.entries > 0

/** Whether a figure says anything: an entry, or an amount that was counted for longer than its period. */
export const isTold = (figure: Figure | undefined): figure is Figure =>
  figure !== undefined && (figure.entries > 0 || figure.beyond !== undefined)

/** The number that a figure shows; undefined where nothing was entered or nothing could be worked out. */
export function shownTotal(figure: Figure | undefined): number | undefined {
  if (!isEntered(figure)) return undefined
  if (figure.derived && figure.derived.value === null) return undefined
  return totalOf(figure)
}
