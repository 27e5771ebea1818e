import type { Unit, UnitDetails } from '#org'
import type { Reader } from '#platform/database'
import { addDays, periodOfDays, type Span } from '#platform/time'
import { derive, neededFor } from '../derive.ts'
import { figuresOfUnits } from '../read-figure.ts'
import { type Basis, stateOfRollUp } from '../roll-up/store.ts'
import { figureOfSum, sliceOf } from '../roll-up/totals.ts'
import { type Figure, isTold, totalOf } from '../rules.ts'
import { type Indicator, indicatorsOf, type Scope } from '../store.ts'
import { addCrossing } from './crossing.ts'
import { type Part, partsBeneath } from './parts.ts'
import { restOf } from './rules.ts'
import { subjectsWithin } from './store.ts'

type ByCode = Map<string, Figure>

/** What is asked of a breakdown. `scope` says of which line or theme, and how units are meant. */
export type BreakdownAsked = {
  span: Span
  indicators: readonly Indicator[]
  /** Whether these are all indicators there are, as in `ManyUnits`. */
  all?: boolean
  scope?: Omit<Scope, 'unitId' | 'seriesId'>
}

/** What the rows of a breakdown leave over. */
export type LeftOver = {
  /** What counts for none of the rows: of a breakdown by areas, what the unit and its own bodies did. */
  own: ByCode
  /** Less than nothing: by how much the rows exceed the whole, because several of them count the same. */
  twice: ByCode
}

/** One unit of a breakdown with its figures. */
export type PartRow = {
  unit: Unit
  figures: ByCode
  /** Entries of all its figures; what is worked out from others has none of its own. */
  entries: number
  /** The period of its figures, where it counted for a part of the span only. */
  shortened: string | undefined
}

/** A breakdown by unit: for every indicator the rows, `own` and `twice` add up to the whole. Rates do not add up. */
export type ByUnit = LeftOver & {
  cut: 'areas' | 'organisations'
  rows: PartRow[]
  whole: ByCode
  /** All units one level beneath, of both cuts. */
  beneath: Unit[]
}

/**
 * Breaks figures of a unit down into the units one level beneath, so that they add up to the whole: into its areas, or where none
 * of them has a figure into its organisations, never into both, since a branch counts for its hamlet and for its union.
 * @throws Problem `days_are_archived`
 */
export async function byUnitsBeneath(db: Reader, unit: UnitDetails, asked: BreakdownAsked): Promise<ByUnit> {
  const { span, indicators, all, scope = {} } = asked
  const { today } = await stateOfRollUp(db)
  const parts = await partsBeneath(db, unit, span, scope.basis ?? 'today', today)
  const whole =
    (await figuresOfUnits(db, { unitIds: [unit.id], indicators, all, span, scope })).get(unit.id) ?? new Map()
  const read = async (cut: ByUnit['cut']): Promise<Pick<ByUnit, 'cut' | 'rows'>> => ({
    cut,
    rows: await rowsOfParts(db, parts[cut], parts.basis, asked),
  })
  const tellsAnything = (row: PartRow) => indicators.some(({ code }) => isTold(row.figures.get(code)))
  let found = await read(parts.areas.length > 0 ? 'areas' : 'organisations')
  if (found.cut === 'areas' && parts.organisations.length > 0 && !found.rows.some(tellsAnything)) {
    const other = await read('organisations')
    if (other.rows.some(tellsAnything)) found = other
  }
  const beneath = [...parts.areas, ...parts.organisations].map((part) => part.unit)
  return { ...found, whole, beneath, ...(await leftOver(db, { ...asked, unit, whole, rows: found.rows })) }
}

async function rowsOfParts(
  db: Reader,
  parts: readonly Part[],
  basis: Basis,
  asked: BreakdownAsked,
): Promise<PartRow[]> {
  const { span, scope } = asked
  const found = await figuresOfParts(db, parts, { ...asked, scope: { ...scope, basis } })
  return parts.map((part) => {
    const figures = found.get(part) ?? new Map<string, Figure>()
    const isShortened = part.span.from !== span.from || part.span.until !== span.until
    return {
      unit: part.unit,
      figures,
      entries: [...figures.values()].reduce((sum, one) => sum + (one.derived ? 0 : one.entries), 0),
      shortened: isShortened ? periodOfDays(part.span.from, addDays(part.span.until, -1)) : undefined,
    }
  })
}

