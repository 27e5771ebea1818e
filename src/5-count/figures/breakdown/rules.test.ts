import { expect, test } from 'vitest'
import { type Figure, noFigure, shownTotal } from '../rules.ts'
import { addsUp, monthsWithin, restOf } from './rules.ts'

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

test('months of a span within another: each end is that which comes first', () => {
  const year = span('2026-01', '2027-01')

  expect(monthsWithin(year, { from: '2026-03-15', until: '2026-05-02' })).toEqual(span('2026-03', '2026-06'))
  expect(monthsWithin(year, { from: '2020-01-01', until: '2030-01-01' })).toEqual(year)
  expect(monthsWithin(year, { from: '2020-01-01', until: '2026-01-01' })).toBeUndefined()
})

test('what is left over is the whole without its parts, level by level, and no binary dust', () => {
  const rest = restOf(figure({ declared: 0.3, evidenced: 5, over: 2, entries: 4 }), [
    figure({ declared: 0.1, evidenced: 2, over: 1 }),
    undefined,
    figure({ declared: 0.2, evidenced: 3 }),
  ])

  expect(rest).toMatchObject({ declared: 0, evidenced: 0, confirmed: 0, over: 1, entries: 2 })
})

test('a unit that came or went within a month has all of it', () => {
  const year = span('2025-01', '2026-01')

  expect(monthsWithin(year, { from: '2025-06-15', until: null })).toEqual(span('2025-06', '2026-01'))
  expect(monthsWithin(year, { from: '2020-01-01', until: '2025-06-15' })).toEqual(span('2025-01', '2025-07'))
  expect(monthsWithin(year, { from: '2020-01-01', until: '2025-01-01' })).toBeUndefined()
})

test('what lies beyond the period is left over like the figure, and goes where its parts hold all of it', () => {
  const days = { from: '2016-01-01', last: '2020-12-31' }
  const whole = figure({ beyond: { entries: 3, amount: 90.5, over: 1, ...days } })
  const part = figure({ beyond: { entries: 2, amount: 60.2, ...days } })

  expect(restOf(whole, [part]).beyond).toEqual({ entries: 1, amount: 30.3, over: 1, ...days })
  expect(restOf(whole, [whole]).beyond).toBeUndefined()
  expect(restOf(figure({}), [part]).beyond).toBeUndefined()
})
