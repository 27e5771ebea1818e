import { expect, test } from 'vitest'
import { readSpreadsheet, writeXlsx } from '../spreadsheet.ts'
import { encodedOnce } from './twice-encoded.ts'

const texts = [
  'Hội nghị',
  'là xã Đông Hà',
  'Cá tra – “à”, 5 m² × 2 …',
  'Ăn Ở Ơn Ạ',
  'ƯỚC TÍNH',
  'Đoàn viên Ỷ'.normalize('NFD'),
  'Tổng cộng: 1.250.000 ₫',
]

test.each(['windows-1252', 'windows-1258'])(
  'a text taken for %s and encoded again is as it was',
  (charset) => {
    const twice = texts.map((text) => new TextDecoder(charset).decode(Buffer.from(text)))

    expect(twice.map(encodedOnce)).toEqual(texts.map((text) => text.normalize('NFC')))
  },
)

test.each([
  'Hội nghị',
  'Há Nội',
  'Á Đông',
  '“quá”…',
  '«Há»',
  'Ă, Â',
  'Ä ö ü',
  'São Tomé',
  'Ça va très bien, « là-bas »',
  'Noël à Orléans – 1 234,50 €',
  'Straße 5, Übung',
  'Ål Ålesund',
  'Ã 5',
  'VÃ',
  'É. “Ã”',
  '1.250,5 m² (±3 %)',
  'CO₂ → 5 µm',
])('“%s” was not encoded twice', (text) => {
  expect(encodedOnce(text)).toBeUndefined()
})

test('a text that was encoded three times, or has letters by their numbers, is as it was', () => {
  const again = (text: string) => new TextDecoder('windows-1252').decode(Buffer.from(text))

  expect(encodedOnce(again(again('Họ tên, số')))).toBe('Họ tên, số')
  expect(encodedOnce('H&#7897;i ngh&#x1ECB; &amp; R&D')).toBe('Hội nghị & R&D')
  expect(encodedOnce('R&D; a &amp; b')).toBeUndefined()
})

test('in a sheet the cells that were encoded twice are put right, and counted', () => {
  const rows = [['Há»™i nghá»‹', 'lÃ\u00a0 xÃ£'], ['Đơn vị'], ['Jürgen Müller'], ['lÃ\u00a0']]

  const read = readSpreadsheet(writeXlsx([{ name: 'S', rows }]), 'a.xlsx')

  expect(read.rows.map(({ cells }) => cells)).toEqual([
    ['Hội nghị', 'là xã'],
    ['Đơn vị'],
    ['Jürgen Müller'],
    ['là'],
  ])
  expect(read.notices).toEqual([{ code: 'readAsEncodedTwice', params: { count: 3 } }])
})

test.each([
  [';', 'H&#7897;i N&ocirc;ng d&acirc;n;3', ['Hội Nông dân', '3']],
  [';', '&#272;o&agrave;n x&#xE3; M&#7897;t;4', ['Đoàn xã Một', '4']],
  [',', 'H&#7897;i; &#272;o&agrave;n,5', ['Hội; Đoàn', '5']],
  [';', '"H&#7897;i; &#272;oàn";6', ['Hội; Đoàn', '6']],
  [';', 'R&D; AT&T;7', ['R&D', 'AT&T', '7']],
  [';', 'Cơ sở Mai&Lan;12', ['Cơ sở Mai&Lan', '12']],
  [';', 'Tổ May&Thêu;Hợp tác xã Hoa&quả;18', ['Tổ May&Thêu', 'Hợp tác xã Hoa&quả', '18']],
  [';', 'X&Atilde; B&YACUTE; &amp; Ch&iacute;;8', ['XÃ BÝ & Chí', '8']],
])('letters that a web page wrote part no cells of a file parted by “%s”: %s', (sign, row, cells) => {
  const head = ['Tên', 'Số'].join(sign)

  const { rows } = readSpreadsheet(Buffer.from(`${head}\n${row}\n`), 'a.csv')

  expect(rows[1]?.cells).toEqual(cells)
})
