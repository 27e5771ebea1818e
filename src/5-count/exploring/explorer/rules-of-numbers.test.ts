import { expect, test } from 'vitest'
import { type Figure, noFigure } from '../../figures/rules.ts'
import { changeOf, comparedSpans, periodOf, reachedPercent, shadeWidth } from './rules.ts'

const figure = (over: Partial<Figure>): Figure => ({ ...noFigure(), entries: 1, ...over })
const span = (from: string, until: string) => ({ from: `${from}-01`, until: `${until}-01` })

test('what did not change has changed by nought percent', () => {
  expect(
    Object.is(changeOf({ unitVi: 'kg' }, figure({ declared: 5 }), figure({ declared: 5 }))?.percent, 0),
  ).toBe(true)
})

test('a target of nothing is reached by no percent', () => {
  expect(reachedPercent(figure({ declared: 5 }), 0)).toBeUndefined()
  expect(reachedPercent(undefined, 5)).toBeUndefined()
  expect(reachedPercent(figure({ declared: 29 }), 100)).toBe(29)
})

test('a span runs from its first month on until its last day is over', () => {
  const year = span('2026-01', '2027-01')
  const running = (today: string) => {
    const { isRunning, now } = comparedSpans(year, today)
    return [isRunning, now.until]
  }

  expect(running('2025-12-31')).toEqual([false, '2027-01-01'])
  expect(running('2026-01-01')).toEqual([true, '2026-02-01'])
  expect(running('2026-12-31')).toEqual([true, '2027-01-01'])
  expect(running('2027-01-01')).toEqual([false, '2027-01-01'])
  expect(running('2027-05-01')).toEqual([false, '2027-01-01'])
})

test('a span of whole years that begins later is written by its months', () => {
  expect(periodOf(span('2026-02', '2027-01'))).toBe('2026-02..2026-12')
  expect(periodOf(span('2026-01', '2027-01'))).toBe('2026')
})

test('a shade is as wide as a round number, of which five hold the greatest', () => {
  expect([[], [0], [1], [5], [6], [12], [35], [55], [1284]].map(shadeWidth)).toEqual([
    1, 1, 1, 1, 2, 3, 8, 15, 300,
  ])
  expect(shadeWidth([0.5, 2])).toBe(0.4)
  expect(shadeWidth([1, 2.5])).toBe(0.5)
  expect(shadeWidth([0.0005])).toBe(0.001)
  expect(shadeWidth([7.5])).toBe(1.5)
})
