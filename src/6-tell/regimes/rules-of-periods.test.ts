import { describe, expect, test } from 'vitest'
import type { Outline } from './outlines/entry.ts'
import {
  fromAddress,
  nextInWords,
  periodInWords,
  periodOf,
  refuseEarlyIssue,
  refuseUnlessStanding,
  reportedOf,
  usualDayOfIssue,
  usualOutlineOf,
} from './report-period.ts'

const today = '2026-11-20'
const problemOf = (attempt: () => unknown): unknown => {
  try {
    attempt()
    return undefined
  } catch (problem) {
    const { code, params } = problem as { code: string; params: object }
    return [code, params]
  }
}
const anOutline = (given: Partial<Outline> = {}): Outline => ({
  code: 'monthly',
  version: 1,
  unitId: null,
  name: 'Báo cáo tháng',
  periods: ['month', 'quarter', 'half', 'nine_months', 'year', 'years'],
  title: 'BÁO CÁO',
  subject: '',
  opening: '',
  addressees: [],
  recipients: [],
  sections: [],
  since: '2021-05-18',
  source: '',
  ...given,
})

describe('a period', () => {
  test.each([
    ['2023-02', 'month'],
    ['2024-07', 'month'],
    ['2024-05-15..2024-06-14', 'month'],
    ['2024-02-01..2024-02-28', 'month'],
    ['2023-02-01..2023-04-30', 'quarter'],
    ['2024-Q3', 'quarter'],
    ['2023-01..2023-06', 'half'],
    ['2023-07..2023-12', 'half'],
    ['2022-11-15..2023-05-14', 'half'],
    ['2023-01..2023-09', 'nine_months'],
    ['2023-02..2023-10', 'nine_months'],
    ['2023-04..2023-12', 'nine_months'],
    ['2023', 'year'],
    ['2024', 'year'],
    ['2024-01-01..2025-01-01', 'years'],
    ['2021-05..2024-05', 'years'],
    // Any days count as the next longer kind.
    ['2024-01-01..2024-01-27', 'month'],
    ['2024-01-01..2024-02-01', 'quarter'],
    ['2024-01-01..2024-04-02', 'half'],
    ['2024-01-01..2024-07-03', 'nine_months'],
    ['2024-01-01..2024-10-02', 'year'],
    ['1924', 'year'],
  ])('%s is a %s', (period, kind) => {
    expect(periodOf(period, today).kind).toBe(kind)
  })

  test.each([['0924'], ['x2024'], ['2024-01..2024-06-30'], ['2024-01..2024-06x'], ['x2024-01..2024-06']])(
    '%s is none on which anybody reports',
    (period) => {
      expect(problemOf(() => periodOf(period, today))).toEqual(['report_period_is_malformed', {}])
    },
  )

  test('is reported from its first day on', () => {
    expect(periodOf('2026-11', '2026-11-01').span).toEqual({ from: '2026-11-01', until: '2026-12-01' })
    expect(problemOf(() => periodOf('2026-11', '2026-10-31'))).toEqual([
      'report_period_has_not_begun',
      { from: '2026-11-01' },
    ])
  })

  test('has the outline of its length where nothing else was said', () => {
    expect(
      ['2024-06', '2024-Q2', '2024-01..2024-06', '2024-01..2024-09', '2024', '2021-05..2024-05'].map(
        (period) => usualOutlineOf(period, today),
      ),
    ).toEqual(['monthly', 'quarterly', 'periodic', 'periodic', 'annual', 'review'])
  })
})

