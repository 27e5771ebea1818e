// How often the interval of a spot check holds the truth, by the module's own rules (draw.ts, rules.ts), on simulated
// districts whose truth is known. A district is a list of records of skewed sizes, some of them invented, some inflated,
// some understated, now and then the larger ones more; how much of each differs from district to district. Everything
// follows from the seed in this file. Beside it, on the same samples: the textbook interval (ratio ± t · standard error)
// that this method replaces. About a minute; no database.
import { createHash } from 'node:crypto'
import {
  commitmentTo,
  drawSample,
  sampleSizeFor,
  twoSided,
  type Wanted,
} from '../src/4-prove/verification/spot-checks/draw.ts'
import { studentQuantile } from '../src/4-prove/verification/spot-checks/quantiles.ts'
import { estimate, type Visited } from '../src/4-prove/verification/spot-checks/rules.ts'

const districts = 1000

/** Numbers that follow from a word (mulberry32). */
function chanceFrom(word: string): () => number {
  let state = createHash('sha256').update(word).digest().readUInt32BE()
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Shares of records that are invented, inflated, understated. */
type Fraud = { invented: number; inflated: number; understated: number }
type Truth = { id: string; amount: number; found: number }

function aDistrict(word: string, fraud: Fraud): Truth[] {
  const next = chanceFrom(word)
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const records = Math.floor(150 + next() ** 2 * 2800)
  const skew = 0.4 + next() * 1.1
  const isLargeOnes = next() < 0.5
  return Array.from({ length: records }, (_, index) => {
    const size = normal()
    const found = Math.max(1, Math.round(20 * Math.exp(skew * size)))
    const leaning = isLargeOnes ? Math.min(2, Math.max(0.3, 1 + size / 2)) : 1
    const invented = fraud.invented * leaning
    const inflated = invented + fraud.inflated * leaning
    const fate = next()
    const record = { id: `${word} ${index}`, amount: found, found }
    if (fate < invented) return { ...record, found: 0 }
    if (fate < inflated)
      return { ...record, amount: Math.max(found + 1, Math.round(found * (1.1 + next() * 2))) }
    if (fate < inflated + fraud.understated)
      return { ...record, amount: Math.max(1, Math.round(found * (0.5 + 0.4 * next()))) }
    return record
  })
}

/** The textbook interval of the same sample, for comparison. */
function textbook(list: readonly Visited[], confidence: number): [number, number] {
  const groups = [...Map.groupBy(list, ({ stratum }) => stratum).values()]
  const sum = (some: readonly number[]) => some.reduce((total, one) => total + one, 0)
  const declared = sum(list.map(({ amount }) => amount))
  const visited = (group: readonly Visited[]) => group.filter((one) => one.found !== undefined)
  const expanded = (of: (one: Visited) => number) =>
    sum(groups.map((group) => (group.length / visited(group).length) * sum(visited(group).map(of))))
  const ratio = expanded(({ found }) => found ?? 0) / expanded(({ amount }) => amount)
  let variance = 0
  let visits = 0
  for (const group of groups) {
    const rest = visited(group).map(({ found, amount }) => (found ?? 0) - ratio * amount)
    const mean = sum(rest) / rest.length
    const spread = rest.length > 1 ? sum(rest.map((one) => (one - mean) ** 2)) / (rest.length - 1) : 0
    variance += (group.length ** 2 * (1 - rest.length / group.length) * spread) / rest.length
    visits += rest.length
  }
  const half = studentQuantile(twoSided(confidence), visits - groups.length) * Math.sqrt(variance)
  return [declared * ratio - half, declared * ratio + half]
}

type Count = {
  held: number
  textbookHeld: number
  tooHigh: number
  width: number
  visits: number
  off: number
}

function checkOne(word: string, fraud: Fraud, wanted: Wanted, count: Count): void {
  const truth = aDistrict(word, fraud)
  const seed = commitmentTo(Buffer.from(word).toString('hex'))
  const found = new Map(truth.map((one) => [one.id, one.found]))
  const drawn = drawSample(truth, sampleSizeFor(truth.length, wanted), seed)
  const list = drawn.map((one) => ({ ...one, found: one.isDrawn ? found.get(one.id) : undefined }))
  const total = truth.reduce((all, one) => all + one.found, 0)
  const seen = estimate(list, wanted.confidence)
  const [low, high] = textbook(list, wanted.confidence)
  // Sums of thousands of numbers differ in the last digits by the order in which they were added.
  const rounding = seen.declared * 1e-9
  if (seen.lower - rounding <= total && total <= seen.upper + rounding) count.held += 1
  else if (total < seen.lower) count.tooHigh += 1
  if (low - rounding <= total && total <= high + rounding) count.textbookHeld += 1
  count.width += (seen.upper - seen.lower) / seen.declared
  count.off += (seen.total - total) / seen.declared
  count.visits += drawn.filter(({ isDrawn }) => isDrawn).length
}

const percent = (share: number, digits = 1): number => Math.round(share * 100 * 10 ** digits) / 10 ** digits

function run(name: string, fraudOf: (next: () => number) => Fraud, wanted: Wanted): void {
  const count: Count = { held: 0, textbookHeld: 0, tooHigh: 0, width: 0, visits: 0, off: 0 }
  for (let index = 0; index < districts; index += 1) {
    const word = `${name} ${JSON.stringify(wanted)} ${index}`
    checkOne(word, fraudOf(chanceFrom(`fraud ${word}`)), wanted, count)
  }
  console.log(
    JSON.stringify({
      bench: 'spot-check-simulation',
      metric: `${name}: truth within the ${wanted.confidence} % interval (tolerable ${wanted.tolerable} %, expected ${wanted.expected} %), % of ${districts} districts`,
      ours: percent(count.held / districts),
      peer: percent(count.textbookHeld / districts),
      peerName: 'ratio ± t · standard error on the same samples',
      ratio: Math.round((count.held / count.textbookHeld) * 100) / 100,
      interval_above_truth: percent(count.tooHigh / districts),
      interval_width: percent(count.width / districts),
      estimate_off_on_average: percent(count.off / districts, 2),
      visits: Math.round(count.visits / districts),
    }),
  )
}

const usual: Wanted = { confidence: 95, tolerable: 5, expected: 10 }
/** Fraud as it may be, unknown beforehand: from next to nothing to a quarter of all records. */
const anyFraud = (next: () => number): Fraud => ({
  invented: 0.005 + 0.12 * next() ** 2,
  inflated: 0.2 * next() ** 2,
  understated: next() < 0.3 ? 0.03 * next() : 0,
})

run('fraud of every size', anyFraud, usual)
for (const confidence of [90, 99]) run('fraud of every size', anyFraud, { ...usual, confidence })
run('fraud of every size, few visits', anyFraud, { ...usual, tolerable: 10 })
run('fraud of every size, many visits', anyFraud, { ...usual, expected: 20 })
run('1 % invented', () => ({ invented: 0.01, inflated: 0, understated: 0 }), usual)
run('1 % invented, 3 % inflated', () => ({ invented: 0.01, inflated: 0.03, understated: 0 }), usual)
run(
  '3 % invented, 5 % inflated, 1 % understated',
  () => ({ invented: 0.03, inflated: 0.05, understated: 0.01 }),
  usual,
)
run(
  '10 % invented, 20 % inflated, 3 % understated',
  () => ({ invented: 0.1, inflated: 0.2, understated: 0.03 }),
  usual,
)
run('15 % inflated, nothing invented', () => ({ invented: 0, inflated: 0.15, understated: 0 }), usual)
run('25 % invented, 20 % inflated', () => ({ invented: 0.25, inflated: 0.2, understated: 0 }), usual)
run('no fraud at all', () => ({ invented: 0, inflated: 0, understated: 0 }), usual)
