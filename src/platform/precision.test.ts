import { expect, test } from 'vitest'
import {
  type Qualifier,
  qualifierOfCounts,
  qualifierOfDifference,
  qualifierOfShare,
  qualifierOfSum,
  qualifiers,
  type Said,
  saidIn,
  writtenSaid,
} from './precision.ts'
import { readSaid } from './said.ts'

const pairs = qualifiers.flatMap((one) => qualifiers.map((other) => [one, other] as const))

test.each<[Qualifier[], Qualifier]>([
  [[], 'exact'],
  [['order'], 'order'],
  [['exact', 'exact'], 'exact'],
  [['exact', 'over'], 'over'],
  [['exact', 'order'], 'over'],
  [['order', 'order'], 'over'],
  [['nearly', 'nearly'], 'nearly'],
  [['exact', 'nearly'], 'nearly'],
  [['over', 'nearly'], 'about'],
  [['over', 'about'], 'about'],
])('the sum of %j is %s', (parts, expected) => {
  expect(qualifierOfSum(parts)).toBe(expected)
})

test('a sum is as exact in whatever order and by whatever steps its parts are added', () => {
  const plus = (one: Qualifier, other: Qualifier) => qualifierOfSum([one, other])

  for (const [one, other] of pairs) {
    expect(plus(one, other)).toBe(plus(other, one))
    for (const third of qualifiers) {
      expect(plus(plus(one, other), third)).toBe(plus(one, plus(other, third)))
      expect(plus(plus(one, other), third)).toBe(qualifierOfSum([one, other, third]))
    }
  }
})

test('a rate keeps the lower bound of its part; a whole that is not exact leaves no bound', () => {
  expect(qualifierOfShare('over', 'exact')).toBe('over')
  expect(qualifierOfShare('order', 'exact')).toBe('over')
  expect(qualifierOfShare('exact', 'over')).toBe('about')
  expect(qualifierOfShare('over', 'over')).toBe('about')
  expect(qualifierOfDifference('over', 'exact')).toBe('over')
  expect(qualifierOfDifference('exact', 'over')).toBe('about')
})

test('among counted entries one that is about outweighs those that are over', () => {
  expect(qualifierOfCounts({})).toBe('exact')
  expect(qualifierOfCounts({ over: 2, about: 0 })).toBe('over')
  expect(qualifierOfCounts({ over: 2, about: 1 })).toBe('about')
})

const units = [
  null,
  'hộ',
  'đồng',
  'nghìn đồng',
  'triệu đồng',
  'tỷ đồng',
  'nghìn m³',
  'trăm lượt',
  'nghìn',
  'triệu',
  'km',
  '%',
]

test.each(units)('an amount is read back from its words as the same, in either language, in %s', (unit) => {
  const amounts = [0, 7, 40, 1284, 12.5, 1.284, 0.125, 100, 1e6, 2_500_000, 3e9]
  const orders = Array.from({ length: 14 }, (_, place) => 10 ** (place + 1))

  for (const language of ['vi', 'en'] as const) {
    const again = (said: Said) => readSaid(writtenSaid(said, language, unit), { unit })
    for (const amount of amounts)
      for (const qualifier of ['exact', 'over', 'nearly', 'about'] as const)
        expect(again({ amount, qualifier })).toEqual({ amount, qualifier })
    for (const amount of orders)
      expect(again({ amount, qualifier: 'order' })).toEqual({ amount, qualifier: 'order' })
  }
})

test.each<[number, Qualifier, string | null, string]>([
  [2_500_000, 'over', 'nghìn đồng', 'trên 2500000'],
  [2_500_000, 'over', 'đồng', 'trên 2,5 triệu'],
  [1000, 'order', 'triệu đồng', 'hàng tỷ'],
  [100, 'order', 'triệu đồng', 'hàng trăm triệu'],
  [100, 'order', 'hộ', 'hàng trăm'],
])('%d %s in a field of %s is written “%s”', (amount, qualifier, unit, written) => {
  expect(writtenSaid({ amount, qualifier }, 'vi', unit)).toBe(written)
})

test('an amount is said with its precision', () => {
  const inVietnamese = (amount: number, qualifier: Qualifier) => saidIn({ amount, qualifier }, 'vi', String)

  expect(inVietnamese(4171, 'over')).toBe('trên 4171')
  expect(inVietnamese(4171, 'exact')).toBe('4171')
  expect(inVietnamese(100, 'order')).toBe('hàng trăm')
  expect(inVietnamese(1e8, 'order')).toBe('hàng trăm triệu')
})
