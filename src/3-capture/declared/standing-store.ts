import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Day, Span } from '#platform/time'

/** What is counted already of an indicator where a figure would count. */
export type Standing = { entries: number; amount: number }

/** What is left out of the question: a kind of the unit's own, or one source (the figure that is corrected). */
export type LeftOut = { ownKind?: string; sourceId?: string }

/**
 * What already counts for a unit in a span, by indicator: what it and those beneath it have recorded or declared, and what
 * was declared for those above. Of a stock: levels that still stand at the end, but for the unit's own, which the next replaces.
 */
export async function standingFor(
  db: Reader,
  unitId: string,
  codes: readonly string[],
  span: Span,
  { ownKind = '', sourceId }: LeftOut,
): Promise<Map<string, Standing>> {
  const { rows } = await sql<Standing & { indicator: string }>`
    with reach as materialized (
      select unit_id, valid from org.beneath where ancestor_id = any (array(select org.scope(${unitId}::uuid)))
    ), above as materialized (
      select ancestor_id as unit_id, valid from org.beneath where unit_id = ${unitId} and ancestor_id <> ${unitId}
    ), found as (
      select standing.indicator, standing.amount, indicator.rule,
             row_number() over (partition by standing.series_id, standing.indicator
                                    order by standing.day desc, standing.posted_at desc, standing.id desc) as place
        from figures.every_standing as standing join figures.indicator on indicator.code = standing.indicator
        -- Days of one month count on the last of them, and were declared for all.
        left join declared.figure as said on standing.source_kind = 'declared' and said.id = standing.source_id
       where standing.indicator = any (${[...codes]}::text[]) and least(standing.starts, case when indicator.rule = 'sum' then said.since end) < ${span.until}::date
         and (indicator.rule = 'stock' or standing.day >= ${span.from}::date)
         and not (standing.source_kind = ${ownKind} and standing.unit_id = ${unitId})
         and not (indicator.rule = 'stock' and standing.series_id = ${unitId})
         and standing.source_id is distinct from ${sourceId ?? null}::uuid
         and (exists (select from reach where reach.unit_id = standing.unit_id and reach.valid @> standing.day)
              or (standing.source_kind in ('import', 'declared')
                  and exists (select from above where above.unit_id = standing.unit_id and above.valid @> standing.day)))
    )
    select indicator, count(*) as entries, sum(amount) as amount from found
     where rule <> 'stock' or (place = 1 and amount > 0) group by indicator`.execute(db)
  return new Map(rows.map(({ indicator, ...standing }) => [indicator, standing]))
}

/** Codes of indicators that are counted on a day. */
export async function codesCountedOn(db: Reader, day: Day): Promise<Set<string>> {
  const rows = await db
    .selectFrom('figures.indicator')
    .select('code')
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .limit(2000)
    .execute()
  return new Set(rows.map(({ code }) => code))
}

/** A figure that somebody declared or brought in a file, and the indicators that it counts for. */
export type ByHandRow = { sourceKind: string; sourceId: string; codes: string[] }

/** What of the figures of a unit and span was declared or came in a file: sums of the span, levels that stand at its end. */
export async function byHandIn(db: Reader, unitId: string, span: Span, limit: number): Promise<ByHandRow[]> {
  const { rows } = await sql<ByHandRow>`
    with reach as materialized (
      select unit_id, valid from org.beneath where ancestor_id = any (array(select org.scope(${unitId}::uuid)))
    ), counted as (
      select standing.indicator, standing.source_kind, standing.source_id, indicator.rule,
             row_number() over (partition by standing.series_id, standing.indicator
                                    order by standing.day desc, standing.posted_at desc, standing.id desc) as place
        from figures.every_standing as standing join figures.indicator on indicator.code = standing.indicator
       where standing.day < ${span.until}::date and (indicator.rule = 'stock' or standing.starts >= ${span.from}::date)
         and (indicator.rule = 'stock' or standing.source_kind in ('declared', 'import'))
         and exists (select from reach where reach.unit_id = standing.unit_id and reach.valid @> standing.day)
    )
    select source_kind as "sourceKind", source_id as "sourceId", array_agg(distinct indicator order by indicator) as codes
      from counted where source_kind in ('declared', 'import') and (rule <> 'stock' or place = 1)
     group by 1, 2 order by source_id limit ${limit}`.execute(db)
  return rows
}
