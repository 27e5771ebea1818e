import { expect, test } from 'vitest'
import { formatPeriod, inLanguage } from './i18n.ts'
import { monthsAround, spanOf } from './time.ts'

test.each([
  ['2024-05-15..2024-06-14', '2024-05-15', '2024-06-15'],
  ['2023-12-15..2024-12-14', '2023-12-15', '2024-12-15'],
  ['2024-02-29..2024-02-29', '2024-02-29', '2024-03-01'],
  ['2000-01-01..2049-12-31', '2000-01-01', '2050-01-01'],
  ['2024-05..2024-06', '2024-05-01', '2024-07-01'],
  ['2024-Q2', '2024-04-01', '2024-07-01'],
])('%s is a period from %s up to and without %s', (period, from, until) => {
  expect(spanOf(period)).toEqual({ from, until })
})

test.each([
  ['ends before it begins', '2024-06-14..2024-05-15'],
  ['ends on a day that the calendar has not', '2024-01-15..2023-02-29'],
  ['begins on one', '2023-02-29..2024-01-15'],
  ['is longer than 50 years', '2000-01-01..2050-01-01'],
  ['goes from a day to a month', '2024-05-15..2024-06'],
  ['is a day alone', '2024-05-15'],
  ['ends when dates have no more room', '9999-12-01..9999-12-31'],
])('what %s is no period', (_, period) => {
  expect(spanOf(period)).toBeUndefined()
})

test.each([
  ['vi', '2024-05-15..2024-06-14', '15/5/2024 – 14/6/2024'],
  ['en', '2024-05-15..2024-06-14', '15/05/2024 – 14/06/2024'],
  ['vi', '2024-05-05..2024-05-05', '05/5/2024'],
] as const)('in %s %s is told as %s', (language, period, words) => {
  expect(inLanguage(language, () => formatPeriod(period))).toBe(words)
})

test.each([
  ['2024-05-15..2024-06-14', { from: '2024-05-01', until: '2024-07-01' }],
  ['2024-05-15..2024-05-31', { from: '2024-05-01', until: '2024-06-01' }],
  ['2024-Q1', { from: '2024-01-01', until: '2024-04-01' }],
])('%s touches the months of %o', (period, months) => {
  expect(monthsAround(spanOf(period) ?? { from: '', until: '' })).toEqual(months)
})
