import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { commitmentTo, drawSample, hashOfList, type Listed, sampleSizeFor, stratify } from './draw.ts'
import { normalQuantile, studentQuantile } from './quantiles.ts'
import { estimate, type Visited } from './rules.ts'

const seedOf = (word: string): string => createHash('sha256').update(word).digest('hex')
const usual = { confidence: 95, tolerable: 5, expected: 10 }

/** Amounts that differ widely, the same every time. */
const aList = (count: number): Listed[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `record-${String(index).padStart(4, '0')}`,
    amount: 1 + Math.floor(2000 / (1 + ((index * 7919) % count))),
  }))

const found = (
  list: readonly Listed[],
  size: number,
  word: string,
  truth: (one: Listed) => number,
): Visited[] =>
  drawSample(list, size, seedOf(word)).map((one) => (one.isDrawn ? { ...one, found: truth(one) } : one))

test.each([
  ['t of 1', studentQuantile(0.975, 1), 12.7062],
  ['t of 5', studentQuantile(0.975, 5), 2.57058],
  ['t of 30', studentQuantile(0.95, 30), 1.69726],
  ['normal', normalQuantile(0.975), 1.95996],
  ['normal, below', normalQuantile(0.025), -1.95996],
  ['normal of 99 %', normalQuantile(0.995), 2.57583],
])('the quantile of %s is that of the tables', (_, ours, table) => {
  expect(ours).toBeCloseTo(table, 4)
})

test.each([
  [1_000_000, usual, 139],
  [1000, usual, 122],
  [100, usual, 59],
  [20, usual, 20],
  [1000, { ...usual, tolerable: 30 }, 30],
  [1000, { confidence: 99, tolerable: 5, expected: 50 }, 400],
])('of %i records, %j, so many are visited: %i', (records, wanted, visits) => {
  expect(sampleSizeFor(records, wanted)).toBe(visits)
})

test('the same list and seed give the same sample, however the list is ordered, and as many as were asked for', () => {
  const list = aList(700)
  const ids = (some: readonly Listed[]) =>
    drawSample(some, 90, seedOf('một'))
      .filter(({ isDrawn }) => isDrawn)
      .map(({ id }) => id)
      .sort()

  expect(ids(list)).toHaveLength(90)
  expect(ids(list.toReversed())).toEqual(ids(list))
  expect(hashOfList(list.toReversed())).toBe(hashOfList(list))
  expect(
    drawSample(list, 90, seedOf('hai'))
      .filter(({ isDrawn }) => isDrawn)
      .map(({ id }) => id)
      .sort(),
  ).not.toEqual(ids(list))
})

test('who follows the description alone draws the same sample', () => {
  const list = aList(300)
  const seed = seedOf('ba')
  const drawn = drawSample(list, 60, seed)

  for (const [stratum, members] of Map.groupBy(drawn, (one) => one.stratum)) {
    const count = members.filter(({ isDrawn }) => isDrawn).length
    const byHand = members
      .map(({ id }) => ({
        id,
        rank: createHmac('sha256', Buffer.from(seed, 'hex')).update(id).digest('hex'),
      }))
      .sort((one, other) => (one.rank < other.rank ? -1 : 1))
      .slice(0, stratum === 0 ? members.length : count)
      .map(({ id }) => id)
    expect(
      members
        .filter(({ isDrawn }) => isDrawn)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(byHand.sort())
  }
  expect(commitmentTo(seed)).toBe(createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex'))
})

test('the largest are looked at in full, the rest by strata of about the same sum, each with visits enough', () => {
  const { placed, visits } = stratify(aList(900), 120)
  const strata = Map.groupBy(placed, ({ stratum }) => stratum)
  const sums = [...strata].map(([, some]) => some.reduce((sum, { amount }) => sum + amount, 0))

  expect(strata.get(0)?.length).toBe(visits[0])
  expect(visits[0]).toBeGreaterThan(0)
  expect(visits.reduce((sum, one) => sum + one, 0)).toBe(120)
  expect(Math.min(...visits.slice(1))).toBeGreaterThanOrEqual(8)
  expect(Math.max(...sums.slice(1)) / Math.min(...sums.slice(1))).toBeLessThan(1.5)
})

test('where nothing wrong was found the interval still says how much may be wrong, and narrows with more visits', () => {
  const list = aList(2000)
  const few = estimate(
    found(list, 40, 'ít', ({ amount }) => amount),
    95,
  )
  const many = estimate(
    found(list, 400, 'nhiều', ({ amount }) => amount),
    95,
  )

  expect(few.total).toBeCloseTo(few.declared, 6)
  expect([few.upper, few.wrong, few.method]).toEqual([few.declared, 0, 'score'])
  expect(few.lower).toBeLessThan(few.declared * 0.95)
  expect(few.lower).toBeLessThan(many.lower)
  expect(many.lower).toBeLessThan(many.declared)
})

test('where everything was seen there is nothing to estimate', () => {
  const list = aList(25)
  const seen = estimate(
    found(list, 25, 'tất cả', ({ amount }) => amount - 1),
    95,
  )

  const total = list.reduce((sum, { amount }) => sum + amount - 1, 0)
  expect(seen.total).toBeCloseTo(total, 6)
  expect(seen.lower).toBeCloseTo(total, 6)
  expect([seen.upper - seen.lower, seen.method]).toEqual([0, 'complete'])
})

test('records that declared too little are told, and more confidence makes a wider interval', () => {
  const list = aList(500)
  const truth = ({ id, amount }: Listed) =>
    Number(id.slice(-1)) === 4 ? amount * 1.5 : Number(id.slice(-1)) === 5 ? 0 : amount
  const at = (confidence: number) => estimate(found(list, 120, 'thiếu', truth), confidence)

  expect(at(95).method).toBe('one_more')
  expect(at(99).upper - at(99).lower).toBeGreaterThan(at(95).upper - at(95).lower)
  expect(at(95).upper - at(95).lower).toBeGreaterThan(at(90).upper - at(90).lower)
})
