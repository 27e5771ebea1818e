import { describe, expect, test } from 'vitest'
import {
  type Aim,
  basisOf,
  needsAttention,
  objectionToTarget,
  outlookOf,
  splitBy,
  states,
  sumCheck,
} from './rules.ts'

const aim = (given: Partial<Aim> = {}): Aim => ({
  amount: 1200,
  direction: 'at_least',
  basis: 'flow',
  ...given,
})
/** 2 July is the 183rd of 365 days. */
const midyear = '2026-07-02'

test('a target is held against what its indicator counts', () => {
  expect((['sum', 'distinct', 'stock', 'derived'] as const).map(basisOf)).toEqual([
    'flow',
    'flow',
    'stock',
    'rate',
  ])
})

test('somebody has to look at what is missed, doubtful, silent or nil', () => {
  expect(states.filter(needsAttention)).toEqual(['missed', 'off_track', 'at_risk', 'no_data', 'nil'])
  expect(states.filter((state) => !needsAttention(state))).toEqual([
    'too_early',
    'not_begun',
    'on_track',
    'met',
  ])
})

test('without a part there is nothing to hold against the whole', () => {
  expect(sumCheck('sum', 10, [])).toBeUndefined()
})

describe('a split', () => {
  test('gives what is left over to the greatest remainders, of equals to the first', () => {
    expect(splitBy(10, [1, 2, 4])).toEqual([1, 3, 6])
    expect(splitBy(4, [1, 1, 1])).toEqual([2, 1, 1])
    expect(splitBy(5, [1, 3, 3])).toEqual([1, 2, 2])
    expect(splitBy(8, [5, 3, 3])).toEqual([4, 2, 2])
    expect(splitBy(9, [16, 14, 15])).toEqual([3, 3, 3])
  })

  test('of a whole that is no integer goes by thousandths', () => {
    expect(splitBy(0.01, [1, 2])).toEqual([0.003, 0.007])
    expect(splitBy(1, [])).toEqual([])
    expect(splitBy(4, [-5, 1])).toEqual([0, 4])
  })
})

describe('percent and what is left', () => {
  const now = (given: Partial<Aim>, total: number | undefined) => {
    const { percent, left } = outlookOf(aim(given), 2026, { total }, midyear)
    return [percent, left]
  }

  test('are told of what is to be reached, percent rounded down', () => {
    expect(now({}, 600)).toEqual([50, 600])
    expect(now({ amount: 3 }, 2)).toEqual([66, 1])
    expect(now({ amount: 0.3 }, 0.087)).toEqual([29, 0.213])
    expect(now({}, 1300)).toEqual([108, -100])
  })

  test('are none of nothing; a limit, a rate and a target of nought have no percent', () => {
    expect(now({}, undefined)).toEqual([undefined, undefined])
    expect(now({ direction: 'at_most' }, 600)).toEqual([undefined, 600])
    expect(now({ basis: 'rate', amount: 95 }, 90)).toEqual([undefined, 5])
    expect(now({ amount: 0 }, 0)).toEqual([undefined, 0])
  })
})

