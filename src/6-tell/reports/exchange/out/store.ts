import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'

/** A reporting regime by which an outline is asked for. */
export type Regime = {
  id: string
  unitId: string
  name: string
  periodKind: string
  reporters: unknown
  monthBegins: number
  dueDays: number
  validFrom: Day
  validTo: Day | null
  source: string
}

/** The regimes of some units that ask for an outline on a day. */
export const regimesOf = (
  db: Reader,
  unitIds: readonly string[],
  outline: string,
  day: Day,
): Promise<Regime[]> =>
  db
    .selectFrom('reports.regime')
    .select([
      'id',
      'unit_id as unitId',
      'name',
      'period_kind as periodKind',
      'reporters',
      'month_begins as monthBegins',
      'due_days as dueDays',
      'valid_from as validFrom',
      'valid_to as validTo',
      'source',
    ])
    .where('unit_id', 'in', [...unitIds])
    .where('outline', '=', outline)
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .orderBy('id')
    .limit(50)
    .execute()
