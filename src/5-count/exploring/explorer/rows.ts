import type { Basis, Figure, Indicator, Scope, Target } from '#figures'
import { figuresOfUnits, monthsOfUnits } from '#figures'
import type { Named, Unit, UnitDetails } from '#org'
import type { Reader } from '#platform/database'
import { addMonths, type Day, monthsOf, type Span } from '#platform/time'
import { type Part, type Parts, partsBeneath } from './parts.ts'
import {
  addsUp,
  type Breakdown,
  type Change,
  type ComparedSpans,
  changeOf,
  isEntered,
  periodOf,
  restOf,
  shifted,
  shownTotal,
} from './rules.ts'

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
  /** Whether it did not exist in the span before, as far as the reading knows: there is nothing to compare. */
  isNew: boolean
  cells: Map<string, Cell>
}

/** What the rows of a table are read by. */
export type Asked = ComparedSpans & {
  db: Reader
  unit: UnitDetails
  period: string
  scope: Omit<Scope, 'unitId' | 'seriesId'> & { basis: Basis }
  indicators: Indicator[]
  lines: Named[]
  parts: Parts
  today: Day
}

type ByCode = ReadonlyMap<string, Figure>
const nothing: ByCode = new Map()

const cellsOf = (indicators: readonly Indicator[], now: ByCode, before: ByCode): Map<string, Cell> =>
  new Map(
    indicators.map((indicator) => {
      const [figure, earlier] = [now.get(indicator.code), before.get(indicator.code)]
      return [indicator.code, { figure, before: earlier, change: changeOf(indicator, figure, earlier) }]
    }),
  )

const figuresIn = (
  { db, indicators, scope }: Asked,
  unitIds: readonly string[],
  span: Span,
  over: Partial<Asked['scope']> = {},
) => figuresOfUnits(db, { unitIds, indicators, span, scope: { ...scope, ...over } })

/** The unit itself, of which `now` holds what was entered in the span. */
export async function wholeRow(asked: Asked, now: ByCode): Promise<Row> {
  const before = await figuresIn(asked, [asked.unit.id], asked.before)
  return {
    kind: 'whole',
    key: asked.unit.id,
    unit: asked.unit,
    period: asked.period,
    isShortened: false,
    isNew: asked.scope.basis === 'then' && asked.unit.validFrom >= asked.before.until,
    cells: cellsOf(asked.indicators, now, before.get(asked.unit.id) ?? nothing),
  }
}

/** The rows of a breakdown, in the order in which people read them. */
export const rowsOf = (asked: Asked, by: Breakdown): Promise<Row[]> => readers[by](asked)

const readers: Record<Breakdown, (asked: Asked) => Promise<Row[]>> = {
  areas: (asked) => partRows(asked, asked.parts.areas),
  organisations: (asked) => partRows(asked, asked.parts.organisations),
  months: monthRows,
  lines: lineRows,
}

/** Figures of parts, those of one stretch together: most have the same. */
async function figuresOfParts(asked: Asked, parts: readonly Part[]): Promise<Map<Part, Map<string, Figure>>> {
  const stretches = new Map<string, Part[]>()
  for (const part of parts) {
    const key = `${part.span.from}/${part.span.until}`
    stretches.set(key, [...(stretches.get(key) ?? []), part])
  }
  const found = new Map<Part, Map<string, Figure>>()
  for (const together of stretches.values()) {
    const ids = together.map(({ unit }) => unit.id)
    const figures = await figuresIn(asked, ids, together[0]?.span ?? asked.now, { basis: asked.parts.basis })
    for (const part of together) found.set(part, new Map(figures.get(part.unit.id)))
  }
  return found
}

/** The same parts in the span before: those that stood here then, too. For today's units all of them did. */
async function partsBefore(asked: Asked, parts: readonly Part[]): Promise<Map<Part, Part>> {
  const { before, back, unit, today } = asked
  const held =
    asked.parts.basis === 'then' ? await partsBeneath(asked.db, unit, before, 'then', today) : undefined
  const earlier = new Map<Part, Part>()
  for (const part of parts) {
    const span = shifted(part.span, -back)
    const wasHere =
      held === undefined ||
      [...held.areas, ...held.organisations].some(
        (one) => one.unit.id === part.unit.id && one.span.from <= span.from && one.span.until >= span.until,
      )
    if (wasHere) earlier.set(part, { ...part, span })
  }
  return earlier
}

