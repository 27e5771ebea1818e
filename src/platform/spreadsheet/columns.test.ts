import { expect, test } from 'vitest'
import { readSpreadsheet } from '../spreadsheet.ts'
import { chosenIn, readingOf } from '../spreadsheet-reading.ts'
import type { Headings } from '../spreadsheet-table.ts'

const headings: Headings<'name' | 'birth' | 'unit'> = {
  name: {
    title: 'Họ và tên',
    known: ['ho va ten', 'ho ten', 'ten'],
    parts: ['ho', 'ho va ten dem', 'ho dem', 'chu lot'],
  },
  birth: { title: 'Năm sinh', known: ['nam sinh', 'ngay sinh'] },
  unit: { title: 'Đơn vị', known: ['don vi', 'noi cong tac'], fillsDown: true },
}
const asked = { headings, needed: ['name'], least: 1, must: 'name', oneTextIsEntry: true } as const
const readCsv = (...lines: string[]) =>
  chosenIn(
    readingOf<'name' | 'birth' | 'unit'>(readSpreadsheet(Buffer.from(lines.join('\n')), 'ds.csv'), asked),
  )
const namesIn = (...lines: string[]) => readCsv(...lines).rows.map(({ cells }) => cells.name)

test.each([
  [
    'in two columns without a heading',
    ['STT;Họ và tên;;;Năm sinh', '1;Đinh;Thị;Sen;1966', '2;Cao;;Lành;1971'],
  ],
  [
    'in its beginning, middle and end',
    ['STT;Họ;Chữ lót;Tên;Năm sinh', '1;Đinh;Thị;Sen;1966', '2;Cao;;Lành;1971'],
  ],
  ['with its end first', ['STT;Tên;Họ và tên đệm;Năm sinh', '1;Sen;Đinh Thị;1966', '2;Lành;Cao;1971']],
  ['with another column between', ['TT;Họ đệm;Năm sinh;Tên', '1;Đinh Thị;1966;Sen', '2;Cao;1971;Lành']],
])('a name %s is read whole', (_, lines) => {
  const { rows, problems } = readCsv(...lines)

  expect(problems).toEqual([])
  expect(rows.map(({ cells }) => cells)).toEqual([
    { name: 'Đinh Thị Sen', birth: '1966' },
    { name: 'Cao Lành', birth: '1971' },
  ])
})

test('a column without a heading belongs to the name even where few rows use it', () => {
  expect(namesIn('Họ và tên;', 'Mai Thị;Lụa', 'Kiều Oanh', 'Tạ Hùng', 'Vũ Hà')).toEqual([
    'Mai Thị Lụa',
    'Kiều Oanh',
    'Tạ Hùng',
    'Vũ Hà',
  ])
})

test.each(['vắng có phép', 'Nữ', 'Ấp Bàu Sen', '0912'])(
  '“%s” in a column without a heading is no name, and the column is told',
  (text) => {
    const { rows, notices } = readCsv(
      'STT;Họ và tên;;Năm sinh',
      `1;Mai Thị Lụa;${text};1970`,
      '2;Tạ Hùng;;1969',
    )

    expect(rows.map(({ cells }) => cells.name)).toEqual(['Mai Thị Lụa', 'Tạ Hùng'])
    expect(notices).toContainEqual({ code: 'unnamedColumnsIgnored', params: { columns: 'C' } })
  },
)

test('two lists side by side are refused, in parts of names too', () => {
  const { problems } = readCsv('Họ đệm;Tên;Họ đệm;Tên', 'Mai Thị;Lụa;Tạ;Hùng')

  expect(problems.map(({ code }) => code)).toEqual(['import_column_is_twice', 'import_column_is_twice'])
})

test('a heading over two columns is one where nothing is merged', () => {
  const { rows, notices } = readCsv(
    'TT;Họ và tên;Năm sinh;;Đơn vị',
    ';;Nam;Nữ;',
    '1;Tạ Hùng;1958;;Ấp Bàu',
    '2;Mai Lụa;;1963;Ấp Gò',
  )

  expect(notices).toEqual([])
  expect(rows.map(({ cells }) => cells)).toEqual([
    { name: 'Tạ Hùng', birth: '1958', unit: 'Ấp Bàu' },
    { name: 'Mai Lụa', birth: '1963', unit: 'Ấp Gò' },
  ])
})

