import { CsvError, type Options, parse } from 'csv-parse/sync'
import { Problem, type ProblemParams } from './problem.ts'
import { cellText, cleanCell, longestCell, withBlanks } from './spreadsheet/cell-text.ts'
import { decode } from './spreadsheet/decode.ts'
import { hiddenIn, noticesOfHidden } from './spreadsheet/hidden.ts'
import { type OldFonts, oldFontsIn } from './spreadsheet/old-fonts.ts'
import { inLettersOfToday } from './spreadsheet/old-letters.ts'
import { refuseRowsBeyond } from './spreadsheet/rows-beyond.ts'
import { encodedOnceIn } from './spreadsheet/twice-encoded.ts'
import { withLettersWhole } from './spreadsheet/whole-letters.ts'
import { xlsx } from './spreadsheet/xlsx.ts'
import { isZip, refuseZipBomb } from './zip-size.ts'

export { type Cell, type Sheet, writeCsv, writeXlsx } from './spreadsheet/write-spreadsheet.ts'

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const

/** What a file field takes that is read by `readSpreadsheet`, as HTML says it. */
export const spreadsheetsTaken = `.xlsx,.csv,text/csv,${types.xlsx}`

/** The headers with which a spreadsheet is taken away under a name of plain letters. */
export const spreadsheetHeaders = (name: string) => ({
  'content-type': types[name.endsWith('.csv') ? 'csv' : 'xlsx'],
  'content-disposition': `attachment; filename="${name}"`,
})

/** The largest spreadsheet that is read. */
export const spreadsheetLimits = {
  bytes: 8 * 1_048_576,
  unpackedBytes: 64 * 1_048_576,
  rows: 20_000,
  columns: 100,
  cell: longestCell,
} as const

/** A row as people see it: `number` is the number at its left in the spreadsheet program. Cells are trimmed text. */
export type SpreadsheetRow = { number: number; cells: string[] }

/** Something to be told that stops nothing: which sheet was read, which encoding. Its sentence: `spreadsheet.<code>`. */
export type Notice = { code: string; params: ProblemParams }

export type Spreadsheet = {
  /** The name of its sheet in a workbook. */
  name?: string
  /** Rows in which something stands. */
  rows: SpreadsheetRow[]
  notices: Notice[]
  /** Merged cells (`B4:B7`): only the first of them holds a value. Rows are counted from 1, columns from 0 as in `cells`. */
  merged: { range: string; firstRow: number; lastRow: number; firstColumn: number; lastColumn: number }[]
  /** The other sheets of a workbook in which something stands: the first may be a cover. */
  others?: readonly Spreadsheet[]
}

/**
 * Reads an .xlsx or .csv file into rows of text. What the file is shows in its bytes, not in its name. Dates become
 * `YYYY-MM-DD`. CSV may be parted by comma, semicolon, tab or bar, in UTF-8, UTF-16, Windows-1258 or
 * an old charset of Vietnam.
 * @throws Problem `spreadsheet_is_empty`, `…_is_too_large`, `…_unpacks_too_large`, `…_is_no_xlsx`, `…_is_old_xls`,
 *   `…_is_unreadable`, `…_has_too_many_rows`, `…_has_too_many_columns`, `…_quote_is_open`
 */
export function readSpreadsheet(given: Uint8Array, filename: string): Spreadsheet {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  if (bytes.length > spreadsheetLimits.bytes)
    throw new Problem('spreadsheet_is_too_large', { megabytes: spreadsheetLimits.bytes / 1_048_576 })
  if (bytes.length === 0) throw new Problem('spreadsheet_is_empty')
  const [first, ...others] = isZip(bytes) ? readXlsx(bytes) : [inLetters(readText(bytes, filename))]
  if (!first || first.rows.length === 0) throw new Problem('spreadsheet_is_empty')
  return others.length === 0 ? first : { ...first, others }
}

function inLetters(sheet: Spreadsheet, fonts?: OldFonts): Spreadsheet {
  const once = encodedOnceIn(sheet.rows)
  const { rows, notices } = inLettersOfToday(once.rows, fonts)
  return {
    ...sheet,
    rows: rows.map(({ number, cells }) => ({ number, cells: cells.map(withBlanks) })),
    notices: [...sheet.notices, ...once.notices, ...notices],
  }
}

