import { expect, test } from 'vitest'
import { xlsx } from './spreadsheet/xlsx.ts'
import { readSpreadsheet, type Spreadsheet, writeXlsx } from './spreadsheet.ts'
import { chosenIn, hasChoice, readingOf, withChoice } from './spreadsheet-reading.ts'
import { type Headings, tableOfSheet } from './spreadsheet-table.ts'

const headings: Headings<'name' | 'birth'> = {
  name: { title: 'Họ và tên', known: ['ho va ten'] },
  birth: { title: 'Ngày sinh', known: ['nam sinh', 'ngay thang nam sinh'] },
}
const sheetOf = (rows: readonly (readonly (string | number)[])[]): Spreadsheet => ({
  rows: rows.map((cells, index) => ({ number: index + 1, cells: cells.map(String) })),
  notices: [],
  merged: [],
})
const asked = { headings, least: 1, must: 'name', oneTextIsEntry: true } as const
const namesIn = (sheet: Spreadsheet) => tableOfSheet(sheet, asked)?.rows.map(({ cells }) => cells.name)
const inList = (file: Spreadsheet) => chosenIn(readingOf(file, { headings, needed: ['name'] }))
const head = ['TT', 'Họ và tên', 'Năm sinh']
const an = [1, 'Nguyễn Văn An', 1980]
const binh = [2, 'Trần Thị Bình', 1981]

test.each([
  ['a note', [head, an, ['', 'Ghi chú: đi xe chung'], binh]],
  ['a note in the column of numbers', [head, an, ['Ghi chú: đi xe chung'], binh]],
  ['a place and day', [head, an, ['', '', 'Long Trạch, ngày 12 tháng 3 năm 2026'], binh]],
  ['a place and day above all', [head, ['', 'Long Trạch, ngày 12 tháng 3 năm 2026'], an, binh]],
  ['a sum', [head, an, ['', 'Tổng số đại biểu: 25'], ['', 'Tổng số có mặt: 20/25'], binh]],
  ['a sum in two cells', [head, an, binh, ['', 'Tổng số đại biểu', '25']]],
  ['a sum of a group', [head, an, ['', 'Cộng Ấp 1', '1'], ['', 'Cộng mục I'], binh]],
  ['a sum in the column of numbers', [head, an, binh, ['Cộng: 2 người']]],
  ['a sentence of how many', [head, an, binh, ['', '(Danh sách có 25 người)']]],
  ['a group with a count', [head, ['I', 'KHỐI ẤP', '15 đ/c'], an, ['II', 'KHỐI XÃ', '1'], binh]],
  ['a group without a number', [head, ['', 'Văn phòng Đảng ủy'], an, binh]],
  ['who signs for whom', [head, an, binh, ['', 'T/M BAN THƯỜNG VỤ'], ['', 'K/T'], ['', 'Mẫu Văn Ký', 'x']]],
  ['an office that signs', [head, an, binh, ['', 'BÍ THƯ CHI BỘ'], ['', 'Mẫu Văn Ký', 'x']]],
  ['two who sign', [head, an, binh, ['', 'NGƯỜI LẬP BIỂU', 'TRƯỞNG ẤP'], ['', 'Mẫu Văn Ký', 'Mẫu Thị Hai']]],
  ['a short day', [head, an, binh, ['', 'Long Trạch, ngày 12/3/2026', ''], ['', 'Mẫu Văn Ký', 'x']]],
  ['an open day', [head, an, binh, ['', 'ngày     tháng 12 năm 2026'], ['', 'Mẫu Văn Ký', 'x']]],
])('%s in a list is nobody, and nobody beneath is lost', (_, rows) => {
  expect(namesIn(sheetOf(rows))).toEqual(['Nguyễn Văn An', 'Trần Thị Bình'])
})

test.each(['Cộng đồng người Khmer', 'Cộng tác viên dân số', 'Tổng công ty Mẫu', 'Tống Văn Cộng'])(
  '“%s” is no sum',
  (name) => {
    expect(namesIn(sheetOf([['Họ và tên'], [name]]))).toEqual([name])
  },
)

test('an indicator that counts all of something is no sum', () => {
  const rows = [
    ['Họ và tên', 'Năm sinh'],
    ['Tổng số đảng viên', 25],
  ]

  expect(inList(sheetOf(rows)).rows).toHaveLength(1)
})

