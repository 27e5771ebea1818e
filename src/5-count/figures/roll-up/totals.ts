import { isPublic, type Reader } from '#platform/database'
import type { Month, Span } from '#platform/time'
import { addMonths, monthsOf } from '#platform/time'
import { protectedIndicators, type Told, toldOf } from '../protected/store.ts'
import type { Figure } from '../rules.ts'
import type { Indicator, Scope } from '../store.ts'
import { addSpans } from './spans.ts'
import {
  type Asked,
  answeringFor,
  countedTotals,
  distinctOfSeries,
  distinctSums,
  keptTotals,
  keptYears,
  monthSums,
  type SumRow,
  seriesSums,
  sumsOfSeries,
} from './store.ts'
import { addTo, exact, monthsOfYear, nothing, within } from './sums.ts'

/** Figures by unit and indicator. A unit or an indicator without an entry is missing. */
export type Totals = Map<string, Map<string, Figure>>
/** Figures by unit and indicator, one for each month of the span; a month without an entry is undefined. */
export type Months = Map<string, Map<string, (Figure | undefined)[]>>

/** The slice of a scope: all of it, one line of organisations, or one theme. */
export const sliceOf = ({ line, themeId }: Scope): string =>
  line !== undefined ? `line:${line}` : themeId !== undefined ? `theme:${themeId}` : ''

/** What is asked of several units at once. `indicators` are those that are wanted, of any rule but `derived`. */
export type ManyUnits = {
  unitIds: readonly string[]
  scope: Omit<Scope, 'unitId' | 'seriesId'>
  indicators: readonly Indicator[]
  /** Whether these are all indicators there are, which spares the database to compare them. */
  all: boolean
  span: Span
  /** `proven` leaves open how a month is proven and shows all of it as evidenced: for wide tables. Otherwise all levels. */
  levels?: 'all' | 'proven'
}

/** The same question put to those who answer for the units: of some the totals are kept, of others facts are counted. */
export async function shares(db: Reader, { unitIds, scope, indicators, all, span }: ManyUnits) {
  const answering = await answeringFor(db, unitIds, scope.basis ?? 'today', span)
  const additive = indicators.filter(({ rule }) => rule === 'sum' || rule === 'stock').map(({ code }) => code)
  const distinct = indicators.filter(({ rule }) => rule === 'distinct').map(({ code }) => code)
  const asked: { question: Asked; isKept: boolean; askers: Map<string, string[]> }[] = []
  for (const isKept of [true, false])
    for (const basis of ['then', 'today'] as const) {
      // A unit may answer for itself as of today, and as it was then for a former one.
      const askers = new Map<string, string[]>()
      for (const each of answering)
        if (each.isKept === isKept && each.basis === basis)
          within(askers, each.root, () => [] as string[]).push(each.asked)
      if (askers.size > 0)
        asked.push({
          isKept,
          askers,
          question: {
            units: [...askers.keys()],
            codes: all ? null : additive,
            slice: sliceOf(scope as Scope),
            basis,
            span,
          },
        })
    }
  const spans = { answering, codes: all ? null : additive, slice: sliceOf(scope as Scope), span }
  return { asked, additive, distinct, spans }
}

/** Totals of several units and indicators in a span. */
export async function totalsOf(db: Reader, many: ManyUnits): Promise<Totals> {
  const totals: Totals = new Map()
  const { asked, additive, distinct, spans } = await shares(db, many)
  const add = (rows: SumRow[], askers: Map<string, string[]>) => {
    for (const row of rows)
      for (const unit of askers.get(row.unitId) ?? [])
        addTo(
          within(
            within(totals, unit, () => new Map()),
            row.indicator,
            nothing,
          ),
          row,
        )
  }
  for (const { question, isKept, askers } of asked) {
    if (additive.length > 0) add(await (isKept ? keptTotals : countedTotals)(db, question), askers)
    if (distinct.length > 0) add(await distinctSums(db, { ...question, codes: distinct }), askers)
  }
  await addSpans(db, spans, [many.span], (unit, code) =>
    within(
      within(totals, unit, () => new Map()),
      code,
      nothing,
    ),
  )
  if (isPublic(db))
    await addTold(db, many, (unit, code) =>
      within(
        within(totals, unit, () => new Map()),
        code,
        withheld,
      ),
    )
  return totals
}

