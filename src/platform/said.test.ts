import { expect, test } from 'vitest'
import { inLanguage, sentenceOf } from './i18n.ts'
import { readAim, readSaid, readSaidWithin, type SaidRules } from './said.ts'

const noNumber = 'field_is_no_number'
const anotherUnit = 'amount_has_another_unit'
const wordsAfter = 'amount_has_words_after'
const noBound = 'amount_has_no_lower_bound'
const twoWays = 'number_reads_two_ways'

const said = (text: string, rules: SaidRules): string => {
  const { fault, qualifier, amount } = readSaid(text, rules)
  return fault?.code ?? `${qualifier} ${amount}`
}

/** What a person writes in a field of which nothing is known. */
test.each<[string, string]>([
  ['40', 'exact 40'],
  ['1.284', twoWays],
  ['1.250.000', 'exact 1250000'],
  ['0.500', 'exact 0.5'],
  ['1,000', twoWays],
  ['trên 40', 'over 40'],
  ['TRÊN 40', 'over 40'],
  ['trên 40'.normalize('NFD'), 'over 40'],
  ['tren 40', 'over 40'],
  ['trên\u00a040', 'over 40'],
  ['trên  40 ', 'over 40'],
  ['hơn 40', 'over 40'],
  ['Hơn 1.200.000', 'over 1200000'],
  ['quá 120', 'over 120'],
  ['ít nhất 50', 'over 50'],
  ['không dưới 15', 'over 15'],
  ['tối thiểu 2', 'over 2'],
  ['> 40', 'over 40'],
  ['>=40', 'over 40'],
  ['≥ 40', 'over 40'],
  ['từ 40 trở lên', 'over 40'],
  ['40 trở lên', 'over 40'],
  ['40+', 'over 40'],
  ['tám', 'exact 8'],
  ['tám trăm', 'exact 800'],
  ['hơn tám trăm', 'over 800'],
  ['tám mươi lăm', 'exact 85'],
  ['tầm 80', 'about 80'],
  ['có 40', noNumber],
  ['quà 40', noNumber],
  ['do 40', noNumber],
  ['gắn 40', noNumber],
  ['không vượt quá 40', noBound],
  ['5k5', 'exact 5500'],
  ['17k5', 'exact 17500'],
  ['3 nghìn 2', twoWays],
  ['3 nghìn 250', 'exact 3250'],
  ['1 vạn 2', twoWays],
  ['2 trăm 5', twoWays],
  ['2 trăm 50', 'exact 250'],
  ['1 triệu 2 trăm', twoWays],
  ['2 tỷ 5 triệu', 'exact 2005000000'],
  ['một triệu hai', twoWays],
  ['trăm hai', twoWays],
  ['một trăm linh hai', 'exact 102'],
  ['ba trăm hai mươi', 'exact 320'],
  ['một nghìn hai trăm triệu', 'exact 1200000000'],
  ['hai nghìn năm trăm tỷ', 'exact 2500000000000'],
  ['hai tỷ năm trăm triệu', 'exact 2500000000'],
  ['gần 90', 'nearly 90'],
  ['gan 90', 'nearly 90'],
  ['gần 3 tỷ', 'nearly 3000000000'],
  ['gần 3 tỉ', 'nearly 3000000000'],
  ['ngót 90 triệu', 'nearly 90000000'],
  ['xấp xỉ 500', 'about 500'],
  ['khoảng 200', 'about 200'],
  ['khoảng 12,5', 'about 12.5'],
  ['chừng 40', 'about 40'],
  ['~200', 'about 200'],
  ['≈ 200', 'about 200'],
  ['ước 200', 'about 200'],
  ['ước khoảng 3.500.000', 'about 3500000'],
  ['ước đạt 41000', 'about 41000'],
  ['trên dưới 40', 'about 40'],
  ['khoảng trên 40', 'about 40'],
  ['17 nghìn', 'exact 17000'],
  ['17 ngàn', 'exact 17000'],
  ['17 NGHÌN', 'exact 17000'],
  ['17k', 'exact 17000'],
  ['17 nghin', 'exact 17000'],
  ['2 vạn', 'exact 20000'],
  ['3 trăm', 'exact 300'],
  ['5 chục', 'exact 50'],
  ['2,5 triệu', 'exact 2500000'],
  ['2.5 triệu', 'exact 2500000'],
  ['2,5tr', 'exact 2500000'],
  ['2tr5', 'exact 2500000'],
  ['2tr350', 'exact 2350000'],
  ['1,1 tỷ', 'exact 1100000000'],
  ['1,2 nghìn tỷ', 'exact 1200000000000'],
  ['3 tỷ rưỡi', 'exact 3500000000'],
  ['2 tỷ 500 triệu', 'exact 2500000000'],
  ['hơn 2 tỷ 500 triệu', 'over 2500000000'],
  ['1.250 triệu', twoWays],
  ['2 triệu 500', twoWays],
  ['ba trăm', 'exact 300'],
  ['hơn ba trăm hai mươi lăm', 'over 325'],
  ['hai triệu rưỡi', 'exact 2500000'],
  ['không', 'exact 0'],
  ['hàng chục', 'order 10'],
  ['hàng trăm', 'order 100'],
  ['Hàng Trăm'.normalize('NFD'), 'order 100'],
  ['hang tram', 'order 100'],
  ['hàng nghìn', 'order 1000'],
  ['hàng ngàn', 'order 1000'],
  ['hàng vạn', 'order 10000'],
  ['hàng chục nghìn', 'order 10000'],
  ['hàng trăm triệu', 'order 100000000'],
  ['vài chục', 'order 10'],
  ['mấy trăm', 'order 100'],
  ['over 40', 'over 40'],
  ['at least 40', 'over 40'],
  ['nearly 3 million', 'nearly 3000000'],
  ['about 2 thousand', 'about 2000'],
  ['hundreds', 'order 100'],
  ['tens of thousands', 'order 10000'],
  ['dưới 40', noBound],
  ['không quá 40', noBound],
  ['< 40', noBound],
  ['40 trở xuống', noBound],
  ['40-50', 'amount_is_a_range'],
  ['từ 40 đến 50', 'amount_is_a_range'],
  ['2 – 3 triệu', 'amount_is_a_range'],
  ['3 trạm', wordsAfter],
  ['trên 40 con', wordsAfter],
  ['trên 40 %', noNumber],
  ['trên', noNumber],
  ['vài', noNumber],
  ['hàng', noNumber],
  ['nhiều', noNumber],
  ['', noNumber],
  ['9'.repeat(101), noNumber],
])('“%s” is %s', (text, expected) => {
  expect(said(text, {})).toBe(expected)
})

