import { deflateRawSync } from 'node:zlib'
import { utils, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { readNumber } from './number.ts'
import { readSpreadsheet, spreadsheetLimits, writeCsv, writeXlsx } from './spreadsheet.ts'
import { refuseZipBomb } from './zip-size.ts'

const text = (content: string) => Buffer.from(content, 'utf8')
const code = (run: () => unknown): unknown => {
  try {
    run()
  } catch (fault) {
    return fault instanceof Error && 'code' in fault ? fault.code : fault
  }
  return 'nothing was refused'
}

/** Windows-1258 has no encoder in Node. Tones are bytes of their own there, after their letter. */
function windows1258(content: string): Buffer {
  const decoder = new TextDecoder('windows-1258')
  const byteOf = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Buffer.from([byte])), byte]),
  )
  const letters = Array.from(content.normalize('NFC')).flatMap((letter) => {
    if (byteOf.has(letter)) return [letter]
    const tone = /[\u0300\u0301\u0303\u0309\u0323]/
    const apart = letter.normalize('NFD')
    return [apart.replace(tone, '').normalize('NFC'), apart.match(tone)?.[0] ?? '']
  })
  return Buffer.from(letters.map((letter) => byteOf.get(letter) ?? 63))
}

describe('a CSV file', () => {
  test.each([
    ['commas', 'Tên,Loại\nXã Long Trạch,Xã\n'],
    ['semicolons, as a Vietnamese Excel writes', 'Tên;Loại\r\nXã Long Trạch;Xã\r\n'],
    ['tabs', 'Tên\tLoại\nXã Long Trạch\tXã'],
    ['the mark of UTF-8', '\ufeffTên,Loại\nXã Long Trạch,Xã'],
    ['a line that names the sign', 'sep=;\nTên;Loại\nXã Long Trạch;Xã'],
    ['letters written apart from their marks', 'Tên,Loại\nXã Long Trạch,Xã'.normalize('NFD')],
  ])('is read with %s', (_, content) => {
    const { rows } = readSpreadsheet(text(content), 'don-vi.csv')
    expect(rows).toEqual([
      { number: 1, cells: ['Tên', 'Loại'] },
      { number: 2, cells: ['Xã Long Trạch', 'Xã'] },
    ])
  })

  test.each([
    [
      'semicolons, with more commas in its texts',
      'Số, ký hiệu;Trích yếu;Ngày\n1;quét dọn, trồng hoa, treo cờ, kẻ tường, sơ kết;5',
    ],
    [
      'commas, with more semicolons in its texts',
      'Số,Trích yếu,Ngày\n1,quét dọn; trồng hoa; treo cờ; kẻ tường; sơ kết,5',
    ],
    ['tabs, with numbers that hold commas', 'Số\tTrích yếu\tNgày\n1,5\tquét dọn, trồng hoa, treo cờ\t5,5'],
    [
      'semicolons, beneath a title with commas',
      'SỔ VĂN BẢN, QUÝ I, NĂM 2026\nSố;Trích yếu;Ngày\n1;một, hai, ba;5',
    ],
  ])('is parted by %s', (_, content) => {
    const { rows } = readSpreadsheet(text(content), 'so.csv')

    expect(rows.slice(-2).map(({ cells }) => cells.length)).toEqual([3, 3])
  })

  test.each(['utf16le', 'utf16be'])('in %s without a mark is read', (order) => {
    const wide = Buffer.from('Tên\tLoại\nXã Một\tXã', 'utf16le')

    const { rows } = readSpreadsheet(order === 'utf16be' ? wide.swap16() : wide, 'a.csv')

    expect(rows.map(({ cells }) => cells)).toEqual([
      ['Tên', 'Loại'],
      ['Xã Một', 'Xã'],
    ])
  })

  test('in UTF-16 is read', () => {
    const { rows, notices } = readSpreadsheet(Buffer.from('\ufeffTên\tLoại', 'utf16le'), 'a.csv')
    expect(rows[0]?.cells).toEqual(['Tên', 'Loại'])
    expect(notices).toEqual([])
  })

  test('in Windows-1258 is read, its tones are joined to their letters, and people are told', () => {
    const content = 'Tên;Loại\r\nHội Liên hiệp Phụ nữ xã Mỹ Lệ;Cơ quan, tổ chức cấp xã'
    const { rows, notices } = readSpreadsheet(windows1258(content), 'cu.csv')
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['Tên', 'Loại'],
      ['Hội Liên hiệp Phụ nữ xã Mỹ Lệ', 'Cơ quan, tổ chức cấp xã'],
    ])
    expect(notices).toEqual([{ code: 'readInCharset', params: { charset: 'Windows-1258' } }])
  })

  test('keeps the numbers of its rows when lines are empty, and quotes inside of a name', () => {
    const { rows } = readSpreadsheet(text('Tên\n\n"Ấp ""Mới"", khu 2"\nẤp "Cũ"\n'), 'a.csv')
    expect(rows).toEqual([
      { number: 1, cells: ['Tên'] },
      { number: 3, cells: ['Ấp "Mới", khu 2'] },
      { number: 4, cells: ['Ấp "Cũ"'] },
    ])
  })

  test('loses bytes that the database would refuse', () => {
    expect(readSpreadsheet(text('Tên\nXã\u200b Long\u00a0Trạch \n'), 'a.csv').rows[1]?.cells).toEqual([
      'Xã Long Trạch',
    ])
  })
})

