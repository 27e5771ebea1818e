import { describe, expect, test } from 'vitest'
import { type Aim, objectionToTarget, outlookOf, splitBy, sumCheck } from './rules.ts'

const flow = (over: Partial<Aim> = {}): Aim => ({
  amount: 1200,
  direction: 'at_least',
  basis: 'flow',
  ...over,
})

describe('a flow is foretold along a straight line', () => {
  test('half of the year, half of the target: on its way', () => {
    // 2 July is the 183rd day of 365.
    const outlook = outlookOf(flow(), 2026, { total: 602 }, '2026-07-02')

    expect(outlook).toMatchObject({
      state: 'on_track',
      forecast: 1200,
      percent: 50,
      left: 598,
      daysLeft: 182,
    })
  })

  test('one less is a risk: what is missing is not rounded away', () => {
    const outlook = outlookOf(flow(), 2026, { total: 601 }, '2026-07-02')

    expect(outlook).toMatchObject({ state: 'at_risk', forecast: 1198 })
  })

  test('below nine tenths it is not reached, and what is needed a month is said, rounded up', () => {
    const outlook = outlookOf(flow(), 2026, { total: 300 }, '2026-06-30')

    // 181 days have passed, 184 are left: 900 in 6,05 months.
    expect(outlook).toMatchObject({ state: 'off_track', forecast: 604, left: 900, needed: 149 })
    expect((outlook.needed ?? 0) * (184 / (365 / 12))).toBeGreaterThanOrEqual(900)
    expect(outlook.pace).toBe(50.4)
  })

  test('nothing is foretold in the first month, before the year, of nothing entered and of nil', () => {
    expect(outlookOf(flow(), 2026, { total: 5 }, '2026-01-31')).toMatchObject({ state: 'too_early' })
    expect(outlookOf(flow(), 2026, { total: 5 }, '2026-01-31').forecast).toBeUndefined()
    expect(outlookOf(flow(), 2026, { total: undefined }, '2026-01-20').state).toBe('too_early')
    expect(outlookOf(flow(), 2026, { total: undefined }, '2025-12-31').state).toBe('not_begun')
    expect(outlookOf(flow(), 2026, { total: undefined }, '2026-05-01').state).toBe('no_data')
    const nil = outlookOf(flow(), 2026, { total: 0 }, '2026-05-01')
    expect(nil.state).toBe('nil')
    expect(nil.forecast).toBeUndefined()
  })

  test('reached is reached, also in the first month; after the year there is only reached or not', () => {
    expect(outlookOf(flow(), 2026, { total: 1200 }, '2026-01-15').state).toBe('met')
    expect(outlookOf(flow(), 2025, { total: 1199.9 }, '2026-01-15')).toMatchObject({
      state: 'missed',
      percent: 99,
    })
    expect(outlookOf(flow(), 2025, { total: undefined }, '2026-01-15').state).toBe('no_data')
  })

  test('on the last day there is no month left to divide by', () => {
    const outlook = outlookOf(flow(), 2026, { total: 1100 }, '2026-12-31')

    expect(outlook).toMatchObject({ state: 'missed', daysLeft: 0 })
  })
})

test('a limit that is passed stays passed; one that is not is foretold too', () => {
  const limit = flow({ direction: 'at_most', amount: 10 })

  expect(outlookOf(limit, 2026, { total: 11 }, '2026-03-01')).toMatchObject({ state: 'missed', left: -1 })
  expect(outlookOf(limit, 2026, { total: 4 }, '2026-07-02')).toMatchObject({ state: 'on_track', forecast: 8 })
  expect(outlookOf(limit, 2026, { total: 0 }, '2026-07-02')).toMatchObject({ state: 'on_track', forecast: 0 })
  expect(outlookOf(limit, 2026, { total: 8 }, '2026-07-02').state).toBe('off_track')
  expect(outlookOf(limit, 2025, { total: 10 }, '2026-02-01').state).toBe('met')
  expect(outlookOf(flow({ direction: 'at_most', amount: 0 }), 2026, { total: 0 }, '2026-07-02').state).toBe(
    'on_track',
  )
})