test.each(['Tháng 01/2026', 'Quý I năm 2026', 'Tháng 2'])('“%s” parts a register', (text) => {
  const rows = [
    ['Họ và tên', 'Năm sinh'],
    [text, ''],
    ['An', 1980],
  ]

  expect(inList(sheetOf(rows)).rows.map(({ cells }) => cells.name)).toEqual(['An'])
})

test.each([
  ['merged', [{ range: 'A1:A2', firstRow: 1, lastRow: 2, firstColumn: 0, lastColumn: 0 }]],
  ['not merged', []],
])('a heading beside one over several columns is found above it, %s', (_, merged) => {
  const rows = [
    ['TT', 'Người', '', 'Họ & tên'],
    ['', 'Ngày sinh', 'Nơi sinh', ''],
    [1, 1980, 'Ấp 1', 'An'],
    ['I', 'Khối ấp'],
    [2, 1981, 'Ấp 2', 'Bình'],
  ]
  const known = { ...headings, birth: { title: 'Ngày sinh', known: ['ngay sinh'] } }
  const sheet = { ...sheetOf(rows), merged }

  const table = tableOfSheet(sheet, { headings: known, least: 2 })

  expect(table?.rows.map(({ number, cells }) => [number, cells])).toEqual([
    [3, { name: 'An', birth: '1980' }],
    [5, { name: 'Bình', birth: '1981' }],
  ])
  expect(table?.ignored).toEqual(['Nơi sinh'])
})

test('lines that were numbered and never filled are no rows, and none that was left out', () => {
  const table = tableOfSheet(sheetOf([head, an, [2], [3, '', ''], binh, ['4.'], []]), { headings, least: 1 })

  expect(table?.rows.map(({ cells }) => cells.name)).toEqual(['Nguyễn Văn An', 'Trần Thị Bình'])
  expect(table?.leftOut).toEqual([])
})

test('a heading is known with commas and without', () => {
  const table = tableOfSheet(
    sheetOf([
      ['Họ, và tên', 'Ngày, tháng, năm sinh'],
      ['An', 1980],
    ]),
    asked,
  )

  expect(table?.rows[0]?.cells).toEqual({ name: 'An', birth: '1980' })
})

test('the sheet of a workbook is read in which the heading stands', () => {
  const bytes = writeXlsx([
    { name: 'Bìa', rows: [['ĐẢNG BỘ XÃ MẪU'], ['NguyÔn V¨n Hoµ']] },
    {
      name: 'Danh sách',
      rows: [
        ['Họ và tên', 'Năm sinh'],
        ['An', 1980],
      ],
    },
  ])

  const { rows, notices } = inList(readSpreadsheet(bytes, 'a.xlsx'))

  expect(rows.map(({ cells }) => cells.name)).toEqual(['An'])
  expect(notices).toEqual([{ code: 'sheetChosen', params: { sheet: 'Danh sách', count: 2 } }])
})

test('what is told of a workbook is told of one that is refused too', () => {
  const bytes = writeXlsx([
    { name: 'A', rows: [['x']] },
    { name: 'B', rows: [['y']] },
  ])

  const { problems, notices } = inList(readSpreadsheet(bytes, 'a.xlsx'))

  expect(problems.map(({ code }) => code)).toEqual(['import_has_no_headings'])
  expect(notices).toEqual([{ code: 'sheetChosen', params: { sheet: 'A', count: 2 } }])
})

test('a share of Excel is read as it is shown', () => {
  const rows = [
    [
      { value: 0.95, format: '0%' },
      { value: 0.125, format: '0.0%' },
      { value: 0.07, format: '0.00%' },
    ],
  ]

  expect(readSpreadsheet(writeXlsx([{ name: 'S', rows }]), 'a.xlsx').rows[0]?.cells).toEqual([
    '95 %',
    '12.5 %',
    '7 %',
  ])
})

