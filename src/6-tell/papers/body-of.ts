import { pathOf, type UnitDetails } from '#org'
import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'
import { type IssuingBody, issuingBodyOf } from './issuing-body.ts'

/** In whose name a unit issues its papers, as things stood on a day. */
export async function bodyOf(db: Reader, unit: UnitDetails, day: Day): Promise<IssuingBody> {
  const areas = (await pathOf(db, unit.id, 'area', day)).slice(0, -1).reverse()
  const line = await pathOf(db, unit.id, 'line', day)
  // A branch may stand in its line alone; then its union says in which commune it is.
  const union = line.at(-2)
  const above =
    areas.length === 0 && union ? (await pathOf(db, union.id, 'area', day)).slice(0, -1).reverse() : areas
  return issuingBodyOf({ ...unit, areas: above, lineParent: union?.name ?? null })
}