/** A sum as a figure. */
export function figureOfSum(sum: SumRow): Figure {
  const figure = nothing()
  addTo(figure, sum)
  return figure
}

const withheld = (): Figure => ({ ...nothing(), isWithheld: true })

/**
 * Adds what everybody may read of people who need protection: their facts and totals were not among what was read. It is
 * told by whole months, and not by line or theme. Of a stock the last month of the span counts for which anything is told.
 */
async function addTold(
  db: Reader,
  { unitIds, indicators, scope, span }: ManyUnits,
  figureOf: (unit: string, code: string, month?: Month) => Figure,
): Promise<void> {
  const codes = await protectedIndicators(db)
  const wanted = indicators.filter(({ code }) => codes.has(code))
  for (const unit of unitIds) for (const { code } of wanted) figureOf(unit, code)
  if (wanted.length === 0 || sliceOf(scope as Scope) !== '') return
  const rows = await toldOf(
    db,
    unitIds,
    wanted.map(({ code }) => code),
    wholeMonthsOf(span),
  )
  const isStock = new Set(wanted.flatMap(({ code, rule }) => (rule === 'stock' ? [code] : [])))
  const lastOf = (code: string) =>
    rows.reduce((last, row) => (row.indicator === code && row.month > last ? row.month : last), '')
  const last = new Map([...isStock].map((code) => [code, lastOf(code)]))
  for (const row of rows) {
    if (isStock.has(row.indicator) && row.month !== last.get(row.indicator)) continue
    addAmount(figureOf(row.unitId, row.indicator, row.month), row)
  }
}

function addAmount(figure: Figure, { assurance, amount }: Told): void {
  figure[assurance] = exact(figure[assurance] + amount)
  figure.entries += 1
}

/** Puts changes into months: a flow into its own, a stock into its own and all that follow. */
function monthAdder(many: ManyUnits, months: readonly Month[]) {
  const found: Months = new Map()
  const first = Number(many.span.from.slice(0, 4)) * 12 + Number(many.span.from.slice(5, 7)) - 1
  const stocks = new Set(many.indicators.filter(({ rule }) => rule === 'stock').map(({ code }) => code))
  return {
    found,
    indexOf: (year: number, month: number): number => year * 12 + month - 1 - first,
    isStock: (code: string): boolean => stocks.has(code),
    listOf: (unit: string, code: string): (Figure | undefined)[] =>
      within(
        within(found, unit, () => new Map()),
        code,
        () => Array.from<Figure | undefined>({ length: months.length }),
      ),
  }
}

const spanOfMonth = (month: Month): Span => ({ from: `${month}-01`, until: `${addMonths(month, 1)}-01` })

/** The whole months of a span; none where `from` is not before `until`. */
const wholeMonthsOf = ({ from, until }: Span): Span => ({
  from: from.endsWith('-01') ? from : `${addMonths(from.slice(0, 7), 1)}-01`,
  until: `${until.slice(0, 7)}-01`,
})

function put(list: (Figure | undefined)[], index: number, isStock: boolean, sum: SumRow): void {
  if (index >= list.length || (index < 0 && !isStock)) return
  const last = isStock ? list.length - 1 : index
  for (let month = Math.max(index, 0); month <= last; month += 1) {
    list[month] ??= nothing()
    addTo(list[month] as Figure, sum)
  }
}

