import { sql } from 'kysely'
import type { Reader } from '#platform/database'

/** A figure as a frozen report prints it. */
export type FrozenFigure = {
  frozenId: string
  unitId: string
  indicator: string
  period: string
  line: string | null
  amount: number
  readingId: string | null
}

/** Every figure that some frozen reports print, each once in its report. */
export async function figuresFrozen(db: Reader, frozenIds: readonly string[]): Promise<FrozenFigure[]> {
  if (frozenIds.length === 0) return []
  const { rows } = await sql<FrozenFigure>`
    select frozen_id as "frozenId", unit_id as "unitId", indicator, period, nullif(line, '') as line, amount::float8 as amount,
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
