import { expect, test } from 'vitest'
import { numberInProse } from './numbers.ts'

const padded = { isPadded: true }

test.each([
  [6, 'văn bản', '06'],
  [0, 'văn bản', '0'],
  [12, 'văn bản', '12'],
  [1272, 'thùng', '1.272'],
  [2.5, 'ngày công', '2,5'],
  [9, 'mét', '9 mét'],
  [950, 'kg', '950 kg'],
  [208_326, 'kg', 'trên 208 tấn'],
  [27_476, 'kg', 'gần 27,5 tấn'],
  [15_000, 'mét', '15 km'],
  [8713, 'mét', '8.713 mét'],
  [850_000, 'đồng', '850.000 đồng'],
  [38_200_000, 'đồng', '38,2 triệu đồng'],
  [148_000_000, 'đồng', '148 triệu đồng'],
  [128_349_000, 'đồng', 'trên 128 triệu đồng'],
  [959_875_000, 'đồng', 'gần 960 triệu đồng'],
  [2_940_000_000, 'đồng', '2,94 tỷ đồng'],
  [2_997_000_000, 'đồng', 'gần 3 tỷ đồng'],
  [72.727, '%', '72,7 %'],
  [99.96, '%', 'trên 99,9 %'],
  [100, '%', '100 %'],
  [0.01, '%', 'dưới 0,1 %'],
])('%s %s is written “%s”', (amount, unit, written) => {
  expect(numberInProse({ amount, unit, qualifier: 'exact' }, padded)).toBe(written)
})

test.each([
  ['over', 128_349_000, 'trên 128 triệu đồng'],
  ['over', 128_900_000, 'trên 128,9 triệu đồng'],
  ['over', 128_960_000, 'trên 128 triệu đồng'],
  ['nearly', 128_349_000, 'gần 129 triệu đồng'],
  ['about', 128_349_000, 'khoảng 128 triệu đồng'],
] as const)('what is %s stays so when it is cut', (qualifier, amount, written) => {
  expect(numberInProse({ amount, unit: 'đồng', qualifier }, padded)).toBe(written)
})

test('decimals are those of the indicator, and an office may write 6 without a nought', () => {
  const exact = { qualifier: 'exact' } as const
  expect(numberInProse({ ...exact, amount: 204_703.349, unit: 'đồng/con', decimals: -3 }, padded)).toBe(
    '205.000 đồng/con',
  )
  expect(numberInProse({ ...exact, amount: 82.505, unit: 'kg/hộ', decimals: 1 }, padded)).toBe('82,5 kg/hộ')
  expect(numberInProse({ ...exact, amount: 6, unit: 'văn bản' }, { isPadded: false })).toBe('6')
})

test.each([
  ['over', 72.66, undefined, '%', 'trên 72,6 %'],
  ['over', 99.96, undefined, '%', 'trên 99,9 %'],
  ['about', 72.66, undefined, '%', 'khoảng 72,7 %'],
  ['over', 270_600, -3, 'đồng/con', 'trên 270.000 đồng/con'],
] as const)(
  'what is %s stays true when its decimals are cut: %s',
  (qualifier, amount, decimals, unit, written) => {
    expect(numberInProse({ amount, unit, qualifier, decimals }, padded)).toBe(written)
  },
)
