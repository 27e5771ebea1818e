import { expect, test } from 'vitest'
import { addMonths, monthsOf } from '#platform/time'
import { stepOf, stepsOf } from './steps.ts'

const span = (from: string, months: number) => ({
  from: `${from}-01`,
  until: `${addMonths(from, months)}-01`,
})
const periodsOf = (from: string, months: number) => stepsOf(span(from, months)).map(({ period }) => period)

test('two years are drawn by month, more by quarter, more than six years by year', () => {
  expect(stepOf(stepsOf(span('2023-01', 24)))).toBe('month')
  expect(stepOf(stepsOf(span('2021-05', 68)))).toBe('quarter')
  expect(stepOf(stepsOf(span('2019-01', 96)))).toBe('year')
  expect(periodsOf('2021-05', 26).slice(0, 3)).toEqual(['2021-05..2021-06', '2021-Q3', '2021-Q4'])
  expect(periodsOf('2018-03', 80)).toEqual([
    '2018-03..2018-12',
    '2019',
    '2020',
    '2021',
    '2022',
    '2023',
    '2024-01..2024-10',
  ])
})

test.each([1, 7, 23, 24, 25, 61, 72, 73, 90, 130])(
  '%i months are covered without a gap, in columns that can be told apart',
  (months) => {
    const whole = span('2020-11', months)

    const steps = stepsOf(whole)

    expect(steps.flatMap((step) => monthsOf(step.span))).toEqual(monthsOf(whole))
    expect(steps.length).toBeLessThanOrEqual(24)
    expect(new Set(steps.map(({ period }) => period)).size).toBe(steps.length)
  },
)
