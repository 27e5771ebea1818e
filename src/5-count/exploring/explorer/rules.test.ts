import { expect, test } from 'vitest'
import { type Figure, noFigure } from '../../figures/rules.ts'
import { changeOf, comparedSpans, periodOf, reachedPercent, shadeOf, shadeWidth } from './rules.ts'

const figure = (over: Partial<Figure>): Figure => ({ ...noFigure(), entries: 1, ...over })
const span = (from: string, until: string) => ({ from: `${from}-01`, until: `${until}-01` })

test('a change has no percent of nothing, none of a percentage, and does not exist beside a gap', () => {
  const kg = { unitVi: 'kg' }

  expect(changeOf(kg, figure({ declared: 15 }), figure({ declared: 12 }))).toEqual({
    difference: 3,
    percent: 25,
  })
  expect(changeOf(kg, figure({ declared: 15 }), figure({}))).toEqual({ difference: 15, percent: undefined })
  expect(changeOf(kg, figure({ declared: 15 }), noFigure())).toBeUndefined()
  expect(changeOf(kg, undefined, figure({ declared: 1 }))).toBeUndefined()
  expect(changeOf({ unitVi: '%' }, figure({ declared: 50 }), figure({ declared: 40 }))).toEqual({
    difference: 10,
    percent: undefined,
  })
})

test('a target is not met by rounding', () => {
  expect(reachedPercent(figure({ declared: 199.9 }), 200)).toBe(99)
  expect(reachedPercent(figure({ declared: 200 }), 200)).toBe(100)
  // 0.29 × 100 is 28.999999999999996 in binary fractions.
  expect(reachedPercent(figure({ declared: 0.29 }), 1)).toBe(29)
  expect(reachedPercent(noFigure(), 200)).toBeUndefined()
})

test.each([
  // A year that has ended, a year that still runs, a quarter that is still to come, three years that still run.
  ['2025-01', '2026-01', '2025-01', '2026-01', '2024-01', '2025-01'],
  ['2026-01', '2027-01', '2026-01', '2026-04', '2025-01', '2025-04'],
  ['2026-07', '2026-10', '2026-07', '2026-10', '2025-07', '2025-10'],
  ['2024-01', '2027-01', '2024-01', '2026-04', '2021-01', '2023-04'],
])('on 15 March 2026 the span %s to %s is compared fairly', (from, until, nowFrom, nowUntil, first, last) => {
  const spans = comparedSpans(span(from, until), '2026-03-15')

  expect(spans.now).toEqual(span(nowFrom, nowUntil))
  expect(spans.before).toEqual(span(first, last))
})

test.each([
  ['2025-03', '2025-04', '2025-03'],
  ['2025-01', '2026-01', '2025'],
  ['2025-01', '2025-07', '2025-01..2025-06'],
  ['2024-01', '2026-01', '2024-01..2025-12'],
])('the span %s to %s is written as an address writes it', (from, until, period) => {
  expect(periodOf(span(from, until))).toBe(period)
})

test('five shades with round borders hold all amounts; nothing has a shade of its own', () => {
  const width = shadeWidth([0, 12, 187, 403])

  expect(width).toBe(100)
  expect([0, 1, 100, 101, 403].map((amount) => shadeOf(amount, width))).toEqual([0, 1, 1, 2, 5])
  expect(shadeWidth([])).toBe(1)
  expect(shadeWidth([3])).toBe(1)
  expect(shadeWidth([0.4])).toBeGreaterThan(0)
})
