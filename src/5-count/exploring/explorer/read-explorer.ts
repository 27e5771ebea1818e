import { type Actor, look } from '#access'
import type { Basis, Figure, Parts } from '#figures'
import {
  figuresOf,
  type Indicator,
  indicatorsOf,
  monthsFor,
  monthsOfUnits,
  type OfferedGroup,
  partsBeneath,
  periodsToChoose,
  type Question,
  type Targets,
  targetsOf,
  unitAt,
} from '#figures'
import { carriedOn, linesOf, type Named, pathOf, type Unit, type UnitDetails } from '#org'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { addDays, addMonths, type Day, monthsOf, today as todayInVietnam } from '#platform/time'
import { type Asked, leftRows, type Row, rowsOf, wholeRow } from './rows.ts'
import { type Breakdown, type ComparedSpans, comparedSpans } from './rules.ts'
import { themesOf } from './store.ts'

/** What is asked of the explorer: several indicators, and into what they are broken down. */
export type ExplorerQuestion = Question & {
  /** Those that are shown; where none is named, the first that have a figure. */
  codes: readonly string[]
  by?: Breakdown | undefined
  /** The one that is shown alone, where only one can be; the first where none is named. */
  alone?: string | undefined
  /** Whether its months are wanted for every unit beneath. */
  withMonths?: boolean
}

/** Everything that the explorer shows. */
export type Explored = ComparedSpans & {
  question: ExplorerQuestion
  unit: UnitDetails
  path: Unit[]
  predecessors: string[]
  /** A unit that has ended can be read only as it was. */
  hasEnded: boolean
  today: Day
  /** The periods that can be chosen. */
  periods: OfferedGroup[]
  indicators: Indicator[]
  /** Those that were asked for beyond the most that stand side by side. */
  leftOut: Indicator[]
  /** The one that is shown alone. Undefined only where nothing is counted at all. */
  alone: Indicator | undefined
  /** All that is counted, and whether this unit has a figure of it here. */
  choices: { indicator: Indicator; hasFigure: boolean }[]
  lines: Named[]
  themes: Named[]
  by: Breakdown
  offered: Breakdown[]
  whole: Row
  rows: Row[]
  /** What belongs to none of the rows; undefined where nothing is left over. */
  rest: Row | undefined
  /** Less than nothing: what several rows count and the whole counts once; undefined where there is nothing of the kind. */
  twice: Row | undefined
  hasTargets: boolean
  /** Months of one indicator by unit, the whole and those beneath. */
  drawn: { months: string[]; byUnit: Map<string, (Figure | undefined)[]> } | undefined
}

/** So many indicators stand side by side at most. */
export const mostIndicators = 8
const firstIndicators = 3

/**
 * Figures of a unit side by side: several indicators, broken down by the units beneath, by month or by line, each with
 * the same span before and its target. The number of questions to the database does not grow with the number of units.
 * @throws Problem `not_found_or_not_allowed`, `period_is_malformed`, `period_is_of_no_whole_months`, `indicator_is_unknown`,
 *   `line_is_unknown`, `theme_is_unknown`, `line_and_theme_together`
 */
export const explore = (actor: Actor, question: ExplorerQuestion): Promise<Explored> =>
  look(actor, 'figure.read', null, (db) => exploreIn(db, question))

/** The same, within a transaction that may look. */
export async function exploreIn(
  db: Reader,
  question: ExplorerQuestion,
  today: Day = todayInVietnam(),
): Promise<Explored> {
  const span = monthsFor(question.period)
  const { lines, themes } = await slicesFor(db, question)
  const unit = await unitAt(db, question.slug)
  const basis: Basis = question.basis ?? 'today'
  const spans = comparedSpans(span, today)
  const parts = await partsBeneath(db, unit, spans.now, basis, today)
  const offered = offeredFor(unit, parts, question)

  const scope = { line: question.line, themeId: question.themeId, basis }
  const all = await indicatorsOf(db)
  const entered = new Map(
    (await figuresOf(db, { unitId: unit.id, ...scope }, spans.now)).map((one) => [
      one.indicator.code,
      one.figure,
    ]),
  )
  const wanted = chosen(question.codes, all, entered)
  const indicators = wanted.slice(0, mostIndicators)
  const alone = indicators.find(({ code }) => code === question.alone) ?? indicators[0]
  const { period } = question
  const asked: Asked = { db, unit, period, scope, indicators, lines, parts, today, ...spans }
  const { by, rows } = await brokenDown(asked, offered, question.by)
  const whole = await wholeRow(asked, entered)
  const targets = await targetsOf(db, {
    unitIds: [unit.id, ...rows.flatMap((row) => (row.unit ? [row.unit.id] : []))],
    codes: indicators.map(({ code }) => code),
    span,
  })
  for (const row of [whole, ...rows]) setTargets(row, targets)
  const lastDay = lastDayOf(unit, basis === 'today' ? today : addDays(spans.now.until, -1))
  return {
    question: { ...question, codes: indicators.map(({ code }) => code), basis, by },
    unit,
    path: await pathOf(db, unit.id, unit.isArea ? 'area' : 'line', lastDay),
    predecessors:
      basis === 'today' ? (await carriedOn(db, unit.id)).predecessors.map(({ name }) => name) : [],
    hasEnded: unit.validTo !== null && unit.validTo <= today,
    today,
    periods: await periodsToChoose(db, unit.id, today),
    ...spans,
    indicators,
    alone,
    leftOut: wanted.slice(mostIndicators),
    choices: all.map((indicator) => ({ indicator, hasFigure: entered.has(indicator.code) })),
    lines,
    themes,
    by,
    offered,
    whole,
    rows,
    ...(await leftRows(asked, by, whole, rows)),
    hasTargets: [whole, ...rows].some(({ cells }) => [...cells.values()].some(({ target }) => target)),
    drawn: question.withMonths && alone ? await drawnMonths(asked, alone, rows) : undefined,
  }
}

