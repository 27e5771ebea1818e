import { type Actor, look } from '#access'
import { carriedOn, linesOf, type Named, pathOf, type Unit, type UnitDetails } from '#org'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { addDays, addMonths, type Day, monthsOf, type Span, today as todayInVietnam } from '#platform/time'
import { type Question, scopeFor, spanFor, unitAt } from '../read.ts'
import { figuresOf, figuresOfUnits, monthsOfUnits } from '../read-figure.ts'
import type { Basis } from '../roll-up/store.ts'
import type { Figure } from '../rules.ts'
import { type Indicator, indicatorsOf } from '../store.ts'
import { type Part, type Parts, partsBeneath } from './parts.ts'
import {
  addsUp,
  type Breakdown,
  type Change,
  changeOf,
  comparedSpans,
  isEntered,
  periodOf,
  restOf,
  shifted,
} from './rules.ts'
import { type Target, type Targets, targetsOf } from './targets.ts'

/** What is asked of the explorer: several indicators, and into what they are broken down. */
export type ExplorerQuestion = Question & {
  /** Those that are shown; where none is named, the first that have a figure. */
  codes: readonly string[]
  by?: Breakdown | undefined
  /** The indicator whose months are read for every unit beneath: what small charts need. */
  monthsOf?: string | undefined
}

/** One figure in a table; without a figure nobody has entered anything. */
export type Cell = {
  figure?: Figure | undefined
  before?: Figure | undefined
  change?: Change | undefined
  target?: Target | undefined
}

/** A row of a table: what it is of, and a cell for each indicator by its code. */
export type Row = {
  kind: 'whole' | 'rest' | 'unit' | 'month' | 'line'
  /** The id of a unit, the code of a line or a month. */
  key: string
  unit?: Unit
  line?: Named
  /** The period of its figures: less than the whole where a unit was here for a part of it. */
  period: string
  isShortened: boolean
  /** Whether it did not exist a year before, as far as the reading knows: there is nothing to compare. */
  isNew: boolean
  cells: Map<string, Cell>
}

/** Everything that the explorer shows. */
export type Explored = {
  question: ExplorerQuestion
  unit: UnitDetails
  path: Unit[]
  predecessors: string[]
  basis: Basis
  /** A unit that has ended can be read only as it was. */
  hasEnded: boolean
  today: Day
  now: Span
  before: Span
  isRunning: boolean
  indicators: Indicator[]
  /** All that is counted, and whether this unit has a figure of it here. */
  choices: { indicator: Indicator; hasFigure: boolean }[]
  lines: Named[]
  by: Breakdown
  offered: Breakdown[]
  whole: Row
  rows: Row[]
  /** What belongs to none of the rows; undefined where nothing could be left over. */
  rest: Row | undefined
  hasTargets: boolean
  /** Months of the drawn indicator by unit beneath. */
  drawn: { indicator: Indicator; months: string[]; byUnit: Map<string, (Figure | undefined)[]> } | undefined
}

/** So many indicators stand side by side at most. */
export const mostIndicators = 8
/** So many months are listed at most: the last ones of a longer period. */
export const mostMonths = 60
const firstIndicators = 3

/**
 * Figures of a unit side by side: several indicators, broken down by the units beneath, by month or by line, each with
 * the same period of the year before and its target. The number of questions to the database does not grow with the
 * number of units.
 * @throws Problem `not_found_or_not_allowed`, `period_is_malformed`, `indicator_is_unknown`
 */
export const explore = (actor: Actor, question: ExplorerQuestion): Promise<Explored> =>
  look(actor, 'figure.read', null, (db) => exploreIn(db, question))

