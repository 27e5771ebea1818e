import type { Field } from '#kinds'
import { type Placed, twoSided } from './draw.ts'
import { studentQuantile } from './quantiles.ts'

// What a sample says of the whole: the combined ratio estimate of a stratified sample with an interval that also holds
// where little or nothing was found wrong (docs/decisions/0019-spot-checks.md; measured by bench/spot-check-simulation.ts).

/** A record of the list; of those that were drawn, what was found in place of the amount. */
export type Visited = Placed & { found?: number | undefined }

/** What a stratum looks like. */
export type StratumSeen = {
  stratum: number
  records: number
  visited: number
  declared: number
  /** How many of those visited were not as declared. */
  wrong: number
}

/** What is left of a declared total after a check. */
export type Estimate = {
  declared: number
  /** The true total as the sample says, and between which bounds it lies with the confidence asked for. */
  total: number
  lower: number
  upper: number
  confidence: number
  wrong: number
  strata: StratumSeen[]
  /** How the bounds were found: everything was seen, by score, or (something was more than declared) with one more record. */
  method: 'complete' | 'score' | 'one_more'
}

type Stratum = { members: Visited[]; visited: (Visited & { found: number })[] }

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0)
const isVisited = (one: Visited): one is Visited & { found: number } => one.found !== undefined

/** What is multiplied with what a stratum shows to speak for all of it. */
const weightOf = ({ members, visited }: Stratum): number => members.length / visited.length

/** The share of a stratum that nobody saw: nothing of it is uncertain where all was seen. */
const unseenOf = ({ members, visited }: Stratum): number => 1 - visited.length / members.length

/**
 * The variance of the ratio found : declared (Cochran, §6.11, the combined ratio), and its degrees of freedom after
 * Satterthwaite (Cochran, §5.4).
 */
function varianceOf(strata: readonly Stratum[], ratio: number): { variance: number; freedom: number } {
  const declared = sum(strata.map((one) => weightOf(one) * sum(one.visited.map(({ amount }) => amount))))
  const parts = strata.map((one) => {
    const count = one.visited.length
    if (count < 2) return { part: 0, count }
    const residuals = one.visited.map(({ amount, found }) => found - ratio * amount)
    const mean = sum(residuals) / count
    const spread = sum(residuals.map((each) => (each - mean) ** 2)) / (count - 1)
    return { part: (one.members.length ** 2 * unseenOf(one) * spread) / count, count }
  })
  const variance = sum(parts.map(({ part }) => part))
  const square = sum(parts.map(({ part, count }) => (count < 2 ? 0 : part ** 2 / (count - 1))))
  return {
    variance: variance / declared ** 2,
    freedom: square > 0 ? Math.max(2, variance ** 2 / square) : 1000,
  }
}

/**
 * How many records drawn at random, each with a chance by its amount, would tell as much (Kish's effective size): what
 * the sample is worth against records that do not exist at all. Infinite where everything was seen.
 */
function worthOf(strata: readonly Stratum[]): number {
  const declared = sum(strata.flatMap(({ members }) => members.map(({ amount }) => amount)))
  const lost = sum(
    strata.map((one) => {
      const amounts = one.members.map(({ amount }) => amount)
      const total = sum(amounts)
      const unequal = (sum(amounts.map((amount) => amount ** 2)) * amounts.length) / total ** 2
      return ((total ** 2 * unequal) / one.visited.length) * unseenOf(one)
    }),
  )
  return lost > 0 ? declared ** 2 / lost : Number.POSITIVE_INFINITY
}

type Seen = { untrue: number; variance: number; worth: number; wrong: number; quantile: number }

/**
 * Bounds of the untrue share by score (Wilson 1927) with an effective size (Korn and Graubard 1998; Dean and Pagano
 * 2015). One record that does not exist is put beside those found wrong when the effective size is worked out: where
 * few were found, their own spread says too little.
 */
