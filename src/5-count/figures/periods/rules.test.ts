import { expect, test } from 'vitest'
import { periodOfDays, spanOf } from '#platform/time'
import { periodFromTo } from './chooses-period.ts'
import { beginningOf, type Group, inWholeMonths, periodsOffered, yearsSince } from './rules.ts'

const made = {
  code: 'made',
  kind: 'Nghị quyết',
  symbol: '9-NQ/X',
  issuedOn: '2009-04-20',
  issuer: 'Huyện ủy',
  title: 'về việc thử',
  continues: null,
  replacedOn: null,
  source: 'thử',
}
const offered = (first: string, today: string, yearBegins = '19/5') =>
  periodsOffered({ first, today, directives: [made], yearBegins })
const inGroup = (group: Group, ...given: Parameters<typeof offered>) =>
  offered(...given)
    .find((one) => one.group === group)
    ?.periods.map(({ period }) => period)

test('the lists of a locality begin with its first fact, whatever the year', () => {
  expect(inGroup('years', '2007-09-02', '2010-03-01')).toEqual(['2010', '2009', '2008', '2007'])
  expect(inGroup('parts', '2009-09-02', '2010-03-01')).toEqual([
    '2010-01..2010-06',
    '2010-01..2010-09',
    '2009-01..2009-06',
    '2009-01..2009-09',
    '2009-07..2009-12',
  ])
  expect(inGroup('months', '2009-12-31', '2010-03-01')).toEqual(['2010-03', '2010-02', '2010-01', '2009-12'])
  expect(inGroup('quarters', '2009-12-31', '2010-03-01')).toEqual(['2010-Q1', '2009-Q4'])
  expect(inGroup('reviews', '2009-12-31', '2011-05-01')).toEqual([
    '2009-04-20..2011-05-01',
    '2009-04-20..2011-04-19',
    '2009-04-20..2010-04-19',
  ])
})

test('several years are offered together, and the five years of plans that hold a fact', () => {
  expect(inGroup('several', '2012-03-12', '2026-11-30')).toEqual([
    '2025-01..2026-12',
    '2024-01..2026-12',
    '2022-01..2026-12',
    '2026-01..2030-12',
    '2021-01..2025-12',
    '2016-01..2020-12',
    '2011-01..2015-12',
  ])
})

test('a year from birthday to birthday is offered, and from any other day that a locality chooses', () => {
  expect(inGroup('programme_years', '2024-02-01', '2026-05-18')).toEqual([
    '2025-05-19..2026-05-18',
    '2024-05-19..2025-05-18',
    '2023-05-19..2024-05-18',
  ])
  expect(inGroup('programme_years', '2025-01-01', '2026-11-30', '1/7')?.[0]).toBe('2026-07..2027-06')
  expect(inGroup('programme_years', '2025-01-01', '2026-11-30', '31/2')).toEqual([])
})

test('every period that is offered is one, and each group offers it once', () => {
  for (const { periods } of offered('1971-04-30', '2026-11-30')) {
    const names = periods.map(({ period }) => period)
    for (const name of names) expect(spanOf(name), name).toBeDefined()
    expect(new Set(names).size).toBe(names.length)
  }
})

test('pages that tell month by month are offered the months that days touch', () => {
  const [review] = inWholeMonths(offered('2009-05-01', '2010-05-10')).filter(
    ({ group }) => group === 'reviews',
  )

  expect(review?.periods.map(({ period }) => period)).toEqual(['2009-04..2010-05', '2009-04..2010-04'])
})

test('a beginning is never after this year began, and never endlessly long ago', () => {
  expect(beginningOf(undefined, '2029-06-01')).toBe('2029-01-01')
  expect(beginningOf('2029-05-01', '2029-06-01')).toBe('2029-01-01')
  expect(beginningOf('2012-03-12', '2029-06-01')).toBe('2012-03-12')
  expect(beginningOf('0206-03-12', '2029-06-01')).toBe('1969-01-01')
  expect(yearsSince('2027-01-01', '2029-06-01')).toEqual([2029, 2028, 2027])
})

test.each([
  ['2012-03-01', '2012-03-31', '2012-03'],
  ['2012-04-01', '2012-06-30', '2012-Q2'],
  ['2012-05-01', '2012-07-31', '2012-05..2012-07'],
  ['2012-01-01', '2012-12-31', '2012'],
  ['2011-01-01', '2015-12-31', '2011-01..2015-12'],
  ['2012-05-19', '2013-05-18', '2012-05-19..2013-05-18'],
  ['2012-02-29', '2012-02-29', '2012-02-29..2012-02-29'],
])('from %s to %s is %s, and the same days', (first, last, period) => {
  expect(periodOfDays(first, last)).toBe(period)
  expect(spanOf(period)).toEqual(spanOf(`${first}..${last}`))
})

test.each([
  ['19/5/2013', '18/5/2014', '2013-05-19..2014-05-18'],
  ['2013-01-01', '2013-12-31', '2013'],
  ['2013-05-19', '', '2013-05-19..2026-11-30'],
  ['', '2013-08-31', '2013-01..2013-08'],
  ['2021-05', '2024-05', '2021-05..2024-05'],
  ['2014-05-18', '2013-05-19', '2014-05-18..2013-05-19'],
  ['hôm qua', '2013-05-19', 'hôm qua..2013-05-19'],
])('chosen from “%s” to “%s” the address says %s', (from, until, period) => {
  expect(periodFromTo(from, until, '2026-11-30')).toBe(period)
})