/** The same, within a transaction that may look. */
export async function exploreIn(
  db: Reader,
  question: ExplorerQuestion,
  today: Day = todayInVietnam(),
): Promise<Explored> {
  const span = spanFor(question.period)
  const unit = await unitAt(db, question.slug)
  const basis = question.basis ?? 'today'
  const spans = comparedSpans(span, today)
  const parts = await partsBeneath(db, unit, spans.now, basis, today)
  const offered = offeredFor(unit, parts, question.line)
  const by = offered.find((one) => one === question.by) ?? offered[0] ?? 'months'

  const lines = await linesOf(db)
  const all = await indicatorsOf(db)
  const entered = new Map(
    (await figuresOf(db, scopeFor(unit, question.line, basis), spans.now)).map((one) => [
      one.indicator.code,
      one.figure,
    ]),
  )
  const indicators = chosen(question.codes, all, entered)
  const asked: Asked = { db, unit, question, basis, indicators, lines, parts, today, ...spans, span }
  const rows = await readers[by](asked)
  const targets = await targetsOf(db, {
    unitIds: [unit.id, ...rows.flatMap((row) => (row.unit ? [row.unit.id] : []))],
    codes: indicators.map(({ code }) => code),
    span,
  })
  for (const row of rows) if (row.unit && !row.isShortened) setTargets(row, row.unit.id, targets)
  const whole = await wholeRow(asked, entered)
  setTargets(whole, unit.id, targets)
  return {
    question,
    unit,
    path: await pathOf(
      db,
      unit.id,
      unit.isArea ? 'area' : 'line',
      lastDayOf(unit, basis === 'today' ? today : addDays(spans.now.until, -1)),
    ),
    predecessors:
      basis === 'today' ? (await carriedOn(db, unit.id)).predecessors.map(({ name }) => name) : [],
    basis,
    hasEnded: unit.validTo !== null && unit.validTo <= today,
    today,
    ...spans,
    indicators,
    choices: all.map((indicator) => ({ indicator, hasFigure: entered.has(indicator.code) })),
    lines,
    by,
    offered,
    whole,
    rows,
    rest: by === 'months' ? undefined : await restRow(asked, by, whole, rows),
    hasTargets: [whole, ...rows].some(({ cells }) => [...cells.values()].some(({ target }) => target)),
    drawn: await drawnMonths(asked, rows),
  }
}

const lastDayOf = (unit: UnitDetails, day: Day): Day =>
  unit.validTo !== null && unit.validTo <= day ? addDays(unit.validTo, -1) : day

type Asked = {
  db: Reader
  unit: UnitDetails
  question: ExplorerQuestion
  basis: Basis
  indicators: Indicator[]
  lines: Named[]
  parts: Parts
  today: Day
  span: Span
  now: Span
  before: Span
}

function offeredFor(unit: UnitDetails, parts: Parts, line: string | undefined): Breakdown[] {
  return [
    ...(parts.areas.length > 0 ? ['areas' as const] : []),
    ...(parts.organisations.length > 0 ? ['organisations' as const] : []),
    'months',
    ...(unit.isArea && line === undefined ? ['lines' as const] : []),
  ]
}

/** The indicators that were named, in the order of all; else the first headline ones with a figure, else the first at all. */
function chosen(
  codes: readonly string[],
  all: readonly Indicator[],
  entered: ReadonlyMap<string, Figure>,
): Indicator[] {
  const unknown = codes.find((code) => !all.some((indicator) => indicator.code === code))
  if (unknown !== undefined) throw new Problem('indicator_is_unknown', { code: unknown.slice(0, 60) })
  const named = all.filter(({ code }) => codes.includes(code))
  if (named.length > 0) return named.slice(0, mostIndicators)
  const withFigure = all.filter(({ code }) => entered.has(code))
  const byWeight = [
    ...withFigure.filter(({ isHeadline }) => isHeadline),
    ...withFigure.filter(({ isHeadline }) => !isHeadline),
    ...all.filter(({ isHeadline }) => isHeadline),
    ...all,
  ]
  return [...new Set(byWeight)].slice(0, firstIndicators)
}

type ByCode = ReadonlyMap<string, Figure>
const nothing: ByCode = new Map()

const cellsOf = (indicators: readonly Indicator[], now: ByCode, before: ByCode): Map<string, Cell> =>
  new Map(
    indicators.map(({ code }) => {
      const [figure, earlier] = [now.get(code), before.get(code)]
      return [code, { figure, before: earlier, change: changeOf(figure, earlier) }]
    }),
  )

