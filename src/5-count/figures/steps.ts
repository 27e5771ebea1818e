import type { Reader } from '#platform/database'
import { addMonths, type Month, monthsOf, type Span } from '#platform/time'
import { figureReached, type Reach } from './breakdown/reach.ts'
import { periodNamed } from './periods.ts'
import { figureByMonth, figureOf } from './read-figure.ts'
import type { Figure } from './rules.ts'
import type { Scope } from './store.ts'

/** So many columns stand in a chart at most, so that each can be told from the next. */
const mostColumns = 24

/** A column of a chart: a month, a quarter, a year, or what a longer period has of one. */
export type Step = { period: string; span: Span }

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
 * @throws Problem `indicator_is_unknown`, `period_is_of_no_whole_months`
 */
export async function figureBySteps(
  db: Reader,
  scope:
    | (Extract<Scope, { unitId: string }> & { reach?: Reach | undefined })
    | Extract<Scope, { seriesId: string }>,
  code: string,
  span: Span,
): Promise<{ period: string; figure: Figure }[]> {
  const steps = stepsOf(span)
  const isReached = 'unitId' in scope && scope.reach !== undefined
  if (!isReached && steps.length === monthsOf(span).length)
    return (await figureByMonth(db, scope, code, span)).map(({ month, figure }) => ({
      period: month,
      figure,
    }))
  const found: { period: string; figure: Figure }[] = []
  for (const step of steps) {
    const figure = await (isReached
      ? figureReached(db, scope, code, step.span)
      : figureOf(db, scope, code, step.span))
    found.push({ period: step.period, figure })
  }
  return found
}