test.each<[string, string, string]>([
  ['trên 40 con', 'con', 'over 40'],
  ['trên 40 con.', 'con', 'over 40'],
  ['trên 40 con', 'hộ', anotherUnit],
  ['40 hộ', 'hộ', 'exact 40'],
  ['từ 40 hộ trở lên', 'hộ', 'over 40'],
  ['hơn ba trăm hộ', 'hộ', 'over 300'],
  ['hàng trăm hộ', 'hộ', 'order 100'],
  ['3 trạm', 'trạm', 'exact 3'],
  ['3 tram', 'trạm', 'exact 3'],
  ['5 ti vi', 'ti vi', 'exact 5'],
  ['2,5 triệu đồng', 'đồng', 'exact 2500000'],
  ['gần 3 tỷ đồng', 'đồng', 'nearly 3000000000'],
  ['2,5 triệu đ', 'đồng', 'exact 2500000'],
  ['2,5trđ', 'đồng', 'exact 2500000'],
  ['17 triệu đồng', 'triệu đồng', 'exact 17'],
  ['trên 17 triệu', 'triệu đồng', 'over 17'],
  ['17', 'triệu đồng', 'exact 17'],
  ['2 tỷ', 'triệu đồng', 'exact 2000'],
  ['2 tỷ đồng', 'triệu đồng', 'exact 2000'],
  ['17 đồng', 'triệu đồng', anotherUnit],
  ['hàng tỷ đồng', 'triệu đồng', 'order 1000'],
  ['hàng chục nghìn đồng', 'triệu đồng', noNumber],
  ['trên 12,5 kg', 'kg', 'over 12.5'],
  ['12,5 tấn', 'kg', anotherUnit],
  ['trên 90 %', '%', 'over 90'],
  ['trên 90%', '%', 'over 90'],
  ['90 phần trăm', '%', 'exact 90'],
])('“%s” in a field of %s is %s', (text, unit, expected) => {
  expect(said(text, { unit })).toBe(expected)
})

test('of what is counted one reading is left, and there are no parts', () => {
  const read = (text: string) => said(text, { isWhole: true })

  expect(read('trên 1.250')).toBe('over 1250')
  expect(read('2,5 triệu')).toBe('exact 2500000')
  expect(read('khoảng 40,5')).toBe('field_is_no_whole_number')
  expect(read('1.250 triệu')).toBe(twoWays)
})

test('both readings of a number with a scale are told with its scale', () => {
  const { fault } = readSaid('1.250 triệu')

  expect(fault && inLanguage('vi', () => sentenceOf(fault))).toBe(
    '“1.250 triệu” đọc được hai cách: 1250 triệu hay 1,25 triệu? Xin ghi 1250 triệu hoặc 1,25 triệu.',
  )
})

test('limits hold the amount, and what says what to write is not covered by the sentence of a field', () => {
  const limits = { least: 1, most: 100, code: 'turnout_is_out_of_range' }

  expect(readSaidWithin('trên 40', limits)).toEqual({ amount: 40, qualifier: 'over' })
  expect(readSaidWithin('trên 400', limits).fault?.code).toBe('turnout_is_out_of_range')
  expect(readSaidWithin('nhiều', limits).fault?.code).toBe('turnout_is_out_of_range')
  expect(readSaidWithin('40–50', limits).fault?.code).toBe('amount_is_a_range')
})

test('what a program sends as a number is exact', () => {
  expect(readSaid(40)).toEqual({ amount: 40, qualifier: 'exact' })
  expect(readSaid(null).fault?.code).toBe(noNumber)
})

test.each<[string, number | string]>([
  ['90', 90],
  ['trên 90 %', 90],
  ['90 % trở lên', 90],
  ['khoảng 90', 'aim_is_not_exact'],
  ['gần 90', 'aim_is_not_exact'],
  ['hàng trăm', 'aim_is_not_exact'],
  ['dưới 90', noBound],
])('who aims at “%s” aims at %s', (text, expected) => {
  const { value, fault } = readAim(text, { unit: '%' })

  expect(value ?? fault?.code).toBe(expected)
})

test('both readings of what is asked are in the unit of the field', () => {
  const askedOf = (text: string) => {
    const { fault } = readSaid(text, { unit: 'triệu đồng' })
    return fault?.code === 'number_reads_two_ways' ? fault.params : undefined
  }

  expect(askedOf('17 triệu 500')).toMatchObject({ whole: '17,0005', part: '17,5' })
  expect(askedOf('1 tỷ 200')).toMatchObject({ whole: '1000,0002', part: '1200' })
})

test('a k before a measure is no thousand of it', () => {
  expect(said('5 km²', { unit: 'm²' })).toBe(anotherUnit)
  expect(said('2,5trđ', { unit: 'đồng', isWhole: true })).toBe('exact 2500000')
})