function setTargets(row: Row, unitId: string, targets: Targets): void {
  for (const [code, cell] of row.cells) cell.target = targets.get(unitId)?.get(code)
}

async function wholeRow(asked: Asked, entered: ByCode): Promise<Row> {
  const before = await figuresIn(asked, [asked.unit.id], asked.before, asked.basis)
  return {
    kind: 'whole',
    key: asked.unit.id,
    unit: asked.unit,
    period: asked.question.period,
    isShortened: false,
    isNew: asked.basis === 'then' && asked.unit.validFrom >= asked.before.until,
    cells: cellsOf(asked.indicators, entered, before.get(asked.unit.id) ?? nothing),
  }
}

const figuresIn = (
  { db, question, indicators }: Asked,
  unitIds: readonly string[],
  span: Span,
  basis: Basis,
  line: string | undefined = question.line,
) => figuresOfUnits(db, { unitIds, indicators, span, scope: { line, basis } })

/** Figures of parts, those of one stretch together: most have the same. Stocks count where a part was here at the end. */
async function figuresOfParts(asked: Asked, parts: readonly Part[]): Promise<Map<Part, Map<string, Figure>>> {
  const stretches = new Map<string, Part[]>()
  for (const part of parts) {
    const key = `${part.span.from}/${part.span.until}`
    stretches.set(key, [...(stretches.get(key) ?? []), part])
  }
  const found = new Map<Part, Map<string, Figure>>()
  for (const together of stretches.values()) {
    const span = together[0]?.span ?? asked.now
    const ids = together.map(({ unit }) => unit.id)
    const figures = await figuresIn(asked, ids, span, asked.parts.basis)
    for (const part of together) found.set(part, new Map(figures.get(part.unit.id)))
  }
  return found
}

async function partRows(asked: Asked, parts: readonly Part[]): Promise<Row[]> {
  const { now, basis, indicators } = asked
  const figures = await figuresOfParts(asked, parts)
  const earlier = new Map<Part, Part>()
  const held =
    asked.parts.basis === 'then'
      ? await partsBeneath(asked.db, asked.unit, asked.before, 'then', asked.today)
      : undefined
  for (const part of parts) {
    const span = shifted(part.span, -12)
    const wasHere =
      held === undefined ||
      [...held.areas, ...held.organisations].some(
        (one) => one.unit.id === part.unit.id && one.span.from <= span.from && one.span.until >= span.until,
      )
    if (wasHere) earlier.set(part, { ...part, span })
  }
  const before = await figuresOfParts(asked, [...earlier.values()])
  return parts.map((part) => {
    const isShortened = part.span.from !== now.from || part.span.until !== now.until
    const own = figures.get(part) ?? new Map<string, Figure>()
    if (part.span.until < now.until)
      for (const { code, rule } of indicators) if (rule === 'stock') own.delete(code)
    const was = earlier.get(part)
    return {
      kind: 'unit' as const,
      key: part.unit.id,
      unit: part.unit,
      period: isShortened ? periodOf(part.span) : asked.question.period,
      isShortened,
      isNew: basis === 'then' && part.unit.validFrom >= asked.before.until,
      cells: cellsOf(indicators, own, (was && before.get(was)) ?? nothing),
    }
  })
}

async function monthRows(asked: Asked): Promise<Row[]> {
  const { db, unit, indicators, question, basis, now } = asked
  const first = `${addMonths(now.until.slice(0, 7), -mostMonths)}-01`
  const span = { from: now.from > first ? now.from : first, until: now.until }
  const months = monthsOf(span)
  // Both years at once: a year back is twelve places to the left.
  const back = { from: shifted(span, -12).from, until: span.until }
  const scope = { line: question.line, basis }
  const found = (await monthsOfUnits(db, { unitIds: [unit.id], indicators, span: back, scope })).get(unit.id)
  const at = (index: number): ByCode =>
    new Map(
      indicators.flatMap(({ code }) => {
        const figure = found?.get(code)?.[index]
        return figure ? [[code, figure]] : []
      }),
    )
  return months.map((month, index) => ({
    kind: 'month',
    key: month,
    period: month,
    isShortened: false,
    isNew: basis === 'then' && unit.validFrom >= `${addMonths(month, -11)}-01`,
    cells: cellsOf(indicators, at(index + 12), at(index)),
  }))
}

