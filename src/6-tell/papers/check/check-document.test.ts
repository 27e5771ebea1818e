import { expect, test } from 'vitest'
import { checkDocument } from './check-document.ts'
import type { KnownFigure } from './match-claims.ts'

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