function readText(bytes: Buffer, filename: string): Spreadsheet {
  // The container of .xls, .doc and of .xlsx with a password.
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') throw new Problem('spreadsheet_is_old_xls')
  const { text, notices } = decode(bytes)
  if (/^(?:%PDF-|\{\\rtf)/.test(text)) throw new Problem('spreadsheet_is_unreadable')
  if (/^\s*<(!doctype|html|\?xml|table)/i.test(text)) throw new Problem('spreadsheet_is_old_xls')
  if (/\.xls[xm]?$/i.test(filename)) throw new Problem('spreadsheet_is_no_xlsx')
  const rows = readCsv(text)
  return { rows, notices: [...notices, ...damagedIn(rows)], merged: [] }
}

/** Rows in which a letter could not be read: a byte was lost on the way. */
function damagedIn(rows: readonly SpreadsheetRow[]): Notice[] {
  const damaged = rows.filter(({ cells }) => cells.some((cell) => cell.includes('\ufffd')))
  const named = damaged.slice(0, 20).map(({ number }) => number)
  return damaged.length === 0
    ? []
    : [{ code: 'lettersDamaged', params: { count: damaged.length, named: named.join(', ') } }]
}

type FilledSheet = {
  name: string
  sheet: import('@e965/xlsx').WorkSheet
  rows: SpreadsheetRow[]
  isHidden: boolean
}

function readXlsx(bytes: Buffer): Spreadsheet[] {
  const { filled, count } = filledSheets(bytes)
  const fonts = oldFontsIn(bytes, spreadsheetLimits.unpackedBytes)
  const hidden = hiddenIn(bytes, spreadsheetLimits.unpackedBytes)
  const { utils } = xlsx()
  return filled.map(({ name, sheet, rows, isHidden }) => {
    const notices = [
      ...(isHidden ? [{ code: 'hiddenSheetRead', params: { sheet: name } }] : []),
      ...(count > 1 ? [{ code: 'sheetChosen', params: { sheet: name, count } }] : []),
      ...noticesOfHidden(rows, hidden.get(name)),
    ]
    const merged = (sheet['!merges'] ?? []).map((range) => ({
      range: utils.encode_range(range),
      firstRow: range.s.r + 1,
      lastRow: range.e.r + 1,
      firstColumn: range.s.c,
      lastColumn: range.e.c,
    }))
    return inLetters({ name, rows, notices, merged }, fonts.get(name))
  })
}

/**
 * Reads all sheets of an .xlsx workbook in which something stands, by their names in small letters.
 * @throws Problem as `readSpreadsheet`; a .csv is no workbook
 */
export function readWorkbook(given: Uint8Array): Map<string, Spreadsheet> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  if (bytes.length > spreadsheetLimits.bytes)
    throw new Problem('spreadsheet_is_too_large', { megabytes: spreadsheetLimits.bytes / 1_048_576 })
  if (bytes.length === 0) throw new Problem('spreadsheet_is_empty')
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') throw new Problem('spreadsheet_is_old_xls')
  if (!isZip(bytes)) throw new Problem('spreadsheet_is_no_xlsx')
  return new Map(readXlsx(bytes).map((sheet) => [(sheet.name ?? '').trim().toLowerCase(), sheet]))
}

function filledSheets(bytes: Buffer): { filled: FilledSheet[]; count: number } {
  refuseZipBomb(bytes, spreadsheetLimits.unpackedBytes)
  const { read } = xlsx()
  let book: import('@e965/xlsx').WorkBook
  try {
    // One row more than may be, so that one too many is noticed. Styles and links are not wanted; formulas are, where their value was not kept.
    const sheetRows = spreadsheetLimits.rows + 1
    book = read(withLettersWhole(bytes, spreadsheetLimits.unpackedBytes), {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellFormula: true,
      cellHTML: false,
      sheetRows,
    })
  } catch {
    throw new Problem('spreadsheet_is_unreadable')
  }
  refuseRowsBeyond(bytes, spreadsheetLimits)
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  const filled = book.SheetNames.flatMap((name, index) => {
    const sheet = book.Sheets[name]
    const data = (sheet as { '!data'?: (import('@e965/xlsx').CellObject | undefined)[][] } | undefined)?.[
      '!data'
    ]
    if (!sheet || !data) return []
    const rows = rowsOf(
      data.map((cells, index) => ({
        number: index + 1,
        cells: Array.from(cells ?? [], (cell) => cellText(cell, date1904)),
      })),
    )
    const isHidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0
    return rows.length === 0 ? [] : [{ name, sheet, rows, isHidden }]
  })
  // What its author shows comes before what is hidden.
  filled.sort((one, other) => Number(one.isHidden) - Number(other.isHidden))
  return { filled, count: book.SheetNames.length }
}