describe('an .xlsx file', () => {
  test('gives dates as days, codes with their zeros, and says which sheet was read', () => {
    const sheet = utils.aoa_to_sheet([['Tên', 'Từ', 'Mã']])
    sheet.A2 = { t: 's', v: ' Xã Long Trạch ' }
    sheet.B2 = { t: 'n', v: 45839, z: 'dd/mm/yyyy' }
    sheet.C2 = { t: 'n', v: 28111, z: '0000000' }
    sheet['!ref'] = 'A1:C2'
    const book = utils.book_new()
    utils.book_append_sheet(book, utils.aoa_to_sheet([]), 'Trống')
    utils.book_append_sheet(book, sheet, 'Đơn vị')

    const read = readSpreadsheet(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, 'a.xlsx')

    expect(read.rows[1]).toEqual({ number: 2, cells: ['Xã Long Trạch', '2025-07-01', '0028111'] })
    expect(read.notices).toEqual([{ code: 'sheetChosen', params: { sheet: 'Đơn vị', count: 2 } }])
  })

  test('gives a number with three decimals so that it is not taken for thousands', () => {
    const rows = [[1.234, -12.5, 1234.567, '1.234']]
    const [row] = readSpreadsheet(writeXlsx([{ name: 'S', rows }]), 'a.xlsx').rows
    expect(row?.cells.map((cell, index) => readNumber(cell, { isWhole: index === 3 }).value)).toEqual([
      1.234, -12.5, 1234.567, 1234,
    ])
  })

  test('names its merged cells', () => {
    const sheet = utils.aoa_to_sheet([['Tên'], ['a'], ['b'], ['c']])
    sheet['!merges'] = [utils.decode_range('A2:A4')]
    const book = utils.book_new()
    utils.book_append_sheet(book, sheet, 'S')
    const read = readSpreadsheet(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, 'a.xlsx')
    expect(read.merged).toEqual([{ range: 'A2:A4', firstRow: 2, lastRow: 4, firstColumn: 0, lastColumn: 0 }])
  })

  test('comes back as it was written', () => {
    const rows = [
      ['Tên', 'Mã', 'Từ', 'Số'],
      ['=Xã "Long, Trạch"', '0028111', { day: '2025-07-01' }, 12],
      ["'quoted", '-x', null, -3],
    ]
    const expected = [
      ['Tên', 'Mã', 'Từ', 'Số'],
      ['=Xã "Long, Trạch"', '0028111', '2025-07-01', '12'],
      ["'quoted", '-x', '', '-3'],
    ]
    expect(
      readSpreadsheet(writeXlsx([{ name: 'S', rows }]), 'a.xlsx').rows.map(({ cells }) => cells),
    ).toEqual(expected)
    expect(readSpreadsheet(text(writeCsv(rows)), 'a.csv').rows.map(({ cells }) => cells)).toEqual(expected)
  })
})

test.each([
  ['TCVN3', 'VÒ viÖc tæ chøc häc tËp', 'HuyÖn ñy mÉu', 'Về việc tổ chức học tập', 'Huyện ủy mẫu'],
  ['VNI', 'Vieäc toå chöùc hoïc taäp', 'Xaõ Raïch Kieán', 'Việc tổ chức học tập', 'Xã Rạch Kiến'],
])(
  'letters of %s are read as those of today, and Unicode beside them stays',
  (_, one, two, first, second) => {
    const rows = [
      ['Trích yếu', 'Cơ quan'],
      [one, two],
      ['Kế hoạch số 1', 'VÒ hoà bình'],
    ]

    const read = readSpreadsheet(writeXlsx([{ name: 'S', rows }]), 'a.xlsx')

    expect(read.rows.map(({ cells }) => cells)).toEqual([rows[0], [first, second], rows[2]])
    expect(read.notices).toEqual([{ code: 'readAsOldLetters', params: { count: 2 } }])
  },
)

