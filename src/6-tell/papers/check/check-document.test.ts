import { expect, test } from 'vitest'
import { checkDocument } from './check-document.ts'
import type { KnownFigure } from './match-claims.ts'
import { later, sentences } from './sentences.fixture.ts'

const waste: KnownFigure = {
  code: 'organic_waste_kg',
  name: 'Rác hữu cơ được xử lý',
  unit: 'kg',
  value: 6381,
  proven: 100,
}
const waiting: KnownFigure = {
  code: 'long_waits',
  name: 'Lượt chờ quá 30 phút',
  unit: 'lượt người',
  value: 6,
  proven: 0,
}

const long =
  'Ban Thường vụ Đảng ủy tập trung lãnh đạo, chỉ đạo các chi bộ tổ chức học tập chuyên đề nghiêm túc, đạt 95% đảng viên.'

test('a paragraph that stood in the last report is noticed, also with other figures; a new one is not', () => {
  const [same, other] = checkDocument(
    [
      long.replace('95%', '97%'),
      'Đoàn thanh niên ra quân làm sạch 3 tuyến đường và trồng hoa trước cổng trường học trên địa bàn xã.',
    ],
    { figures: [], before: [long] },
  )

  expect(same?.signs).toEqual([{ kind: 'carried_over', alike: 1 }])
  expect(other?.signs).toEqual([])
})

test('days before the period of the report are noticed, comparisons and documents are not', () => {
  const span = { from: '2024-06', until: '2024-06' }
  const signsOf = (text: string) => checkDocument([text], { figures: [], span })[0]?.signs ?? []

  expect(signsOf('Tính đến ngày 15/5/2024, các chi bộ đã hoàn thành.')).toEqual([
    { kind: 'other_period', said: 'Tính đến ngày 15/5/2024' },
  ])
  expect(signsOf('Kết quả tháng 5/2024 như sau.')).toEqual([
    { kind: 'other_period', said: 'Kết quả tháng 5/2024' },
  ])
  expect(signsOf('Tăng so với kết quả tháng 5/2024.')).toEqual([])
  expect(signsOf('Tính đến ngày 15/6/2024, đạt chỉ tiêu.')).toEqual([])
  expect(signsOf('Trong quý II năm 2024, hội đã tổ chức.')).toEqual([])
  expect(signsOf('Trong quý I năm 2024, hội đã tổ chức.')).toHaveLength(1)
})

test('the name of another unit is noticed, with and without its marks', () => {
  const against = { figures: [], otherUnits: ['Xã Mỹ Lệ', 'Xã Long Hựu'] }

  const [first, second] = checkDocument(['Đảng ủy xã Mỹ Lệ đã chỉ đạo.', 'XA LONG HUU'], against)

  expect(first?.signs).toEqual([{ kind: 'other_unit', name: 'Xã Mỹ Lệ' }])
  expect(second?.signs).toEqual([{ kind: 'other_unit', name: 'Xã Long Hựu' }])
})

test('a row of a table holds its own figures, and how far they are proven; a number in a name is no claim', () => {
  const [row, named] = checkDocument(
    ['12 | Rác hữu cơ được xử lý | kg | 6.381 | 100%', '- Lượt chờ quá 30 phút: 6 lượt người'],
    { figures: [waste, waiting] },
  )

  expect(row?.claims.map(({ claim, verdict }) => [claim.value, verdict.kind])).toEqual([
    [6381, 'supported'],
    [100, 'supported'],
  ])
  expect(named?.claims.map(({ claim, verdict }) => [claim.value, verdict.kind])).toEqual([[6, 'supported']])
})

test('the unit in the heading of a table, or in the line before it, holds for its numbers', () => {
  const kindsIn = (...paragraphs: string[]) =>
    checkDocument(paragraphs, { figures: [waste] }).flatMap(({ claims }) =>
      claims.map(({ verdict }) => verdict.kind),
    )
  const heading = 'TT | Nội dung | Số lượng (tấn)'

  expect(kindsIn(heading, '1 | Rác hữu cơ được xử lý | 6.381')).toEqual(['differs'])
  expect(kindsIn(heading, '1 | Rác hữu cơ được xử lý | 6,381')).toEqual(['supported'])
  expect(kindsIn('Đơn vị tính: tấn', 'Nội dung | Số lượng', 'Rác hữu cơ được xử lý | 6.381')).toEqual([
    'differs',
  ])
  expect(kindsIn('Nội dung | Số lượng', 'Rác hữu cơ được xử lý (tấn) | 6.381')).toEqual(['differs'])
  expect(kindsIn('Nội dung | Số lượng', 'Rác hữu cơ được xử lý | 6.381')).toEqual(['supported'])
})

