import type { TargetsAsked } from '#figures'
import type { Reader } from '#platform/database'
import { addressOf } from './pages/addresses.ts'
import { targetsOfUnits } from './store.ts'

/** Whole years have targets; a part of one has none, and neither have several together. */
export async function targetsSet(db: Reader, { unitIds, codes, span }: TargetsAsked) {
  const year = Number(span.from.slice(0, 4))
  const found = new Map<string, Map<string, { amount: number; href: string }>>()
  if (span.from !== `${year}-01-01` || span.until !== `${year + 1}-01-01`) return found
  for (const target of await targetsOfUnits(db, unitIds, year, codes)) {
    // “At most” is no target of which a share can be reached.
    if (target.direction === 'at_most') continue
    const ofUnit = found.get(target.unitId) ?? new Map<string, { amount: number; href: string }>()
    ofUnit.set(target.indicator, {
      amount: target.amount,
      href: addressOf.target(target.unitSlug, target.indicator, year),
    })
    found.set(target.unitId, ofUnit)
  }
  return found
}
