/** Dates are dates (`2026-03-01`); instants are UTC; people live in Asia/Ho_Chi_Minh. */

/** A day as `YYYY-MM-DD`. */
export type Day = string
/** A month as `YYYY-MM`. */
export type Month = string

/** The years that the tables take. No rule of a programme: they catch slips of the finger. */
export const yearLimits = { first: 1900, last: 2999 } as const

/** Whether a number is a year within the limits. */
export const isYear = (year: number): boolean =>
  Number.isInteger(year) && year >= yearLimits.first && year <= yearLimits.last

const inVietnam = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The day in Vietnam at an instant. */
export const dayOf = (instant: Date): Day => inVietnam.format(instant)

/** Today in Vietnam. Rules take the day as an argument; only pages, commands and use cases ask the clock. */
export const today = (): Day => dayOf(new Date())

/** Whether a text is a day that the calendar has: 30 February is not. */
export function isDay(text: string): boolean {
  // Four digits, but no year 0: the database has none.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1000') return false
  const instant = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
}

/** A day some days later (or earlier). */
export function addDays(day: Day, count: number): Day {
  const instant = new Date(`${day}T00:00:00Z`)
  instant.setUTCDate(instant.getUTCDate() + count)
  return instant.toISOString().slice(0, 10)
}

/**
 * A day as people write it (`1/7/2025`) or as spreadsheets keep it: `2025-07-01`, or the days since the end of 1899 where a
 * cell is not shown as a day. Undefined where the calendar has none such.
 */
export function dayWritten(text: string): Day | undefined {
  const said = text.trim()
  if (/^[1-9]\d{4}$/.test(said)) return addDays('1899-12-30', Number(said))
  const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(said)
  const day = written
    ? `${written[3]}-${written[2]?.padStart(2, '0')}-${written[1]?.padStart(2, '0')}`
    : said.replace(/[T ]00:00(:00)?$/, '')
  return isDay(day) ? day : undefined
}

/** A month some months later (or earlier). */
export function addMonths(month: Month, count: number): Month {
  const instant = new Date(`${month}-01T00:00:00Z`)
  instant.setUTCMonth(instant.getUTCMonth() + count)
  return instant.toISOString().slice(0, 7)
}

/** Days from `from` up to, and without, `until`. */
export type Span = { from: Day; until: Day }

/** The first and the last day of a period that is written by days, `2024-05-15..2024-06-14`; undefined of any other. */
export function daysOfPeriod(period: string): { first: Day; last: Day } | undefined {
  const [, first = '', last = ''] = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(period) ?? []
  return isDay(first) && isDay(last) ? { first, last } : undefined
}

/** No longer than 50 years: whoever reads month by month must come to an end. */
const isTooLong = (first: Span, last: Span): boolean =>
  Number(last.from.slice(0, 4)) >= Number(first.from.slice(0, 4)) + 50

/**
 * The days of a period: `2024-06` a month, `2024-Q2` a quarter, `2024` a year, `2024-01..2024-06` from month to month,
 * `2024-05-15..2024-06-14` from day to day, both of them included.
 * @returns undefined where the text is no period.
 */
export function spanOf(period: string): Span | undefined {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period)
  if (quarter) {
    const first = `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}`
    return { from: `${first}-01`, until: `${addMonths(first, 3)}-01` }
  }
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(period))
    return { from: `${period}-01`, until: `${addMonths(period, 1)}-01` }
  const days = daysOfPeriod(period)
  const [first, last] = days
    ? [days.first, days.last].map((day) => ({ from: day, until: addDays(day, 1) }))
    : (/^(\d{4}-\d{2})\.\.(\d{4}-\d{2})$/.exec(period)?.slice(1).map(spanOf) ?? [])
  if (first && last && first.from < last.until && !isTooLong(first, last))
    return { from: first.from, until: last.until }
  if (/^\d{4}$/.test(period)) return { from: `${period}-01-01`, until: `${Number(period) + 1}-01-01` }
  return undefined
}

/**
 * How two days and those between them are written: as a month, quarter, year or months in a row where they are just that,
 * by days otherwise.
 */
export function periodOfDays(first: Day, last: Day): string {
  const until = addDays(last, 1)
  if (!first.endsWith('-01') || !until.endsWith('-01')) return `${first}..${last}`
  const [from, to] = [first.slice(0, 7), last.slice(0, 7)]
  if (from === to) return from
  const isOf = (months: number, begins: boolean) => begins && addMonths(from, months - 1) === to
  if (isOf(12, from.endsWith('-01'))) return from.slice(0, 4)
  if (isOf(3, Number(from.slice(5)) % 3 === 1))
    return `${from.slice(0, 4)}-Q${(Number(from.slice(5)) + 2) / 3}`
  return `${from}..${to}`
}

/** Whether a span begins and ends with a month. */
export const isOfWholeMonths = ({ from, until }: Span): boolean =>
  from.endsWith('-01') && until.endsWith('-01')

/** The whole months that a span touches. */
export const monthsAround = ({ from, until }: Span): Span => ({
  from: `${from.slice(0, 7)}-01`,
  until: until.endsWith('-01') ? until : `${addMonths(until.slice(0, 7), 1)}-01`,
})

/** The months of a span, in order. */
export function monthsOf(span: Span): Month[] {
  const months: Month[] = []
  for (let month = span.from.slice(0, 7); `${month}-01` < span.until; month = addMonths(month, 1))
    months.push(month)
  return months
}
