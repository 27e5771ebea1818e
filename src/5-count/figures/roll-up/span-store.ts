import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Day, Span } from '#platform/time'
import type { Answering, SumRow } from './store.ts'

/** What is asked of facts of a span. `codes` null asks for every indicator; `slice` as in `Asked`. */
export type SpansAsked = {
  answering: readonly Answering[]
  codes: readonly string[] | null
  slice: string
  span: Span
}

/** What facts of the same first and last day come to. */
export type SpanSum = SumRow & { since: Day; day: Day }

/**
 * Sums of the facts of a span that overlap another, by unit, indicator and their first and last day. The unit counts for
 * those above it as it did on the last day (`then`), or as it does today.
 */
export async function spanSums(
  db: Reader,
  { answering, codes, slice, span }: SpansAsked,
): Promise<SpanSum[]> {
  const list = (column: 'asked' | 'root' | 'basis') => answering.map((one) => one[column])
  const { rows } = await sql<SpanSum>`
    select answer.asked as "unitId", fact.indicator, fact.since, fact.day, sum(fact.amount * attribution.weight) as total,
           coalesce(sum(fact.amount * attribution.weight) filter (where fact.assurance <> 'declared'), 0) as proven,
           coalesce(sum(fact.amount * attribution.weight) filter (where fact.assurance = 'confirmed'), 0) as confirmed,
           coalesce(sum(fact.amount * attribution.weight) filter (where fact.assurance = 'verified'), 0) as verified,
           count(*) as entries, count(*) filter (where fact.qualifier in ('over', 'order')) as over,
           count(*) filter (where fact.qualifier in ('nearly', 'about')) as about
      from unnest(${list('asked')}::uuid[], ${list('root')}::uuid[], ${list('basis')}::text[]) as answer (asked, root, basis)
      join figures.attribution on attribution.counted_id = answer.root
      join figures.span_standing as fact on fact.unit_id = attribution.unit_id and attribution.said @> fact.day
       and attribution.held @> case answer.basis when 'then' then fact.day else (select today from figures.roll_up_state) end
     where fact.since < ${span.until}::date and fact.day >= ${span.from}::date
       ${codes === null ? sql`` : sql`and fact.indicator = any (${[...codes]}::text[])`}
       and (${slice}::text = '' or ${slice}::text = 'line:' || attribution.line or ${slice}::text = 'theme:' || fact.theme_id)
     group by 1, 2, 3, 4`.execute(db)
  return rows
}