test('a stock is foretold from where it stood when the year began', () => {
  const stock = flow({ basis: 'stock', amount: 500 })

  // From 400 to 450 in half a year: 500 at its end, a straight flow would have said 900.
  expect(outlookOf(stock, 2026, { total: 450.5, before: 400 }, '2026-07-02')).toMatchObject({
    state: 'on_track',
    left: 49.5,
  })
  expect(outlookOf(stock, 2026, { total: 410, before: 400 }, '2026-07-02')).toMatchObject({
    state: 'off_track',
    forecast: 419,
    left: 90,
  })
  expect(outlookOf(stock, 2026, { total: 390, before: 400 }, '2026-07-02').forecast).toBe(380)
})

test('a rate is what it is now, and says how large its numerator would have to be', () => {
  const rate = flow({ basis: 'rate', amount: 95 })
  const outlook = outlookOf(
    rate,
    2026,
    { total: 90, parts: { numerator: 180, denominator: 200 } },
    '2026-07-02',
  )

  expect(outlook).toMatchObject({ state: 'at_risk', numerator: { needed: 190, more: 10, denominator: 200 } })
  expect(outlook.forecast).toBeUndefined()
  expect(outlookOf(rate, 2026, { total: 95 }, '2026-07-02').state).toBe('on_track')
  expect(outlookOf(rate, 2026, { total: 40 }, '2026-07-02').state).toBe('off_track')
})

test('what was handed down is held against the whole, and the difference has a name', () => {
  expect(sumCheck('sum', 5000, [2400, 2400])).toEqual({ handed: 4800, difference: 200, parts: 2 })
  expect(sumCheck('sum', 0.3, [0.1, 0.2])).toEqual({ handed: 0.3, difference: 0, parts: 2 })
  expect(sumCheck('stock', 10, [6, 6])).toMatchObject({ difference: -2 })
  expect(sumCheck('derived', 95, [95, 90])).toBeUndefined()
  expect(sumCheck('distinct', 100, [60, 60])).toBeUndefined()
  expect(sumCheck('sum', undefined, [1])).toBeUndefined()
})

test('a split comes to the whole to the last piece, whatever the weights', () => {
  for (const [whole, weights] of [
    [5000, Array.from({ length: 16 }, () => 1)],
    [100, [1, 1, 1]],
    [7, [0, 0, 0, 0, 0]],
    [12.5, [3, 1, 0]],
    [1_234_567_891, [5, 17, 0, 9.5]],
    [3, [1000, 1, 1, 1]],
  ] as const) {
    const parts = splitBy(whole, weights)

    expect(parts).toHaveLength(weights.length)
    expect(Math.round(parts.reduce((sum, part) => sum + part, 0) * 1000) / 1000).toBe(whole)
    expect(Math.min(...parts)).toBeGreaterThanOrEqual(0)
  }
  expect(splitBy(100, [1, 1, 1])).toEqual([34, 33, 33])
  expect(splitBy(10, [3, 1])).toEqual([8, 2])
})

test('money is whole đồng, and a unit has targets only of years in which it stood', () => {
  const unit = { validFrom: '2020-01-01', validTo: '2025-07-01' }

  expect(objectionToTarget({ amount: 1.5, year: 2024 }, { isMoney: true }, unit)).toBe(
    'target_money_is_broken',
  )
  expect(objectionToTarget({ amount: 1.23456, year: 2024 }, { isMoney: false }, unit)).toBe(
    'target_amount_is_too_fine',
  )
  expect(objectionToTarget({ amount: 1, year: 2026 }, { isMoney: false }, unit)).toBe(
    'target_unit_did_not_exist',
  )
  expect(objectionToTarget({ amount: 1, year: 2019 }, { isMoney: false }, unit)).toBe(
    'target_unit_did_not_exist',
  )
  expect(objectionToTarget({ amount: 1, year: 2025 }, { isMoney: false }, unit)).toBeUndefined()
})
