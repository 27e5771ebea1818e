import { addMonths, type Day, isOfWholeMonths, type Span } from '#platform/time'

/** A span cut into what is kept by the month and what has to be added up day by day. */
export type Stretches = {
  /** The whole months within; empty (`from` is `until`) where there are none: a stock stands at its end all the same. */
  months: Span
  /** The broken months at both ends, of whose days flows are added. */
  days: Span[]
  /** From the end of the whole months to the end of the span: how stocks changed after the last month that is kept. */
  rest: Span | undefined
}

const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01`

/** Cuts a span where months begin. */
export function stretchesOf(span: Span): Stretches {
  if (isOfWholeMonths(span)) return { months: span, days: [], rest: undefined }
  const last = monthOf(span.until)
  const first = span.from.endsWith('-01') ? span.from : `${addMonths(span.from.slice(0, 7), 1)}-01`
  const rest = last < span.until ? { from: last, until: span.until } : undefined
  if (first > last) return { months: { from: last, until: last }, days: [span], rest }
  const head = span.from < first ? [{ from: span.from, until: first }] : []
  return { months: { from: first, until: last }, days: [...head, ...(rest ? [rest] : [])], rest }
}
