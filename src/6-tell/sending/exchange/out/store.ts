import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'
import type { ReportState } from '#reports'

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

/** What is looked for among reports that were begun. */
export type ReportSearch = {
  under?: string | undefined
  period?: string | undefined
  after?: string | undefined
  limit: number
}

/** Reports that were begun, the latest first, as far as the reader may see them. */
export const reportsFound = (db: Reader, search: ReportSearch) =>
  db
    .selectFrom('reports.report as report')
    .innerJoin('org.unit as unit', 'unit.id', 'report.unit_id')
    .select([
      'report.id',
      'report.unit_id as unitId',
      'unit.name as unitName',
      'report.outline',
      'report.period',
      sql<ReportState>`report.state`.as('state'),
      'report.number',
      'report.issued_on as issuedOn',
      'report.written_at as writtenAt',
    ])
    .where('report.kind', '=', 'report')
    .$if(search.under !== undefined, (query) =>
      query.where(
        sql<boolean>`exists (select from org.beneath where beneath.unit_id = report.unit_id and beneath.ancestor_id = ${search.under}::uuid)`,
      ),
    )
    .$if(search.period !== undefined, (query) => query.where('report.period', '=', search.period ?? ''))
    .$if(search.after !== undefined, (query) => query.where('report.id', '<', search.after ?? ''))
    .orderBy('report.id', 'desc')
    .limit(search.limit)
    .execute()

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
