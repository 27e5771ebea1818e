import { expect, test } from 'vitest'
import { type Figure, noFigure } from '../../figures/rules.ts'
import {
  addsUp,
  changeOf,
  comparedSpans,
  monthsWithin,
  periodOf,
  reachedPercent,
  restOf,
  shadeWidth,
  shownTotal,
} from './rules.ts'

const figure = (over: Partial<Figure>): Figure => ({ ...noFigure(), entries: 1, ...over })
const span = (from: string, until: string) => ({ from: `${from}-01`, until: `${until}-01` })

test('amounts and what stands add up; different people and rates do not', () => {
  expect((['sum', 'stock', 'distinct', 'derived'] as const).map(addsUp)).toEqual([true, true, false, false])
})

test('a rate that could not be worked out shows no number, one that could shows its own', () => {
  expect(shownTotal(figure({ declared: 5, derived: { value: null } as Figure['derived'] }))).toBeUndefined()
  expect(shownTotal(figure({ declared: 5, derived: { value: 5 } as Figure['derived'] }))).toBe(5)
})

test('what is left over keeps each level of proof and each “more than” and “about”, none below nothing', () => {
  const whole = figure({ confirmed: 5, verified: 7, over: 1, about: 5, entries: 4 })
  const part = figure({ confirmed: 2, verified: 3, over: 3, about: 2 })

  expect(restOf(whole, [part])).toEqual({
    ...figure({ confirmed: 3, verified: 4, over: 0, about: 3 }),
    entries: 3,
  })
  expect(restOf(undefined, [figure({ about: 2 })])).toMatchObject({ about: 0, over: 0, entries: 0 })
  expect(restOf(whole, [])).toMatchObject({ about: 5, over: 1 })
})

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

test('months of a span within another: each end is that which comes first', () => {
  const year = span('2026-01', '2027-01')

  expect(monthsWithin(year, { from: '2026-03-15', until: '2026-05-02' })).toEqual(span('2026-03', '2026-06'))
  expect(monthsWithin(year, { from: '2020-01-01', until: '2030-01-01' })).toEqual(year)
  expect(monthsWithin(year, { from: '2020-01-01', until: '2026-01-01' })).toBeUndefined()
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
