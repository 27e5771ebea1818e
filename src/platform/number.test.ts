import { expect, test } from 'vitest'
import { inLanguage, sentenceOf } from './i18n.ts'
import { type NumberRules, readAmount, readNumber, writtenNumber } from './number.ts'

const noNumber = 'field_is_no_number'
const noWhole = 'field_is_no_whole_number'

/** What is said, as something that may have decimals and as a count of whole things: a value, a refusal, or two readings. */
const writings: [text: string, measured: number | string, counted: number | string][] = [
  ['0', 0, 0],
  ['7', 7, 7],
  ['007', 7, 7],
  ['1284', 1284, 1284],
  ['1.284', '1284 or 1,2840', 1284],
  ['1,284', '1284 or 1,2840', 1284],
  ['1.250', '1250 or 1,25', 1250],
  ['1,000', '1000 or 1', 1000],
  ['-1.250', '-1250 or -1,25', -1250],
  ['999.999', '999999 or 999,9990', 999999],
  ['0.500', 0.5, noWhole],
  ['0,500', 0.5, noWhole],
  ['0.125', 0.125, noWhole],
  ['0,50', 0.5, noWhole],
  ['00.500', 0.5, noWhole],
  ['012.500', 12.5, noWhole],
  ['12.5', 12.5, noWhole],
  ['12,5', 12.5, noWhole],
  ['12,50', 12.5, noWhole],
  ['12,0', 12, 12],
  ['12.0', 12, 12],
  ['12,3456', 12.3456, noWhole],
  ['1250.500', 1250.5, noWhole],
  ['1250,500', 1250.5, noWhole],
  ['.5', 0.5, noWhole],
  [',5', 0.5, noWhole],
  ['.500', 0.5, noWhole],
  ['1.250.000', 1250000, 1250000],
  ['1,250,000', 1250000, 1250000],
  ['1 250 000', 1250000, 1250000],
  ['1\u00a0250\u00a0000', 1250000, 1250000],
  ['1\u202f250\u2009000', 1250000, 1250000],
  ["1'250'000", 1250000, 1250000],
  ['1’250’000', 1250000, 1250000],
  ['1 250', 1250, 1250],
  ['1 250,5', 1250.5, noWhole],
  ['1.250,5', 1250.5, noWhole],
  ['1,250.5', 1250.5, noWhole],
  ['1.250,00', 1250, 1250],
  ['1,250.00', 1250, 1250],
  ['1.250.000,75', 1250000.75, noWhole],
  ['1,250,000.75', 1250000.75, noWhole],
  ['+5', 5, 5],
  ['-5', -5, -5],
  ['−5', -5, -5],
  ['–5', -5, -5],
  ['- 5', -5, -5],
  ['-0', 0, 0],
  ['  12 ', 12, 12],
  ['１２，５', 12.5, noWhole],
  ['１．２５０．０００', 1250000, 1250000],
  ['', noNumber, noNumber],
  ['1.250.00', noNumber, noNumber],
  ['0.250.000', noNumber, noNumber],
  ['1.2500.000', noNumber, noNumber],
  ['1.250,000.5', noNumber, noNumber],
  ['1,5,5', noNumber, noNumber],
  ['12 5', noNumber, noNumber],
  ['1250.', noNumber, noNumber],
  ['1e3', noNumber, noNumber],
  ['0x10', noNumber, noNumber],
  ['½', noNumber, noNumber],
  ['12½', noNumber, noNumber],
  ['10²', noNumber, noNumber],
  ['3-5', noNumber, noNumber],
  ['(5)', noNumber, noNumber],
  ['--5', noNumber, noNumber],
  ['Infinity', noNumber, noNumber],
  ['nhiều', noNumber, noNumber],
  ['12 hộ', noNumber, noNumber],
  ['9'.repeat(101), noNumber, noNumber],
]

function said(text: string, rules: NumberRules): number | string {
  const { value, fault } = readNumber(text, rules)
  if (fault?.code === 'number_reads_two_ways') return `${fault.params.whole} or ${fault.params.part}`
  return fault?.code ?? (value as number)
}

test.each(writings)(
  '“%s” is %s of what is measured, and %s of what is counted',
  (text, measured, counted) => {
    const read = [said(text, {}), said(text, { isWhole: true })]

    expect(read).toEqual([measured, counted])
  },
)

test.each<[string, string, number | string]>([
  ['1.250.000 đ', 'đồng', 1250000],
  ['1.250.000đồng', 'đồng', 1250000],
  ['1.250.000 VNĐ', 'đồng', 1250000],
  ['12,5 %', '%', 12.5],
  ['12,5 kg', 'kg', 12.5],
  ['12,5 KG', 'kg', 12.5],
  ['35 người'.normalize('NFD'), 'người', 35],
  ['12,5 tấn', 'kg', noNumber],
  ['1,5 triệu', 'đồng', noNumber],
  ['12 %', 'kg', noNumber],
  ['120 m2', 'm²', 120],
  ['120m²', 'm2', 120],
  ['15 m2', 'm2', 15],
  ['3 m3', 'm³', 3],
  ['5 héc ta', 'ha', 5],
  ['25 lượt', 'lượt người', 25],
  ['1.250.000đ.', 'đồng', 1250000],
  ['5 km2', 'm²', noNumber],
  ['5 cm', 'm', noNumber],
  ['5 m', 'm²', noNumber],
  ['25 người', 'lượt người', noNumber],
  ['51000 con', '1000 con', noNumber],
  ['m2', 'm2', noNumber],
])('“%s” in a field of %s is %s', (text, unit, value) => {
  expect(said(text, { unit })).toBe(value)
})

test('a person is told both readings, and how to write each', () => {
  const { fault } = readNumber('1.250')

  expect(fault && inLanguage('vi', () => sentenceOf(fault))).toBe(
    '“1.250” đọc được hai cách: 1250 hay 1,25? Xin ghi 1250 hoặc 1,25.',
  )
  expect(fault && inLanguage('en', () => sentenceOf(fault))).toContain('Write 1250 or 1,25.')
})

test('a number from a program has one reading, and is none where it is not finite', () => {
  const read = [1.25, 1250, Number.NaN, true, null].map((one) => readAmount(one).value)

  expect(read).toEqual([1.25, 1250, undefined, undefined, undefined])
  expect(readAmount(1.25, { isWhole: true }).fault?.code).toBe(noWhole)
})

test.each([0, 7, 1284, 1.284, 0.125, 12.5, 999.999, 1250.125, -1.25, -1.284, 1e12, 1.2345, 100.1])(
  '%s is written so that it is read back',
  (amount) => {
    expect(readNumber(writtenNumber(amount)).value).toBe(amount)
  },
)

test('an amount of four decimals is refused with the nearest of three, and what binary fractions add is none', () => {
  const tooFine = { code: 'number_is_too_fine', params: { text: '0.1234', nearest: '0,123' } }

  expect(readAmount(0.1234, {})).toEqual({ fault: tooFine })
  expect(readAmount(0.1 + 0.2, {})).toEqual({ value: 0.3 })
  expect(readAmount(0.123, {})).toEqual({ value: 0.123 })
})
