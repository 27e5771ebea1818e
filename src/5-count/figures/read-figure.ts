import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { addDays, isOfWholeMonths, type Month, monthsOf, type Span } from '#platform/time'
import { archivesIn } from './archive/store.ts'
import { addsUp, together } from './breakdown/rules.ts'
import { derive, neededFor } from './derive.ts'
import { totalsByLine } from './roll-up/lines.ts'
import { distinctOfSeries } from './roll-up/store.ts'
import {
  figureOfSum,
  type Months,
  monthsOfMany,
  seriesTotals,
  type Totals,
  totalsOf,
  totalsOfSeries,
} from './roll-up/totals.ts'
import { type Figure, noFigure } from './rules.ts'
import { findIndicator, type Indicator, indicatorsOf, type Rule, type Scope } from './store.ts'

/** One indicator with its figure. */
export type IndicatorFigure = { indicator: Indicator; figure: Figure }

/** What is told month by month has no broken ones. @throws Problem `period_is_of_no_whole_months` */
export function refuseBrokenMonths(span: Span): void {
  if (!isOfWholeMonths(span))
    throw new Problem('period_is_of_no_whole_months', { from: span.from, last: addDays(span.until, -1) })
}

/**
 * Of an archived year there are the sums of its months, so a span cannot begin or end within one of them. What has its
 * days all the same goes through: stocks are kept as steps, and facts that tell people apart stay.
 * @throws Problem `days_are_archived`
 */
export async function refuseArchivedDays(
  db: Reader,
  span: Span,
  indicators: readonly Pick<Indicator, 'rule'>[],
  needingDays: readonly Rule[] = ['sum'],
): Promise<void> {
  if (isOfWholeMonths(span) || !indicators.some(({ rule }) => needingDays.includes(rule))) return
  const broken = [span.from, span.until].filter((day) => !day.endsWith('-01'))
  for (const day of broken) {
    const [archive] = await archivesIn(db, { from: day, until: addDays(day, 1) })
    if (archive) throw new Problem('days_are_archived', { year: archive.year })
  }
}

/** Leading indicators before the others, each in their order: what a page shows first. */
export const leadingFirst = (figures: readonly IndicatorFigure[]): IndicatorFigure[] =>
  figures.toSorted((one, other) => Number(other.indicator.isHeadline) - Number(one.indicator.isHeadline))

/** What is read of many units at once. */
export type ManyFigures = {
  unitIds: readonly string[]
  indicators: readonly Indicator[]
  span: Span
  scope?: Omit<Scope, 'unitId' | 'seriesId'>
  /** Whether these are all indicators there are, as in `ManyUnits`. */
  all?: boolean
  /** Of months only: `proven` leaves open how they are proven, for wide tables. */
  levels?: 'all' | 'proven'
}

/**
 * Figures of many units and indicators in a span of any days, by unit and code. What nobody has entered is missing.
 * @throws Problem `days_are_archived`
 */
export async function figuresOfUnits(
  db: Reader,
  { indicators: wanted, all = false, ...many }: ManyFigures,
): Promise<Totals> {
  const indicators = all ? wanted : await withParts(db, wanted)
  await refuseArchivedDays(db, many.span, indicators)
  const totals = await totalsOf(db, { scope: {}, ...many, indicators, all })
  for (const figures of totals.values()) derive(figures, indicators)
  return totals
}

/** The same month by month. A stock stands at the end of each month. @throws Problem `period_is_of_no_whole_months` */
export async function monthsOfUnits(
  db: Reader,
  { indicators: wanted, ...many }: ManyFigures,
): Promise<Months> {
  refuseBrokenMonths(many.span)
  const indicators = await withParts(db, wanted)
  const months = await monthsOfMany(db, { scope: {}, ...many, indicators, all: false })
  for (const ofUnit of months.values()) deriveMonths(ofUnit, indicators)
  return months
}

/** Indicators with all that the derived ones among them are worked out from. */
export async function withParts(db: Reader, wanted: readonly Indicator[]): Promise<readonly Indicator[]> {
  return wanted.some(({ rule }) => rule === 'derived') ? neededFor(wanted, await indicatorsOf(db)) : wanted
}

/** Adds to the months of one unit those that are worked out from others. */
export function deriveMonths(
  ofUnit: Map<string, (Figure | undefined)[]>,
  indicators: readonly Indicator[],
): void {
  const derived = indicators.filter(({ rule }) => rule === 'derived')
  if (derived.length === 0) return
  const count = ofUnit.values().next().value?.length ?? 0
  for (const { code } of derived) ofUnit.set(code, Array.from({ length: count }))
  for (let month = 0; month < count; month += 1) {
    const figures = new Map<string, Figure>()
    for (const [code, list] of ofUnit) {
      const figure = list[month]
      if (figure) figures.set(code, figure)
    }
    derive(figures, indicators)
    for (const { code } of derived) (ofUnit.get(code) ?? [])[month] = figures.get(code)
  }
}

async function totalsIn(db: Reader, scope: Scope, span: Span, wanted: readonly Indicator[], all: boolean) {
  const indicators = all ? wanted : await withParts(db, wanted)
  await refuseArchivedDays(db, span, indicators)
  const figures =
    'seriesId' in scope
      ? (await seriesTotals(db, scope, { indicators, all, span })).totals
      : ((await totalsOf(db, { unitIds: [scope.unitId], scope, indicators, all, span })).get(scope.unitId) ??
        new Map<string, Figure>())
  derive(figures, indicators)
  return figures
}

