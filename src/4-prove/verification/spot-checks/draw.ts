import { createHash, createHmac } from 'node:crypto'
import { normalQuantile } from './quantiles.ts'

// How a sample is drawn. Everybody who has the list and the seed draws the same one, by nothing but SHA-256
// (docs/decisions/0019-spot-checks.md).

/** A record of the list with the amount that the figure holds of it. */
export type Listed = { id: string; amount: number }
/** With the stratum in which it lies: 0 is looked at in full, then from the largest amounts to the smallest. */
export type Placed = Listed & { stratum: number }
export type Drawn = Placed & { isDrawn: boolean }

/** What an inspector wants to know, how surely and how closely. Shares in percent of the declared amount. */
export type Wanted = { confidence: number; tolerable: number; expected: number }

/** Fewer visits than this tell too little for any interval to hold. */
export const fewestVisits = 30
/** More strata than this gain nothing (Cochran, chapter 5A); each needs visits enough to show how far records differ. */
const mostStrata = 6
const fewestInStratum = 8

/** The two-sided quantile for a confidence in percent. */
export const twoSided = (confidence: number): number => 1 - (100 - confidence) / 200

/**
 * How many records to visit: Cochran, Sampling Techniques, 3rd ed., chapter 4 – n₀ = z²·p·(1−p)/d², then the correction for
 * a finite list n = n₀ / (1 + (n₀−1)/N). `expected` is p, the share that may turn out untrue; `tolerable` is d.
 */
export function sampleSizeFor(records: number, { confidence, tolerable, expected }: Wanted): number {
  const z = normalQuantile(twoSided(confidence))
  const [p, d] = [expected / 100, tolerable / 100]
  const infinite = (z * z * p * (1 - p)) / (d * d)
  const finite = Math.ceil(infinite / (1 + (infinite - 1) / records))
  return Math.min(records, Math.max(fewestVisits, finite))
}

const sum = (list: readonly Listed[]): number => list.reduce((total, { amount }) => total + amount, 0)
const byAmount = (one: Listed, other: Listed): number =>
  other.amount - one.amount || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)

/** Those so large that each of them would be a whole share of the sample: they are looked at in full. */
function apart(list: readonly Listed[], size: number): { certain: Listed[]; rest: Listed[] } {
  let [certain, rest]: [Listed[], Listed[]] = [[], [...list].sort(byAmount)]
  for (;;) {
    const left = size - certain.length
    const total = sum(rest)
    const large = rest.filter(({ amount }) => amount * left >= total)
    if (large.length === 0 || left <= 0) return { certain, rest }
    certain = [...certain, ...large]
    rest = rest.slice(large.length)
  }
}

/** As many visits for each stratum, none more than it has; what one has no room for goes to the others. */
function share(sizes: readonly number[], visits: number): number[] {
  const given = sizes.map(() => 0)
  let left = visits
  while (left > 0) {
    const open = sizes.flatMap((size, index) => ((given[index] ?? 0) < size ? [index] : []))
    if (open.length === 0) break
    const each = Math.max(1, Math.floor(left / open.length))
    for (const index of open) {
      const more = Math.min(each, (sizes[index] ?? 0) - (given[index] ?? 0), left)
      given[index] = (given[index] ?? 0) + more
      left -= more
    }
  }
  return given
}

/**
 * Strata by amount, each with about the same sum, and the same number of visits in each. What is wrong with a record
 * grows with its amount, and for that Neyman's optimal allocation is this one (Cochran, chapter 5 and 5A).
 */
export function stratify(list: readonly Listed[], size: number): { placed: Placed[]; visits: number[] } {
  const { certain, rest } = apart(list, size)
  const left = size - certain.length
  const count = Math.max(1, Math.min(mostStrata, Math.floor(left / fewestInStratum)))
  const total = sum(rest)
  let before = 0
  const groups: Listed[][] = Array.from({ length: count }, () => [])
  for (const one of rest) {
    groups[Math.min(count - 1, Math.floor(((before + one.amount / 2) / total) * count))]?.push(one)
    before += one.amount
  }
  const strata = groups.filter((group) => group.length > 0)
  return {
    placed: [certain, ...strata].flatMap((group, stratum) => group.map((one) => ({ ...one, stratum }))),
    visits: [
      certain.length,
      ...share(
        strata.map((group) => group.length),
        left,
      ),
    ],
  }
}

/** The place of a record in the draw: HMAC-SHA-256 of its id under the seed. The smallest of a stratum are visited. */
export const rankOf = (seed: string, id: string): string =>
  createHmac('sha256', Buffer.from(seed, 'hex')).update(id).digest('hex')

/** Draws the sample: in each stratum the records whose ranks are smallest. The same list and seed give the same sample. */
export function drawSample(list: readonly Listed[], size: number, seed: string): Drawn[] {
  const { placed, visits } = stratify(list, size)
  return [...Map.groupBy(placed, ({ stratum }) => stratum)].flatMap(([stratum, members]) => {
    const ranked = members
      .map((one) => ({ one, rank: rankOf(seed, one.id) }))
      .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    return ranked.map(({ one }, place) => ({ ...one, isDrawn: place < (visits[stratum] ?? 0) }))
  })
}

const hashOfLines = (lines: readonly string[]): string =>
  createHash('sha256')
    .update(`${[...lines].sort().join('\n')}\n`)
    .digest('hex')

/** What is published of a seed before the draw. */
export const commitmentTo = (seed: string): string =>
  createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex')

/** The hash of a list: its lines `id TAB amount` in the order of their bytes, each ended by a line feed. */
export const hashOfList = (list: readonly Listed[]): string =>
  hashOfLines(list.map(({ id, amount }) => `${id}\t${amount}`))

/** The hash of a sample: the ids of what was drawn, one a line, in the order of their bytes. */
export const hashOfSample = (drawn: readonly Drawn[]): string =>
  hashOfLines(drawn.filter(({ isDrawn }) => isDrawn).map(({ id }) => id))
