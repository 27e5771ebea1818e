import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import { byName } from '#platform/names'
import type { Day } from '#platform/time'
import type { Regime } from './obligations.ts'

/** A regime as lists show it: with the name of the unit to which one reports. */
export type ListedRegime = Regime & { unitName: string; unitSlug: string }

const regimes = (db: Reader) =>
  db
    .selectFrom('reports.regime as regime')
    .innerJoin('org.unit as unit', 'unit.id', 'regime.unit_id')
    .select([
      'regime.id',
      'regime.unit_id as unitId',
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'regime.name',
      'regime.outline',
      'regime.period_kind as periodKind',
      'regime.reporters',
      'regime.month_begins as monthBegins',
      'regime.due_days as dueDays',
      'regime.valid_from as validFrom',
      'regime.valid_to as validTo',
    ])
    .$castTo<ListedRegime>()

/** One regime, as far as the reader may see it. */
export const findRegime = (db: Reader, id: string): Promise<ListedRegime | undefined> =>
  regimes(db).where('regime.id', '=', id).executeTakeFirst()

/** The regimes under which reports come to units in which the reader may read them, by unit and name. */
export const regimesToGather = (db: Reader, limit: number): Promise<ListedRegime[]> =>
  regimes(db)
    .where(sql<boolean>`regime.unit_id = any ((select access.units_for('report.read'))::uuid[])`)
    .orderBy(byName('unit.name'))
    .orderBy(byName('regime.name'))
    .orderBy('regime.id')
    .limit(limit)
    .execute()

/** The regimes that hold on a day in which reports by an outline come to a unit, or to any unit above where none is said. */
export function regimesFor(
  db: Reader,
  asked: { outline?: string; toUnitId?: string; beneathUnitId?: string; day: Day },
): Promise<ListedRegime[]> {
  let query = regimes(db).where(
    sql<boolean>`daterange(regime.valid_from, regime.valid_to) @> ${asked.day}::date`,
  )
  if (asked.outline !== undefined) query = query.where('regime.outline', '=', asked.outline)
  if (asked.toUnitId !== undefined) query = query.where('regime.unit_id', '=', asked.toUnitId)
  if (asked.beneathUnitId !== undefined)
    query = query.where(
      sql<boolean>`exists (select from org.beneath where beneath.unit_id = ${asked.beneathUnitId}::uuid
                              and beneath.ancestor_id = regime.unit_id and beneath.distance > 0 and beneath.valid @> ${asked.day}::date)`,
    )
  return query.orderBy('regime.id').limit(100).execute()
}