/**
 * All figures of a scope and span of any days, by indicator, those without an entry left out unless `all`.
 * @throws Problem `days_are_archived`
 */
export async function figuresOf(
  db: Reader,
  scope: Scope,
  span: Span,
  all = false,
): Promise<IndicatorFigure[]> {
  const indicators = await indicatorsOf(db)
  const figures = await totalsIn(db, scope, span, indicators, true)
  return entered(indicators, figures, all)
}

const entered = (
  indicators: readonly Indicator[],
  figures: ReadonlyMap<string, Figure>,
  all = false,
): IndicatorFigure[] =>
  indicators
    .map((indicator) => ({ indicator, figure: figures.get(indicator.code) ?? noFigure() }))
    .filter(({ figure }) => all || figure.entries > 0 || figure.beyond !== undefined)

/**
 * All figures of a unit and span of any days for each of some lines of organisations, by the code of the line, those without an
 * entry left out. The same as `figuresOf` of each line.
 * @throws Problem `days_are_archived`
 */
export async function figuresByLine(
  db: Reader,
  unitId: string,
  span: Span,
  lines: readonly string[],
): Promise<Map<string, IndicatorFigure[]>> {
  const indicators = await indicatorsOf(db)
  await refuseArchivedDays(db, span, indicators)
  const asked = { unitIds: [unitId], scope: {}, indicators, all: true, span, lines }
  const totals = await totalsByLine(db, asked)
  return new Map(
    lines.map((line) => {
      const figures = totals.get(line)?.get(unitId) ?? new Map<string, Figure>()
      derive(figures, indicators)
      return [line, entered(indicators, figures)]
    }),
  )
}

/**
 * What each of some initiatives has reached in a span of any days, by its id, in the order of the indicators.
 * @throws Problem `days_are_archived`
 */
export async function figuresOfSeries(
  db: Reader,
  seriesIds: readonly string[],
  span: Span,
): Promise<Map<string, IndicatorFigure[]>> {
  const indicators = await indicatorsOf(db)
  await refuseArchivedDays(db, span, indicators)
  const totals = await totalsOfSeries(db, seriesIds, span)
  const found = new Map<string, IndicatorFigure[]>()
  for (const [id, figures] of totals) {
    derive(figures, indicators)
    found.set(
      id,
      indicators.flatMap((indicator) => {
        const figure = figures.get(indicator.code)
        return figure && figure.entries > 0 ? [{ indicator, figure }] : []
      }),
    )
  }
  return found
}

/**
 * What some initiatives and occasions together have reached in a span of any days, in all and each of them.
 * @throws Problem `days_are_archived`
 */
export async function figuresOfGroup(
  db: Reader,
  seriesIds: readonly string[],
  span: Span,
): Promise<{ whole: IndicatorFigure[]; members: Map<string, IndicatorFigure[]> }> {
  const members = await figuresOfSeries(db, seriesIds, span)
  const indicators = await indicatorsOf(db)
  const whole = new Map<string, Figure>()
  for (const { code, rule } of indicators) {
    const parts = [...members.values()].flatMap((figures) =>
      figures.flatMap(({ indicator, figure }) => (indicator.code === code ? [figure] : [])),
    )
    if (parts.length > 0 && addsUp(rule)) whole.set(code, together(parts))
  }
  // Whoever came to two of them is one person.
  for (const row of await distinctOfSeries(db, seriesIds, span, true))
    whole.set(row.indicator, figureOfSum(row))
  derive(whole, indicators)
  return {
    whole: indicators.flatMap((indicator) => {
      const figure = whole.get(indicator.code)
      return figure && figure.entries > 0 ? [{ indicator, figure }] : []
    }),
    members,
  }
}

/** One indicator by its code. @throws Problem `indicator_is_unknown` */
export async function indicatorOf(db: Reader, code: string): Promise<Indicator> {
  const indicator = await findIndicator(db, code)
  if (!indicator) throw new Problem('indicator_is_unknown', { code })
  return indicator
}

/** The figure of one indicator in a scope and span of any days. @throws Problem `indicator_is_unknown`, `days_are_archived` */
export async function figureOf(db: Reader, scope: Scope, code: string, span: Span): Promise<Figure> {
  const figures = await totalsIn(db, scope, span, [await indicatorOf(db, code)], false)
  return figures.get(code) ?? noFigure()
}

/**
 * The figure of one indicator month by month. A stock stands at the end of each month.
 * @throws Problem `indicator_is_unknown`, `period_is_of_no_whole_months`
 */
export async function figureByMonth(
  db: Reader,
  scope: Scope,
  code: string,
  span: Span,
): Promise<{ month: Month; figure: Figure }[]> {
  refuseBrokenMonths(span)
  const indicators = await withParts(db, [await indicatorOf(db, code)])
  const asked = { indicators, all: false, span }
  const ofUnit =
    'seriesId' in scope
      ? (await seriesTotals(db, scope, asked)).months
      : (await monthsOfMany(db, { unitIds: [scope.unitId], scope, ...asked })).get(scope.unitId)
  if (ofUnit) deriveMonths(ofUnit, indicators)
  const months = ofUnit?.get(code)
  return monthsOf(span).map((month, index) => ({ month, figure: months?.[index] ?? noFigure() }))
}
