import type { Answers } from '#activities'
import type { Day } from '#platform/time'
import type { Chance } from '../chance.ts'

/** What is known when an initiative does something: the day, how far it has grown, and what it has in hand. */
export type Now = {
  chance: Chance
  day: Day
  /** 1 to 12. */
  month: number
  /** From 0.55 at the start to 1 after two years. */
  growth: number
  size: number
  /** What goes on from one record to the next: members, money in hand, deeds not done yet. */
  mind: Record<string, number>
}

/** What was done, as an officer would record it. */
export type Doing = (now: Now) => { answers: Answers; summary: string }

const grouped = new Intl.NumberFormat('vi-VN')

/** A number the Vietnamese way: 1.284. */
export const say = (amount: number): string => grouped.format(amount)

/** One of each, in a row; a blank one is left out. */
export const compose = (chance: Chance, ...parts: readonly (readonly string[])[]): string =>
  parts
    .map((choices) => chance.pick(choices))
    .filter((text) => text !== '')
    .join(' ')

/** About so much, at least `least`. */
export const about = (chance: Chance, mean: number, least = 0): number =>
  Math.max(least, Math.round(mean * (0.6 + chance.next() * 0.8)))

/** Rounded to whole thousands, as people count money. */
export const thousands = (amount: number): number => Math.round(amount / 1000) * 1000

/** A stock that moves slowly: it begins at `begin` and goes up or down by a little, now and then. */
export function stock(now: Now, key: string, begin: number, most: number): number {
  const { chance, mind } = now
  const last = mind[key] ?? Math.max(1, Math.round(begin))
  const step = chance.happens(0.3) ? (chance.happens(0.72) ? 1 : -1) : 0
  mind[key] = Math.min(Math.round(most), Math.max(1, last + step))
  return mind[key]
}
