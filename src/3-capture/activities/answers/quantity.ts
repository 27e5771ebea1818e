import { inThreeDecimals } from '#platform/number'
import { qualifierOfSum, qualifiers, type Said } from '#platform/precision'

/** A number as an answer keeps it: what is exact as a number, anything else with its precision. */
export type Quantity = number | Said

/** A number with its precision. */
export const saidOf = (quantity: Quantity): Said =>
  typeof quantity === 'number' ? { amount: quantity, qualifier: 'exact' } : quantity

/** As it is kept. */
export const quantityOf = ({ amount, qualifier }: Said): Quantity =>
  qualifier === 'exact' ? amount : { amount, qualifier }

/** Whether a part of an answer is a number with its precision. */
export const isSaid = (value: unknown): value is Said =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 2 &&
  typeof (value as Said).amount === 'number' &&
  qualifiers.includes((value as Said).qualifier)

/** The sum of some numbers, to three decimals, as exact as they are together. */
export function sumOfSaid(parts: readonly Said[]): Said {
  const sum = parts.reduce((total, { amount }) => total + amount, 0)
  return {
    amount: inThreeDecimals(sum),
    qualifier: qualifierOfSum(parts.map((one) => one.qualifier)),
  }
}

/** People of both sexes together. A sex of which there is nobody adds nothing to say. */
export const peopleTogether = ({ female, male }: { female: Quantity; male: Quantity }): Said =>
  sumOfSaid(
    [female, male].map(saidOf).filter(({ amount, qualifier }) => amount !== 0 || qualifier !== 'exact'),
  )