test.each<[number, string, string]>([
  [95, '0"%"', '95'],
  [95, '0\\%', '95'],
  [0.95, '0.0" "%', '95 %'],
  [912345678, '0#########', '0912345678'],
  [12, '00"/KH-UBND"', '12/KH-UBND'],
  [12, '00000_)', '00012'],
  [12, '[$-42A]00000', '00012'],
  [12, '0" hộ"', '12'],
  [20240305, 'dd/mm/yyyy', '20240305'],
  [-5, 'dd/mm/yyyy', '-5'],
  [8.5 / 24, 'h:mm', '08:30'],
  [46023, 'yyyy', '2026'],
  [46023, 'dd/mm/yyyy', '2026-01-01'],
])('a cell that holds %d in the format %s is read as %s', (value, format, text) => {
  const bytes = writeXlsx([{ name: 'S', rows: [[{ value, format }]] }])

  expect(readSpreadsheet(bytes, 'a.xlsx').rows[0]?.cells[0]).toBe(text)
})

test('a formula whose value was not kept is told as the formula, and is no empty cell', () => {
  const { utils, write } = xlsx()
  const sheet = utils.aoa_to_sheet([['Số', 'x']])
  sheet.A2 = { t: 'n', f: '40+2' }
  sheet['!ref'] = 'A1:B2'
  const book = utils.book_new(sheet, 'S')

  const { rows } = readSpreadsheet(write(book, { type: 'buffer', bookType: 'xlsx' }), 'a.xlsx')

  expect(rows[1]?.cells[0]).toBe('=40+2')
})

test('a sheet that is shown comes before one that is hidden, which is told where it is read', () => {
  const { utils, write } = xlsx()
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([head, [1, 'Mẫu Cũ', 1950]]), 'Cũ')
  utils.book_append_sheet(book, utils.aoa_to_sheet([head, an]), 'Mới')
  const read = (hidden: readonly (0 | 1 | 2)[]) => {
    book.Workbook = { Sheets: hidden.map((Hidden) => ({ Hidden })) }
    return inList(readSpreadsheet(write(book, { type: 'buffer', bookType: 'xlsx' }), 'a.xlsx'))
  }
  const told = (one: ReturnType<typeof read>) => [
    one.rows.map(({ cells }) => cells.name),
    one.notices.map(({ code }) => code).filter((code) => code === 'hiddenSheetRead'),
  ]

  expect(told(read([2, 0]))).toEqual([['Nguyễn Văn An'], []])
  expect(told(read([0, 1]))).toEqual([['Mẫu Cũ'], []])
  expect(told(read([1, 1]))).toEqual([['Mẫu Cũ'], ['hiddenSheetRead']])
})

test('one damaged letter leaves a file in UTF-8 what it is, and its row is named', () => {
  const text = 'Họ và tên,Ấp\nNguyễn Văn Ân,Ấp Một\nTrần Thị Bưởi,Ấp Hai\n'
  const bytes = Buffer.from(text)
  const cut = Buffer.concat([
    bytes.subarray(0, bytes.indexOf('Ân') + 1),
    bytes.subarray(bytes.indexOf('Ân') + 2),
  ])

  const { rows, notices } = readSpreadsheet(cut, 'a.csv')

  expect(rows[2]?.cells).toEqual(['Trần Thị Bưởi', 'Ấp Hai'])
  expect(notices).toEqual([{ code: 'lettersDamaged', params: { count: 1, named: '2' } }])
})

test('lines of a CSV may end in different ways, and a code may stand as a formula', () => {
  const bytes = Buffer.from('Họ và tên,Mã\r\nMẫu An,="00123"\nMẫu Ba,2\rMẫu Cúc,3\r\n')

  expect(readSpreadsheet(bytes, 'a.csv').rows.map(({ cells }) => cells)).toEqual([
    ['Họ và tên', 'Mã'],
    ['Mẫu An', '00123'],
    ['Mẫu Ba', '2'],
    ['Mẫu Cúc', '3'],
  ])
})

test('a row that was left out is taken all the same, in its place, and left again', () => {
  const reading = readingOf(sheetOf([head, an, ['', 'Tổng số người: 2', 1979], binh]), {
    ...asked,
    needed: ['name'],
  })
  const names = (one: typeof reading) => chosenIn(one).rows.map(({ cells }) => cells.name)

  const taken = withChoice(reading, { take: 3 })

  expect(hasChoice(reading)).toBe(true)
  expect(names(reading)).toEqual(['Nguyễn Văn An', 'Trần Thị Bình'])
  expect(names(taken)).toEqual(['Nguyễn Văn An', 'Tổng số người: 2', 'Trần Thị Bình'])
  expect(chosenIn(taken).notices).toEqual([])
  expect(withChoice(taken, { leave: 3 })).toEqual(reading)
  // A row that the sheet does not have, and one that is taken anyway, change nothing.
  expect(withChoice(withChoice(reading, { take: 99 }), { take: 2 })).toEqual(reading)
})

