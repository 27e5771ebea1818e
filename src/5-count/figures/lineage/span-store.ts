import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Span } from '#platform/time'
import type { Answering } from '../roll-up/store.ts'
import type { Scope } from '../store.ts'
import { type LineagePageAsked, type LineageRow, rootsApart, weightOf } from './store.ts'

/** What is asked of the facts of a span behind a figure. */
export type SpansBehind = {
  scope: Scope
  answering: readonly Answering[]
  codes: readonly string[]
  span: Span
}

/**
 * Facts of a span, newest first: those that lie `within` the period and count in it, or those that overlap it and lie
 * `beyond` it. `counted` is what counts for the unit that was asked for, as in `roll-up/spans.ts`.
 */
export async function spansBehind(
  db: Reader,
  { scope, answering, codes, span }: SpansBehind,
  how: 'within' | 'beyond',
  page: LineagePageAsked,
): Promise<LineageRow[]> {
  const roots = answering.map(({ root }) => root)
  const basis = answering[0]?.basis ?? 'then'
  const apart = await rootsApart(db, page.within, basis)
  const heldOn = basis === 'today' ? sql`(select today from figures.roll_up_state)` : sql`fact.day`
  const lies = sql`fact.since >= ${span.from}::date and fact.day < ${span.until}::date`
  const { rows } = await sql<LineageRow>`
    select fact.id, fact.since, fact.day, fact.amount, fact.amount * share.weight as counted, fact.qualifier, fact.assurance,
           fact.indicator, fact.unit_id as "unitId", unit.name as "unitName", fact.source_kind as "sourceKind", fact.source_id as "sourceId"
      from figures.span_standing as fact
      join org.unit on unit.id = fact.unit_id
      cross join lateral (
        select ${weightOf(page.within, roots, apart)} as weight from figures.attribution
         where attribution.unit_id = fact.unit_id and attribution.counted_id = any (${[...roots, ...apart]}::uuid[])
           and attribution.said @> fact.day and attribution.held @> ${heldOn}
      ) as share
     where share.weight > 0 and fact.indicator = any (${[...codes]}::text[])
       and fact.since < ${span.until}::date and fact.day >= ${span.from}::date
       and ${how === 'within' ? lies : sql`not (${lies})`}
       ${page.assurance === undefined ? sql`` : sql`and fact.assurance = ${page.assurance}`}
       ${page.after === undefined ? sql`` : sql`and (fact.day, fact.id) < (${page.after.day}::date, ${page.after.id}::uuid)`}
       ${scope.themeId === undefined ? sql`` : sql`and fact.theme_id = ${scope.themeId}`}
       ${scope.line === undefined ? sql`` : sql`and unit.line = ${scope.line}`}
       ${
         page.partId === undefined
           ? sql``
           : sql`and exists (select from figures.attribution as part where part.unit_id = fact.unit_id and part.counted_id = ${page.partId}::uuid
                               and part.said @> fact.day and part.held @> ${heldOn})`
       }
     order by fact.day desc, fact.id desc limit ${page.limit}`.execute(db)
  return rows
}
