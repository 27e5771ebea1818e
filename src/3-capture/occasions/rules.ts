import type { Amount } from '#figures'
import type { Qualifier } from '#platform/precision'
import type { Attended } from './attended-store.ts'
import { countsOfCategory } from './categories.ts'

/** What the people of one category count. */
export const amountOfCategory = ({ category, amount, amountIs }: Attended): Amount => ({
  indicator: countsOfCategory(category),
  amount,
  qualifier: amountIs,
})

/** The category of which more are said to have come than people in all; undefined where there is none. */
export function moreThanAll(
  attended: readonly Attended[],
  all: { amount: number; are: Qualifier } | null,
): Attended | undefined {
  if (all?.are !== 'exact') return undefined
  return attended.find(({ amount, amountIs }) => amountIs === 'exact' && amount > all.amount)
}