test('a sum inside a sentence that does not come out is named; an association is no sum', () => {
  const sums = (text: string) =>
    checkDocument([text], { figures: [] }).flatMap(({ signs }) =>
      signs.flatMap((sign) => (sign.kind === 'other_sum' ? [[sign.said, sign.sum]] : [])),
    )

  expect(sums('Đã ban hành 52 văn bản, gồm 20 kế hoạch và 33 công văn.')).toEqual([['52', 53]])
  expect(sums('Đã ban hành 53 văn bản, gồm 20 kế hoạch và 33 công văn.')).toEqual([])
  expect(sums('Vận động 52 gồm 20 và 33.')).toEqual([['52', 53]])
  expect(sums('Thành lập 3 đoàn gồm 12 cán bộ và 30 hội viên.')).toEqual([])
  expect(sums('Có 52 hộ tham gia, trong đó có 20 hộ nghèo và 12 hộ cận nghèo.')).toEqual([])
})

test('a document that is cited with another day than in the registers is named with the day that is there', () => {
  const documents = new Map([['5-ct/tw', ['2016-05-15']]])
  const cited = (text: string) =>
    checkDocument([text], { figures: [], documents }).flatMap(({ signs }) =>
      signs.filter(({ kind }) => kind === 'other_day'),
    )

  expect(cited('Thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị.')).toEqual([])
  expect(cited('Thực hiện Chỉ thị số 05-CT/TW, ngày 16 tháng 5 năm 2016 của Bộ Chính trị.')).toEqual([
    { kind: 'other_day', symbol: '05-CT/TW', said: '2016-05-16', days: ['2016-05-15'] },
  ])
  expect(cited('Theo Kế hoạch số 99-KH/HU ngày 01/02/2022.')).toEqual([])
})

test('a number is held against figures of the period of which its sentence speaks', () => {
  const waste = { code: 'waste', name: 'Rác hữu cơ đã xử lý', unit: 'kg', proven: 0 }
  const against = {
    figures: [
      { ...waste, value: 120 },
      { ...waste, value: 480, isYearSoFar: true },
    ],
    span: { from: '2024-10', until: '2024-12' },
  }
  const kinds = (text: string) =>
    checkDocument([text], against).flatMap(({ claims }) => claims.map(({ verdict }) => verdict.kind))

  expect(kinds('Rác hữu cơ đã xử lý trong quý là 120 kg.')).toEqual(['supported'])
  expect(kinds('Rác hữu cơ đã xử lý trong quý là 480 kg.')).toEqual(['differs'])
  expect(kinds('Rác hữu cơ đã xử lý từ đầu năm là 480 kg.')).toEqual(['supported'])
  expect(kinds('Kết quả năm 2023: rác hữu cơ đã xử lý 120 kg.')).toEqual(['unsupported'])
})

test('what is held against nothing is told with its reason, and every number is in a claim or told', () => {
  const passed = (text: string) =>
    checkDocument([text], { figures: [waiting] }).flatMap((paragraph) =>
      paragraph.passed.map(({ text: said, why }) => `${why}: ${said}`),
    )

  expect(passed('2.1. Năm 2024, theo Kế hoạch số 12-KH/ĐU, ấp 3 có 45 hộ.')).toEqual([
    'mark: 2.1.',
    'time: Năm 2024',
    'document: Kế hoạch số 12',
    'label: ấp 3',
  ])
  expect(passed('Lượt chờ quá 30 phút: 6 lượt người')).toEqual(['name: Lượt chờ quá 30 phút'])
  expect(passed('Chuyển xe A4-215 và mô hình “5 có” trong hai mươi năm')).toEqual([
    'unread: A4-215',
    'quoted: “5 có”',
    'words: hai mươi năm',
  ])
  expect(passed('Có 45 hộ, đạt 12,5%.')).toEqual([])
})

test('whatever a text says, no digit is passed by unsaid', () => {
  const untold = [...sentences, ...later].flatMap(([text]) =>
    checkDocument([text], { figures: [] }).flatMap(({ claims, passed }) => {
      const told = [...claims.map(({ claim }) => claim.text), ...passed.map((one) => one.text)].join(' ')
      return (text.match(/\d+/g) ?? []).filter((digits) => !told.includes(digits))
    }),
  )

  expect(untold).toEqual([])
})
