import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { addMonths, type Month, monthsOf, type Span } from '#platform/time'
import { type Assurance, type Figure, noFigure } from './rules.ts'
import {
  factsBehind,
  findIndicator,
  flowSums,
  type Indicator,
  indicatorsOf,
  type LineageRow,
  type Place,
  type Scope,
  type SumRow,
  stockSums,
} from './store.ts'

const gather = (rows: SumRow[], keyOf: (row: SumRow) => string): Map<string, Figure> => {
  const figures = new Map<string, Figure>()
  for (const row of rows) {
    const figure = figures.get(keyOf(row)) ?? noFigure()
    figure[row.assurance] += row.amount
    figure.entries += row.entries
    figures.set(keyOf(row), figure)
  }
  return figures
}

/** One indicator with its figure. */
export type IndicatorFigure = { indicator: Indicator; figure: Figure }

/** All figures of a scope and span, by indicator, those without an entry left out unless `all`. */
export async function figuresOf(
  db: Reader,
  scope: Scope,
  span: Span,
  all = false,
): Promise<IndicatorFigure[]> {
  const indicators = await indicatorsOf(db)
  const rows = [...(await flowSums(db, scope, span)), ...(await stockSums(db, scope, span.until))]
  const figures = gather(rows, (row) => row.indicator)
  return indicators
    .map((indicator) => ({ indicator, figure: figures.get(indicator.code) ?? noFigure() }))
    .filter(({ figure }) => all || figure.entries > 0)
}

/** One indicator by its code. @throws Problem `indicator_is_unknown` */
export async function indicatorOf(db: Reader, code: string): Promise<Indicator> {
  const indicator = await findIndicator(db, code)
  if (!indicator) throw new Problem('indicator_is_unknown', { code })
  return indicator
}

/** The figure of one indicator in a scope and span. @throws Problem `indicator_is_unknown` */
export async function figureOf(db: Reader, scope: Scope, code: string, span: Span): Promise<Figure> {
  const indicator = await indicatorOf(db, code)
  const rows =
    indicator.rule === 'stock'
      ? await stockSums(db, scope, span.until, code)
      : await flowSums(db, scope, span, code)
  return gather(rows, () => code).get(code) ?? noFigure()
}

/** The figure of one indicator month by month. A stock stands at the end of each month. */
export async function figureByMonth(
  db: Reader,
  scope: Scope,
  code: string,
  span: Span,
): Promise<{ month: Month; figure: Figure }[]> {
  const indicator = await indicatorOf(db, code)
  const months = monthsOf(span)
  if (indicator.rule === 'stock') {
    const figures: { month: Month; figure: Figure }[] = []
    for (const month of months) {
      const rows = await stockSums(db, scope, `${addMonths(month, 1)}-01`, code)
      figures.push({ month, figure: gather(rows, () => code).get(code) ?? noFigure() })
    }
    return figures
  }
  const figures = gather(await flowSums(db, scope, span, code, true), (row) => row.month ?? '')
  return months.map((month) => ({ month, figure: figures.get(month) ?? noFigure() }))
}

/** One page of the facts behind a figure, and where the next one begins. */
export type LineagePage = { rows: LineageRow[]; next: Place | undefined }

/**
 * Opens a figure: the facts that it sums, newest first, page by page. The amounts of all pages add up to the figure.
 * @throws Problem `indicator_is_unknown`
 */
export async function lineageOf(
  db: Reader,
  scope: Scope,
  code: string,
  span: Span,
  page: { after?: Place | undefined; limit: number; assurance?: Assurance | undefined },
): Promise<LineagePage> {
  const indicator = await indicatorOf(db, code)
  const limit = Math.min(page.limit, 200)
  const rows = await factsBehind(db, scope, indicator, span, { ...page, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > limit && last ? { day: last.day, id: last.id } : undefined }
}
