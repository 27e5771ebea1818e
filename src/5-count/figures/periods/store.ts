import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'

/**
 * The earliest day of which a unit, those beneath it and those that it carries on had a fact; without a unit of all.
 * Undefined where there is none.
 */
export async function earliestDay(db: Reader, unitId: string | undefined): Promise<Day | undefined> {
  const { rows } = await (unitId === undefined
    ? sql<{ day: Day | null }>`select min(day) as day from figures.first_day`
    : sql<{ day: Day | null }>`
        select min(first_day.day) as day from figures.first_day
         where unit_id in (select unit_id from org.beneath where ancestor_id in (select org.scope(${unitId}::uuid)))`
  ).execute(db)
  return rows[0]?.day ?? undefined
}
