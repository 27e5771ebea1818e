import { expect, test } from 'vitest'
import { readSpreadsheet } from '../spreadsheet.ts'
import { writeXlsx } from './write-spreadsheet.ts'

const textsIn = (texts: readonly string[]): (string | undefined)[] => {
  const rows = texts.map((text) => [text])
  return readSpreadsheet(writeXlsx([{ name: 'S', rows }]), 'a.xlsx').rows.map(({ cells }) => cells[0])
}

test.each([
  [['NguyÔn V¨n An'], ['Nguyễn Văn An']],
  [['Lª V¨n T¸m'], ['Lê Văn Tám']],
  [['Hä vµ tªn'], ['Họ và tên']],
  [['Hå V¨n Ba'], ['Hồ Văn Ba']],
  [['§¶ng viªn'], ['Đảng viên']],
  [
    ['NguyÔn V¨n B×nh', 'TrÇn H÷u NghÜa'],
    ['Nguyễn Văn Bình', 'Trần Hữu Nghĩa'],
  ],
  [
    ['NguyÔn V¡n §øC', 'ÊP', 'Lª V¨n T¸m'],
    ['Nguyễn VĂn ĐỨC', 'ẤP', 'Lê Văn Tám'],
  ],
  [
    ['Hä vµ tªn', 'Vâ An', 'NGUYÔN V¡N AN', 'Müller'],
    ['Họ và tên', 'Võ An', 'NGUYỄN VĂN AN', 'Müller'],
  ],
  [['Nguyeãn Vaên An'], ['Nguyễn Văn An']],
  [['Leâ Vaên Taùm'], ['Lê Văn Tám']],
  [['Traàn Thò Möôøi'], ['Trần Thị Mười']],
  [
    ['Traàn Thò Möôøi', 'Thò'],
    ['Trần Thị Mười', 'Thị'],
  ],
  [
    ['Nguy\u00adn Vån An', 'Tr¥n Th¸ Mß¶i', 'TR…N VÅN ÐºC', 'H² trþ hµ nghèo', '5 m²'],
    ['Nguyễn Văn An', 'Trần Thị Mười', 'TRẦN VĂN ĐỨC', 'Hỗ trợ hộ nghèo', '5 m²'],
  ],
])('a sheet of %j in old letters is read as %j', (written, read) => {
  expect(textsIn(written)).toEqual(read)
})

test.each([
  [
    ['Ðoàn Thanh', 'Ðinh Hoàng Long', 'Ðông', 'Ðào'],
    ['Đoàn Thanh', 'Đinh Hoàng Long', 'Đông', 'Đào'],
  ],
  [
    ['Müller', 'Jürgen Weiß'],
    ['Müller', 'Jürgen Weiß'],
  ],
  [
    [
      'Area (m²)',
      'Volume (m³)',
      '5 km²',
      'n° 12',
      'ha²',
      'N° 3',
      '25 °C',
      'Größe',
      'façade',
      'año',
      'für Mädchen',
    ],
    [
      'Area (m²)',
      'Volume (m³)',
      '5 km²',
      'n° 12',
      'ha²',
      'N° 3',
      '25 °C',
      'Größe',
      'façade',
      'año',
      'für Mädchen',
    ],
  ],
  [
    ['école', 'château d’If', 'Où est le garçon naïf ?', 'Noël', 'œuvre – “dès” …'],
    ['école', 'château d’If', 'Où est le garçon naïf ?', 'Noël', 'œuvre – “dès” …'],
  ],
  [
    ['Họ và tên', 'Loïc', 'René', 'Zoë', 'Hà Thò', 'Nguyễn Văn An', '§ 5', '5 m²', '· mục'],
    ['Họ và tên', 'Loïc', 'René', 'Zoë', 'Hà Thò', 'Nguyễn Văn An', '§ 5', '5 m²', '· mục'],
  ],
])('a sheet of %j in letters of today is read as %j', (written, read) => {
  expect(textsIn(written)).toEqual(read)
})

test('a CSV file in old letters is not taken for Windows-1258', () => {
  const { rows, notices } = readSpreadsheet(
    Buffer.from('Hä vµ tªn;§¬n vÞ\nNguyÔn V¨n Hoµ;Chi bé Êp 1', 'latin1'),
    'a.csv',
  )

  expect(rows.map(({ cells }) => cells)).toEqual([
    ['Họ và tên', 'Đơn vị'],
    ['Nguyễn Văn Hoà', 'Chi bộ ấp 1'],
  ])
  expect(notices).toEqual([{ code: 'readAsOldLetters', params: { count: 4 } }])
})

test('a CSV file in VISCII is read by its bytes, also those at the places of controls', () => {
  const viscii =
    'H÷ và tên;Ð½n v¸\nNguy\u00adn Vån Hoà;Chi bµ ¤p 1\nV\u00a0 TH\u0098 M\u0006U;\u0084p MÛ H\u00d5nh'

  const { rows, notices } = readSpreadsheet(Buffer.from(viscii, 'latin1'), 'a.csv')

  expect(rows.map(({ cells }) => cells)).toEqual([
    ['Họ và tên', 'Đơn vị'],
    ['Nguyễn Văn Hoà', 'Chi bộ ấp 1'],
    ['VÕ THỊ MẪU', 'Ấp Mỹ Hạnh'],
  ])
  expect(notices).toEqual([{ code: 'readInCharset', params: { charset: 'VISCII' } }])
})

test('VÕ and RÕ of VISCII are read in a workbook, where their letter looks like a blank', () => {
  const names = ['V\u00a0 VÅN BÌNH', 'TR\u2026N TH\u02dc R\u00a0', 'Hµi Nông dân', 'V\u00a0']
  const bytes = writeXlsx([{ name: 'Danh sách', rows: [['Ho ten'], ...names.map((name) => [name])] }])

  const { rows } = readSpreadsheet(bytes, 'a.xlsx')

  expect(rows.flatMap(({ cells }) => cells).slice(1, 5)).toEqual([
    'VÕ VĂN BÌNH',
    'TRẦN THỊ RÕ',
    'Hội Nông dân',
    'VÕ',
  ])
})

test('a blank without break stays a blank in a workbook of today, and shows no old writing', () => {
  const bytes = writeXlsx([
    { name: 'Danh sách', rows: [['Tổ'], ['B\u00a0'], ['C\u00a0'], ['Hội\u00a0Nông dân'], ['\u00a0']] },
    { name: 'Ma', rows: [['To'], ['B\u00a0'], ['C\u00a0'], ['R\u00a0 5']] },
  ])

  const { rows, others } = readSpreadsheet(bytes, 'a.xlsx')

  expect(rows.map(({ cells }) => cells)).toEqual([['Tổ'], ['B'], ['C'], ['Hội Nông dân']])
  expect(others?.[0]?.rows.map(({ cells }) => cells)).toEqual([['To'], ['B'], ['C'], ['R  5']])
})
