import type { Reader } from '#platform/database'
import {
  addDays,
  addMonths,
  type Month,
  monthsAround,
  monthsOf,
  periodOfDays,
  type Span,
} from '#platform/time'
import { figureReached, type Reach } from './breakdown/reach.ts'
import { addsUp, restOf, together } from './breakdown/rules.ts'
import { figureByMonth, figureOf, indicatorOf } from './read-figure.ts'
import { answeringFor } from './roll-up/store.ts'
import { type Figure, totalOf } from './rules.ts'
import type { Indicator, Scope } from './store.ts'

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
    return { period: periodOfDays(step.from, addDays(step.until, -1)), span: step }
  })
}

/**
 * The months whose bars stand beside a figure: those that its span touches. Three months or fewer alone say little: then
 * those of the year up to them.
 */
export function monthsBeside(span: Span): Span {
  const months = monthsAround(span)
  return months.until > addMonths(months.from.slice(0, 7), 3)
    ? months
    : { ...months, from: `${addMonths(months.until.slice(0, 7), -12)}-01` }
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
  const indicator = await indicatorOf(db, code)
  if (!isReached && addsUp(indicator.rule) && !(await hasSpans(db, scope, span)))
    return stepsOfMonths(steps, await figureByMonth(db, scope, code, span), indicator.rule === 'stock')
  const found: { period: string; figure: Figure }[] = []
  for (const step of steps) {
    const figure = await (isReached
      ? figureReached(db, scope, code, step.span)
      : figureOf(db, scope, code, step.span))
    found.push({ period: step.period, figure })
  }
  return found
}

/** Whether anything of a unit was counted for spans of days, which no month holds. */
const hasSpans = async (db: Reader, scope: Scope, span: Span): Promise<boolean> =>
  !('unitId' in scope) ||
  (await answeringFor(db, [scope.unitId], scope.basis ?? 'today', span)).some((one) => one.hasSpans)

/** Months put together in columns: amounts are added, a stock stands at the end. */
function stepsOfMonths(
  steps: readonly Step[],
  months: readonly { month: Month; figure: Figure }[],
  isStock: boolean,
): { period: string; figure: Figure }[] {
  return steps.map(({ period, span }) => {
    const within = months.filter(({ month }) => `${month}-01` >= span.from && `${month}-01` < span.until)
    const figures = within.map(({ figure }) => figure)
    return { period, figure: (isStock ? figures.at(-1) : together(figures)) ?? together([]) }
  })
}

/**
 * What of a figure stands in no column of its chart: amounts that were counted for longer than a column. Undefined where there is
 * nothing of the kind, or where the columns are not of the period of the figure.
 */
export function besideColumns(
  figure: Figure,
  columns: readonly { figure: Figure }[],
  { rule }: Pick<Indicator, 'rule'>,
  isOfPeriod: boolean,
): number | undefined {
  if (rule !== 'sum' || !isOfPeriod || figure.isWithheld) return undefined
  const rest = totalOf(
    restOf(
      figure,
      columns.map((one) => one.figure),
    ),
  )
  return rest > 0 ? rest : undefined
}
