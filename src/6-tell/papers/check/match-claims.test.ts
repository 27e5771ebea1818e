import { expect, test } from 'vitest'
import { claimsIn } from './claims.ts'
import { agrees, judge, type KnownFigure, prepared } from './match-claims.ts'

const attendances: KnownFigure = {
  code: 'study_attendances',
  name: 'Lượt người học tập, quán triệt',
  unit: 'lượt người',
  value: 1284,
  proven: 92,
}
const money: KnownFigure = {
  code: 'piggy_money',
  name: 'Tiền heo đất khi mổ',
  unit: 'đồng',
  value: 17_480_000,
  proven: 50,
}
const rate: KnownFigure = {
  code: 'study_rate',
  name: 'Tỷ lệ đảng viên học tập',
  unit: '%',
  value: 97.14,
  proven: 40,
  isRate: true,
  part: 34,
  whole: 35,
}
const figures = [attendances, money, rate]

const judged = (text: string) => claimsIn(text).map((claim) => judge(claim, text, prepared(figures)))
const agreeing = (text: string, figure: KnownFigure) => claimsIn(text).map((claim) => agrees(claim, figure))

test('an amount is supported by the figure that says the same of the same thing', () => {
  expect(judged('Có 1.284 lượt người học tập chuyên đề.')).toEqual([
    { kind: 'supported', figure: attendances },
  ])
  expect(judged('Tiền heo đất khi mổ là 17,5 triệu đồng.')).toEqual([{ kind: 'supported', figure: money }])
  expect(judged('34/35 đảng viên học tập, đạt tỷ lệ 97,1%.')).toEqual([
    { kind: 'supported', figure: rate },
    { kind: 'supported', figure: rate },
  ])
})

test('another amount of the same thing is answered with the figure; what is not known is unsupported', () => {
  expect(judged('Có 1.300 lượt người học tập, quán triệt.')).toEqual([
    { kind: 'differs', figures: [attendances] },
  ])
  expect(judged('Trồng 1.284 cây xanh.')).toEqual([{ kind: 'unsupported' }])
})

test('how surely an amount is said is heard', () => {
  const said = (words: string) => agreeing(`${words} lượt người.`, attendances)

  expect(said('Trên 1.200')).toEqual([true])
  expect(said('Trên 1.300')).toEqual([false])
  expect(said('Trên 300')).toEqual([false])
  expect(said('Gần 1.300')).toEqual([true])
  expect(said('Gần 1.200')).toEqual([false])
  expect(said('Khoảng 1.250')).toEqual([true])
  expect(said('Hàng nghìn')).toEqual([true])
  expect(said('Hàng trăm')).toEqual([false])
  expect(said('Dưới 1.300')).toEqual([true])
  expect(said('1.283')).toEqual([false])
})

test('an amount is as fine as it is written', () => {
  expect(agreeing('17,5 triệu đồng', money)).toEqual([true])
  expect(agreeing('17,4 triệu đồng', money)).toEqual([false])
  expect(agreeing('17.480.000 đồng', money)).toEqual([true])
  expect(agreeing('17.480.001 đồng', money)).toEqual([false])
})

const measured = (unit: string, value: number): KnownFigure => ({
  code: unit,
  name: 'Kết quả',
  unit,
  value,
  proven: 0,
})