/** The rows of the breakdown that was asked for; where none was, of the first that tells anything. */
async function brokenDown(asked: Asked, offered: Breakdown[], wanted: Breakdown | undefined) {
  const by = offered.find((one) => one === wanted)
  if (by) return { by, rows: await rowsOf(asked, by) }
  for (const one of offered) {
    const rows = await rowsOf(asked, one)
    if (rows.some(({ cells }) => [...cells.values()].some(({ figure, before }) => figure ?? before)))
      return { by: one, rows }
  }
  return { by: 'months' as const, rows: [] }
}

/** All lines and themes. Figures are kept by either of them, not by both at once. */
async function slicesFor(db: Reader, { line, themeId }: Question) {
  const [lines, themes] = [await linesOf(db), await themesOf(db)]
  if (line !== undefined && !lines.some(({ code }) => code === line))
    throw new Problem('line_is_unknown', { code: line.slice(0, 40) })
  if (themeId !== undefined && !themes.some(({ code }) => code === themeId))
    throw new Problem('theme_is_unknown')
  if (line !== undefined && themeId !== undefined) throw new Problem('line_and_theme_together')
  return { lines, themes }
}

const lastDayOf = (unit: UnitDetails, day: Day): Day =>
  unit.validTo !== null && unit.validTo <= day ? addDays(unit.validTo, -1) : day

const offeredFor = (unit: UnitDetails, parts: Parts, { line, themeId }: Question): Breakdown[] => [
  ...(parts.areas.length > 0 ? ['areas' as const] : []),
  ...(parts.organisations.length > 0 ? ['organisations' as const] : []),
  'months',
  ...(unit.isArea && line === undefined && themeId === undefined ? ['lines' as const] : []),
]

/** The indicators that were named, in the order of all; else the first headline ones with a figure, else the first at all. */
function chosen(
  codes: readonly string[],
  all: readonly Indicator[],
  entered: ReadonlyMap<string, Figure>,
): Indicator[] {
  const unknown = codes.find((code) => !all.some((indicator) => indicator.code === code))
  if (unknown !== undefined) throw new Problem('indicator_is_unknown', { code: unknown.slice(0, 60) })
  const named = all.filter(({ code }) => codes.includes(code))
  if (named.length > 0) return named
  const withFigure = all.filter(({ code }) => entered.has(code))
  const byWeight = [
    ...withFigure.filter(({ isHeadline }) => isHeadline),
    ...withFigure,
    ...all.filter(({ isHeadline }) => isHeadline),
    ...all,
  ]
  const first = new Set([...new Set(byWeight)].slice(0, firstIndicators))
  return all.filter((indicator) => first.has(indicator))
}

/** A target is for a unit and the whole period: not for the part of it in which a unit was here. */
function setTargets(row: Row, targets: Targets): void {
  if (row.unit && !row.isShortened)
    for (const [code, cell] of row.cells) cell.target = targets.get(row.unit.id)?.get(code)
}

/**
 * The months of one indicator for every unit beneath and for the whole: those of the span, two years at most; of a span
 * shorter than half a year the whole year up to its end.
 */
async function drawnMonths(
  { db, unit, now, scope, parts }: Asked,
  indicator: Indicator,
  rows: readonly Row[],
): Promise<Explored['drawn']> {
  const beneath = rows.flatMap((row) => (row.unit ? [row.unit.id] : []))
  if (beneath.length === 0) return undefined
  const count = monthsOf(now).length
  const drawn = count < 6 ? 12 : Math.min(count, 24)
  const span = { from: `${addMonths(now.until.slice(0, 7), -drawn)}-01`, until: now.until }
  const unitIds = [unit.id, ...beneath]
  const many = { unitIds, indicators: [indicator], span, scope: { ...scope, basis: parts.basis } }
  const found = await monthsOfUnits(db, many)
  return {
    months: monthsOf(span),
    byUnit: new Map(unitIds.map((id) => [id, found.get(id)?.get(indicator.code) ?? []])),
  }
}
