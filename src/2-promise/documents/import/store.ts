import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'
import type { Direction } from '../entry.ts'
import type { Known } from './rules.ts'

/** All that stands in a register, to hold rows against. */
export const allInRegister = (db: Reader, unitId: string, direction: Direction): Promise<Known[]> =>
  db
    .selectFrom('programme.document')
    .select(['id', 'type', 'number', 'series', 'symbol', 'issued_on as issuedOn', 'issuer'])
    .where('unit_id', '=', unitId)
    .where('direction', '=', direction)
    .where('withdrawn_at', 'is', null)
    .limit(200_000)
    .execute()

/** In which run a document of each of some days stands. */
export async function seriesOfDays(
  db: Reader,
  unitId: string,
  days: readonly Day[],
): Promise<Map<Day, string>> {
  const { rows } = await sql<{ day: Day; series: string }>`
    select day, programme.series_of(${unitId}, day) as series from unnest(${[...days]}::date[]) as day`.execute(
    db,
  )
  return new Map(rows.map(({ day, series }) => [day, series]))
}
