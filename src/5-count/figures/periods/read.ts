import { directivesOf, parameterOn } from '#parameters'
import type { Reader } from '#platform/database'
import { type Day, today as todayInVietnam } from '#platform/time'
import { beginningOf, type OfferedGroup, periodsOffered } from './rules.ts'
import { earliestDay } from './store.ts'

/**
 * The day of the first fact of a unit, of those beneath it and of those that it carries on; without a unit of all. Where
 * there is none, or of this year only, the first day of this year.
 */
export async function firstDayOf(
  db: Reader,
  unitId: string | undefined,
  today: Day = todayInVietnam(),
): Promise<Day> {
  return beginningOf(await earliestDay(db, unitId), today)
}

/** The periods that can be chosen for a unit (without one: for all), from its first fact on. */
export async function periodsToChoose(
  db: Reader,
  unitId: string | undefined,
  today: Day = todayInVietnam(),
): Promise<OfferedGroup[]> {
  return periodsOffered({
    first: await firstDayOf(db, unitId, today),
    today,
    directives: await directivesOf(db),
    yearBegins: await parameterOn(db, 'programme_year_begins', today),
  })
}
