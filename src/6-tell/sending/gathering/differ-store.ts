import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Qualifier } from '#platform/precision'
import type { Day } from '#platform/time'

/** A figure as a frozen report prints it. */
export type FrozenFigure = {
  frozenId: string
  unitId: string
  indicator: string
  period: string
  line: string | null
  amount: number
  /** How exact it is printed. */
  said: Qualifier
  readingId: string | null
}

/** Every figure that some frozen reports print, each once in its report. */
export async function figuresFrozen(db: Reader, frozenIds: readonly string[]): Promise<FrozenFigure[]> {
  if (frozenIds.length === 0) return []
  const { rows } = await sql<FrozenFigure>`
    select frozen_id as "frozenId", unit_id as "unitId", indicator, period, nullif(line, '') as line, amount::float8 as amount,
           qualifier as said,
           reading_id as "readingId"
      from reports.frozen_figure where frozen_id = any (${[...frozenIds]}::uuid[])
     order by frozen_id, unit_id, period, line, indicator`.execute(db)
  return rows
}

/** A frozen report that tells everything of its unit and period: whatever is recorded later is missing in it. */
export type Complete = { frozenId: string; unitId: string; period: string }

/**
 * Which of some frozen reports tell every indicator that had an entry: nil returns, those that print the table by indicator,
 * and those in which no figure was found at all. Others print what their author chose.
 */
export async function completeAmong(db: Reader, frozenIds: readonly string[]): Promise<Complete[]> {
  if (frozenIds.length === 0) return []
  const { rows } = await sql<Complete>`
    select frozen.id as "frozenId", report.unit_id as "unitId", report.period
      from reports.frozen join reports.report on report.id = frozen.report_id
     where frozen.id = any (${[...frozenIds]}::uuid[])
       and (frozen.reason = 'nil'
         or frozen.content @? '$.sections[*].blocks[*] ? (@.kind == "table" && @.id == "chi-tieu")'
         or not exists (select from reports.frozen_figure where frozen_id = frozen.id))`.execute(db)
  return rows
}

/**
 * Those of some frozen reports of which a figure can be another today: facts were posted, or units counted otherwise, since the
 * figures were read, for one of the units whose figures they print. Of a report without a reading, or whose readings know
 * no snapshot any more, nobody can say so, and it is looked at. `until`: no fact of a later day counts.
 */
export async function touchedSince(db: Reader, frozenIds: readonly string[], until: Day): Promise<string[]> {
  if (frozenIds.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    with printed as materialized (
      select distinct on (figure.frozen_id, figure.unit_id) figure.frozen_id, figure.unit_id, reading.roots,
             pg_snapshot_xmin(reading.snapshot) as floor
        from reports.frozen_figure as figure left join figures.reading on reading.id = figure.reading_id
       where figure.frozen_id = any (${[...frozenIds]}::uuid[])
       order by figure.frozen_id, figure.unit_id
    ), known as (
      select frozen_id, min(floor) as floor, bool_or(floor is null) as is_unknown from printed group by 1
    ), since as (
      select min(floor) as floor from known
    ), posted as materialized (
      select distinct unit_id, posted_in from figures.every_fact
       where posted_in >= (select floor from since) and day < ${until}::date
    ), touched as materialized (
      select attribution.counted_id as unit_id, max(posted.posted_in) as changed_in
        from posted join figures.attribution on attribution.unit_id = posted.unit_id group by 1
      union all
      select counted_id, max(changed_in) from figures.attribution_change where changed_in >= (select floor from since) group by 1
    )
    select id from unnest(${[...frozenIds]}::uuid[]) as id
     where not exists (select from known where frozen_id = id and not is_unknown)
    union
    select printed.frozen_id from printed join known using (frozen_id)
      join touched on (touched.unit_id = printed.unit_id or touched.unit_id = any (printed.roots))
     where touched.changed_in >= known.floor`.execute(db)
  return rows.map(({ id }) => id)
}