test('a heading in other words is nobody, and what stands beneath is read by it', () => {
  const { rows, notices } = readCsv(
    'STT;Họ và tên;Năm sinh',
    '1;Tạ Hùng;1958',
    '2;Mai Lụa;1963',
    'TT;NĂM SINH;HỌ TÊN;NƠI CÔNG TÁC',
    '3;1971;Kiều Oanh;Ấp Gò',
    '4;1980;Vũ Hà;Ấp Bàu',
  )

  expect(rows.map(({ cells }) => [cells.name, cells.birth, cells.unit])).toEqual([
    ['Tạ Hùng', '1958', undefined],
    ['Mai Lụa', '1963', undefined],
    ['Kiều Oanh', '1971', 'Ấp Gò'],
    ['Vũ Hà', '1980', 'Ấp Bàu'],
  ])
  expect(notices.map(({ code }) => code)).toEqual(['headingsLeftOut'])
})

test.each([
  ['TRƯỞNG BAN NHÂN DÂN ẤP;;NGƯỜI LẬP DANH SÁCH', 'Tạ Ký;;Mai Lập'],
  ['THƯ KÝ CUỘC HỌP;;CHỦ TỌA', '(Đã ký);;(Đã ký)', 'Tạ Ký;;Mai Lập'],
  ['Trong đó nữ: 1;;tạm tính'],
  ['Nhóm giúp việc;;Ban thư ký'],
])('rows without a number after the last of a numbered list are nobody: %s', (...footer) => {
  const entries = ['STT;Họ và tên;Năm sinh;Ghi chú', '1;Vũ Hà;1958;', '2;Kiều Oanh;1963;']

  const { rows, notices } = readCsv(...entries, ...footer.map((line) => `;${line}`))

  expect(rows.map(({ cells }) => cells.name)).toEqual(['Vũ Hà', 'Kiều Oanh'])
  expect(notices.some(({ code }) => code.endsWith('LeftOut'))).toBe(true)
})

test('somebody without a number among numbered ones is on the list', () => {
  expect(namesIn('STT;Họ và tên;Năm sinh', '1;Vũ Hà;1958', ';Tạ Hùng;1970', '2;Kiều Oanh;1963')).toHaveLength(
    3,
  )
})

test.each([
  'Trong đó nữ: 5',
  'Vắng: 3',
  'Có mặt: 25 đ/c',
  'CHỦ TỌA',
  'DUYỆT',
  'Đã ký',
  'Hết',
  'Trang 1/3',
  'Cộng toàn xã: 25',
  'Danh sách trên có 25 người',
  'Phê duyệt của lãnh đạo',
  '(Ký và ghi rõ họ tên)',
  'Khách mời:',
  './.',
])('“%s” in a list of names is nobody', (text) => {
  expect(namesIn('Họ và tên', 'Vũ Hà', 'Duyệt Thị Hết', text)).toEqual(['Vũ Hà', 'Duyệt Thị Hết'])
})

test.each([
  ['I. ẤP BÀU SEN;;', 'ẤP BÀU SEN'],
  ['II;Ấp Gò Đậu (2 người);', 'Ấp Gò Đậu'],
  ['III;Ấp Gò Đậu: 12 đ/c;', 'Ấp Gò Đậu'],
  ['A;Ấp Gò Đậu;12', 'Ấp Gò Đậu'],
  [';b) Ấp Gò Đậu;', 'Ấp Gò Đậu'],
])('the group that “%s” heads is %s', (line, group) => {
  const { rows } = readCsv('STT;Họ và tên;Năm sinh', line, '1;Vũ Hà;1958', '2;Tạ Hùng;1960')

  expect(rows.map((row) => row.group)).toEqual([group, group])
})

test.each(['(1);(2);(3)', 'A;B;1', '(A);(B);(1)'])(
  '“%s” beneath a heading counts its columns, on each page',
  (line) => {
    const { rows, notices } = readCsv(
      'TT;Họ và tên;Năm sinh',
      line,
      '1;Vũ Hà;1958',
      'TT;Họ tên;Năm sinh',
      line,
      '2;Tạ Hùng;1960',
    )

    expect(rows.map(({ cells }) => cells.name)).toEqual(['Vũ Hà', 'Tạ Hùng'])
    expect(notices.map(({ code, params }) => [code, params.count])).toEqual([['headingsLeftOut', 3]])
  },
)

test('a table may be parted by bars', () => {
  expect(namesIn('Họ và tên|Năm sinh', 'Vũ Hà|1958')).toEqual(['Vũ Hà'])
})
