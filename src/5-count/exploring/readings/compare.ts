import { isDeepStrictEqual } from 'node:util'
import { archivesIn, derive, type Figure, findIndicator, type Indicator, noFigure } from '#figures'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { addDays, type Day } from '#platform/time'
import { type CauseSum, completed, differenceOf, figureBefore } from './rules.ts'
import { type Compared, causesBetween, type Moment, type Reading } from './store.ts'

/** A figure before and after, and the causes between: together they are the difference, level by level. */
export type Difference = {
  before: Figure
  after: Figure
  causes: CauseSum[]
  /** Of a derived figure: what it is worked out from, before and after. */
  parts: { indicator: Indicator; before: Figure; after: Figure }[]
}

/**
 * The moment at which a day ended in Vietnam, as far as the time of posting tells. The units are those that answer in
 * the other reading: which ones answered then nobody has kept.
 */
export const endOfDay = (day: Day, other: Moment): Moment => ({
  ...other,
  snapshot: null,
  at: `${addDays(day, 1)}T00:00:00+07:00`,
  today: day < other.today ? day : other.today,
})

/** What is compared of one of the indicators that a reading shows. */
export const comparedOf = (after: Reading, before: Moment, indicator: Pick<Indicator, 'code' | 'rule'>) =>
  ({
    ...after,
    indicator: indicator.code,
    rule: indicator.rule,
    before,
    after: after.moment,
  }) satisfies Compared

/**
 * Why a figure is not what it was: between a reading that was kept, or a moment, and a later reading of the same figure.
 * The rule is that of the later reading; where the earlier one had another, what that makes is a cause of its own.
 * @throws Problem `records_are_archived`
 */
export async function differenceBetween(
  db: Reader,
  earlier: Reading | Moment,
  later: Reading,
): Promise<Difference> {
  const archives = await archivesIn(db, later.span)
  if (archives.length === 0) return differenceOfRecords(db, earlier, later)
  // What the figure was at a moment is told from its records; only a reading has kept it.
  if (!('shown' in earlier))
    throw new Problem('records_are_archived', { years: archives.map(({ year }) => year).join(', ') })
  const difference = await differenceOfRecords(db, earlier, later)
  const causes = difference.causes.map((each) =>
    each.cause === 'unexplained' ? { ...each, cause: 'archived' as const } : each,
  )
  return { ...difference, causes }
}

async function differenceOfRecords(
  db: Reader,
  earlier: Reading | Moment,
  later: Reading,
): Promise<Difference> {
  const isReading = 'shown' in earlier
  const before = isReading ? earlier.moment : earlier
  const isOtherRule =
    isReading && (earlier.rule !== later.rule || !isDeepStrictEqual(earlier.formulas, later.formulas))
  const after = later.shown[later.indicator] ?? noFigure()

  const own = async (one: Pick<Indicator, 'code' | 'rule'>) => {
    const figure = later.shown[one.code] ?? noFigure()
    const causes = await causesBetween(db, comparedOf(later, before, one))
    return { causes, before: figureBefore(figure, causes), after: figure }
  }
  const shownBefore = isReading ? earlier.shown[later.indicator] : undefined

  if (later.rule !== 'derived') {
    const counted = await own({ code: later.indicator, rule: later.rule })
    const was = shownBefore ?? counted.before
    return { before: was, after, causes: completed(counted.causes, was, after, isOtherRule), parts: [] }
  }

  // A rate is not a sum: first the formula of today over what its parts were, then the parts as they are.
  const figures = new Map<string, Figure>()
  const needed: Indicator[] = []
  const parts: Difference['parts'] = []
  for (const code of Object.keys(later.shown)) {
    const part = await findIndicator(db, code)
    if (!part) continue
    needed.push({ ...part, formula: later.formulas[code] ?? null })
    if (part.rule === 'derived') continue
    const counted = await own(part)
    figures.set(code, counted.before)
    parts.push({ indicator: part, before: counted.before, after: counted.after })
  }
  derive(figures, needed)
  const recomputed = figures.get(later.indicator) ?? noFigure()
  const was = shownBefore ?? recomputed
  const causes = [
    { cause: 'rule' as const, records: 0, change: differenceOf(was, recomputed) },
    { cause: 'parts' as const, records: 0, change: differenceOf(recomputed, after) },
  ].filter(({ change }) => Object.values(change).some((amount) => amount !== 0))
  return { before: was, after, causes: isOtherRule ? causes : withoutRule(causes), parts }
}

/** Where the formula is the same, a trace of rounding is no change of it. */
function withoutRule(causes: CauseSum[]): CauseSum[] {
  const trace = (change: CauseSum['change']) =>
    Object.values(change).every((amount) => Math.abs(amount) < 1e-6)
  return causes
    .filter(({ cause, change }) => cause !== 'rule' || !trace(change))
    .map((each) => (each.cause === 'rule' ? { ...each, cause: 'unexplained' as const } : each))
}
