import { factsOf, indicatorOf, spanFor } from '#figures'
import type { Reader } from '#platform/database'
import { inThreeDecimals } from '#platform/number'
import { Problem } from '#platform/problem'
import type { Listed } from './draw.ts'
import { mostRecords, type SpotCheck, versionsOf } from './store.ts'

/** A record of the figure: what counts of it for the unit, what it says itself, in which version. */
type Counted = Listed & { recorded: number; version: number }

/**
 * Every record that the figure holds at this moment. A record that feeds the indicator by several questions is one. What
 * declares nothing has nothing to be untrue and is not on the list.
 */
export async function populationOf(db: Reader, check: SpotCheck): Promise<Counted[]> {
  const indicator = await indicatorOf(db, check.indicator)
  const facts = await factsOf(db, { unitId: check.unitId }, indicator, spanFor(check.period), mostRecords)
  if (!facts) throw new Problem('spot_check_has_too_many_records', { maximum: mostRecords })
  const sums = new Map<string, { amount: number; recorded: number }>()
  for (const { sourceKind, sourceId, counted, amount } of facts) {
    if (sourceKind !== 'activity') continue
    const sum = sums.get(sourceId) ?? { amount: 0, recorded: 0 }
    sums.set(sourceId, { amount: sum.amount + counted, recorded: sum.recorded + amount })
  }
  const versions = await versionsOf(db, [...sums.keys()], check.kind)
  return [...sums]
    .flatMap(([id, { amount, recorded }]) => {
      const version = versions.get(id)
      const exact = Math.round(amount * 1e8) / 1e8
      return version === undefined || exact <= 0
        ? []
        : [{ id, amount: exact, recorded: inThreeDecimals(recorded), version }]
    })
    .sort((one, other) => (one.id < other.id ? -1 : 1))
}
