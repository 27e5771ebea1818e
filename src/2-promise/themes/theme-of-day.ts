import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'
import { type ThemeSpan, themeOn, themeSpans } from './rules.ts'
import { themesNear } from './store.ts'

/** The theme for which something of a unit counts on a day, of those that it serves. See `themeOn`. */
export const themeOfDay = async (
  db: Reader,
  unitId: string,
  themeIds: readonly string[],
  day: Day,
): Promise<string | null> => themeOn(day, await themesNear(db, unitId, themeIds))

/** The same for all days at once. */
export const themesOfDays = async (
  db: Reader,
  unitId: string,
  themeIds: readonly string[],
): Promise<ThemeSpan[]> => themeSpans(await themesNear(db, unitId, themeIds))
