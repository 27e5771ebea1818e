import type { Tx } from '#platform/database'
import type { Amount, Assurance } from './rules.ts'
import { insertSpanFacts, reverseSpans } from './span-store.ts'
import { insertFacts, type Origin, type Posted, reverseStanding, standingStocks } from './store.ts'

/**
 * Posts what a source adds to the figures, in the transaction of the source, so that no figure is ever stale. With a
 * first day (`since`) before its own, it counts in periods that hold both and in no part of them.
 * @throws Problem `fact_unit_did_not_exist_then`, `fact_indicator_did_not_exist_then`, `fact_amount_is_absurd`,
 *   `span_fact_is_of_no_sum`
 */
export function postFacts(
  tx: Tx,
  origin: Origin,
  assurance: Assurance,
  amounts: readonly Amount[],
): Promise<void> {
  const facts = amounts.map((amount) => ({ ...origin, ...amount, assurance }))
  const { since, day } = origin
  return since !== undefined && since < day ? insertSpanFacts(tx, facts, { since }) : insertFacts(tx, facts)
}

/**
 * Takes back all that a source has posted: each standing fact is reversed once, on its own day, so that a month
 * stays as it was for whoever asks what was reported then.
 * @throws Problem `fact_year_is_archived`
 */
export async function reverseFacts(tx: Tx, { kind, id, day, since }: Posted): Promise<void> {
  // A source of a longer span has no facts of a day, and no archive holds those of spans.
  if (since !== undefined && since < day) await reverseSpans(tx, { kind, ids: [id] })
  else await reverseFactsOfMany(tx, kind, [id], day)
}

/**
 * The same for many sources of one kind at once; `day` is the earliest of theirs.
 * @throws Problem `fact_year_is_archived`
 */
export async function reverseFactsOfMany(
  tx: Tx,
  kind: Posted['kind'],
  ids: readonly string[],
  day: Posted['day'],
): Promise<void> {
  if (ids.length === 0) return
  await reverseStanding(tx, { kind, ids, day })
  await reverseSpans(tx, { kind, ids })
}

/** Says anew how far the facts of a source are proven. Nothing changes where they stand there already. */
export async function assureFacts(tx: Tx, { kind, id, day }: Posted, assurance: Assurance): Promise<void> {
  const reversed = await reverseStanding(tx, { kind, ids: [id], day }, assurance)
  await insertFacts(
    tx,
    reversed.map((fact) => ({ ...fact, assurance })),
  )
  for (const fact of await reverseSpans(tx, { kind, ids: [id] }, assurance))
    await insertSpanFacts(tx, [{ ...fact, assurance }], fact)
}

/** Brings the stocks of a series to nought on the day when it ends: a club that is no more has no members. */
export async function endStocks(tx: Tx, origin: Origin): Promise<void> {
  const left = (await standingStocks(tx, origin.seriesId)).filter(({ amount }) => amount > 0)
  await postFacts(
    tx,
    origin,
    'declared',
    left.map(({ indicator }) => ({ indicator, amount: 0 })),
  )
}
