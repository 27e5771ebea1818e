import {
  byUnitsBeneath,
  type Figure,
  figureBySteps,
  type Indicator,
  isEntered,
  leftOverWords,
  monthsBeside,
  scopeFor,
  spanFor,
  stepOf,
  together,
  totalOf,
  unitAt,
} from '#figures'
import type { Unit } from '#org'
import type { FigureScope, PaperBlock, Piece } from '#papers'
import type { ChartSpec } from '#platform/documents/content'
import type { Live } from '#platform/live-text'
import { Problem } from '#platform/problem'
import { isOfWholeMonths, monthsOf } from '#platform/time'
import { periodInWords } from '#regimes'
import type { Slice } from '../results/gather-results.ts'
import { sentences } from '../results/sentences.ts'
import { beyondNotes } from '../results/tell-results.ts'
import { bind, isKnown, shownOf } from '../results/wording.ts'
import type { Telling } from './tell-text.ts'
import { sliceInWords, sliceOf } from './themes.ts'

/** More months run as a line: columns would be too thin to read on paper. */
const mostColumns = 13
/** As many units as a page can show in bars. */
const mostBars = 30

/** Without a scope it is of units that are not named one by one. */
type Point = { label: string; shown: string; figure: Figure | undefined; scope: FigureScope | null }

/**
 * A chart of one indicator, of all or of one line or theme: by month of the period (of the year up to its end where it is
 * a single month, of the whole months beside it where it begins or ends within one), or by the units beneath.
 */
export async function tellChart(telling: Telling, live: Live): Promise<PaperBlock[]> {
  try {
    const drawing = await drawn(telling, live)
    const { results } = telling
    const isOwn = ofOthers.every((option) => live.options[option] === undefined)
    const charted = results.indicators.filter(({ code }) => code === live.given[0])
    return isOwn ? [...drawing, ...beyondNotes(results, charted)] : drawing
  } catch (fault) {
    if (fault instanceof Problem)
      return [{ kind: 'paragraph', pieces: [{ gone: live.given[0] ?? live.name }] }]
    throw fault
  }
}

/** What makes a chart one of other figures than those of the report. */
const ofOthers = ['unit', 'period', 'line', 'theme', 'reach'] as const

async function drawn(telling: Telling, live: Live): Promise<PaperBlock[]> {
  const { given, options, words } = live
  const code = given[0] ?? ''
  const indicator = telling.results.indicators.find((one) => one.code === code)
  if (!indicator) return [{ kind: 'paragraph', pieces: [{ gone: code }] }]
  const slice = await sliceOf(telling, live)
  if (!slice) return [{ kind: 'paragraph', pieces: [{ gone: sliceInWords(options) }] }]
  const byUnit = options.by === 'unit'
  const { points, period, step } = byUnit
    ? await ofUnits(telling, indicator, options, slice)
    : await ofMonths(telling, code, options, slice)
  if (!points.some(({ figure }) => figure && figure.entries > 0))
    return [{ kind: 'paragraph', pieces: [`${indicator.nameVi}: ${sentences.noEntry}`] }]
  // What several rows count is less than nothing: it stands in the table, not in the picture.
  const inPicture = points.filter(({ figure }) => (amountOf(figure) ?? 0) >= 0)
  const chart: ChartSpec = {
    form: byUnit ? 'bars' : points.length > mostColumns ? 'line' : 'columns',
    unit: indicator.unitVi,
    labels: inPicture.map(({ label }) => label),
    series: [{ name: indicator.nameVi, values: inPicture.map(({ figure }) => amountOf(figure)) }],
  }
  const how = byUnit ? sentences.chartByUnit : sentences.chartByMonth
  return [
    {
      kind: 'chart',
      id: `bieu-do-${code}-${byUnit ? 'don-vi' : 'thang'}`.replaceAll('_', '-'),
      chart,
      caption:
        words ||
        how
          .replace('{name}', indicator.nameVi)
          .replace('{step}', sentences[step])
          .replace('{period}', periodInWords(period)),
      rows: points.map(({ shown, figure, scope: of }): Piece[] => [
        shown,
        of ? bind(figure, of) : shownOf(figure),
      ]),
    },
  ]
}

