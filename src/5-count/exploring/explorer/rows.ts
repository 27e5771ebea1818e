import type { Basis, Figure, Indicator, Part, Parts, Scope, Target } from '#figures'
import {
  figuresOfParts,
  figuresOfUnits,
  leftOver,
  monthsOfUnits,
  partsBeneath,
  shownTotal,
  stepsOf,
} from '#figures'
import type { Named, Unit, UnitDetails } from '#org'
import type { Reader } from '#platform/database'
import { addMonths, type Day, monthsOf, type Span } from '#platform/time'
import { type Breakdown, type Change, type ComparedSpans, changeOf, periodOf, shifted } from './rules.ts'

/** One figure in a table; without a figure nobody has entered anything. */
export type Cell = {
  figure?: Figure | undefined
  before?: Figure | undefined
  change?: Change | undefined
  target?: Target | undefined
}

/** A row of a table: what it is of, and a cell for each indicator by its code. */
export type Row = {
  kind: 'whole' | 'rest' | 'twice' | 'unit' | 'month' | 'line'
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

const readIn = (
  { db, indicators, scope }: Asked,
  unitIds: readonly string[],
  span: Span,
  over: Partial<Asked['scope']> = {},
) => figuresOfUnits(db, { unitIds, indicators, span, scope: { ...scope, ...over } })

/** The unit itself, of which `now` holds what was entered in the span. */
export async function wholeRow(asked: Asked, now: ByCode): Promise<Row> {
  const before = await readIn(asked, [asked.unit.id], asked.before)
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

const asBreakdown = ({ indicators, now, scope, parts }: Asked, span: Span = now) => ({
  indicators,
  span,
  scope: { ...scope, basis: parts.basis },
})

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
  const figures = await figuresOfParts(asked.db, parts, asBreakdown(asked))
  const earlier = await partsBefore(asked, parts)
  const before = await figuresOfParts(asked.db, [...earlier.values()], asBreakdown(asked, asked.before))
  return parts.map((part) => {
    const isShortened = part.span.from !== now.from || part.span.until !== now.until
    const was = earlier.get(part)
    return {
      kind: 'unit',
      key: part.unit.id,
      unit: part.unit,
      period: isShortened ? periodOf(part.span) : asked.period,
      isShortened,
      isNew: asked.parts.basis === 'then' && part.unit.validFrom >= asked.before.until,
      cells: cellsOf(indicators, figures.get(part) ?? nothing, (was && before.get(was)) ?? nothing),
    }
  })
}

/** So many months are listed at most: a longer period by quarter or year. */
const mostMonths = 60

async function monthRows(asked: Asked): Promise<Row[]> {
  const { db, unit, indicators, scope, now: span } = asked
  if (monthsOf(span).length > mostMonths) return stepRows(asked)
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

/** A long period by quarter or year, each beside as many months as long before as the periods compared. */
async function stepRows(asked: Asked): Promise<Row[]> {
  const { unit, indicators, now, back } = asked
  const rows: Row[] = []
  for (const { period, span } of stepsOf(now)) {
    const figures = (await readIn(asked, [unit.id], span)).get(unit.id)
    const before = (await readIn(asked, [unit.id], shifted(span, -back))).get(unit.id)
    rows.push({
      kind: 'month',
      key: period,
      period,
      isShortened: false,
      isNew: false,
      cells: cellsOf(indicators, figures ?? nothing, before ?? nothing),
    })
  }
  return rows
}

/** Lines are few, and each has a slice of the roll-up of its own: two readings for each of them. */
async function lineRows(asked: Asked): Promise<Row[]> {
  const rows: Row[] = []
  const { id } = asked.unit
  for (const line of asked.lines) {
    const now = (await readIn(asked, [id], asked.now, { line: line.code })).get(id)
    const before = (await readIn(asked, [id], asked.before, { line: line.code })).get(id)
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
 * The last rows: what the whole holds beyond the rows above, and (less than nothing) what several of them count; none where
 * nothing is left over. What was left in the span before is said only where the same parts made up the whole then, or the
 * difference would tell of the reorganisation and not of the work.
 */
export async function leftRows(
  asked: Asked,
  by: Breakdown,
  whole: Row,
  rows: readonly Row[],
): Promise<{ rest: Row | undefined; twice: Row | undefined }> {
  if (rows.length === 0) return { rest: undefined, twice: undefined }
  const isComparable =
    by === 'lines' ||
    by === 'months' ||
    asked.parts.basis === 'today' ||
    (rows.every(({ isShortened, isNew }) => !isShortened && !isNew) && (await hadSameParts(asked, by, rows)))
  const left = (of: 'figure' | 'before', span: Span) =>
    leftOver(asked.db, {
      ...asBreakdown(asked, span),
      // Months leave of amounts what was counted for longer; stocks and different people do not add up over time.
      indicators: by === 'months' ? asked.indicators.filter(({ rule }) => rule === 'sum') : asked.indicators,
      scope: asked.scope,
      ...(by === 'lines' || by === 'months' ? {} : { unit: asked.unit }),
      whole: figuresIn(whole, of),
      rows: rows.map((row) => ({ unit: row.unit, figures: figuresIn(row, of) })),
    })
  const now = await left('figure', asked.now)
  const before = isComparable ? await left('before', asked.before) : { own: nothing, twice: nothing }
  const rowOf = (kind: 'rest' | 'twice', after: ByCode, was: ByCode): Row | undefined =>
    [...after.values(), ...was.values()].some((figure) => shownTotal(figure) || figure.beyond)
      ? {
          kind,
          key: kind,
          period: asked.period,
          isShortened: false,
          isNew: false,
          cells: cellsOf(asked.indicators, after, was),
        }
      : undefined
  return { rest: rowOf('rest', now.own, before.own), twice: rowOf('twice', now.twice, before.twice) }
}

const figuresIn = ({ cells }: Row, of: 'figure' | 'before'): ByCode =>
  new Map([...cells].flatMap(([code, cell]) => (cell[of] ? [[code, cell[of]] as const] : [])))

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
