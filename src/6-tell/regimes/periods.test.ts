import { expect, test } from 'vitest'
import type { Problem } from '#platform/problem'
import { periodNamed, periodsOf, type Rhythm } from './periods.ts'

const rhythm = (over: Partial<Rhythm> = {}): Rhythm => ({
  periodKind: 'month',
  monthBegins: 1,
  validFrom: '2024-01-01',
  validTo: null,
  ...over,
})
const names = (over: Partial<Rhythm>, day: string, most = 4) =>
  periodsOf(rhythm(over), day, most).map(({ period }) => period)

test('the periods of a regime are those that have begun, newest first', () => {
  expect(names({}, '2024-03-01')).toEqual(['2024-03', '2024-02', '2024-01'])
  expect(names({ periodKind: 'quarter' }, '2024-08-15', 2)).toEqual(['2024-Q3', '2024-Q2'])
  expect(names({ periodKind: 'half' }, '2024-07-01')).toEqual(['2024-07..2024-12', '2024-01..2024-06'])
  expect(names({ periodKind: 'nine_months' }, '2025-02-01')).toEqual(['2025-01..2025-09', '2024-01..2024-09'])
  expect(names({ periodKind: 'year' }, '2025-01-01')).toEqual(['2025', '2024'])
})

test('where months begin on the 15th, so do quarters and years (NĐ 09/2019 Art. 12)', () => {
  const cut = { monthBegins: 15, validFrom: '2023-01-01' }

  expect(names(cut, '2024-06-15', 2)).toEqual(['2024-06-15..2024-07-14', '2024-05-15..2024-06-14'])
  expect(names(cut, '2024-06-14', 1)).toEqual(['2024-05-15..2024-06-14'])
  expect(names({ ...cut, periodKind: 'quarter' }, '2024-03-14', 1)).toEqual(['2023-12-15..2024-03-14'])
  expect(names({ ...cut, periodKind: 'half' }, '2024-06-14', 1)).toEqual(['2023-12-15..2024-06-14'])
  expect(names({ ...cut, periodKind: 'year' }, '2024-12-14', 1)).toEqual(['2023-12-15..2024-12-14'])
})

test('a regime owes the periods on whose last day it holds', () => {
  expect(names({ validFrom: '2024-02-29', validTo: '2024-04-30' }, '2024-09-01')).toEqual([
    '2024-03',
    '2024-02',
  ])
})

test('a period is found by its name; one that is none of the regime, or has not begun, is refused', () => {
  const code = (run: () => unknown) => {
    try {
      run()
      return 'found'
    } catch (fault) {
      return (fault as Problem).code
    }
  }

  expect(periodNamed(rhythm(), '2024-02', '2024-05-05').span).toEqual({
    from: '2024-02-01',
    until: '2024-03-01',
  })
  expect(code(() => periodNamed(rhythm(), '2024-06', '2024-05-05'))).toBe('report_period_has_not_begun')
  for (const name of ['2024-Q1', '2023-12', 'x', '', '2024-13', '2099-01'])
    expect(
      code(() => periodNamed(rhythm(), name, '2024-05-05')),
      name,
    ).toBe('regime_has_no_such_period')
})
