import { expect, test } from 'vitest'
import { shippedLayout } from './layout.fixture.ts'
import { authorityLine, dateLine, headingNumber, numberLine, recipientLines } from './lines.ts'

const party = shippedLayout('HD05_2026')
const state = shippedLayout('ND30_2020')

test('a date has a leading zero where a digit could be put before it', () => {
  expect(dateLine('Cần Đước', '2026-02-05')).toBe('Cần Đước, ngày 05 tháng 02 năm 2026')
  expect(dateLine('Cần Đước', '2026-01-31')).toBe('Cần Đước, ngày 31 tháng 01 năm 2026')
  expect(dateLine('Tân An', '2026-03-27')).toBe('Tân An, ngày 27 tháng 3 năm 2026')
  expect(dateLine('Tân An', '2026-12-09')).toBe('Tân An, ngày 09 tháng 12 năm 2026')
})

test('a day that the calendar lacks is refused', () => {
  expect(() => dateLine('Cần Đước', '2026-02-30')).toThrow('2026-02-30')
})

test('the Party numbers without a colon, the State with one', () => {
  expect(numberLine(party, '12', 'BC/ĐU')).toBe('Số 12-BC/ĐU')
  expect(numberLine(state, '12', 'BC-UBND')).toBe('Số: 12/BC-UBND')
})

test('a number below ten gets a zero, a missing one leaves room to write', () => {
  expect(numberLine(party, '7', 'BC/ĐU')).toBe('Số 07-BC/ĐU')
  expect(numberLine(party, null, 'BC/ĐU')).toBe('Số      -BC/ĐU')
  expect(numberLine(party, '  ', 'BC/ĐU')).toBe('Số      -BC/ĐU')
})

test('what looks like a pattern of replacement stays what was typed', () => {
  expect(numberLine(party, '$&', '$1/{number}')).toBe('Số $&-$1/{number}')
})

test('an authority is written the way of the system, however it was typed', () => {
  for (const typed of ['T/M BAN THƯỜNG VỤ', 'TM. BAN THƯỜNG VỤ', 'T/M. BAN THƯỜNG VỤ', 'tm BAN THƯỜNG VỤ'])
    expect([authorityLine(party, typed), authorityLine(state, typed)]).toEqual([
      'T/M BAN THƯỜNG VỤ',
      'TM. BAN THƯỜNG VỤ',
    ])
  expect(authorityLine(state, 'K/T CHỦ TỊCH')).toBe('KT. CHỦ TỊCH')
  expect(authorityLine(party, 'TL. BAN THƯỜNG VỤ')).toBe('T/L BAN THƯỜNG VỤ')
})

test('a name that only begins like an authority keeps its letters', () => {
  expect(authorityLine(party, 'TLĐ TỈNH')).toBe('TLĐ TỈNH')
  expect(authorityLine(party, '')).toBe('')
})

test('headings count in Roman, Arabic and the letters of Vietnamese', () => {
  expect([1, 4, 9, 14].map((count) => headingNumber(party, 1, count))).toEqual([
    'I- ',
    'IV- ',
    'IX- ',
    'XIV- ',
  ])
  expect(headingNumber(state, 1, 2)).toBe('II. ')
  expect(headingNumber(party, 2, 12)).toBe('12. ')
  expect([1, 4, 5, 6].map((count) => headingNumber(party, 3, count))).toEqual(['a) ', 'd) ', 'đ) ', 'e) '])
  expect(headingNumber(party, 3, [...party.body.letters].length + 1)).toBe('aa) ')
})

test('recipients end as the layout wants, whatever they ended with', () => {
  const typed = ['- Ban Thường vụ Tỉnh ủy (báo cáo);', 'Các chi bộ trực thuộc,', '', 'Lưu Văn phòng Đảng ủy']
  expect(recipientLines(party, typed)).toEqual([
    '- Ban Thường vụ Tỉnh ủy (báo cáo),',
    '- Các chi bộ trực thuộc,',
    '- Lưu Văn phòng Đảng ủy.',
  ])
  expect(recipientLines(state, typed).slice(1)).toEqual([
    '- Các chi bộ trực thuộc;',
    '- Lưu Văn phòng Đảng ủy.',
  ])
})
