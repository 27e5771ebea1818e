import { sql } from 'kysely'
import { directivesOf, parameterOn } from '#parameters'
import type { Reader } from '#platform/database'
import { type Day, today as todayInVietnam } from '#platform/time'
import { beginningOf, type OfferedGroup, periodsOffered } from './rules.ts'

/**
 * The day of the first fact of a unit, of those beneath it and of those that it carries on; without a unit of all. Where
 * there is none, or of this year only, the first day of this year.
 */
export async function firstDayOf(
  db: Reader,
  unitId: string | undefined,
  today: Day = todayInVietnam(),
): Promise<Day> {
  const { rows } = await (unitId === undefined
    ? sql<{ day: Day | null }>`select min(day) as day from figures.first_day`
    : sql<{ day: Day | null }>`
        select min(first_day.day) as day from figures.first_day
         where unit_id in (select unit_id from org.beneath where ancestor_id in (select org.scope(${unitId}::uuid)))`
  ).execute(db)
  return beginningOf(rows[0]?.day ?? undefined, today)
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