test.each<[string, KnownFigure, boolean]>([
  ['57.217 tấn', measured('kg', 57_217), false],
  ['57,217 tấn', measured('kg', 57_217), true],
  ['57,2 tấn', measured('kg', 57_217), true],
  ['57,3 tấn', measured('kg', 57_217), false],
  ['57.217 kg', measured('kg', 57_217), true],
  ['572,17 tạ', measured('kg', 57_217), true],
  ['500 gam', measured('kg', 0.5), true],
  ['trên 57 tấn', measured('kg', 57_217), true],
  ['57.217 kg', measured('tấn', 57.217), true],
  ['3,2 km', measured('mét', 3200), true],
  ['3.200 m', measured('mét', 3200), true],
  ['3.200 km', measured('mét', 3200), false],
  ['1,5 ha', measured('m²', 15_000), true],
  ['15.000 m2', measured('m²', 15_000), true],
  ['2 giờ', measured('phút', 120), true],
  ['17,5 triệu đồng', money, true],
  ['17,48 nghìn đồng', money, false],
  ['3.200 kg', measured('mét', 3200), false],
  ['3.200 hộ', measured('mét', 3200), false],
  ['12 kg', measured('hộ', 12), false],
  ['1.284 người', attendances, true],
  ['1.284 lượt', attendances, true],
  ['1.284 lượt', { ...attendances, unit: 'người' }, false],
  ['1.284 đảng viên', { ...attendances, unit: 'người' }, true],
  ['15 đ/c đảng viên mới', measured('đảng viên', 15), true],
  ['15 đ/c', measured('người', 15), true],
  ['50 đồng bào Khmer', measured('người', 50), true],
  ['50 đồng chí', measured('đảng viên', 50), true],
  ['12 ký cam kết', measured('hộ', 12), true],
  ['Kết quả (tấn): 57.217', measured('kg', 57_217), false],
  ['Kết quả (tấn): 57,217', measured('kg', 57_217), true],
  ['Kết quả 57.217 (tấn)', measured('kg', 57_217), false],
  ['Kết quả (ĐVT: tấn) năm nay: 57.217', measured('kg', 57_217), false],
  ['Kết quả tính bằng tấn: 57.217', measured('kg', 57_217), false],
  ['Kết quả (triệu đồng): 17,48', money, true],
  ['Kết quả (triệu đồng): 17.480.000', money, false],
  ['12 kg/hộ', measured('kg', 12), false],
  ['12 kg / hộ', measured('kg', 12), false],
  ['12 kg/hộ', measured('kg/hộ', 12), true],
  ['3tr2 đồng', measured('đồng', 3_200_000), true],
  ['3tr2 đồng', measured('đồng', 2_600_000), false],
  ['3tr2 đồng', measured('đồng', 3_000_000), false],
  ['21tr750', measured('đồng', 21_750_000), true],
  ['21tr750', measured('đồng', 20_900_000), false],
  ['4 triệu rưỡi đồng', measured('đồng', 4_500_000), true],
  ['0.250 tấn', measured('kg', 250), true],
  ['0.250 tấn', measured('kg', 250_000), false],
  ['6,480,000 đồng', measured('đồng', 6_480_000), true],
  ['6,480,000.50 đồng', measured('đồng', 6_480_000.5), true],
  ["2'750'000 đồng", measured('đồng', 2_750_000), true],
  ['2’750’000 đồng', measured('đồng', 2_750_000), true],
  ['2\u202f750\u202f000 đồng', measured('đồng', 2_750_000), true],
  ['2\u2009750\u2009000 đồng', measured('đồng', 2_750_000), true],
  ['6.480.001 đồng', measured('đồng', 6_480_000), false],
  ['750k đồng', measured('đồng', 750_000), true],
  ['750k', measured('đồng', 751_000), false],
  ['2,468 kg', measured('kg', 2468), true],
  ['2,468 kg', measured('kg', 2.468), true],
  ['2.468 kg', measured('kg', 2.468), false],
  ['2,468 lượt người', measured('lượt người', 2468), true],
  ['2,468 lượt người', measured('lượt người', 2.468), false],
  ['≥ 400 người', measured('người', 425), true],
  ['>=400 người', measured('người', 425), true],
  ['400 người trở lên', measured('người', 425), true],
  ['400 trở lên', measured('người', 425), true],
  ['400+ người', measured('người', 425), true],
  ['400 người trở lên', measured('người', 380), false],
  ['400 người trở xuống', measured('người', 380), true],
  ['≤ 400 người', measured('người', 425), false],
  ['~ 400 người', measured('người', 425), true],
  ['400 người từ 60 tuổi trở lên', measured('người', 425), false],
  ['ba mươi hộ', measured('hộ', 33), false],
  ['ba mươi hộ', measured('hộ', 30), true],
  ['khoảng ba mươi hộ', measured('hộ', 33), true],
  ['hai trăm hộ', measured('hộ', 240), false],
  ['10⁶ đồng', measured('đồng', 1_000_000), true],
  ['10⁶ đồng', measured('đồng', 10), false],
  ['400¹ người', measured('người', 400), true],
])('“%s” is held against a figure in its own unit', (text, figure, agree) => {
  expect(agreeing(text, figure)).toEqual([agree])
})