describe('a line through the year', () => {
  const state = (given: Partial<Aim>, total: number, day = midyear, before?: number) =>
    outlookOf(aim(given), 2026, { total, before }, day).state

  test('is too early in the first 31 days, and told from the 32nd', () => {
    expect(outlookOf(aim(), 2026, { total: undefined }, '2026-01-31').state).toBe('too_early')
    expect(outlookOf(aim(), 2026, { total: undefined }, '2026-02-01').state).toBe('no_data')
    expect([state({}, 200, '2026-01-31'), state({}, 200, '2026-02-01')]).toEqual(['too_early', 'on_track'])
  })

  test('from nine tenths on is a risk, below it is off', () => {
    const onFirstOfJuly = (amount: number) => state({ amount }, 183)
    // 183 in 183 days are 365 in the year.
    expect([365, 366, 405, 406].map(onFirstOfJuly)).toEqual(['on_track', 'at_risk', 'at_risk', 'off_track'])
    expect(state({ amount: 3650 }, 1647)).toBe('at_risk')
    expect(state({ amount: 3650 }, 1646)).toBe('off_track')
  })

  test('of a limit is a risk as long as nine tenths of it are within', () => {
    const limit = (amount: number) => state({ amount, direction: 'at_most' }, 183)

    expect([365, 364, 329, 328].map(limit)).toEqual(['on_track', 'at_risk', 'at_risk', 'off_track'])
    expect(state({ amount: 328.5, direction: 'at_most' }, 183)).toBe('at_risk')
  })

  test('of a flow that has reached its limit goes on; what has passed it is missed, a stock may still go back', () => {
    expect(state({ direction: 'at_most', amount: 10 }, 10)).toBe('off_track')
    expect(state({ direction: 'at_most', amount: 10 }, 11)).toBe('missed')
    expect(state({ direction: 'at_most', amount: 10, basis: 'stock' }, 11, midyear, 30)).toBe('on_track')
  })

  test('begins at nought for a flow, whatever stood there before', () => {
    expect(outlookOf(aim(), 2026, { total: 183, before: 100 }, midyear)).toMatchObject({ forecast: 365 })
  })

  test('says how much it grew a month: one decimal of a small pace, none of a large one', () => {
    const pace = (total: number, before = 0) =>
      outlookOf(aim({ basis: 'stock', amount: 1e6 }), 2026, { total, before }, midyear).pace

    expect([pace(183), pace(183, 100), pace(601), pace(602), pace(603), pace(2000)]).toEqual([
      30.4, 13.8, 99.9, 100, 100, 332,
    ])
  })

  test('says what is needed a month to reach it, nothing of a limit', () => {
    expect(outlookOf(aim({ direction: 'at_most' }), 2026, { total: 4 }, midyear)).not.toHaveProperty('needed')
    expect(outlookOf(aim({ amount: 10.5 }), 2026, { total: 4 }, midyear).needed).toBe(1.087)
    expect(outlookOf(aim(), 2026, { total: 0 }, midyear).needed).toBe(201)
  })

  test('on the last day only tells reached from missed, for a limit too', () => {
    const last = (direction: Aim['direction'], total: number) => state({ direction }, total, '2026-12-31')

    expect([
      last('at_least', 1200),
      last('at_least', 1199),
      last('at_most', 1200),
      last('at_most', 1201),
    ]).toEqual(['met', 'missed', 'met', 'missed'])
  })
})

describe('a rate', () => {
  const now = (given: Partial<Aim>, total: number, numerator?: number, denominator = 200) =>
    outlookOf(
      aim({ basis: 'rate', amount: 90, ...given }),
      2026,
      { total, parts: numerator === undefined ? undefined : { numerator, denominator } },
      midyear,
    )

  test('is near from nine tenths on, and a limit as long as nine tenths of it are within', () => {
    expect([81, 80.9].map((total) => now({}, total).state)).toEqual(['at_risk', 'off_track'])
    const limit = { direction: 'at_most' as const }
    expect([90, 100, 100.1].map((total) => now(limit, total).state)).toEqual([
      'on_track',
      'at_risk',
      'off_track',
    ])
  })

  test('says by how much its numerator has to grow: of a percentage, of a quotient and of nothing yet', () => {
    expect(now({}, 80, 160).numerator).toEqual({ needed: 180, more: 20, denominator: 200 })
    expect(now({ amount: 3 }, 2, 400).numerator).toEqual({ needed: 600, more: 200, denominator: 200 })
    expect(now({}, 0, 0).numerator).toEqual({ needed: 180, more: 180, denominator: 200 })
  })

  test('says nothing of the numerator without parts, without a denominator, or of a limit', () => {
    expect(now({}, 80)).not.toHaveProperty('numerator')
    expect(now({}, 80, 160, 0)).not.toHaveProperty('numerator')
    expect(now({ direction: 'at_most' }, 95, 190)).not.toHaveProperty('numerator')
  })
})

test('a target has three decimals and is of a year in which its unit stood for a day', () => {
  const objection = (amount: number, year: number, validTo: string | null = '2025-01-02') =>
    objectionToTarget({ amount, year }, { isMoney: false }, { validFrom: '2020-12-31', validTo })

  expect([objection(1.125, 2024), objection(1.1255, 2024)]).toEqual([undefined, 'target_amount_is_too_fine'])
  expect([2019, 2020, 2025, 2026].map((year) => objection(1, year))).toEqual([
    'target_unit_did_not_exist',
    undefined,
    undefined,
    'target_unit_did_not_exist',
  ])
  expect(objection(1, 2025, '2025-01-01')).toBe('target_unit_did_not_exist')
  expect(objection(1, 2099, null)).toBeUndefined()
})
