// How long it takes to read a table of 10,000 rows as each import does: people, registers, units, targets, figures. Beside it the
// same file read by SheetJS alone, rows as arrays: less than that no reader of ours can need. Sealing what was read and opening
// it again, as a preview is kept, is measured apart.
//
//     vite build --ssr bench/imports.ts --outDir dist/bench && node dist/bench/imports.js
import { read, utils } from '@e965/xlsx'
import { unitsIn } from '../src/1-ground/org/import/unit-table.ts'
import { registerIn } from '../src/2-promise/documents/import/register-table.ts'
import { targetsIn } from '../src/2-promise/targets/import/rows.ts'
import { listIn } from '../src/3-capture/gatherings/lists/rules.ts'
import { figuresIn } from '../src/6-tell/sending/exchange/in/sheet.ts'
import { decrypted, encrypted, useSecret } from '../src/platform/secret.ts'
import { type Cell, readSpreadsheet, type Spreadsheet, writeXlsx } from '../src/platform/spreadsheet.ts'
import type { Reading } from '../src/platform/spreadsheet-reading.ts'

const count = 10_000
type Kind = { head: Cell[]; row: (index: number) => Cell[]; reads: (file: Spreadsheet) => Reading<string> }

const kinds: Record<string, Kind> = {
  people: {
    head: ['STT', 'Họ và tên', 'Năm sinh', 'Đơn vị', 'Đảng viên'],
    row: (index) => [index, `Nguyễn Văn An ${index}`, 1950 + (index % 50), `Chi bộ ấp ${index % 90}`, 'x'],
    reads: listIn,
  },
  registers: {
    head: ['STT', 'Số, ký hiệu', 'Ngày ban hành', 'Trích yếu', 'Cơ quan ban hành'],
    row: (index) => [
      index,
      `${index}-KH/ĐU`,
      { day: '2026-03-04' },
      `Kế hoạch học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, đợt ${index}`,
      'Đảng ủy xã Rạch Kiến',
    ],
    reads: registerIn,
  },
  units: {
    head: ['Mã định danh', 'Tên', 'Loại', 'Trực thuộc địa bàn', 'Hiệu lực từ'],
    row: (index) => [`ap-${index}`, `Ấp ${index}`, 'Ấp', 'rach-kien', { day: '2025-07-01' }],
    reads: unitsIn,
  },
  targets: {
    head: ['Chỉ số', 'Đơn vị', 'Năm', 'Chỉ tiêu', 'Chiều'],
    row: (index) => [`chi_so_${index % 20}`, `xa-${index % 500}`, 2026, index, 'ít nhất'],
    reads: targetsIn,
  },
  figures: {
    head: ['Mã chỉ tiêu', 'Tên chỉ tiêu', 'Đơn vị tính', 'Số liệu'],
    row: (index) => [`chi_tieu_${index}`, `Số hộ phân loại rác, đợt ${index}`, 'hộ', index],
    reads: (file) => figuresIn(file, { slug: 'xa-rach-kien', period: '2026-03' }),
  },
}

const middle = (run: () => unknown): number => {
  run()
  const times = Array.from({ length: 9 }, () => {
    const begun = performance.now()
    run()
    return performance.now() - begun
  })
  return times.sort((one, other) => one - other)[4] ?? Number.NaN
}
const rounded = (value: number): number => Math.round(value * 10) / 10

useSecret('a secret of the bench alone, long enough to be one', '')
for (const [name, { head, row, reads }] of Object.entries(kinds)) {
  const rows = Array.from({ length: count }, (_, index) => row(index + 1))
  const bytes = writeXlsx([{ name: 'Bảng', rows: [['DANH SÁCH'], head, ...rows] }])
  const reading = reads(readSpreadsheet(bytes, `${name}.xlsx`))
  const found = reading.sheets[0]?.rows.length
  if (found !== count) throw new Error(`${name}: ${found} rows were read.`)

  const ours = middle(() => reads(readSpreadsheet(bytes, `${name}.xlsx`)))
  const alone = middle(() => {
    const book = read(bytes, { type: 'buffer', dense: true })
    return book.SheetNames.map((sheet) => utils.sheet_to_json(book.Sheets[sheet] ?? {}, { header: 1 }))
  })
  const kept = middle(() => JSON.parse(decrypted(encrypted(JSON.stringify(reading)))))
  console.log(
    JSON.stringify({
      bench: 'imports',
      metric: `${name}, ${count} rows read, ms`,
      ours: rounded(ours),
      peer: rounded(alone),
      peerName: '@e965/xlsx alone, the same file to arrays, ms',
      ratio: rounded(ours / alone),
      sealedAndOpened: rounded(kept),
    }),
  )
}