describe('a report', () => {
  test('is of an outline for periods as long, from the day of the outline on', () => {
    const report = (given: Partial<Outline>) =>
      problemOf(() => reportedOf(anOutline(given), '2024-06', today))

    expect(report({ periods: ['year'] })).toEqual([
      'report_outline_has_other_periods',
      { outline: 'Báo cáo tháng' },
    ])
    expect(report({ since: null })).toBeUndefined()
    expect(report({ since: '2024-06-30' })).toBeUndefined()
    expect(report({ since: '2024-07-01' })).toEqual([
      'report_period_is_before_outline',
      { since: '2024-07-01' },
    ])
  })

  test.each([
    ['2024-06', '2024-01..2024-06'],
    ['2024-Q3', '2024-01..2024-09'],
    ['2024', '2024'],
    ['2021-05..2024-05', '2021-05..2024-05'],
    ['2024-05-15..2024-06-14', '2023-12-15..2024-06-14'],
  ])('of %s tells %s beside it', (period, since) => {
    expect(reportedOf(anOutline(), period, today).sinceNewYear).toBe(since)
  })

  test('is of a unit that stood on the last day', () => {
    const span = { from: '2025-06-01', until: '2025-07-01' }
    const on = (validFrom: string, validTo: string | null) =>
      problemOf(() => refuseUnlessStanding({ name: 'Xã Cũ', validFrom, validTo }, span))
    const refused = ['report_unit_did_not_exist_then', { unit: 'Xã Cũ', day: '2025-06-30' }]

    expect([on('2025-06-30', null), on('2025-07-01', null)]).toEqual([undefined, refused])
    expect([on('2000-01-01', '2025-07-01'), on('2000-01-01', '2025-06-30')]).toEqual([undefined, refused])
  })

  test('is issued on the first day of its period at the earliest', () => {
    const span = { from: '2025-06-01', until: '2025-07-01' }

    expect(() => refuseEarlyIssue('2025-06-01', span)).not.toThrow()
    expect(() => refuseEarlyIssue('2025-05-31', span)).toThrow(
      expect.objectContaining({
        params: { day: '2025-06-01' },
        fields: [expect.objectContaining({ field: 'issuedOn' })],
      }),
    )
  })

  test('is issued on the fifth, on Monday where that is a Saturday or a Sunday', () => {
    const due = (until: string) => usualDayOfIssue({ from: '2024-01-01', until }, today, null)

    expect([due('2024-10-01'), due('2025-01-01'), due('2024-07-01')]).toEqual([
      '2024-10-07',
      '2025-01-06',
      '2024-07-05',
    ])
  })
})

test.each([
  ['2024-Q1', 'quý I năm 2024'],
  ['2024-Q2', 'quý II năm 2024'],
  ['2024-Q3', 'quý III năm 2024'],
  ['2024-Q4', 'quý IV năm 2024'],
  ['2024-06', 'tháng 6 năm 2024'],
  ['2024-11', 'tháng 11 năm 2024'],
  ['2024-02..2024-10', 'từ tháng 2 đến tháng 10 năm 2024'],
  ['2021-01..2024-06', 'giai đoạn 2021 – 2024'],
  ['2023-11..2024-02', 'từ tháng 11 năm 2023 đến tháng 2 năm 2024'],
  ['2023-05-15..2024-06-14', 'từ ngày 15/05/2023 đến ngày 14/06/2024'],
])('the period %s is said “%s”', (period, words) => {
  expect(periodInWords(period)).toBe(words)
})

test.each([
  ['2024', '2025-01-01', 'năm 2025'],
  ['2024-06', '2024-07-01', 'tháng 7 năm 2024'],
  ['2024-Q2', '2024-07-01', 'quý III năm 2024'],
  ['2024-01..2024-06', '2024-07-01', '6 tháng cuối năm 2024'],
  ['2024-01..2024-09', '2024-10-01', 'thời gian tới'],
  ['2024-05-07..2024-06-06', '2024-06-07', 'thời gian tới'],
])('after %s comes “%s, %s”', (period, until, words) => {
  expect(nextInWords({ period, span: { from: '2024-01-01', until } })).toBe(words)
})

test('an address without an outline names none', () => {
  expect(fromAddress('2024-06')).not.toHaveProperty('outline')
  expect(fromAddress('')).toEqual({ period: '' })
})