test('one of a thousand is a tenth of a percent', () => {
  const growth = { ...measured('%', 0.7), isRate: true }

  expect(agreeing('7‰', growth)).toEqual([true])
  expect(agreeing('7‰', { ...growth, value: 7 })).toEqual([false])
})

test('signs that no number has together, tabs and lines part numbers', () => {
  const values = (text: string) => claimsIn(text).map(({ value }) => value)

  expect(values('Số cây: 45\t120\t907 cây')).toEqual([45, 120, 907])
  expect(values('Năm ngoái 14\n250 cây')).toEqual([14, 250])
  expect(values('Gồm 3 tỷ\t400 triệu đồng')).toEqual([3e9, 4e8])
  expect(values('Số cây 1.250 300')).toEqual([1250, 300])
})

test('a row of a table is measured by the cell that names the unit', () => {
  const waste = measured('kg', 57_217)
  const kinds = ['Kết quả | tấn | 57.217', 'Kết quả | tấn | 57,217', 'Kết quả | kg | 57.217'].map((row) =>
    kindsOf(row, waste),
  )

  expect(kinds).toEqual([['differs'], ['supported'], ['supported']])
})

test('“350 người tham dự” is said of 350 lượt người, but lượt is never said of people', () => {
  const turns: KnownFigure = { ...attendances, name: 'Lượt người tham dự buổi tuyên truyền', value: 350 }

  expect(kindsOf('Có 350 người tham dự buổi tuyên truyền', turns)).toEqual(['supported'])
  expect(kindsOf('Có 350 lượt người tham dự buổi tuyên truyền', { ...turns, unit: 'người' })).toEqual([
    'differs',
  ])
})

test('đ/c and đồng bào are people and no money', () => {
  const members: KnownFigure = {
    ...measured('đảng viên', 15),
    name: 'Đảng viên mới kết nạp',
  }

  expect(kindsOf('Kết nạp 15 đ/c đảng viên mới', members)).toEqual(['supported'])
  expect(kindsOf('Kết quả 50 đồng bào Khmer', measured('người', 50))).toEqual(['supported'])
  expect(kindsOf('Kết quả 50 đồng bào Khmer', measured('đồng', 50))).not.toEqual(['supported'])
})

const kindsOf = (text: string, figure: KnownFigure) =>
  claimsIn(text).map((claim) => judge(claim, text, prepared([figure])).kind)

test('a document of one type is none of another, and “một vài” is no number', () => {
  const plans: KnownFigure = { code: 'p', name: 'Kế hoạch đã ban hành', unit: 'văn bản', value: 2, proven: 0 }
  const against = prepared([plans])
  const kinds = (text: string) => claimsIn(text).map((claim) => judge(claim, text, against).kind)

  expect(kinds('Đã ban hành 02 quyết định, 02 kế hoạch.')).toEqual(['unsupported', 'supported'])
  expect(claimsIn('Một vài đơn vị còn chậm, vài hộ chưa làm.')).toEqual([])
  expect(claimsIn('Có vài chục hộ làm theo.')).toMatchObject([{ value: 20 }].map(() => ({ said: 'about' })))
})