/** What is not known is not zero. */
const amountOf = (figure: Figure | undefined): number | null => (isKnown(figure) ? totalOf(figure) : null)

async function ofUnits(
  { db, results }: Telling,
  indicator: Indicator,
  options: Live['options'],
  slice: Slice,
) {
  const { code } = indicator
  const period = options.period ?? results.reported.period
  const unit = options.unit ? await unitAt(db, options.unit) : results.unit
  const isOwn = !options.unit && !options.period && Object.keys(slice).length === 0
  const parts = isOwn
    ? results.parts
    : await byUnitsBeneath(db, unit, {
        span: spanFor(period),
        indicators: [indicator],
        scope: { line: slice.line, themeId: slice.themeId },
      })
  const pointOf = (of: Unit, figure: Figure | undefined, over: Partial<FigureScope>): Point => ({
    label: of.shortName,
    shown: of.name,
    figure,
    scope: { unitId: of.id, unitSlug: of.slug, indicator: code, period, ...slice, ...over },
  })
  const points = parts.rows
    .map((row) => pointOf(row.unit, row.figures.get(code), { period: row.shortened ?? period }))
    .filter(({ figure }) => isEntered(figure))
    .toSorted((one, other) => (amountOf(other.figure) ?? 0) - (amountOf(one.figure) ?? 0))
  const others = points.slice(mostBars).map(({ figure }) => figure)
  const words = leftOverWords(unit.isArea, parts)
  const own = pointOf(unit, parts.own.get(code), { reach: 'own' })
  const left: Point =
    others.length === 0
      ? {
          ...own,
          label: sentences[words],
          shown: sentences[words],
          scope: words === 'others' ? null : own.scope,
        }
      : {
          label: sentences.rest,
          shown: sentences.rest,
          figure: together([...others, own.figure]),
          scope: null,
        }
  const isLeft = isEntered(left.figure) && (others.length === 0 || indicator.rule !== 'derived')
  const shown = [...points.slice(0, mostBars), ...(isLeft ? [left] : [])]
  const twice = parts.twice.get(code)
  const less: Point = { label: sentences.twice, shown: sentences.twice, figure: twice, scope: null }
  return { points: isEntered(twice) ? [...shown, less] : shown, period, step: 'month' as const }
}

/** A period of whole months as it is; of one of days the months beside it, since a bar is of a whole month. */
function wholeMonths(period: string): string {
  const span = spanFor(period)
  if (isOfWholeMonths(span)) return period
  const months = monthsOf(monthsBeside(span))
  return `${months[0]}..${months.at(-1)}`
}

async function ofMonths({ db, results }: Telling, code: string, options: Live['options'], slice: Slice) {
  const { reported } = results
  const isMonth = /^\d{4}-\d{2}$/.test(reported.period)
  const period = wholeMonths(options.period ?? (isMonth ? reported.sinceNewYear : reported.period))
  const unit = options.unit ? await unitAt(db, options.unit) : results.unit
  const scope = { ...scopeFor(unit), ...slice }
  const columns = await figureBySteps(db, scope, code, spanFor(period))
  const points = columns.map(
    ({ period: column, figure }): Point => ({
      label: /^\d{4}(-\d{2}|-Q\d)?$/.test(column) ? column : columnInWords(column),
      shown: columnInWords(column),
      figure,
      scope: { unitId: unit.id, unitSlug: unit.slug, indicator: code, period: column, ...slice },
    }),
  )
  return { points, period, step: stepOf(columns) }
}

/** 3/2026 for a month; a quarter, a year or several months as they are said. */
const columnInWords = (column: string): string =>
  /^\d{4}-\d{2}$/.test(column) ? `${Number(column.slice(5))}/${column.slice(0, 4)}` : periodInWords(column)
