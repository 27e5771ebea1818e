import { addDays, type Day } from '#platform/time'
import type { Outcome } from './entry.ts'

/** The years for which a person can pledge for themselves on a day: this one, and from November on the next. */
export function openYears(today: Day): number[] {
  const year = Number(today.slice(0, 4))
  return today.slice(5) >= '11-01' ? [year, year + 1] : [year]
}

/** Why an outcome cannot be told yet, as the code of a problem; undefined where it can. */
export const objectionToOutcome = (toldFrom: Day, today: Day): string | undefined =>
  today < toldFrom ? 'pledge_outcome_is_too_early' : undefined

/** The day on which a pledge of a year counts: a day of that year, and one on which the unit stood. */
export function dayOfFact(day: Day, year: number, unit?: { validFrom: Day; validTo: Day | null }): Day {
  let counted = day
  if (counted < `${year}-01-01`) counted = `${year}-01-01`
  if (counted > `${year}-12-31`) counted = `${year}-12-31`
  if (unit && counted < unit.validFrom) counted = unit.validFrom
  if (unit?.validTo && counted >= unit.validTo) counted = addDays(unit.validTo, -1)
  return counted
}

/** Whether a unit stood on any day of a year. */
export const stoodIn = (unit: { validFrom: Day; validTo: Day | null }, year: number): boolean =>
  unit.validFrom <= `${year}-12-31` && (unit.validTo === null || unit.validTo > `${year}-01-01`)

/** The earliest day on which a pledge of a year can have counted. */
export const earliestDayOf = (day: Day, year: number): Day => [day, dayOfFact(day, year)].sort()[0] ?? day

/** A collective pledge as far as it counts. Days are those on which things were said. */
export type Counted = {
  year: number
  /** The last year, where it is for several. */
  untilYear: number | null
  madeOn: Day
  isWithdrawn: boolean
  outcome: Outcome | null
  outcomeOn: Day | null
  confirmedOn: Day | null
}

/** What a collective pledge adds to the figures, each on its day: nothing once it is withdrawn. */
export function factsOf(
  pledge: Counted,
  unit: { validFrom: Day; validTo: Day | null },
): { indicator: string; day: Day }[] {
  if (pledge.isWithdrawn) return []
  // What came of it may come in any of its years.
  const said = Number((pledge.outcomeOn ?? pledge.madeOn).slice(0, 4))
  const doneIn = Math.max(pledge.year, Math.min(said, pledge.untilYear ?? pledge.year))
  const on = (day: Day, year = pledge.year) => dayOfFact(day, year, unit)
  const isDone = pledge.outcome === 'done' && pledge.outcomeOn !== null
  return [
    { indicator: 'pledges_collective', day: on(pledge.madeOn) },
    ...(isDone
      ? [{ indicator: 'pledges_done_collective', day: on(pledge.outcomeOn ?? pledge.madeOn, doneIn) }]
      : []),
    ...(isDone && pledge.confirmedOn
      ? [{ indicator: 'pledges_verified', day: on(pledge.confirmedOn, doneIn) }]
      : []),
  ]
}

/** One step of the way from studying to doing: how many of how many, in whole percent, rounded down. */
export type Step = { part: number; whole: number; percent: number }

/** A rate with both its parts; undefined where either is not known or there is nothing to divide by. */
export function stepOf(part: number | undefined, whole: number | undefined): Step | undefined {
  if (part === undefined || whole === undefined || whole <= 0) return undefined
  return { part, whole, percent: Math.floor((part * 100) / whole + 1e-9) }
}
