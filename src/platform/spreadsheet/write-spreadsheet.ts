/** Writing of spreadsheets: .xlsx and .csv. */

import { withoutEnd } from '../plain-text.ts'
import type { Day } from '../time.ts'
import { xlsx } from './xlsx.ts'

/**
 * A cell that is written: a day becomes a real date in .xlsx, `YYYY-MM-DD` in .csv. A value may have a format of Excel
 * (its `,` and `.` show as the reader's own signs: 1.284,5 on a Vietnamese machine) and an address that opens on a click.
 */
export type Cell =
  | string
  | number
  | null
  | { day: Day }
  | { value: string | number; format?: string | undefined; url?: string | undefined }

/**
 * A sheet to be written. `widths` in characters. The first row is its heading; where `titles` rows stand above that,
 * and `totals` rows end the sheet, both are left out of the filter. `frozen` keeps all down to the heading in sight.
 */
export type Sheet = {
  name: string
  rows: readonly (readonly Cell[])[]
  widths?: readonly number[]
  titles?: number
  totals?: number
  frozen?: boolean
}

/** An .xlsx file. Texts stay texts: a code keeps its leading zeros. Sheets get names that Excel takes, each its own. */
export function writeXlsx(sheets: readonly Sheet[]): Buffer<ArrayBuffer> {
  const { utils, write } = xlsx()
  const book = utils.book_new()
  for (const { name, rows, widths, titles = 0, totals = 0 } of sheets) {
    const sheet = utils.aoa_to_sheet(rows.map((row) => row.map(asXlsx)))
    if (widths) sheet['!cols'] = widths.map((wch) => ({ wch }))
    const last = rows.length - 1 - totals
    if (last > titles && sheet['!ref']) {
      const { s: start, e: end } = utils.decode_range(sheet['!ref'])
      const filtered = { s: { r: titles, c: start.c }, e: { r: last, c: end.c } }
      sheet['!autofilter'] = { ref: utils.encode_range(filtered) }
    }
    utils.book_append_sheet(book, sheet, sheetName(name, book.SheetNames))
  }
  const written = write(book, { type: 'buffer', bookType: 'xlsx', compression: true })
  return frozen(Buffer.from(written as Uint8Array<ArrayBuffer>), sheets)
}

/** A name as Excel takes it: 31 signs at most, none of its own signs, and no other sheet's, in small letters or capitals. */
function sheetName(wanted: string, taken: readonly string[]): string {
  const words = wanted
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what goes
    .replace(/[[\]:*?/\\\u0000-\u001f]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[' ]+/, '')
  const plain = withoutEnd(words, /[' ]/)
  // Excel keeps this name to itself.
  const name = plain === '' || /^history$/i.test(plain) ? `Sheet ${plain}`.trim() : plain
  const free = (candidate: string) => !taken.some((other) => other.toLowerCase() === candidate.toLowerCase())
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? '' : ` (${count})`
    const candidate = shortened(name, 31 - suffix.length) + suffix
    if (free(candidate)) return candidate
  }
}

/** Cut where a word ends, if that leaves enough. */
function shortened(name: string, most: number): string {
  if (name.length <= most) return name
  const space = name.slice(0, most).lastIndexOf(' ')
  const head = name.slice(0, space > most / 2 ? space : most - 1)
  return `${withoutEnd(head.replace(/[\ud800-\udbff]$/, ''), /[ ,;.–'-]/)}…`
}

/** SheetJS writes no panes: they are put into what it has written. */
function frozen(bytes: Buffer<ArrayBuffer>, sheets: readonly Sheet[]): Buffer<ArrayBuffer> {
  if (!sheets.some((sheet) => sheet.frozen)) return bytes
  const { CFB } = xlsx()
  const parts = CFB.read(bytes, { type: 'buffer' })
  for (const [index, { frozen: isFrozen, titles = 0 }] of sheets.entries()) {
    const part = CFB.find(parts, `/xl/worksheets/sheet${index + 1}.xml`)
    if (!isFrozen || !part) continue
    const pane = `<pane ySplit="${titles + 1}" topLeftCell="A${titles + 2}" activePane="bottomLeft" state="frozen"/>`
    const xml = Buffer.from(part.content as Uint8Array)
      .toString('utf8')
      .replace('<sheetView workbookViewId="0"/>', `<sheetView workbookViewId="0">${pane}</sheetView>`)
    part.content = Buffer.from(xml)
    part.size = part.content.length
  }
  const options = { type: 'buffer', fileType: 'zip', compression: true } as const
  return Buffer.from(CFB.write(parts, options) as Uint8Array<ArrayBuffer>)
}

/** Longer addresses Excel refuses, and with them the file. */
const longestUrl = 2_000

function asXlsx(cell: Cell): import('@e965/xlsx').CellObject | null {
  if (cell === null || cell === '') return null
  if (typeof cell === 'number') return { t: 'n', v: cell }
  if (typeof cell === 'string') return { t: 's', v: cell }
  if ('value' in cell) {
    const { value, format, url } = cell
    if (value === '') return null
    return {
      ...(typeof value === 'number' ? { t: 'n', v: value } : { t: 's', v: value }),
      ...(format === undefined ? {} : { z: format }),
      ...(url === undefined || url.length > longestUrl ? {} : { l: { Target: url } }),
    }
  }
  // Serial 61 is 1 March 1900; before it spreadsheet programs count a 29 February that never was.
  const serial = Math.round((Date.parse(`${cell.day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000)
  return serial < 61 ? { t: 's', v: cell.day } : { t: 'n', v: serial, z: 'dd/mm/yyyy' }
}

// A cell that begins so would run as a formula in the reader's spreadsheet program.
const guard = (text: string): string =>
  /^[=+@\t\r-]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text

/** A .csv file: UTF-8 with the mark that Excel needs to read Vietnamese, parted by commas, RFC 4180. */
export function writeCsv(rows: readonly (readonly Cell[])[]): string {
  const line = (row: readonly Cell[]) => row.map((cell) => quoted(asText(cell))).join(',')
  return `\ufeff${rows.map(line).join('\r\n')}\r\n`
}

function asText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'object') return 'day' in cell ? cell.day : asText(cell.value)
  return typeof cell === 'string' ? guard(cell) : String(cell)
}

const quoted = (text: string): string => (/[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