/**
 * Figures of parts, each of its own stretch; those of one stretch are read together. A stock stands at the end of the span: of a
 * unit that had left by then the whole holds nothing.
 */
export async function figuresOfParts(
  db: Reader,
  parts: readonly Part[],
  { span, indicators, all, scope = {} }: BreakdownAsked,
): Promise<Map<Part, ByCode>> {
  const found = new Map<Part, ByCode>()
  const stretches = Map.groupBy(parts, (part) => `${part.span.from}/${part.span.until}`)
  for (const together of stretches.values()) {
    const unitIds = together.map(({ unit }) => unit.id)
    const stretch = together[0]?.span ?? span
    const figures = await figuresOfUnits(db, { unitIds, indicators, all, span: stretch, scope })
    for (const part of together) {
      const own: ByCode = new Map(figures.get(part.unit.id))
      if (part.span.until < span.until)
        for (const { code, rule } of indicators) if (rule === 'stock') own.delete(code)
      found.set(part, own)
    }
  }
  await addCrossing(db, found, { span, indicators, scope })
  return found
}

/** Whole and rows of which the rest is asked. Without `unit` it is told by difference alone. */
type LeftAsked = BreakdownAsked & {
  unit?: Pick<UnitDetails, 'id'>
  whole: ReadonlyMap<string, Figure>
  rows: readonly { unit?: Pick<Unit, 'id'> | undefined; figures: ReadonlyMap<string, Figure> }[]
}

/**
 * What the rows of a breakdown leave of the whole. Amounts and stocks are told by difference. Of different subjects those are
 * counted that no row knows; what several rows count is told as less than nothing. A rate is worked out from what its parts leave.
 */
export async function leftOver(db: Reader, asked: LeftAsked): Promise<LeftOver> {
  const { indicators, whole, rows } = asked
  const needed = indicators.some(({ rule }) => rule === 'derived')
    ? neededFor(indicators, await indicatorsOf(db))
    : indicators
  const own: ByCode = new Map()
  const twice: ByCode = new Map()
  const subjects = await subjectsOfNoRow(db, asked, needed)
  for (const { code, rule } of needed) {
    if (rule === 'derived') continue
    const total = whole.get(code)
    const inRows = rows.map(({ figures }) => figures.get(code))
    const counted = rule === 'distinct' && !total?.isWithheld ? subjects?.get(code) : undefined
    if (counted) own.set(code, counted)
    const rest = restOf(total, [...inRows, counted])
    if (isNothing(rest) && rest.entries === 0) {
      if (rest.beyond && !counted) own.set(code, rest)
      continue
    }
    const said = { ...rest, entries: Math.max(rest.entries, 1) }
    if (totalOf(rest) >= 0 && !counted) own.set(code, said)
    // What is told in part may differ from unit to unit: then nothing follows from the difference.
    else if (!isNothing(rest) && !total?.isWithheld) {
      const { beyond: _, ...less } = said
      twice.set(code, less)
    }
  }
  derive(own, needed)
  return { own, twice }
}

const isNothing = ({ declared, evidenced, confirmed, verified }: Figure): boolean =>
  [declared, evidenced, confirmed, verified].every((amount) => amount === 0)

/** Different subjects with a fact that counts for no row, by code; undefined where it cannot be asked. */
async function subjectsOfNoRow(
  db: Reader,
  { unit, rows, span, scope = {} }: LeftAsked,
  needed: readonly Indicator[],
): Promise<ByCode | undefined> {
  const codes = needed.filter(({ rule }) => rule === 'distinct').map(({ code }) => code)
  if (!unit || codes.length === 0) return undefined
  const sums = await subjectsWithin(db, {
    unitId: unit.id,
    partIds: rows.flatMap((row) => row.unit?.id ?? []),
    codes,
    slice: sliceOf({ ...scope, unitId: unit.id }),
    basis: scope.basis ?? 'today',
    span,
    reach: 'own',
  })
  return new Map(sums.map((sum) => [sum.indicator, figureOfSum(sum)]))
}
