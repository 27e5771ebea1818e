import { expect, test } from 'vitest'
import type { Target } from './entry.ts'
import { reachedPercent, saysSomething, targetTakenOver } from './rules.ts'

const silent = { how: '', steps: [], peopleNeeded: '', preparationDays: null, costDong: null, costNote: '' }

test('a guide says something as soon as one of its parts does, a zero too', () => {
  const parts = [
    { how: 'x' },
    { steps: ['x'] },
    { peopleNeeded: '3' },
    { preparationDays: 0 },
    { costDong: 0 },
    { costNote: 'x' },
  ]

  expect(saysSomething(silent)).toBe(false)
  expect(parts.map((part) => saysSomething({ ...silent, ...part }))).toEqual(parts.map(() => true))
})

test('a target that is taken over gets as long as it had; one of unknown or no length gets a year', () => {
  const target = { indicator: 'trees', amount: 10, until: '2026-03-31' } as Target

  expect(targetTakenOver(target, '2026-01-01', '2026-07-01')).toEqual({ ...target, until: '2026-09-28' })
  expect(targetTakenOver(target, null, '2026-07-01').until).toBe('2027-07-01')
  expect(targetTakenOver(target, '2026-03-31', '2026-07-01').until).toBe('2027-07-01')
  expect(targetTakenOver(target, '2026-03-30', '2026-07-01').until).toBe('2026-07-02')
})

test('what is reached is rounded down, in whole percent, and never less than none', () => {
  expect([reachedPercent(99.9, 100), reachedPercent(100, 100), reachedPercent(-5, 100)]).toEqual([99, 100, 0])
  // 0.29 × 100 is 28.999999999999996 in binary fractions.
  expect(reachedPercent(0.29, 1)).toBe(29)
})
