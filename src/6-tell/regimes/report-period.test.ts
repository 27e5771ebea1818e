import { expect, test } from 'vitest'
import { readyOutlines } from './outlines/ready-outlines.ts'
import {
  fromAddress,
  nameInAddress,
  nextInWords,
  periodInWords,
  periodOf,
  refuseEarlyIssue,
  refuseUnlessStanding,
  reportedOf,
  usualDayOfIssue,
  usualOutline,
  yearsInWords,
} from './report-period.ts'

const today = '2026-11-20'
const reported = (period: string) => {
  const code = usualOutline[periodOf(period, today).kind]
  const outline = readyOutlines.find((one) => one.code === code)
  if (!outline) throw new Error(`No outline for ${period}.`)
  return reportedOf({ ...outline, version: 1, unitId: null }, period, today)
}

test.each([
  ['2024-02..2024-01', 'report_period_is_malformed'],
  ['2024-13', 'report_period_is_malformed'],
  ['2024-Q5', 'report_period_is_malformed'],
  ["2024-06'; drop table", 'report_period_is_malformed'],
  ['', 'report_period_is_malformed'],
  ['2026-12', 'report_period_has_not_begun'],
  ['2027-Q1', 'report_period_has_not_begun'],
])('no report on %s: %s', (period, code) => {
  expect(() => reported(period)).toThrow(code)
})

test('a month, the quarter under way and the quarter of the beginning are reported', () => {
  expect(reported('2024-06')).toMatchObject({
    sinceNewYear: '2024-01..2024-06',
    outline: { code: 'monthly' },
  })
  expect(reported('2026-Q4')).toMatchObject({
    sinceNewYear: '2026-01..2026-12',
    outline: { code: 'quarterly' },
  })
  expect(reported('2021-Q2').span).toEqual({ from: '2021-04-01', until: '2021-07-01' })
})

test.each([
  ['1998-03', 'monthly', '1998-01..1998-03'],
  ['2011-01..2015-12', 'review', '2011-01..2015-12'],
  ['2013-05-19..2014-05-18', 'annual', '2013-05-19..2014-05-18'],
  ['2024-01..2024-02', 'quarterly', '2024-01..2024-02'],
  ['2024-03-05..2024-06-20', 'periodic', '2024-01-01..2024-06-20'],
  ['2023-11-10..2024-02-29', 'periodic', '2023-11-10..2024-02-29'],
])('any days of any year are reported: %s by %s, beside %s', (period, code, sinceNewYear) => {
  expect(reported(period)).toMatchObject({ outline: { code }, sinceNewYear })
})

test('a unit reports on a period at whose end it stood', () => {
  const old = { name: 'Xã Long Trạch', validFrom: '2000-01-01', validTo: '2025-07-01' }
  const fresh = { name: 'Xã Rạch Kiến', validFrom: '2025-07-01', validTo: null }
  const june = reported('2025-06').span
  const july = reported('2025-07').span

  expect(() => refuseUnlessStanding(old, june)).not.toThrow()
  expect(() => refuseUnlessStanding(fresh, july)).not.toThrow()
  expect(() => refuseUnlessStanding(old, july)).toThrow('report_unit_did_not_exist_then')
  expect(() => refuseUnlessStanding(fresh, june)).toThrow('report_unit_did_not_exist_then')
})

test('it is issued on the fifth, on Monday after a weekend, never after today or the end of the unit', () => {
  const { span } = reported('2024-06')

  expect(usualDayOfIssue(span, today, null)).toBe('2024-07-05')
  expect(usualDayOfIssue(reported('2026-08').span, today, null)).toBe('2026-09-07')
  expect(usualDayOfIssue(span, '2024-07-02', null)).toBe('2024-07-02')
  expect(usualDayOfIssue(reported('2025-06').span, today, '2025-07-01')).toBe('2025-06-30')
  expect(() => refuseEarlyIssue('2024-05-31', span)).toThrow('report_is_issued_before_its_period')
})

test('periods are said as documents say them', () => {
  expect(periodInWords('2024-Q2')).toBe('quý II năm 2024')
  expect(periodInWords('2024-01..2024-06')).toBe('6 tháng đầu năm 2024')
  expect(periodInWords('2024-01..2024-09')).toBe('9 tháng năm 2024')
  expect(periodInWords('2024')).toBe('năm 2024')
  expect(periodInWords('2021-05..2024-05')).toBe('giai đoạn 2021 – 2024')
  expect(periodInWords('2024-05-15..2024-06-14')).toBe('từ ngày 15/05/2024 đến ngày 14/06/2024')
  expect(nextInWords(reported('2024-01..2024-06'))).toBe('6 tháng cuối năm 2024')
  expect(nextInWords(reported('2024-12'))).toBe('tháng 1 năm 2025')
  expect(nextInWords(reported('2024-Q4'))).toBe('quý I năm 2025')
})

test.each([
  ['2021-05..2024-05', '03 năm'],
  ['2011-01..2015-12', '05 năm'],
  ['2024', '01 năm'],
  ['2024-01..2024-06', '06 tháng'],
  ['2013-05-19..2014-05-18', '01 năm'],
  ['2024-06', '01 tháng'],
])('%s is %s long', (period, words) => {
  expect(yearsInWords(reported(period).span)).toBe(words)
})

test('an address names the outline only where it is not the usual one', () => {
  expect(nameInAddress('2024-06', 'monthly')).toBe('2024-06')
  expect(nameInAddress('2024-06', 'theme_2024')).toBe('2024-06~theme_2024')
  expect(fromAddress('2024-06')).toEqual({ period: '2024-06' })
  expect(fromAddress('2024-06~theme_2024')).toEqual({ period: '2024-06', outline: 'theme_2024' })
})