/** Figures of several units and indicators month by month. A stock stands at the end of each month. */
export async function monthsOfMany(db: Reader, many: ManyUnits): Promise<Months> {
  const months = monthsOf(many.span)
  const adder = monthAdder(many, months)
  const { asked, additive, distinct, spans } = await shares(db, many)
  if (distinct.length > 0)
    for (const [index, month] of months.entries()) {
      const indicators = many.indicators.filter(({ rule }) => rule === 'distinct')
      const until = months[index + 1]
      const span = { from: `${month}-01`, until: until ? `${until}-01` : many.span.until }
      const totals = await totalsOf(db, { ...many, all: false, indicators, span })
      for (const [unit, figures] of totals)
        for (const [code, figure] of figures) adder.listOf(unit, code)[index] = figure
    }
  if (isPublic(db)) await addToldMonths(db, many, months, adder)
  if (additive.length === 0) return adder.found
  await addSpans(db, spans, months.map(spanOfMonth), (unit, code, index) => {
    const list = adder.listOf(unit, code)
    list[index] ??= nothing()
    return list[index] as Figure
  })
  for (const { question, isKept, askers } of asked) {
    if (isKept)
      for (const row of await keptYears(db, question, many.levels)) {
        const isStock = adder.isStock(row.indicator)
        const total = monthsOfYear(row.total) ?? []
        const proven = monthsOfYear(row.proven) ?? []
        const entries = monthsOfYear(row.entries) ?? []
        const [confirmed, verified] = [monthsOfYear(row.confirmed), monthsOfYear(row.verified)]
        const [over, about] = [monthsOfYear(row.over), monthsOfYear(row.about)]
        for (const unit of askers.get(row.unitId) ?? []) {
          const list = adder.listOf(unit, row.indicator)
          for (let month = 0; month < 12; month += 1) {
            if (entries[month] === 0 && total[month] === 0 && proven[month] === 0) continue
            put(list, adder.indexOf(row.year, month + 1), isStock, {
              unitId: unit,
              indicator: row.indicator,
              total: total[month] ?? 0,
              proven: proven[month] ?? 0,
              confirmed: confirmed?.[month] ?? 0,
              verified: verified?.[month] ?? 0,
              entries: entries[month] ?? 0,
              over: over?.[month] ?? 0,
              about: about?.[month] ?? 0,
            })
          }
        }
      }
    for (const row of await monthSums(db, question, isKept ? 'unfolded' : 'counted'))
      for (const unit of askers.get(row.unitId) ?? []) {
        const index = adder.indexOf(Number(row.month.slice(0, 4)), Number(row.month.slice(5, 7)))
        put(adder.listOf(unit, row.indicator), index, adder.isStock(row.indicator), row)
      }
  }
  return adder.found
}

/** The same month by month: here each month of a stock is told for itself. */
async function addToldMonths(
  db: Reader,
  many: ManyUnits,
  months: readonly Month[],
  { listOf }: Pick<ReturnType<typeof monthAdder>, 'listOf'>,
): Promise<void> {
  const place = new Map(months.map((month, index) => [month, index]))
  const asFlows = many.indicators.map((one) => ({ ...one, rule: 'sum' as const }))
  await addTold(db, { ...many, indicators: asFlows }, (unit, code, month) => {
    const list = listOf(unit, code)
    if (month === undefined) for (const index of list.keys()) list[index] = withheld()
    return list[place.get(month ?? '') ?? -1] ?? withheld()
  })
}

/** Figures of one series (an initiative), in all or month by month. */
export async function seriesTotals(
  db: Reader,
  scope: Scope & { seriesId: string },
  many: Omit<ManyUnits, 'unitIds' | 'scope'>,
): Promise<{ totals: Map<string, Figure>; months: Map<string, (Figure | undefined)[]> }> {
  const adder = monthAdder({ ...many, unitIds: [], scope }, monthsOf(many.span))
  const totals = new Map<string, Figure>()
  const codes = many.all ? null : many.indicators.map(({ code }) => code)
  for (const row of await seriesSums(db, scope.seriesId, { codes, slice: sliceOf(scope), span: many.span })) {
    addTo(within(totals, row.indicator, nothing), row)
    const index = adder.indexOf(Number(row.month.slice(0, 4)), Number(row.month.slice(5, 7)))
    put(adder.listOf(scope.seriesId, row.indicator), index, adder.isStock(row.indicator), row)
  }
  return { totals, months: adder.found.get(scope.seriesId) ?? new Map() }
}

/** Figures of many series (initiatives) at once, by series and indicator. */
export async function totalsOfSeries(db: Reader, seriesIds: readonly string[], span: Span): Promise<Totals> {
  const totals: Totals = new Map()
  if (seriesIds.length === 0) return totals
  for (const row of [
    ...(await sumsOfSeries(db, seriesIds, span)),
    ...(await distinctOfSeries(db, seriesIds, span)),
  ])
    addTo(
      within(
        within(totals, row.unitId, () => new Map()),
        row.indicator,
        nothing,
      ),
      row,
    )
  return totals
}
