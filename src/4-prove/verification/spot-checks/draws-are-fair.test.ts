import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { drawSample, type Listed } from './draw.ts'
import { estimate } from './rules.ts'

// Hundreds of draws, which the quick tests of the rules do not wait for.
const seedOf = (word: string): string => createHash('sha256').update(word).digest('hex')

/** Amounts that differ widely, the same every time. */
const aList = (count: number): Listed[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `record-${String(index).padStart(4, '0')}`,
    amount: 1 + Math.floor(2000 / (1 + ((index * 7919) % count))),
  }))

test('each record of a stratum is as likely to be drawn as another', () => {
  const list = Array.from({ length: 100 }, (_, index) => ({ id: `r${index}`, amount: 10 }))
  const times = new Map<string, number>()
  for (let draw = 0; draw < 1000; draw += 1)
    for (const { id, isDrawn } of drawSample(list, 30, seedOf(`lần ${draw}`)))
      if (isDrawn) times.set(id, (times.get(id) ?? 0) + 1)

  // 300 of 1,000 expected, a standard deviation of 14.5: none of a hundred is five away.
  expect(times.size).toBe(100)
  for (const count of times.values()) expect(Math.abs(count - 300)).toBeLessThan(73)
})

test('the estimate is right on average, and its interval holds the truth in most draws', () => {
  const list = aList(400)
  const truth = ({ id, amount }: Listed) =>
    Number(id.slice(-1)) === 3 ? 0 : Number(id.slice(-1)) === 7 ? amount / 2 : amount
  const total = list.reduce((sum, one) => sum + truth(one), 0)
  const estimates = Array.from({ length: 300 }, (_, draw) =>
    estimate(
      drawSample(list, 80, seedOf(`lần ${draw}`)).map((one) =>
        one.isDrawn ? { ...one, found: truth(one) } : one,
      ),
      95,
    ),
  )

  const mean = estimates.reduce((sum, one) => sum + one.total, 0) / estimates.length
  const held = estimates.filter(({ lower, upper }) => lower <= total && total <= upper).length

  expect(Math.abs(mean / total - 1)).toBeLessThan(0.01)
  expect(held).toBeGreaterThan(275)
})
