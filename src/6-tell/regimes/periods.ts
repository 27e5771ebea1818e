import { Problem } from '#platform/problem'
import { addDays, addMonths, type Day, type Month, type Span } from '#platform/time'
import type { PeriodKind } from './outlines/entry.ts'

/** What decides the periods of a regime: how long one is, on which day months begin, from when to when it holds. */
export type Rhythm = {
  periodKind: Exclude<PeriodKind, 'years'>
  /** 15: months go from the 15th of the month before to the 14th (NĐ 09/2019 Art. 12). */
  monthBegins: number
  validFrom: Day
  validTo: Day | null
}

/** A period of a regime and its days. */
export type RegimePeriod = { period: string; span: Span }

/** How many months a period has, and with which months one ends. */
const lengths: Record<Rhythm['periodKind'], { months: number; ends: readonly number[] }> = {
  month: { months: 1, ends: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
  quarter: { months: 3, ends: [3, 6, 9, 12] },
  half: { months: 6, ends: [6, 12] },
  nine_months: { months: 9, ends: [9] },
  year: { months: 12, ends: [12] },
}

function endingWith({ periodKind, monthBegins }: Rhythm, last: Month): RegimePeriod | undefined {
  const { months, ends } = lengths[periodKind]
  const [year, number] = [last.slice(0, 4), Number(last.slice(5))]
  if (!ends.includes(number)) return undefined
  const first = addMonths(last, 1 - months)
  if (monthBegins > 1) {
    const begins = String(monthBegins).padStart(2, '0')
    const span = { from: `${addMonths(first, -1)}-${begins}`, until: `${last}-${begins}` }
    return { period: `${span.from}..${addDays(span.until, -1)}`, span }
  }
  const span = { from: `${first}-01`, until: `${addMonths(last, 1)}-01` }
  if (periodKind === 'month') return { period: last, span }
  if (periodKind === 'quarter') return { period: `${year}-Q${number / 3}`, span }
  if (periodKind === 'year') return { period: year, span }
  return { period: `${first}..${last}`, span }
}

/**
 * The periods of a regime that have begun by a day, newest first; so many at most. A period belongs to a regime that
 * holds on its last day.
 */
export function periodsOf(rhythm: Rhythm, day: Day, most: number): RegimePeriod[] {
  const found: RegimePeriod[] = []
  const { validFrom, validTo } = rhythm
  // A period that runs ends at most a year from now.
  for (let last = addMonths(day.slice(0, 7), 12); found.length < most; last = addMonths(last, -1)) {
    // A period whose month begins in the month before ends within its own.
    if (last < validFrom.slice(0, 7)) break
    const one = endingWith(rhythm, last)
    if (!one || one.span.from > day) continue
    const lastDay = addDays(one.span.until, -1)
    if (lastDay >= validFrom && (validTo === null || lastDay < validTo)) found.push(one)
  }
  return found
}

/** More periods than that no regime has. */
const mostPeriods = 1200

/**
 * The period of a regime by its name in addresses.
 * @throws Problem `report_period_has_not_begun`, `regime_has_no_such_period`
 */
export function periodNamed(rhythm: Rhythm, name: string, day: Day): RegimePeriod {
  const all = periodsOf(rhythm, addMonths(day.slice(0, 7), 24).concat('-28'), mostPeriods)
  const one = all.find(({ period }) => period === name)
  if (!one) throw new Problem('regime_has_no_such_period', { period: name.slice(0, 30) })
  if (one.span.from > day) throw new Problem('report_period_has_not_begun', { from: one.span.from })
  return one
}
