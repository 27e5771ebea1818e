import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day, Span } from '#platform/time'

/** The words of a report: what its author wrote, and what the head and foot need. */
export type Words = {
  words: Record<string, string>
  number: number | null
  issuedOn: Day
  signer: { name?: string; position?: string }
}

/** The words of a report as they are kept. `seen` grows with each change. */
export type Draft = Words & { seen: number; writtenAt: Date; writerName: string | null }

/** What has been written for a unit and period, if anything. */
export const findDraft = (
  db: Reader,
  unitId: string,
  outline: string,
  period: string,
): Promise<Draft | undefined> =>
  db
    .selectFrom('reports.report as report')
    .leftJoin('access.person as person', 'person.id', 'report.written_by')
    .select([
      'report.words',
      'report.number',
      'report.issued_on as issuedOn',
      'report.signer',
      'report.seen',
      'report.written_at as writtenAt',
      'person.name as writerName',
    ])
    .where('report.unit_id', '=', unitId)
    .where('report.outline', '=', outline)
    .where('report.period', '=', period)
    .$castTo<Draft>()
    .executeTakeFirst()

/** The reports that have been begun, the last written first, as far as the reader may see them. */
export const draftsOf = (db: Reader, limit: number) =>
  db
    .selectFrom('reports.report as report')
    .innerJoin('org.unit as unit', 'unit.id', 'report.unit_id')
    .leftJoin('access.person as person', 'person.id', 'report.written_by')
    .select([
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'report.period',
      'report.number',
      'report.written_at as writtenAt',
      'person.name as writerName',
    ])
    .orderBy('report.written_at', 'desc')
    .limit(limit)
    .execute()

/** Keeps the words of a report. False where somebody else has written since `seen` (0: nothing was there). */
export async function keepWords(
  tx: Tx,
  report: Words & { unitId: string; outline: string; period: string; seen: number; personId: string },
): Promise<boolean> {
  const row = {
    number: report.number,
    issued_on: report.issuedOn,
    words: JSON.stringify(report.words),
    signer: JSON.stringify(report.signer),
    written_by: report.personId,
    written_at: new Date(),
  }
  if (report.seen === 0) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('reports.report')
      .values({ ...row, unit_id: report.unitId, outline: report.outline, period: report.period })
      .onConflict((conflict) => conflict.constraint('report_is_begun_already').doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await tx
    .updateTable('reports.report')
    .set({ ...row, seen: report.seen + 1 })
    .where('unit_id', '=', report.unitId)
    .where('outline', '=', report.outline)
    .where('period', '=', report.period)
    .where('seen', '=', report.seen)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What the initiatives and the records of a unit came to in a span. */
export type Counts = {
  running: number
  begun: number
  recognised: number
  ended: number
  records: number
  accepted: number
  waiting: number
}

/**
 * Counts initiatives and records of a unit and of all that answers for it, each record by the place its unit had on
 * that day; an initiative belongs where it is run, and where it was run in the span.
 */
export async function countsOf(db: Reader, unitId: string, span: Span): Promise<Counts> {
  const { rows } = await sql<Counts>`
    with reach as materialized (
      select unit_id, valid from org.beneath where ancestor_id = any (array(select org.scope(${unitId}::uuid)))
    ), record as (
      select activity.initiative_id, activity.state from activities.activity
       where activity.day >= ${span.from} and activity.day < ${span.until}
         and exists (select from reach where reach.unit_id = activity.unit_id and reach.valid @> activity.day)
    ), own as (
      select initiative.id, initiative.started_on, initiative.ended_on from initiatives.initiative
       where initiative.state <> 'proposed'
         and (exists (select from reach where reach.unit_id = initiative.unit_id and reach.valid && daterange(${span.from}, ${span.until}))
              or initiative.id in (select initiative_id from record))
    )
    select
      (select count(*) from own where started_on < ${span.until} and (ended_on is null or ended_on >= ${span.until})) as running,
      (select count(*) from own where started_on >= ${span.from} and started_on < ${span.until}) as begun,
      (select count(distinct own.id) from own join initiatives.life on life.initiative_id = own.id
        where life.event = 'recognised' and life.day < ${span.until} and (own.ended_on is null or own.ended_on >= ${span.until})) as recognised,
      (select count(*) from own where ended_on >= ${span.from} and ended_on < ${span.until}) as ended,
      (select count(*) from record) as records,
      (select count(*) from record where state = 'accepted') as accepted,
      (select count(*) from record where state = 'recorded') as waiting`.execute(db)
  return rows[0] ?? { running: 0, begun: 0, recognised: 0, ended: 0, records: 0, accepted: 0, waiting: 0 }
}

/** Units on which the reader may read reports. */
export async function unitsToReportOn(db: Reader): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select unnest(access.units_for('report.read')) as id`.execute(db)
  return rows.map((row) => row.id)
}
