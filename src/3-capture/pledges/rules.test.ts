import { expect, test } from 'vitest'
import {
  type Counted,
  dayOfFact,
  earliestDayOf,
  factsOf,
  objectionToOutcome,
  openYears,
  stepOf,
  stoodIn,
} from './rules.ts'

test.each([
  ['2026-01-01', [2026]],
  ['2026-10-31', [2026]],
  ['2026-11-01', [2026, 2027]],
  ['2026-12-31', [2026, 2027]],
])('on %s one pledges for %j', (today, years) => {
  expect(openYears(today)).toEqual(years)
})

test('an outcome is told from its day on', () => {
  expect(objectionToOutcome('2026-11-01', '2026-10-31')).toBe('pledge_outcome_is_too_early')
  expect(objectionToOutcome('2026-11-01', '2026-11-01')).toBeUndefined()
})

test.each([
  ['2025-12-20', undefined, '2026-01-01'],
  ['2026-01-01', undefined, '2026-01-01'],
  ['2026-05-05', undefined, '2026-05-05'],
  ['2026-12-31', undefined, '2026-12-31'],
  ['2027-01-10', undefined, '2026-12-31'],
  ['2026-02-01', { validFrom: '2026-03-01', validTo: null }, '2026-03-01'],
  ['2026-03-01', { validFrom: '2026-03-01', validTo: '2026-07-01' }, '2026-03-01'],
  ['2026-06-30', { validFrom: '2026-03-01', validTo: '2026-07-01' }, '2026-06-30'],
  ['2026-07-01', { validFrom: '2026-03-01', validTo: '2026-07-01' }, '2026-06-30'],
  ['2026-11-01', { validFrom: '2026-03-01', validTo: '2026-07-01' }, '2026-06-30'],
])('what was said on %s counts for 2026 in a unit %j on %s', (day, unit, counted) => {
  expect(dayOfFact(day, 2026, unit)).toBe(counted)
})

const unit = { validFrom: '2020-01-01', validTo: null }
const pledge: Counted = {
  year: 2026,
  untilYear: null,
  madeOn: '2026-02-01',
  isWithdrawn: false,
  outcome: null,
  outcomeOn: null,
  confirmedOn: null,
}
const made = { indicator: 'pledges_collective', day: '2026-02-01' }
const done = { indicator: 'pledges_done_collective', day: '2026-11-20' }

test.each<[string, Partial<Counted>, object[]]>([
  ['made', {}, [made]],
  ['withdrawn', { isWithdrawn: true, outcome: 'done', outcomeOn: '2026-11-20' }, []],
  ['done', { outcome: 'done', outcomeOn: '2026-11-20' }, [made, done]],
  ['done on no day', { outcome: 'done' }, [made]],
  [
    'done in part',
    { outcome: 'partly' as never, outcomeOn: '2026-11-20', confirmedOn: '2026-12-01' },
    [made],
  ],
  [
    'done and confirmed',
    { outcome: 'done', outcomeOn: '2026-11-20', confirmedOn: '2027-01-05' },
    [made, done, { indicator: 'pledges_verified', day: '2026-12-31' }],
  ],
  [
    'of several years and done in the third',
    { untilYear: 2029, outcome: 'done', outcomeOn: '2028-06-02' },
    [made, { indicator: 'pledges_done_collective', day: '2028-06-02' }],
  ],
  [
    'of several years and told done after the last',
    { untilYear: 2028, outcome: 'done', outcomeOn: '2030-01-05' },
    [made, { indicator: 'pledges_done_collective', day: '2028-12-31' }],
  ],
])('a collective pledge that is %s adds its facts', (_name, more, facts) => {
  expect(factsOf({ ...pledge, ...more }, unit)).toEqual(facts)
})

test('a unit stood in a year in which it had a day', () => {
  const young = { validFrom: '2013-12-31', validTo: '2025-01-01' }

  expect([2012, 2013, 2024, 2025].map((year) => stoodIn(young, year))).toEqual([false, true, true, false])
})

test('a registration for an earlier year can have counted since then', () => {
  expect(earliestDayOf('2026-11-10', 2013)).toBe('2013-12-31')
  expect(earliestDayOf('2026-11-10', 2029)).toBe('2026-11-10')
})

test('a step keeps both its parts, and rounds down', () => {
  expect(stepOf(2, 3)).toEqual({ part: 2, whole: 3, percent: 66 })
  expect(stepOf(29, 100)?.percent).toBe(29)
  expect(stepOf(0, 3)?.percent).toBe(0)
  expect([stepOf(undefined, 3), stepOf(2, undefined), stepOf(0, 0), stepOf(1, -1)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
