import { Problem } from '#platform/problem'
import { addDays, type Day, monthsOf, type Span, spanOf } from '#platform/time'
import type { Outline, PeriodKind } from './outlines/entry.ts'

/** What is reported on: an outline, the days of its period, the period that is told beside it. */
export type Reported = {
  outline: Outline
  period: string
  span: Span
  /** Since the beginning of the year; the period itself where it is a year or more. */
  sinceNewYear: string
}

/** How long a span reaches back. A span of any days counts as the next longer kind. */
function kindOfSpan({ from, until }: Span): PeriodKind {
  const days = (Date.parse(until) - Date.parse(from)) / 86_400_000
  if (days <= 31) return 'month'
  if (days <= 92) return 'quarter'
  if (days <= 184) return 'half'
  if (days <= 275) return 'nine_months'
  return days <= 366 ? 'year' : 'years'
}

const forms = /^[12]\d{3}(-(0[1-9]|1[0-2])|-Q[1-4])?$|^[12]\d{3}-\d{2}(-\d{2})?\.\.[12]\d{3}-\d{2}(-\d{2})?$/

/**
 * The days of a period on which one reports, and how long it is: `2024-06` a month, `2024-Q2` a quarter, `2024` a year,
 * `2024-01..2024-06` half a year, `2021-05..2024-05` a review, `2024-05-15..2024-06-14` a month with a cut-off of its own.
 * @throws Problem `report_period_is_malformed`, `report_period_has_not_begun`
 */
export function periodOf(period: string, today: Day): { kind: PeriodKind; span: Span } {
  const span = forms.test(period) ? spanOf(period) : undefined
  if (!span) throw new Problem('report_period_is_malformed')
  if (span.from > today) throw new Problem('report_period_has_not_begun', { from: span.from })
  return { kind: kindOfSpan(span), span }
}

/**
 * What is reported on by an outline.
 * @throws Problem those of `periodOf`, `report_outline_has_other_periods`, `report_period_is_before_outline`
 */
export function reportedOf(outline: Outline, period: string, today: Day): Reported {
  const { kind, span } = periodOf(period, today)
  if (!outline.periods.includes(kind))
    throw new Problem('report_outline_has_other_periods', { outline: outline.name })
  const last = addDays(span.until, -1)
  // The period in which an outline begins is reported; those before it are not.
  if (outline.since !== null && last < outline.since)
    throw new Problem('report_period_is_before_outline', { since: outline.since })
  return { outline, period, span, sinceNewYear: sinceNewYear(kind, period, span) }
}

function sinceNewYear(kind: PeriodKind, period: string, { from, until }: Span): string {
  if (kind === 'year' || kind === 'years') return period
  const last = addDays(until, -1)
  // Where months end on a day of their own, so does the year before (NĐ 09/2019 Art. 12: 15 December).
  if (!from.endsWith('-01') && from.slice(8) === until.slice(8))
    return `${Number(last.slice(0, 4)) - 1}-12-${from.slice(8)}..${last}`
  return from < `${last.slice(0, 4)}-01-01` ? period : sinceJanuary(last)
}

/** From the first day of a year to one of its days: by months where that ends one. */
function sinceJanuary(last: Day): string {
  const year = last.slice(0, 4)
  return addDays(last, 1).endsWith('-01') ? `${year}-01..${last.slice(0, 7)}` : `${year}-01-01..${last}`
}

/** The outline by which one reports on a period of some length, where nothing else was said. */
export const usualOutline: Record<PeriodKind, string> = {
  month: 'monthly',
  quarter: 'quarterly',
  half: 'periodic',
  nine_months: 'periodic',
  year: 'annual',
  years: 'review',
}

/** The outline of a period that names none. @throws Problem those of `periodOf` */
export const usualOutlineOf = (period: string, today: Day): string =>
  usualOutline[periodOf(period, today).kind]

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

/** `tháng 6 năm 2024`, `quý II năm 2024`, `6 tháng đầu năm 2024`, `giai đoạn 2021 – 2024`: as a document says it. */
export function periodInWords(period: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period)
  if (quarter) return `quý ${['I', 'II', 'III', 'IV'][Number(quarter[2]) - 1]} năm ${quarter[1]}`
  if (/^\d{4}$/.test(period)) return `năm ${period}`
  if (/^\d{4}-\d{2}$/.test(period)) return `tháng ${Number(period.slice(5))} năm ${period.slice(0, 4)}`
  const [from = '', to = ''] = period.split('..')
  const months = /^(\d{4})-01\.\.\1-(06|09)$/.exec(period)
  if (months) return `${Number(months[2])} tháng ${months[2] === '06' ? 'đầu ' : ''}năm ${months[1]}`
  if (from.length === 10) return `từ ngày ${inDays(from)} đến ngày ${inDays(to)}`
  if (from.slice(0, 4) !== to.slice(0, 4) && isShort(period))
    return `từ tháng ${Number(from.slice(5))} năm ${from.slice(0, 4)} đến tháng ${Number(to.slice(5))} năm ${to.slice(0, 4)}`
  if (from.slice(0, 4) !== to.slice(0, 4)) return `giai đoạn ${from.slice(0, 4)} – ${to.slice(0, 4)}`
  return `từ tháng ${Number(from.slice(5))} đến tháng ${Number(to.slice(5))} năm ${to.slice(0, 4)}`
}

/** Whether months of two years are fewer than two years: the years alone would say too much. */
const isShort = (period: string): boolean => {
  const span = spanOf(period)
  return span !== undefined && monthsOf(span).length < 24
}

const inDays = (day: Day): string => day.split('-').reverse().join('/')

/** How long a period is, as a review says it in its subject: `03 năm`, `06 tháng`. */
export function yearsInWords({ from, until }: Span): string {
  const days = (Date.parse(until) - Date.parse(from)) / 86_400_000
  const months = Math.max(1, Math.round(days / 30.44))
  const [count, unit] = months < 12 ? [months, 'tháng'] : [Math.round(months / 12), 'năm']
  return `${String(count).padStart(2, '0')} ${unit}`
}

/** The period after this one, as a document says it. */
export function nextInWords({ span, period }: Pick<Reported, 'span' | 'period'>): string {
  const [year, month] = [span.until.slice(0, 4), span.until.slice(0, 7)]
  if (/-Q/.test(period)) return periodInWords(`${year}-Q${(Number(month.slice(5)) + 2) / 3}`)
  if (/^\d{4}-\d{2}$/.test(period)) return periodInWords(month)
  if (/^\d{4}$/.test(period)) return periodInWords(year)
  if (period.endsWith('-06') && period.length === 16) return `6 tháng cuối năm ${year}`
  return 'thời gian tới'
}

/**
 * How a report is called in addresses: its period, and its outline where that is not the usual one: `2024-06`,
 * `2024-06~theme`.
 */
export const nameInAddress = (period: string, outline: string): string =>
  isUsual(outline) ? period : `${period}~${outline}`

const isUsual = (code: string): boolean => Object.values(usualOutline).includes(code)

/** The other way round. */
export function fromAddress(text: string): { period: string; outline?: string } {
  const [period = '', outline] = text.split('~')
  return outline === undefined ? { period } : { period, outline }
}