async function lineRows(asked: Asked): Promise<Row[]> {
  const rows: Row[] = []
  const { unit, basis, indicators } = asked
  for (const line of asked.lines) {
    const now = (await figuresIn(asked, [unit.id], asked.now, basis, line.code)).get(unit.id)
    const before = (await figuresIn(asked, [unit.id], asked.before, basis, line.code)).get(unit.id)
    if (!now && !before) continue
    rows.push({
      kind: 'line',
      key: line.code,
      line,
      period: asked.question.period,
      isShortened: false,
      isNew: false,
      cells: cellsOf(indicators, now ?? nothing, before ?? nothing),
    })
  }
  return rows
}

const readers: Record<Breakdown, (asked: Asked) => Promise<Row[]>> = {
  areas: (asked) => partRows(asked, asked.parts.areas),
  organisations: (asked) => partRows(asked, asked.parts.organisations),
  months: monthRows,
  lines: lineRows,
}

/**
 * The last row: what the whole holds beyond the rows above. What it held a year before is said only where the same parts
 * made up the whole then, or the difference would tell of the reorganisation and not of the work.
 */
async function restRow(
  asked: Asked,
  by: Breakdown,
  whole: Row,
  rows: readonly Row[],
): Promise<Row | undefined> {
  const summed = asked.indicators.filter(({ rule }) => addsUp(rule))
  if (rows.length === 0 || summed.length === 0) return undefined
  const isComparable =
    by === 'lines' ||
    asked.parts.basis === 'today' ||
    (rows.every(({ isShortened, isNew }) => !isShortened && !isNew) && (await hasSameParts(asked, by, rows)))
  const figures = (of: 'figure' | 'before') =>
    new Map(
      summed.flatMap(({ code }) => {
        const total = whole.cells.get(code)?.[of]
        const rest = restOf(
          total,
          rows.map(({ cells }) => cells.get(code)?.[of]),
        )
        return isEntered(total) ? [[code, { ...rest, entries: Math.max(rest.entries, 1) }] as const] : []
      }),
    )
  return {
    kind: 'rest',
    key: 'rest',
    period: asked.question.period,
    isShortened: false,
    isNew: false,
    cells: cellsOf(summed, figures('figure'), isComparable ? figures('before') : nothing),
  }
}

async function hasSameParts(asked: Asked, by: Breakdown, rows: readonly Row[]): Promise<boolean> {
  const held = await partsBeneath(asked.db, asked.unit, asked.before, 'then', asked.today)
  const parts = by === 'areas' ? held.areas : held.organisations
  return (
    parts.length === rows.length &&
    parts.every(
      ({ unit, span }) =>
        span.from === asked.before.from &&
        span.until === asked.before.until &&
        rows.some(({ key }) => key === unit.id),
    )
  )
}

/** The months of one indicator for every unit beneath: at least a year, at most two, up to the end of the period. */
async function drawnMonths(asked: Asked, rows: readonly Row[]): Promise<Explored['drawn']> {
  const { question, indicators, now } = asked
  const indicator = indicators.find(({ code }) => code === question.monthsOf)
  const unitIds = rows.flatMap(({ unit }) => (unit ? [unit.id] : []))
  if (!indicator || unitIds.length === 0) return undefined
  const end = now.until.slice(0, 7)
  const [year, twoYears] = [`${addMonths(end, -12)}-01`, `${addMonths(end, -24)}-01`]
  const from = now.from > year ? year : now.from < twoYears ? twoYears : now.from
  const span = { from, until: now.until }
  const scope = { line: question.line, basis: asked.parts.basis }
  const months = await monthsOfUnits(asked.db, { unitIds, indicators: [indicator], span, scope })
  return {
    indicator,
    months: monthsOf(span),
    byUnit: new Map(unitIds.map((id) => [id, months.get(id)?.get(indicator.code) ?? []])),
  }
}
