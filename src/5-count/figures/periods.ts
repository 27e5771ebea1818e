import { addMonths, type Span, spanOf } from '#platform/time'

/** Whole months as an address writes them: `2026-03`, `2026-Q1`, `2026` or `2026-02..2026-03`. */
export function periodNamed({ from, until }: Span): string {
  const [first, last] = [from.slice(0, 7), addMonths(until.slice(0, 7), -1)]
  const quarter = `${first.slice(0, 4)}-Q${Math.ceil(Number(first.slice(5)) / 3)}`
  const isOf = (period: string) => spanOf(period)?.from === from && spanOf(period)?.until === until
  return [first, quarter, first.slice(0, 4)].find(isOf) ?? `${first}..${last}`
}
