/** Reads what the prose of a report is told from: its figures with what they were before and what was promised. */

import { figureAt } from '#exploring'
import {
  type Figure,
  figuresOf,
  firstDayOf,
  type Indicator,
  type IndicatorFigure,
  scopeFor,
  targetsOf,
} from '#figures'
import { type FigureScope, isFigure } from '#papers'
import type { Reader } from '#platform/database'
import { codesOf, parseFormula } from '#platform/formula'
import { addDays, addMonths, type Day, type Span, spanOf } from '#platform/time'
import { type PeriodKind, periodOf } from '#regimes'
import { type Known, officialStyle, type Voice } from '../grammar/index.ts'
import { oncePerResults, type Results } from '../results/gather-results.ts'
import { indicatorsByKind } from '../results/results-store.ts'
import { bind } from '../results/wording.ts'
import { tellingsFor } from '../tellings/store.ts'

type Asked = { db: Reader; results: Results; today: Day }

/** How long the period of a report is. */
export const kindOf = ({ reported }: Results): PeriodKind =>
  periodOf(reported.period, reported.span.from).kind

/** How many years back the period lies that a report is compared with. */
const yearsBack = (results: Results): number =>
  kindOf(results) === 'years'
    ? Math.round(
        (Date.parse(results.reported.span.until) - Date.parse(results.reported.span.from)) /
          (365.25 * 86_400_000),
      )
    : 1

const comparedWith: Readonly<Record<PeriodKind, string>> = {
  month: 'cùng kỳ năm trước',
  quarter: 'cùng kỳ năm trước',
  half: 'cùng kỳ năm trước',
  nine_months: 'cùng kỳ năm trước',
  year: 'năm trước',
  years: 'giai đoạn trước',
}

/** Only a whole year is compared with “the year before”. */
const wordsBeside = (results: Results): string => {
  const { from, until } = results.reported.span
  const isYear =
    Number(until.slice(0, 4)) - Number(from.slice(0, 4)) === 1 && from.slice(4) === until.slice(4)
  return kindOf(results) === 'year' && !isYear ? comparedWith.quarter : comparedWith[kindOf(results)]
}

/** The period with which one is compared, where it is whole and the unit had begun to record by then; and since when it does. */
async function periodBefore({ db, results, today }: Asked): Promise<Before | undefined> {
  // A slice stands beside nothing (`knownOf`).
  if (results.slice) return undefined
  const back = yearsBack(results)
  const period = results.reported.period.replace(/(?<!\d)\d{4}(?!\d)/g, (year) => String(Number(year) - back))
  const span = spanOf(period)
  if (!span || span.until > results.reported.span.from) return undefined
  // What is not over is less than what it would be compared with; years are compared with those right before them.
  if (results.reported.span.until > today) return undefined
  if (kindOf(results) === 'years' && span.until !== results.reported.span.from) return undefined
  const first = await firstDayOf(db, results.unit.id, results.reported.span.until)
  return first <= span.from ? { period, span, first } : undefined
}

type Before = { period: string; span: Span; first: Day }

/**
 * The figures of the period before, of indicators that somebody had counted before it began: one that began later would seem to
 * have grown. That is read as a figure of the months up to then, so what merged counts as in any figure.
 */
async function figuresBefore({ db, results }: Asked, { span, first }: Before): Promise<IndicatorFigure[]> {
  const scope = scopeFor(results.unit)
  const month = first.slice(0, 7)
  const [, until] = [addMonths(month, 1), span.from.slice(0, 7)].sort()
  const begun = { from: `${month}-01`, until: `${until}-01` }
  const had = new Set((await figuresOf(db, scope, begun)).map(({ indicator }) => indicator.code))
  return (await figuresOf(db, scope, span)).filter(({ indicator }) => had.has(indicator.code))
}

