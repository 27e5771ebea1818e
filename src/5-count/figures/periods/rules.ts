import { type Directive, dayInYear, type Review, reviewsOf } from '#parameters'
import {
  addDays,
  addMonths,
  type Day,
  isDay,
  type Month,
  monthsAround,
  periodOfDays,
  spanOf,
} from '#platform/time'

/** What decides which periods can be chosen: the day of the first fact, today, and what the programme follows. */
export type Beginnings = {
  first: Day
  today: Day
  directives: readonly Directive[]
  /** The day and month on which a year of the programme begins: `19/5`. */
  yearBegins: string
}

export const groups = [
  'months',
  'quarters',
  'parts',
  'years',
  'several',
  'reviews',
  'programme_years',
] as const
export type Group = (typeof groups)[number]

/** A period that can be chosen; `review` says at what it looks back. */
export type Offered = { period: string; review?: Review }
export type OfferedGroup = { group: Group; periods: Offered[] }

/** How many months and quarters stand in a list, the latest first. Others are chosen by their days. */
const mostMonths = 24
const mostQuarters = 12

/** Farther back no list goes: a slip of the finger in one day would make it endless. */
const mostYears = 60

/** The first day at which lists begin: that of the first fact, never after this year began. */
export function beginningOf(first: Day | undefined, today: Day): Day {
  const year = Number(today.slice(0, 4))
  const newYear = `${year}-01-01`
  const earliest = `${String(year - mostYears).padStart(4, '0')}-01-01`
  if (first === undefined || first > newYear) return newYear
  return first < earliest ? earliest : first
}

const monthsBack = (today: Day, first: Day, most: number): Month[] =>
  Array.from({ length: most }, (_, back) => addMonths(today.slice(0, 7), -back)).filter(
    (month, back) => back === 0 || month >= first.slice(0, 7),
  )

/** The years of a list, the latest first. */
export const yearsSince = (first: Day, today: Day): number[] => {
  const year = Number(today.slice(0, 4))
  return Array.from({ length: year - Number(first.slice(0, 4)) + 1 }, (_, back) => year - back)
}

/** Years together: the last two, three and five, and the five-year spans of plans (2016–2020, 2021–2025). */
function severalYears(years: readonly number[]): string[] {
  const [last = 0, oldest = 0] = [years[0], years.at(-1)]
  const running = [2, 3, 5].map((count) => `${last - count + 1}-01..${last}-12`)
  const five = Math.floor((last - 1) / 5) * 5 + 1
  const plans = Array.from({ length: Math.floor((five - oldest) / 5) + 2 }, (_, back) => five - back * 5)
    .filter((from) => from + 4 >= oldest)
    .map((from) => `${from}-01..${from + 4}-12`)
  return [...new Set([...running, ...plans])]
}

/** From the day on which a year of the programme begins to the day before the next; those that have begun. */
function programmeYears(years: readonly number[], { first, today, yearBegins }: Beginnings): string[] {
  return [...years, Number(years.at(-1)) - 1].flatMap((year) => {
    const from = dayInYear(yearBegins, String(year))
    const until = dayInYear(yearBegins, String(year + 1))
    if (!isDay(from) || !isDay(until) || from > today || until <= first) return []
    return [periodOfDays(from, addDays(until, -1))]
  })
}

/** All periods that are offered, by groups. Nothing begins before the first fact but what holds it. */
export function periodsOffered(given: Beginnings): OfferedGroup[] {
  const { first, today } = given
  const years = yearsSince(first, today)
  const plain = (periods: readonly string[]): Offered[] => periods.map((period) => ({ period }))
  const quarters = monthsBack(today, first, mostQuarters * 3)
    .map((month) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`)
    .filter((quarter, index, all) => all.indexOf(quarter) === index)
    .slice(0, mostQuarters)
  const parts = years.flatMap((year) => [
    `${year}-01..${year}-06`,
    `${year}-01..${year}-09`,
    `${year}-07..${year}-12`,
  ])
  const reviews = reviewsOf(given.directives, { first, today })
  return [
    { group: 'months', periods: plain(monthsBack(today, first, mostMonths)) },
    { group: 'quarters', periods: plain(quarters) },
    { group: 'parts', periods: plain(parts.filter((period) => (spanOf(period)?.from ?? '') <= today)) },
    { group: 'years', periods: plain(years.map(String)) },
    { group: 'several', periods: plain(severalYears(years)) },
    { group: 'reviews', periods: reviews.map((review) => ({ period: review.period, review })) },
    { group: 'programme_years', periods: plain(programmeYears(years, given)) },
  ]
}

/** The same for pages that tell month by month: periods of days become those of the months that they touch. */
export const inWholeMonths = (offered: readonly OfferedGroup[]): OfferedGroup[] =>
  offered.map(({ group, periods }) => ({
    group,
    periods: periods.map((one) => ({ ...one, period: wholeMonths(one.period) })),
  }))

/** A period of days as the months that it touches; any other as it is. */
export function wholeMonths(period: string): string {
  const span = spanOf(period)
  if (!span) return period
  const { from, until } = monthsAround(span)
  return from === span.from && until === span.until ? period : periodOfDays(from, addDays(until, -1))
}