test('where several sheets look like the list, another can be chosen', () => {
  const of = (name: string) => [
    ['Họ và tên', 'Năm sinh'],
    [name, 1980],
  ]
  const bytes = writeXlsx([
    { name: 'Mẫu', rows: [['Họ và tên', 'Năm sinh']] },
    { name: 'Ấp 1', rows: of('An') },
    { name: 'Ấp 2', rows: of('Bình') },
  ])
  const reading = readingOf(readSpreadsheet(bytes, 'a.xlsx'), { headings, needed: ['name'] })

  const second = withChoice(reading, { sheet: 2 })

  expect(reading.sheets.map(({ name }) => name)).toEqual(['Mẫu', 'Ấp 1', 'Ấp 2'])
  expect(chosenIn(reading).rows[0]?.cells.name).toBe('An')
  expect(chosenIn(second).rows[0]?.cells.name).toBe('Bình')
  expect(withChoice(reading, { sheet: 3 })).toEqual(reading)
})

test('a list of which all was left out can be taken all the same', () => {
  const reading = readingOf(sheetOf([head, ['', 'Tổng cộng: 2']]), { ...asked, needed: ['name'] })

  expect(chosenIn(reading).problems.map(({ code }) => code)).toEqual(['import_has_no_rows'])
  expect(chosenIn(withChoice(reading, { take: 2 })).problems).toEqual([])
})

test('a cell merged over a column and one that says nothing here is clear, over two that do it is not', () => {
  const sheet = (firstColumn: number, lastColumn: number) => ({
    ...sheetOf([
      ['Họ và tên', 'Năm sinh', 'Ghi chú', ''],
      ['An', 1980, 'x', ''],
    ]),
    merged: [{ range: 'X', firstRow: 2, lastRow: 2, firstColumn, lastColumn }],
  })

  expect(inList(sheet(1, 2)).problems).toEqual([])
  expect(inList(sheet(2, 3)).problems).toEqual([])
  expect(inList(sheet(0, 1)).problems.map(({ code }) => code)).toEqual(['import_cells_are_merged'])
})

test('the first sheet whose heading fits is read, not one before it that only resembles such a list', () => {
  const faulty = {
    ...sheetOf([
      ['TT', 'Họ và tên'],
      [1, 'Nguyễn Văn An'],
    ]),
    name: 'Tóm tắt',
  }
  const right = { ...sheetOf([head, binh]), name: 'Danh sách' }

  const both = { headings, needed: ['name', 'birth'], least: 1 } as const
  const reading = readingOf({ ...faulty, others: [right] }, both)

  expect(reading.sheets.map(({ name, problems }) => [name, problems.map(({ code }) => code)])).toEqual([
    ['Tóm tắt', ['import_column_is_missing']],
    ['Danh sách', []],
  ])
  expect(chosenIn(reading).name).toBe('Danh sách')
})

test('what a sheet hides is read like the rest, and told where something stands in it', async () => {
  const { utils, write } = await import('@e965/xlsx')
  const sheet = utils.aoa_to_sheet([head, an, binh, ['', '', '']])
  sheet['!rows'] = [{}, {}, { hidden: true }, { hidden: true }]
  sheet['!cols'] = [{}, {}, { hidden: true }, { hidden: true }]
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, 'S')

  const { rows, notices } = readSpreadsheet(write(book, { type: 'buffer', bookType: 'xlsx' }), 'a.xlsx')

  expect(rows.map(({ cells }) => cells[1])).toEqual(['Họ và tên', 'Nguyễn Văn An', 'Trần Thị Bình'])
  expect(notices).toEqual([
    { code: 'hiddenRowsRead', params: { count: 1, named: '3' } },
    { code: 'hiddenColumnsRead', params: { count: 1, named: 'C' } },
  ])
})
