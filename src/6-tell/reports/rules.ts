import { Problem } from '#platform/problem'
import { addDays, addMonths, type Day, type Span, spanOf } from '#platform/time'
import { type Outline, outlines } from './outlines.ts'

/** What is reported on: an outline, the days of its period, the days since the beginning of the year. */
export type Reported = { outline: Outline; period: string; span: Span; sinceNewYear: string }

/**
 * The outline and days of a period as people write it: `2024-06` a month, `2024-Q2` a quarter.
 * @throws Problem `report_period_is_malformed`, `report_period_has_not_begun`, `report_period_is_before_programme`
 */
export function reportedOf(period: string, today: Day): Reported {
  const span = /^20\d{2}-(0[1-9]|1[0-2]|Q[1-4])$/.test(period) ? spanOf(period) : undefined
  if (!span) throw new Problem('report_period_is_malformed')
  const outline = outlines[period.includes('Q') ? 'quarterly' : 'monthly']
  const last = addDays(span.until, -1)
  if (span.from > today) throw new Problem('report_period_has_not_begun', { from: span.from })
  // A quarter in which the programme began is reported; the months before it are not.
  if (last.slice(0, 7) < outline.since)
    throw new Problem('report_period_is_before_programme', { since: `${outline.since}-01` })
  return { outline, period, span, sinceNewYear: `${span.from.slice(0, 4)}-01..${last.slice(0, 7)}` }
}

/**
 * Whether a unit can report on a span: it must stand on its last day, since whoever carries its work on reports then.
 * @throws Problem `report_unit_did_not_exist_then`
 */
export function refuseUnlessStanding(
  unit: { name: string; validFrom: Day; validTo: Day | null },
  span: Span,
): void {
  const last = addDays(span.until, -1)
  if (unit.validFrom > last || (unit.validTo !== null && unit.validTo <= last))
    throw new Problem('report_unit_did_not_exist_then', { unit: unit.name, day: last })
}

/** A day of issue cannot lie before what it reports on. @throws Problem `report_is_issued_before_its_period` */
export function refuseEarlyIssue(issuedOn: Day, span: Span): void {
  if (issuedOn < span.from)
    throw new Problem('report_is_issued_before_its_period', { day: span.from }, { field: 'issuedOn' })
}

/**
 * The day of issue where nobody has said one: the fifth day after the period, Monday if that is a weekend; no later
 * than today, and no later than the last day of a unit that has ended.
 */
export function usualDayOfIssue(span: Span, today: Day, validTo: Day | null): Day {
  const fifth = addDays(span.until, 4)
  const weekday = new Date(`${fifth}T00:00:00Z`).getUTCDay()
  const due = addDays(fifth, weekday === 6 ? 2 : weekday === 0 ? 1 : 0)
  return [due, today, ...(validTo === null ? [] : [addDays(validTo, -1)])].sort()[0] ?? today
}

/** The periods that can be reported on, newest first: months and quarters since the programme began. */
export function periodsToReport(today: Day): string[] {
  const periods: string[] = []
  for (let month = today.slice(0, 7); month >= outlines.monthly.since; month = addMonths(month, -1)) {
    const number = Number(month.slice(5))
    periods.push(month)
    if (number % 3 === 1) periods.push(`${month.slice(0, 4)}-Q${(number + 2) / 3}`)
  }
  return periods
}

/** `tháng 6 năm 2024`, `quý II năm 2024`: as a document says it. */
export function periodInWords(period: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period)
  if (quarter) return `quý ${['I', 'II', 'III', 'IV'][Number(quarter[2]) - 1]} năm ${quarter[1]}`
  return `tháng ${Number(period.slice(5))} năm ${period.slice(0, 4)}`
}

/** The period after this one. */
export function periodAfter({ span, outline }: Pick<Reported, 'span' | 'outline'>): string {
  const month = span.until.slice(0, 7)
  return outline.code === 'monthly' ? month : `${month.slice(0, 4)}-Q${(Number(month.slice(5)) + 2) / 3}`
}
