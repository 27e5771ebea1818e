import { sql } from 'kysely'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import type { Day } from '#platform/time'
import { type Amount, type Assurance, qualifierOfFact } from './rules.ts'
import type { Origin, Posted } from './store.ts'

type SpanFact = Origin & Amount & { assurance: Assurance }

/**
 * Posts amounts that were counted from `since` to `day` together.
 * @throws Problem `fact_amount_is_absurd`, `span_fact_is_of_no_sum`, and what the database refuses
 */
export async function insertSpanFacts(
  tx: Tx,
  facts: readonly SpanFact[],
  { since }: { since: Day },
): Promise<void> {
  if (facts.some(({ amount }) => !(Math.abs(amount) <= 1e14))) throw new Problem('fact_amount_is_absurd')
  if (facts.length === 0) return
  await tx
    .insertInto('figures.span_fact')
    .values(
      facts.map((fact) => ({
        unit_id: fact.unitId,
        indicator: fact.indicator,
        since,
        day: fact.day,
        amount: fact.amount,
        qualifier: qualifierOfFact(fact),
        assurance: fact.assurance,
        source_kind: fact.kind,
        source_id: fact.id,
        theme_id: fact.themeId ?? null,
      })),
    )
    .execute()
}

/** Reverses every fact of a span of some sources that still stands, but for those proven just so far; gives what it reversed. */
export async function reverseSpans(
  tx: Tx,
  source: Pick<Posted, 'kind'> & { ids: readonly string[] },
  butFor?: Assurance,
): Promise<(SpanFact & { since: Day })[]> {
  const { rows } = await sql<SpanFact & { since: Day }>`
    with wrong as (
      select id, unit_id, indicator, since, day, amount, qualifier, assurance, source_kind, source_id, theme_id
        from figures.span_standing where source_kind = ${source.kind} and source_id = any (${[...source.ids]}::uuid[])
         and assurance is distinct from ${butFor ?? null}::figures.assurance
    ), reversal as (
      insert into figures.span_fact (unit_id, indicator, since, day, amount, qualifier, assurance, source_kind, source_id, theme_id, reverses)
      select unit_id, indicator, since, day, -amount, qualifier, assurance, source_kind, source_id, theme_id, id from wrong
    )
    select source_kind as kind, source_id as id, unit_id as "unitId", since, day, unit_id as "seriesId", theme_id as "themeId",
           indicator, amount, qualifier, assurance from wrong`.execute(tx)
  return rows
}