/** What is read once for all parts of a report. */
export type Material = {
  voice: Voice
  before: { period: string; figures: ReadonlyMap<string, Figure> } | undefined
  targets: ReadonlyMap<string, { amount: number; href?: string }>
  /** The one kind that feeds an indicator; several feed none in particular. */
  kinds: ReadonlyMap<string, string>
}

export const materialOf = oncePerResults(async (asked: Asked): Promise<Material> => {
  const { db, results } = asked
  const { unit, reported, indicators } = results
  const before = await periodBefore(asked)
  const figures = before ? await figuresBefore(asked, before) : []
  const targets =
    kindOf(results) === 'year' && !results.slice
      ? await targetsOf(db, {
          unitIds: [unit.id],
          codes: indicators.map(({ code }) => code),
          span: reported.span,
        })
      : new Map()
  return {
    voice: {
      tellings: await tellingsFor(db, unit.id, addDays(reported.span.until, -1)),
      style: officialStyle,
      comparedWith: before && wordsBeside(results),
    },
    before: before && {
      period: before.period,
      figures: new Map(figures.map(({ indicator, figure }) => [indicator.code, figure])),
    },
    targets: targets.get(unit.id) ?? new Map(),
    kinds: onlyKinds(await indicatorsByKind(db), indicators),
  }
})

/** The kind of each indicator that one kind alone feeds; what is worked out belongs where its first part does. */
function onlyKinds(
  rows: readonly { kind: string; indicator: string }[],
  indicators: readonly Indicator[],
): Map<string, string> {
  const all = new Map<string, Set<string>>()
  for (const { kind, indicator } of rows) all.set(indicator, (all.get(indicator) ?? new Set()).add(kind))
  const kinds = new Map<string, string>()
  for (const [indicator, fed] of all) {
    const [kind] = fed
    if (kind !== undefined && fed.size === 1) kinds.set(indicator, kind)
  }
  for (const { code, formula } of indicators) {
    const [first] = formula === null ? [] : codesOf(parseFormula(formula))
    const kind = first === undefined ? undefined : kinds.get(first)
    if (kind !== undefined) kinds.set(code, kind)
  }
  return kinds
}

/** Of a rate, how many of how many it says. */
export function rateOf({ formula }: Indicator): Known['rate'] {
  const parsed = formula === null ? undefined : parseFormula(formula)
  if (parsed?.kind !== 'percent' || parsed.part.kind !== 'indicator' || parsed.whole.kind !== 'indicator')
    return undefined
  return { part: parsed.part.code, whole: parsed.whole.code }
}

/**
 * Figures as the prose takes them: those with a number. Beside what was before and what was promised they stand only where
 * they are of the whole unit.
 */
export function knownOf(
  figures: readonly IndicatorFigure[],
  scope: (code: string) => FigureScope,
  { before, targets }: Pick<Material, 'before' | 'targets'>,
): Known[] {
  return figures.flatMap(({ indicator, figure }): Known[] => {
    const of = scope(indicator.code)
    const bound = bind(figure, of)
    if (typeof bound === 'string' || !isFigure(bound)) return []
    const isWhole = of.line === undefined && of.themeId === undefined && of.reach === undefined
    const earlier =
      isWhole && before
        ? bind(before.figures.get(indicator.code), { ...of, period: before.period })
        : undefined
    const target = isWhole ? targets.get(indicator.code) : undefined
    return [
      {
        code: indicator.code,
        name: indicator.nameVi,
        unit: indicator.unitVi,
        rule: indicator.rule,
        rate: rateOf(indicator),
        partOf: indicator.partOf,
        figure: bound,
        ...(earlier !== undefined && typeof earlier === 'object' && isFigure(earlier)
          ? { before: earlier }
          : {}),
        ...(target && target.amount > 0
          ? {
              target: {
                percent: Math.floor((bound.amount * 1000) / target.amount) / 10,
                href: target.href ?? figureAt(of.unitSlug, of, indicator.code),
              },
            }
          : {}),
      },
    ]
  })
}
