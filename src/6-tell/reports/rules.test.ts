import { expect, test } from 'vitest'
import {
  periodAfter,
  periodInWords,
  periodsToReport,
  refuseEarlyIssue,
  refuseUnlessStanding,
  reportedOf,
  usualDayOfIssue,
} from './rules.ts'

const today = '2026-11-20'

test.each([
  ['2024', 'report_period_is_malformed'],
  ['2024-13', 'report_period_is_malformed'],
  ['2024-Q5', 'report_period_is_malformed'],
  ["2024-06'; drop table", 'report_period_is_malformed'],
  ['', 'report_period_is_malformed'],
  ['2026-12', 'report_period_has_not_begun'],
  ['2027-Q1', 'report_period_has_not_begun'],
  ['2021-04', 'report_period_is_before_programme'],
  ['2021-Q1', 'report_period_is_before_programme'],
])('no report on %s: %s', (period, code) => {
  expect(() => reportedOf(period, today)).toThrow(code)
})

test('a month, the quarter under way and the quarter of the beginning are reported', () => {
  expect(reportedOf('2024-06', today)).toMatchObject({
    sinceNewYear: '2024-01..2024-06',
    outline: { code: 'monthly' },
  })
  expect(reportedOf('2026-Q4', today)).toMatchObject({
    sinceNewYear: '2026-01..2026-12',
    outline: { code: 'quarterly' },
  })
  expect(reportedOf('2021-Q2', today).span).toEqual({ from: '2021-04-01', until: '2021-07-01' })
})

test('a unit reports on a period at whose end it stood', () => {
  const old = { name: 'Xã Long Trạch', validFrom: '2000-01-01', validTo: '2025-07-01' }
  const fresh = { name: 'Xã Rạch Kiến', validFrom: '2025-07-01', validTo: null }
  const june = reportedOf('2025-06', today).span
  const july = reportedOf('2025-07', today).span

  expect(() => refuseUnlessStanding(old, june)).not.toThrow()
  expect(() => refuseUnlessStanding(fresh, july)).not.toThrow()
  expect(() => refuseUnlessStanding(old, july)).toThrow('report_unit_did_not_exist_then')
  expect(() => refuseUnlessStanding(fresh, june)).toThrow('report_unit_did_not_exist_then')
})

test('it is issued on the fifth, on Monday after a weekend, never after today or the end of the unit', () => {
  const { span } = reportedOf('2024-06', today)

  expect(usualDayOfIssue(span, today, null)).toBe('2024-07-05')
  expect(usualDayOfIssue(reportedOf('2026-08', today).span, today, null)).toBe('2026-09-07')
  expect(usualDayOfIssue(span, '2024-07-02', null)).toBe('2024-07-02')
  expect(usualDayOfIssue(reportedOf('2025-06', today).span, today, '2025-07-01')).toBe('2025-06-30')
  expect(() => refuseEarlyIssue('2024-05-31', span)).toThrow('report_is_issued_before_its_period')
})

test('periods are said as documents say them, and can be chosen since the beginning', () => {
  expect(periodInWords('2024-Q2')).toBe('quý II năm 2024')
  expect(periodInWords(periodAfter(reportedOf('2024-12', today)))).toBe('tháng 1 năm 2025')
  expect(periodInWords(periodAfter(reportedOf('2024-Q4', today)))).toBe('quý I năm 2025')
  expect(periodsToReport(today).slice(0, 3)).toEqual(['2026-11', '2026-10', '2026-Q4'])
  expect(periodsToReport(today).at(-1)).toBe('2021-05')
  for (const period of periodsToReport(today)) expect(() => reportedOf(period, today)).not.toThrow()
})