test('a foreign name in a list is no old writing', () => {
  const rows = [['Họ và tên'], ['Jürgen Müller'], ['Nguyễn Văn An']]

  expect(readSpreadsheet(writeXlsx([{ name: 'S', rows }]), 'a.xlsx').rows[1]?.cells).toEqual([
    'Jürgen Müller',
  ])
})

test('a CSV file runs nothing when a spreadsheet program opens it', () => {
  expect(writeCsv([['=cmd()', '+1', '-5', '@x']])).toBe("\ufeff'=cmd(),'+1,-5,'@x\r\n")
})

/** A zip of one part, whose directory says that it is `declared` bytes long. */
function zipOf(content: Buffer, declared: number): Buffer {
  const packed = deflateRawSync(content)
  const local = Buffer.alloc(31)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt16LE(1, 26)
  local.write('x', 30)
  const entry = Buffer.alloc(47)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(declared, 24)
  entry.writeUInt16LE(1, 28)
  entry.write('x', 46)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length, 12)
  end.writeUInt32LE(local.length + packed.length, 16)
  return Buffer.concat([local, packed, entry, end])
}

describe('a file that is not what it should be is refused', () => {
  const hundredMegabytes = Buffer.alloc(100 * 1_048_576)
  test.each([
    ['empty', Buffer.alloc(0), 'a.csv', 'spreadsheet_is_empty'],
    ['only blanks', text('\n , ,\n'), 'a.csv', 'spreadsheet_is_empty'],
    ['20 MB', Buffer.alloc(20 * 1_048_576, 65), 'a.xlsx', 'spreadsheet_is_too_large'],
    ['a text named .xlsx', text('Tên,Loại\nA,B'), 'a.xlsx', 'spreadsheet_is_no_xlsx'],
    ['a web page named .xls', text('<html><table></table>'), 'a.xls', 'spreadsheet_is_old_xls'],
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.xls', 'spreadsheet_is_old_xls'],
    [
      'a picture',
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      'a.csv',
      'spreadsheet_is_unreadable',
    ],
    ['a broken zip', Buffer.from('504b030400000000', 'hex'), 'a.xlsx', 'spreadsheet_is_unreadable'],
    ['a zip that is no spreadsheet', zipOf(text('hello'), 5), 'a.xlsx', 'spreadsheet_is_unreadable'],
    [
      'a zip bomb',
      zipOf(hundredMegabytes, hundredMegabytes.length),
      'a.xlsx',
      'spreadsheet_unpacks_too_large',
    ],
    ['a zip bomb that lies', zipOf(hundredMegabytes, 5), 'a.xlsx', 'spreadsheet_unpacks_too_large'],
    ['a quote without end', text('Tên,Loại\n"Xã,B\nC,D'), 'a.csv', 'spreadsheet_quote_is_open'],
    [
      'too many rows',
      text('a\n'.repeat(spreadsheetLimits.rows + 1)),
      'a.csv',
      'spreadsheet_has_too_many_rows',
    ],
    ['too many columns', text(`${'a,'.repeat(100)}a`), 'a.csv', 'spreadsheet_has_too_many_columns'],
  ])('%s', (_, bytes, name, expected) => {
    expect(code(() => readSpreadsheet(bytes, name))).toBe(expected)
  })

  test('a spreadsheet whose tail is cut off', () => {
    const whole = writeXlsx([{ name: 'S', rows: [['Tên'], ['A']] }])
    expect(code(() => readSpreadsheet(whole.subarray(0, whole.length - 30), 'a.xlsx'))).toBe(
      'spreadsheet_is_unreadable',
    )
    expect(() => refuseZipBomb(whole, 1_048_576)).not.toThrow()
  })

  test('too many rows in an .xlsx', () => {
    const rows = Array.from({ length: spreadsheetLimits.rows + 1 }, (_, index) => [`Ấp ${index}`])
    const bytes = writeXlsx([{ name: 'S', rows }])
    expect(code(() => readSpreadsheet(bytes, 'a.xlsx'))).toBe('spreadsheet_has_too_many_rows')
  })
})