function boundsByScore({ untrue, variance, worth, wrong, quantile }: Seen): [number, number] {
  const share = Math.max(0, untrue)
  const ofFound = share > 0 && share < 1 ? variance / (share * (1 - share)) : 1 / worth
  const size = 1 / ((wrong * ofFound + 1 / worth) / (wrong + 1))
  const squared = quantile ** 2 / size
  const middle = (share + squared / 2) / (1 + squared)
  const half = (quantile / (1 + squared)) * Math.sqrt((share * (1 - share)) / size + squared / (4 * size))
  return [Math.max(0, middle - half), Math.min(1, middle + half)]
}

/**
 * Bounds where some records were more than declared, so that the untrue share may be below nothing: Student's interval,
 * its upper end with one more record that was visited and does not exist.
 */
function boundsWithOneMore({ untrue, variance, worth, quantile }: Seen): [number, number] {
  const more = (worth * untrue + 1) / (worth + 1)
  const moreVariance = (worth ** 2 * variance + ((1 - untrue) ** 2 * worth) / (worth + 1)) / (worth + 1) ** 2
  return [untrue - quantile * Math.sqrt(variance), more + quantile * Math.sqrt(moreVariance)]
}

const isWrong = ({ amount, found }: { amount: number; found: number }): boolean =>
  Math.abs(found - amount) > 1e-9 * amount

function seenIn(stratum: number, members: readonly Visited[]): StratumSeen {
  const visited = members.filter(isVisited)
  return {
    stratum,
    records: members.length,
    visited: visited.length,
    declared: sum(members.map(({ amount }) => amount)),
    wrong: visited.filter(isWrong).length,
  }
}

/**
 * Estimates the true total from what was found. Stratum 0 was seen in full and is only added.
 * @throws Error where a stratum has records and none was visited: the draw never leaves one out.
 */
export function estimate(list: readonly Visited[], confidence: number): Estimate {
  const groups = [...Map.groupBy(list, ({ stratum }) => stratum)].sort(([one], [other]) => one - other)
  const strata = groups.map(([stratum, members]) => seenIn(stratum, members))
  if (strata.some(({ visited }) => visited === 0)) throw new Error('A stratum was not visited at all.')
  const declared = sum(strata.map((one) => one.declared))
  const known = sum((groups.find(([stratum]) => stratum === 0)?.[1] ?? []).map(({ found }) => found ?? 0))
  const drawn = groups
    .filter(([stratum]) => stratum !== 0)
    .map(([, members]) => ({ members, visited: members.filter(isVisited) }))
  const seen = { declared, confidence, strata, wrong: sum(strata.map(({ wrong }) => wrong)) }
  if (drawn.length === 0) return { ...seen, total: known, lower: known, upper: known, method: 'complete' }

  const rest = sum(drawn.flatMap(({ members }) => members.map(({ amount }) => amount)))
  const expanded = (of: (one: Visited & { found: number }) => number) =>
    sum(drawn.map((one) => weightOf(one) * sum(one.visited.map(of))))
  const ratio = expanded(({ found }) => found) / expanded(({ amount }) => amount)
  const total = known + rest * ratio
  const worth = worthOf(drawn)
  if (!Number.isFinite(worth)) return { ...seen, total, lower: total, upper: total, method: 'complete' }

  const { variance, freedom } = varianceOf(drawn, ratio)
  const visited = drawn.flatMap((one) => one.visited)
  const hasMore = visited.some(({ amount, found }) => found > amount && isWrong({ amount, found }))
  const [least, most] = (hasMore ? boundsWithOneMore : boundsByScore)({
    untrue: 1 - ratio,
    variance,
    worth,
    wrong: visited.filter(isWrong).length,
    quantile: studentQuantile(twoSided(confidence), freedom),
  })
  // What was seen to be true is true, whatever the formula says.
  const certain = known + sum(visited.map(({ found }) => found))
  return {
    ...seen,
    total,
    lower: Math.max(certain, known + rest * (1 - most)),
    upper: known + rest * (1 - least),
    method: hasMore ? 'one_more' : 'score',
  }
}

/** The questions of a form of which an indicator is made; of one in the rows of a list, the list. */
export function questionsOf(fields: readonly Field[], indicator: string): Field[] {
  const keys = new Set(
    fields.flatMap((field) => (field.indicator === indicator ? [field.parent ?? field.key] : [])),
  )
  return fields.filter(({ key, parent }) => parent === null && keys.has(key))
}