async function partRows(asked: Asked, parts: readonly Part[]): Promise<Row[]> {
  const { now, indicators } = asked
  const figures = await figuresOfParts(asked, parts)
  const earlier = await partsBefore(asked, parts)
  const before = await figuresOfParts(asked, [...earlier.values()])
  return parts.map((part) => {
    const isShortened = part.span.from !== now.from || part.span.until !== now.until
    const own = figures.get(part) ?? new Map<string, Figure>()
    // A stock stands at the end of the span: of a unit that had left by then, the whole holds nothing.
    if (part.span.until < now.until)
      for (const { code, rule } of indicators) if (rule === 'stock') own.delete(code)
    const was = earlier.get(part)
    return {
      kind: 'unit',
      key: part.unit.id,
      unit: part.unit,
      period: isShortened ? periodOf(part.span) : asked.period,
      isShortened,
      isNew: asked.parts.basis === 'then' && part.unit.validFrom >= asked.before.until,
      cells: cellsOf(indicators, own, (was && before.get(was)) ?? nothing),
    }
  })
}

/** So many months are listed at most: the last ones of a longer period. */
const mostMonths = 60

async function monthRows({ db, unit, indicators, scope, now }: Asked): Promise<Row[]> {
  const first = `${addMonths(now.until.slice(0, 7), -mostMonths)}-01`
  const span = { from: now.from > first ? now.from : first, until: now.until }
  // Both years at once: a year back is twelve places to the left.
  const back = { from: shifted(span, -12).from, until: span.until }
  const found = (await monthsOfUnits(db, { unitIds: [unit.id], indicators, span: back, scope })).get(unit.id)
  const at = (index: number): ByCode =>
    new Map(
      indicators.flatMap(({ code }) => {
        const figure = found?.get(code)?.[index]
        return figure ? [[code, figure]] : []
      }),
    )
  return monthsOf(span).map((month, index) => ({
    kind: 'month',
    key: month,
    period: month,
    isShortened: false,
    isNew: scope.basis === 'then' && unit.validFrom >= `${addMonths(month, -11)}-01`,
    cells: cellsOf(indicators, at(index + 12), at(index)),
  }))
}

/** Lines are few, and each has a slice of the roll-up of its own: two readings for each of them. */
async function lineRows(asked: Asked): Promise<Row[]> {
  const rows: Row[] = []
  const { id } = asked.unit
  for (const line of asked.lines) {
    const now = (await figuresIn(asked, [id], asked.now, { line: line.code })).get(id)
    const before = (await figuresIn(asked, [id], asked.before, { line: line.code })).get(id)
    if (!now && !before) continue
    rows.push({
      kind: 'line',
      key: line.code,
      line,
      period: asked.period,
      isShortened: false,
      isNew: false,
      cells: cellsOf(asked.indicators, now ?? nothing, before ?? nothing),
    })
  }
  return rows
}

/**
 * The last row: what the whole holds beyond the rows above; undefined where nothing is left over. What it held in the
 * span before is said only where the same parts made up the whole then, or the difference would tell of the
 * reorganisation and not of the work.
 */
export async function restRow(
  asked: Asked,
  by: Breakdown,
  whole: Row,
  rows: readonly Row[],
): Promise<Row | undefined> {
  const summed = asked.indicators.filter(({ rule }) => addsUp(rule))
  if (by === 'months' || rows.length === 0 || summed.length === 0) return undefined
  const isComparable =
    by === 'lines' ||
    asked.parts.basis === 'today' ||
    (rows.every(({ isShortened, isNew }) => !isShortened && !isNew) && (await hadSameParts(asked, by, rows)))
  const left = (of: 'figure' | 'before') =>
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
  const [now, before] = [left('figure'), isComparable ? left('before') : nothing]
  if (![...now.values(), ...before.values()].some((figure) => shownTotal(figure))) return undefined
  return {
    kind: 'rest',
    key: 'rest',
    period: asked.period,
    isShortened: false,
    isNew: false,
    cells: cellsOf(summed, now, before),
  }
}

async function hadSameParts(asked: Asked, by: Breakdown, rows: readonly Row[]): Promise<boolean> {
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