/** A letter as a web page writes it, `&#7897;`: its semicolon parts no cells. Other words behind `&` are names: `Mai&Lan;12`. Meanwhile a sign stands for it that is no letter. */
const reference =
  /(&(?:#\d{2,7}|#x[\da-f]{2,6}|amp|lt|gt|quot|apos|nbsp|[aeiouy](?:grave|acute|circ|tilde)));/gi
const endOfReference = '\ufdd0'

function readCsv(given: string): SpreadsheetRow[] {
  const said = /^\ufeff?"?sep=([^"\r\n])"?\r?\n/i.exec(given)
  const text = (said ? given.slice(said[0].length) : given).replace(reference, `$1${endOfReference}`)
  const options: Options = {
    bom: true,
    delimiter: said?.[1] ?? delimiterOf(text),
    // A file put together of two may end its lines in two ways.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: 200_000,
    to: spreadsheetLimits.rows + 1,
  }
  try {
    const records = parse(text, options) as unknown as string[][]
    // The line that named the delimiter is a row in nobody's spreadsheet program.
    return rowsOf(
      records.map((cells, index) => ({
        number: index + 1,
        cells: cells.map((cell) => unguard(cleanCell(cell.replaceAll(endOfReference, ';')))),
      })),
    )
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault
    throw new Problem('spreadsheet_quote_is_open', { row: Number(fault.lines ?? 1) })
  }
}

/**
 * The sign that parts the cells: the one that stands equally often in the most of the first lines, outside of quotes. Excel
 * writes `;` on a Vietnamese Windows, and texts are full of commas: one before a blank is a comma of a sentence.
 */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replace(/"[^"]*"/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 50)
  const best = [';', '\t', '|', ',']
    .map((sign) => ({ sign, ...evenness(lines.map((line) => signsIn(line, sign))) }))
    .reduce((most, next) =>
      next.lines > most.lines || (next.lines === most.lines && next.each > most.each) ? next : most,
    )
  return best.lines > 0 ? best.sign : ','
}

const signsIn = (line: string, sign: string): number =>
  sign === ',' ? (line.match(/,(?! )/g)?.length ?? 0) : line.split(sign).length - 1

/** In how many lines a sign stands equally often, and how often that is. */
function evenness(counts: readonly number[]): { lines: number; each: number } {
  const linesOf = new Map<number, number>()
  for (const count of counts) if (count > 0) linesOf.set(count, (linesOf.get(count) ?? 0) + 1)
  let best = { lines: 0, each: 0 }
  for (const [each, lines] of linesOf)
    if (lines > best.lines || (lines === best.lines && each > best.each)) best = { lines, each }
  return best
}

function rowsOf(rows: SpreadsheetRow[]): SpreadsheetRow[] {
  const filled = rows
    .map(({ number, cells }) => ({
      number,
      cells: cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1),
    }))
    .filter(({ cells }) => cells.length > 0)
  if (filled.some(({ cells }) => cells.length > spreadsheetLimits.columns))
    throw new Problem('spreadsheet_has_too_many_columns', { maximum: spreadsheetLimits.columns })
  if ((filled.at(-1)?.number ?? 0) > spreadsheetLimits.rows)
    throw new Problem('spreadsheet_has_too_many_rows', { maximum: spreadsheetLimits.rows })
  return filled
}

// What writing puts before a text that would run as a formula, and around a code that Excel would take for a number.
const unguard = (text: string): string => text.replace(/^'(?=[=+@-])/, '').replace(/^="([^"]*)"$/, '$1')
