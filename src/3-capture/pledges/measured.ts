import { findIndicator, numberRulesOf } from '#figures'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { amountFrom, type SaidAmount } from '#platform/submit'

/** What is promised in numbers: an indicator, and how much of it. */
export type Measured = { indicator: string; amount: number }

/**
 * Reads what somebody promises in numbers, where they promise any.
 * @throws Problem `pledge_indicator_is_unknown`, `pledge_amount_is_out_of_range`, and those of a number
 */
export async function measuredIn(
  db: Reader,
  said: { indicator?: string | undefined; amount?: SaidAmount | undefined },
): Promise<Measured | undefined> {
  if (said.indicator === undefined) return undefined
  const indicator = await findIndicator(db, said.indicator)
  if (!indicator) throw new Problem('pledge_indicator_is_unknown', {}, { field: 'indicator' })
  const amount = amountFrom(said.amount ?? '', numberRulesOf(indicator))
  if (!(amount > 0)) throw new Problem('pledge_amount_is_out_of_range', {}, { field: 'amount' })
  return { indicator: indicator.code, amount }
}
