import type { Reader } from '#platform/database'
import { addMonths, type Month, monthsOf, type Span, spanOf } from '#platform/time'
import { figureByMonth, figureOf } from './read-figure.ts'
import type { Figure } from './rules.ts'
import type { Scope } from './store.ts'

/** So many columns stand in a chart at most, so that each can be told from the next. */
const mostColumns = 24

/** A column of a chart: a month, a quarter, a year, or what a longer period has of one. */
export type Step = { period: string; span: Span }

/** Whole months as an address writes them: `2026-03`, `2026-Q1`, `2026` or `2026-02..2026-03`. */
export function periodNamed({ from, until }: Span): string {
  const [first, last] = [from.slice(0, 7), addMonths(until.slice(0, 7), -1)]
  const quarter = `${first.slice(0, 4)}-Q${Math.ceil(Number(first.slice(5)) / 3)}`
  const isOf = (period: string) => spanOf(period)?.from === from && spanOf(period)?.until === until
  return [first, quarter, first.slice(0, 4)].find(isOf) ?? `${first}..${last}`
}

/**
 * The columns in which a span of whole months is drawn, so that they cover it without a gap: months, of more than two years
 * quarters, of more than six years whole years. The first and the last may have fewer months.
 */
export function stepsOf(span: Span): Step[] {
  const months = monthsOf(span)
  const keys: ((month: Month) => string)[] = [
    (month) => month,
    (month) => `${month.slice(0, 4)} ${Math.ceil(Number(month.slice(5)) / 3)}`,
    (month) => month.slice(0, 4),
  ]
  const groups = keys
    .map((key) => [...Map.groupBy(months, key).values()])
    .find((one, index) => one.length <= mostColumns || index === keys.length - 1)
  return (groups ?? []).map((group) => {
    const [first = '', last = ''] = [group[0], group.at(-1)]
    const step = { from: `${first}-01`, until: `${addMonths(last, 1)}-01` }
    return { period: periodNamed(step), span: step }
  })
}

/** What the columns of a chart are, for its caption: single months, or more. */
export function stepOf(columns: readonly { period: string }[]): 'month' | 'quarter' | 'year' {
  if (columns.every(({ period }) => /^\d{4}-\d{2}$/.test(period))) return 'month'
  return columns.some(({ period }) => period.includes('-Q')) ? 'quarter' : 'year'
}

/**
 * A figure in the columns of a chart. Amounts add up to the figure of the span; a stock stands at the end of each column.
 * `read` reads it otherwise than `figureOf` does, where it is of a part of the unit.
 * @throws Problem `indicator_is_unknown`, `period_is_of_no_whole_months`
 */
export async function figureBySteps(
  db: Reader,
  scope: Scope,
  code: string,
  span: Span,
  read?: (step: Span) => Promise<Figure>,
): Promise<{ period: string; figure: Figure }[]> {
  const steps = stepsOf(span)
  if (!read && steps.length === monthsOf(span).length)
    return (await figureByMonth(db, scope, code, span)).map(({ month, figure }) => ({
      period: month,
      figure,
    }))
  const found: { period: string; figure: Figure }[] = []
  for (const step of steps) {
    const figure = await (read ? read(step.span) : figureOf(db, scope, code, step.span))
    found.push({ period: step.period, figure })
  }
  return found
}
