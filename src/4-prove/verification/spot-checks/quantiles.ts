// Quantiles of the distributions that an interval needs. Found by halving, to more digits than any figure has: they are
// asked for a few times a page, and whoever checks them needs to know one function only.

/** The logarithm of the gamma function (Lanczos), good to ten digits. */
function logGamma(x: number): number {
  const series = [
    76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.001208650973866179,
    -0.000005395239384953,
  ].reduce((sum, term, index) => sum + term / (x + index + 1), 1.000000000190015)
  return (x + 0.5) * Math.log(x + 5.5) - (x + 5.5) + Math.log((Math.sqrt(2 * Math.PI) * series) / x)
}

const away = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value)

/** The continued fraction of the incomplete beta function, by Lentz's method. */
function fraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let step = 1; step <= 500; step += 1) {
    const even = (step * (b - step) * x) / ((a - 1 + 2 * step) * (a + 2 * step))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    value *= d * c
    const odd = (-(a + step) * (a + b + step) * x) / ((a + 2 * step) * (a + 1 + 2 * step))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    value *= d * c
    if (Math.abs(d * c - 1) < 1e-14) break
  }
  return value
}

/** The regularised incomplete beta function. */
function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(a, b, x)) / a : 1 - (front * fraction(b, a, 1 - x)) / b
}

/** The value of Student's t below which a share lies; `freedom` may be broken. */
export function studentQuantile(share: number, freedom: number): number {
  if (share < 0.5) return -studentQuantile(1 - share, freedom)
  const below = (value: number) =>
    1 - 0.5 * incompleteBeta(freedom / 2, 0.5, freedom / (freedom + value * value))
  let [low, high] = [0, 1]
  while (below(high) < share && high < 1e6) high *= 2
  for (let halving = 0; halving < 80; halving += 1) {
    const middle = (low + high) / 2
    if (below(middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The value of the normal distribution below which a share lies: Student's with so much freedom that none is left. */
export const normalQuantile = (share: number): number => studentQuantile(share, 1e7)
