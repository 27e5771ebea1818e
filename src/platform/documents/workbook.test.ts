import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CellObject, read, type WorkBook } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { type Block, renderWorkbook, type TableBlock } from '../documents.ts'
import { readSpreadsheet } from '../spreadsheet.ts'
import { aMonthOfWork, aReport } from './documents.fixture.ts'
import { unzipped } from './unzipped.fixture.ts'

const byHamlet: TableBlock = {
  kind: 'table',
  caption: 'Bảng 1. Kết quả theo ấp',
  columns: [
    { title: 'STT', align: 'center' },
    { title: 'Mã' },
    { title: 'Ấp' },
    { title: 'Lượt người', align: 'right' },
    { title: 'Có minh chứng', align: 'right' },
    { title: 'Tiết kiệm', align: 'right' },
    { title: 'Từ năm', align: 'right' },
  ],
  rows: [
    [
      '1',
      '00012',
      'Ấp Trung',
      { figure: '1.284', amount: 1284, url: 'https://lantoa.example/so-lieu?a=1&b=2' },
      { figure: '88,5%', amount: 88.5 },
      { figure: '1.250.000 đồng', amount: 1_250_000 },
      '2024',
    ],
    ['2', '28114', '=1+1', '2.100,5', '9%', { figure: '–' }, 'chưa rõ'],
  ],
  total: ['', '', 'Toàn xã', { text: '3.384,5', bold: true }, '', '', ''],
}

const opened = async (...given: Parameters<typeof renderWorkbook>): Promise<WorkBook> =>
  read(await renderWorkbook(...given), { type: 'buffer', cellNF: true })
const cell = (book: WorkBook, address: string, sheet = 0): CellObject | undefined =>
  book.Sheets[book.SheetNames[sheet] ?? '']?.[address] as CellObject | undefined

test('a figure that is not exact is a number with its word before it', async () => {
  const table: TableBlock = {
    kind: 'table',
    caption: 'Bảng 1',
    columns: [{ title: 'Chỉ tiêu' }, { title: 'Kết quả', align: 'right' }],
    rows: [
      ['Lượt', { figure: 'trên 4.171', amount: 4171 }],
      ['Rác', { figure: 'khoảng 12,5', amount: 12.5 }],
    ],
  }

  const book = await opened([table])

  expect(cell(book, 'B3')).toMatchObject({ t: 'n', v: 4171, z: '"trên "#,##0' })
  expect(cell(book, 'B4')).toMatchObject({ t: 'n', v: 12.5, z: '"khoảng "#,##0.0' })
  const back = readSpreadsheet(await renderWorkbook([table]), 'bang.xlsx')
  expect(back.rows.map(({ cells }) => cells[1])).toContain('trên 4171')
})

test('figures are numbers to calculate with, shown as in the document; codes and words stay text', async () => {
  const book = await opened([byHamlet])

  expect(cell(book, 'A1')?.v).toBe('Bảng 1. Kết quả theo ấp')
  expect(cell(book, 'D2')?.v).toBe('Lượt người')
  expect(cell(book, 'A3')).toMatchObject({ t: 'n', v: 1 })
  expect(cell(book, 'B3')).toMatchObject({ t: 's', v: '00012' })
  expect(cell(book, 'B4')).toMatchObject({ t: 's', v: '28114' })
  expect(cell(book, 'C4')).toMatchObject({ t: 's', v: '=1+1' })
  expect(cell(book, 'D3')).toMatchObject({ t: 'n', v: 1284, z: '#,##0' })
  expect(cell(book, 'D4')).toMatchObject({ t: 'n', v: 2100.5, z: '#,##0.0' })
  expect(cell(book, 'E3')).toMatchObject({ t: 'n', v: 0.885, z: '0.0%' })
  expect(cell(book, 'E4')).toMatchObject({ t: 'n', v: 0.09, z: '0%' })
  expect(cell(book, 'F3')).toMatchObject({ t: 'n', v: 1_250_000, z: '#,##0" đồng"' })
  expect(cell(book, 'F4')).toMatchObject({ t: 's', v: '–' })
  expect(cell(book, 'G3')).toMatchObject({ t: 'n', v: 2024, z: '0' })
  expect(cell(book, 'G4')).toMatchObject({ t: 's', v: 'chưa rõ' })
  expect(cell(book, 'D5')).toMatchObject({ t: 'n', v: 3384.5 })
})

test('a figure opens where it comes from, and only addresses of the web do', async () => {
  const dangerous = { figure: '7', amount: 7, url: 'javascript:alert(1)' }
  const book = await opened([byHamlet, { ...byHamlet, rows: [[dangerous]] }])

  expect(cell(book, 'D3')?.l?.Target).toBe('https://lantoa.example/so-lieu?a=1&b=2')
  expect(cell(book, 'A3', 1)).toMatchObject({ v: 7 })
  expect(cell(book, 'A3', 1)?.l).toBeUndefined()
})

test('each table of a document is a sheet, named by its caption or its appendix, and marked where data is made up', async () => {
  const body: Block[] = [...aMonthOfWork(), byHamlet, byHamlet, { ...byHamlet, caption: "'A/B: [C]*?\\" }]
  const book = await opened(aReport({ body, marking: 'DỮ LIỆU MINH HOẠ' }))

  expect(book.SheetNames).toEqual([
    'Bảng 1. Kết quả theo ấp, tháng…',
    'Phụ lục I. Danh mục mô hình',
    'Bảng 1. Kết quả theo ấp',
    'Bảng 1. Kết quả theo ấp (2)',
    'A B C',
  ])
  expect(cell(book, 'A1')?.v).toBe('Bảng 1. Kết quả theo ấp, tháng 01 năm 2027')
  expect(cell(book, 'A2')?.v).toBe('DỮ LIỆU MINH HOẠ')
  expect(cell(book, 'B3')?.v).toBe('Ấp')
  expect(cell(book, 'C4')).toMatchObject({ t: 'n', v: 12 })
  expect(cell(book, 'E10')).toMatchObject({ t: 'n', v: 0.88 })
})

test('the head stays in sight, and the filter leaves out title and total', async () => {
  const files = unzipped(await renderWorkbook([byHamlet, { ...byHamlet, caption: 'Bảng 2' }]))

  for (const sheet of [1, 2]) {
    const xml = files.get(`xl/worksheets/sheet${sheet}.xml`)
    expect(xml).toContain('<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>')
    expect(xml).toContain('<autoFilter ref="A2:G4"/>')
    expect(xml).toMatch(/<col min="3" max="3" width="10\.\d+"/)
  }
})

test('a document without a table gives a sheet that says so', async () => {
  const book = await opened(aReport())
  expect(cell(book, 'A2')?.v).toBe('Văn bản không có bảng số liệu.')
})

test('LibreOffice reads the numbers, where it is installed', async ({ skip }) => {
  const folder = mkdtempSync(join(tmpdir(), 'lantoa-workbook-'))
  try {
    writeFileSync(join(folder, 'bang.xlsx'), await renderWorkbook([byHamlet]))
    spawnSync('soffice', [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false',
      '--outdir',
      folder,
      join(folder, 'bang.xlsx'),
    ])
    if (!existsSync(join(folder, 'bang.csv'))) skip('no spreadsheet program here')

    const lines = readFileSync(join(folder, 'bang.csv'), 'utf8').split('\n')

    // In its own signs, an English machine's: so it took them for numbers.
    expect(lines[2]).toBe('1,00012,Ấp Trung,"1,284",88.5%,"1,250,000 đồng",2024')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
