import { causesInWords, changedSince } from '#exploring'
import { figuresOfUnits, type Indicator, indicatorsOf, totalOf } from '#figures'
import type { Reader } from '#platform/database'
import { type Qualifier, qualifierOfCounts } from '#platform/precision'
import { type Day, spanOf } from '#platform/time'
import { isKnown } from '#prose'
import {
  type Complete,
  completeAmong,
  type FrozenFigure,
  figuresFrozen,
  touchedSince,
} from './differ-store.ts'

/** A figure that is another today than in a report. `amount` is null where the report has none, since nobody had entered any. */
export type Changed = Omit<FrozenFigure, 'amount'> & {
  amount: number | null
  now: number
  /** How exact it is now. */
  qualifier: Qualifier
  /** Whether there is a number now: a share of nothing is none, as what nobody has entered. */
  isKnown: boolean
}

/** What is read by one question: of many units and indicators in one period and line. */
type Batch = {
  period: string
  line: string | null
  units: Set<string>
  /** Empty where every indicator is asked for. */
  codes: Set<string>
  printed: FrozenFigure[]
  complete: Complete[]
}

/** Puts together what one question answers: figures of one period and line, and reports that tell all of that period. */
function batchesOf(figures: readonly FrozenFigure[], complete: readonly Complete[]): Batch[] {
  const batches = new Map<string, Batch>()
  const batchOf = (period: string, line: string | null): Batch => {
    const key = `${period} ${line ?? ''}`
    const found = batches.get(key)
    if (found) return found
    const batch = {
      period,
      line,
      units: new Set<string>(),
      codes: new Set<string>(),
      printed: [],
      complete: [],
    }
    batches.set(key, batch)
    return batch
  }
  for (const figure of figures) {
    const batch = batchOf(figure.period, figure.line)
    batch.units.add(figure.unitId)
    batch.codes.add(figure.indicator)
    batch.printed.push(figure)
  }
  for (const one of complete) {
    const batch = batchOf(one.period, null)
    batch.units.add(one.unitId)
    batch.complete.push(one)
  }
  return [...batches.values()]
}

const keyOf = ({ frozenId, unitId, indicator }: Pick<FrozenFigure, 'frozenId' | 'unitId' | 'indicator'>) =>
  `${frozenId} ${unitId} ${indicator}`

async function changedIn(
  db: Reader,
  batch: Batch,
  known: ReadonlyMap<string, Indicator>,
): Promise<Changed[]> {
  const { period, line, units, codes, printed, complete } = batch
  const span = spanOf(period)
  // Of what is derived a report that tells all is complete with its parts.
  const all = complete.length > 0 ? [...known.values()].filter(({ rule }) => rule !== 'derived') : []
  const named = [...codes].flatMap((code): Indicator[] => {
    const one = known.get(code)
    return one && !all.includes(one) ? [one] : []
  })
  if (!span || all.length + named.length === 0) return []
  const scope = line === null ? {} : { line }
  const found = await figuresOfUnits(db, { unitIds: [...units], indicators: [...all, ...named], span, scope })
  const nowOf = (unitId: string, code: string) => {
    const figure = found.get(unitId)?.get(code)
    return {
      now: figure ? totalOf(figure) : 0,
      qualifier: qualifierOfCounts(figure ?? {}),
      isKnown: isKnown(figure),
    }
  }
  const others = printed
    .filter(({ indicator }) => known.has(indicator))
    .map((figure) => ({ ...figure, ...nowOf(figure.unitId, figure.indicator) }))
    .filter((one) => one.now !== one.amount || one.qualifier !== one.said || !one.isKnown)
  const there = new Set(printed.map(keyOf))
  const added = complete.flatMap(({ frozenId, unitId }) =>
    all
      .map(({ code }) => ({
        ...{ frozenId, unitId, indicator: code, period, line },
        ...{ amount: null, said: 'exact' as const, readingId: null },
      }))
      .filter((one) => !there.has(keyOf(one)))
      .map((one) => ({ ...one, ...nowOf(unitId, one.indicator) }))
      .filter((one) => one.isKnown),
  )
  return [...others, ...added]
}

/**
 * Which figures of some frozen reports are others today. Cheap for many reports at once: their figures are read by period
 * and line, not one by one, and nobody asks yet why. An indicator that is counted no more has no figure to compare; one that
 * nobody had entered is missing in a report that tells all.
 */
export async function changedFigures(db: Reader, frozenIds: readonly string[]): Promise<Changed[]> {
  const known = new Map((await indicatorsOf(db)).map((one) => [one.code, one]))
  const batches = batchesOf(await figuresFrozen(db, frozenIds), await completeAmong(db, frozenIds))
  const changed: Changed[] = []
  for (const batch of batches) changed.push(...(await changedIn(db, batch, known)))
  return changed
}

/**
 * How many figures of each of some frozen reports are others today; those of which none is are left out. Only those are looked
 * at for whose units something was recorded since that lies before `until`, the end of their period.
 */
export async function countChanged(
  db: Reader,
  frozenIds: readonly string[],
  until: Day,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { frozenId } of await changedFigures(db, await touchedSince(db, frozenIds, until)))
    counts.set(frozenId, (counts.get(frozenId) ?? 0) + 1)
  return counts
}

/** A figure that is another today, with the words that tell it: its name and unit of measure, whose it is, and why. */
export type ToldChange = Changed & {
  nameVi: string
  nameEn: string
  unitVi: string
  unitEn: string
  unitName: string
  unitSlug: string
  /** Why, in the language of the page; null for those beyond the first, whose reasons open one by one. */
  why: string | null
}

/** For so many figures the reasons are worked out at once. */
const mostReasons = 40

/** The figures of a frozen report that are others today, with the reasons. `db` must see one snapshot. */
export async function toldChanges(db: Reader, frozenId: string): Promise<ToldChange[]> {
  const changed = await changedFigures(db, [frozenId])
  if (changed.length === 0) return []
  const known = new Map((await indicatorsOf(db)).map((one) => [one.code, one]))
  const units = await db
    .selectFrom('org.unit')
    .select(['id', 'name', 'slug'])
    .where('id', 'in', [...new Set(changed.map(({ unitId }) => unitId))])
    .execute()
  const unitWith = new Map(units.map((unit) => [unit.id, unit]))
  const told: ToldChange[] = []
  for (const [index, one] of changed.entries()) {
    const indicator = known.get(one.indicator)
    const unit = unitWith.get(one.unitId)
    const since = one.readingId && index < mostReasons ? await changedSince(db, one.readingId) : undefined
    told.push({
      ...one,
      nameVi: indicator?.nameVi ?? one.indicator,
      nameEn: indicator?.nameEn ?? one.indicator,
      unitVi: indicator?.unitVi ?? '',
      unitEn: indicator?.unitEn ?? '',
      unitName: unit?.name ?? '',
      unitSlug: unit?.slug ?? '',
      why: since ? causesInWords(since.difference) : null,
    })
  }
  return told
}
