/**
 * An exact number. Totals have three decimals and formulas decimal numbers, so a fraction holds every result as it is:
 * 0.1 + 0.2 − 0.3 is nothing, and dividing by it is seen for what it is. In doubles it would be a very large number.
 * `under` is above 0. Fractions are not reduced: a formula has at most some hundred numbers, and finding common
 * divisors would take longer than carrying their digits.
 */
export type Fraction = { over: bigint; under: bigint }

export const zero: Fraction = { over: 0n, under: 1n }

/** The number that a double is written as: 0.1 is a tenth. @throws Error where it is not a finite number. */
export function fractionOf(amount: number): Fraction {
  if (!Number.isFinite(amount)) throw new Error(`No figure is ${amount}`)
  const [written = '', exponent = '0'] = String(amount).split('e')
  const [whole, decimals = ''] = written.split('.')
  const digits = BigInt(`${whole}${decimals}`)
  const shift = Number(exponent) - decimals.length
  return shift < 0
    ? { over: digits, under: 10n ** BigInt(-shift) }
    : { over: digits * 10n ** BigInt(shift), under: 1n }
}

export const negate = ({ over, under }: Fraction): Fraction => ({ over: -over, under })

export const add = (left: Fraction, right: Fraction): Fraction =>
  left.under === right.under
    ? { over: left.over + right.over, under: left.under }
    : { over: left.over * right.under + right.over * left.under, under: left.under * right.under }

export const multiply = (left: Fraction, right: Fraction): Fraction => ({
  over: left.over * right.over,
  under: left.under * right.under,
})

/** @throws RangeError where the divisor is 0: whoever divides has looked before. */
export function divide(left: Fraction, right: Fraction): Fraction {
  if (right.over === 0n) throw new RangeError('Division by zero')
  const sign = right.over < 0n ? -1n : 1n
  return { over: sign * left.over * right.under, under: sign * left.under * right.over }
}

export const isLess = (left: Fraction, right: Fraction): boolean =>
  left.over * right.under < right.over * left.under

/** Rounded to so many decimals, a half away from zero, as people round. */
export function rounded({ over, under }: Fraction, digits: number): Fraction {
  const scale = 10n ** BigInt(digits)
  const half = over < 0n ? -under : under
  return { over: (2n * over * scale + half) / (2n * under), under: scale }
}

/** The whole number beneath, for a fraction that is not negative. */
export const floored = ({ over, under }: Fraction): number => Number(over / under)

/** The double nearest to a fraction, which is right to twelve decimals. */
export function toNumber(fraction: Fraction): number {
  const { over, under } = rounded(fraction, 12)
  const size = over < 0n ? -over : over
  const decimals = String(size % under).padStart(12, '0')
  const amount = Number(`${size / under}.${decimals}`)
  return over < 0n ? -amount : amount
}
