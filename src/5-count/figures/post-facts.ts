import type { Tx } from '#platform/database'
import { refuseFaultyParts } from './of-which.ts'
import type { Amount, Assurance } from './rules.ts'
import { insertSpanFacts, reverseSpans } from './span-store.ts'
import {
  insertFacts,
  isArchivedDay,
  type Origin,
  type Posted,
  reverseStanding,
  standingStocks,
} from './store.ts'

/**
 * Posts what a source adds to the figures, in the transaction of the source, so that no figure is ever stale. With a
 * first day (`since`) in an earlier month than its own, it counts in periods that hold both days and in no part of them.
 * Days of one month count on the last of them, like every other fact of that month, unless its year is archived.
 * @throws Problem `fact_unit_did_not_exist_then`, `fact_indicator_did_not_exist_then`, `fact_amount_is_absurd`,
 *   `span_fact_is_of_no_sum`
 */
export async function postFacts(
  tx: Tx,
  origin: Origin,
  assurance: Assurance,
  amounts: readonly Amount[],
): Promise<void> {
  const facts = amounts.map((amount) => ({ ...origin, ...amount, assurance }))
  const { since, day } = origin
  const isSpan = since !== undefined && since < day && facts.length > 0
  if (isSpan && (since.slice(0, 7) < day.slice(0, 7) || (await isArchivedDay(tx, day))))
    await insertSpanFacts(tx, facts, { since })
  else await insertFacts(tx, facts)
}

/**
 * Posts what somebody enters: amounts of one entry may not contradict each other. What was accepted once is posted again without
 * that question, for nobody could answer it there.
 * @throws Problem those of `postFacts` and `refuseFaultyParts`
 */
export async function postEntry(
  tx: Tx,
  origin: Origin,
  assurance: Assurance,
  amounts: readonly Amount[],
): Promise<void> {
  await refuseFaultyParts(tx, amounts)
  await postFacts(tx, origin, assurance, amounts)
}

/**
 * Takes back all that a source has posted: each standing fact is reversed once, on its own day, so that a month
 * stays as it was for whoever asks what was reported then. Facts of a span may always be taken back, for no archive holds
 * them; `hasLevels` says that a source of a span has posted facts of its last day besides.
 * @throws Problem `fact_year_is_archived`
 */
export async function reverseFacts(tx: Tx, { kind, id, day, hasLevels = false }: ToReverse): Promise<void> {
  const spans = await reverseSpans(tx, { kind, ids: [id] })
  // Where nothing of a span stood, what was posted is of a day, and may lie in an archive.
  const isOfDays = hasLevels || spans.length === 0
  if (isOfDays || !(await isArchivedDay(tx, day))) await reverseStanding(tx, { kind, ids: [id], day })
}

type ToReverse = Posted & { hasLevels?: boolean }

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
export async function assureFacts(
  tx: Tx,
  { kind, id, day, hasLevels = false }: ToReverse,
  assurance: Assurance,
): Promise<void> {
  const spans = await reverseSpans(tx, { kind, ids: [id] }, assurance)
  for (const fact of spans) await insertSpanFacts(tx, [{ ...fact, assurance }], fact)
  if (spans.length > 0 && !hasLevels && (await isArchivedDay(tx, day))) return
  const days = await reverseStanding(tx, { kind, ids: [id], day }, assurance)
  await insertFacts(
    tx,
    days.map((fact) => ({ ...fact, assurance })),
  )
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
