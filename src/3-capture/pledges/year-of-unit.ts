import { unitOf } from '#org'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { themesOf } from './collective/store.ts'
import { stoodIn } from './rules.ts'

/**
 * Refuses a registration for a year in which its unit did not stand, or with a theme of other years.
 * @throws Problem `pledge_unit_did_not_exist_then`, `pledge_theme_is_of_other_years`
 */
export async function refuseOtherYears(
  db: Reader,
  { unitId, year, themeId }: { unitId: string; year: number; themeId?: string | undefined },
): Promise<void> {
  const unit = await unitOf(db, unitId)
  if (!stoodIn(unit, year))
    throw new Problem('pledge_unit_did_not_exist_then', { unit: unit.name, year }, { field: 'year' })
  if (themeId !== undefined && !(await themesOf(db, [year])).some(({ id }) => id === themeId))
    throw new Problem('pledge_theme_is_of_other_years', { year }, { field: 'themeId' })
}
