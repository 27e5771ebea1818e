/** The tables of a document as a spreadsheet that somebody can calculate with. */

import { type Cell, type Sheet, writeXlsx } from '../spreadsheet.ts'
import type { OfficialDocument, Run, TableBlock } from './content.ts'
import { safeUrl } from './lines.ts'
import { printable } from './printable-text.ts'

/** Writes each table as a sheet: its caption, the marking of the document, the head, rows, and the total at the end. */
export function writeWorkbook(given: OfficialDocument | readonly TableBlock[]): Buffer {
  const [tables, marking] = 'body' in given ? [tablesOf(given), given.marking] : [given, undefined]
  if (tables.length > 0)
    return writeXlsx(printable(tables).map((table, index) => sheetOf(table, index, marking)))
  const title = 'body' in given ? `${given.title} ${given.subject}`.trim() : ''
  return writeXlsx([{ name: 'Bảng', rows: [[title], ['Văn bản không có bảng số liệu.']] }])
}

/** The tables in their order; one without a caption is named for its appendix or the heading above it. */
function tablesOf(document: OfficialDocument): TableBlock[] {
  let above = ''
  return document.body.flatMap((block): TableBlock[] => {
    if (block.kind === 'appendix') above = `${block.label}. ${block.title}`
    if (block.kind === 'heading') above = block.text
    return block.kind === 'table' ? [{ ...block, caption: block.caption || above }] : []
  })
}

function sheetOf(table: TableBlock, index: number, marking: string | undefined): Sheet {
  const { caption, columns, total } = table
  const title = caption || `Bảng ${index + 1}`
  const isFigure = columns.map(
    (column) => column.align === 'right' || /^(stt|tt)$/i.test(column.title.trim()),
  )
  const body = total ? [...table.rows, total] : table.rows
  const cells = body.map((row) => columns.map((_, at) => cellOf(row[at] ?? '', isFigure[at] ?? false)))
  const titles = marking ? [[title], [marking]] : [[title]]
  return {
    name: title,
    rows: [...titles, columns.map((column) => column.title), ...cells],
    widths: columns.map((column, at) => {
      const longest = Math.max(column.title.length, ...body.map((row) => shownOf(row[at] ?? '').length))
      return Math.min(60, Math.max(6, longest + 2))
    }),
    titles: titles.length,
    totals: total ? 1 : 0,
    frozen: true,
  }
}

const shownOf = (run: Run): string =>
  typeof run === 'string' ? run : 'figure' in run ? run.figure : run.text

/** A number where the run has one, or where a column of figures says one as Vietnamese do; else the words. */
function cellOf(run: Run, isFigure: boolean): Cell {
  const shown = shownOf(run)
  const { amount, url } = typeof run === 'object' && 'figure' in run ? run : {}
  const link = safeUrl(url) ?? undefined
  // “trên 4.171” is a number with a word before it.
  const before = (amount !== undefined && /^\p{L}+ (?=\d)/u.exec(shown)?.[0]) || ''
  const written = writtenNumber.exec(shown.slice(before.length))?.groups
  const read =
    written && (isFigure || (typeof run === 'object' && 'figure' in run)) && whole.test(shown.trim())
      ? Number(`${written.minus ? '-' : ''}${written.integer?.replaceAll('.', '')}.${written.decimals ?? 0}`)
      : undefined
  const value = amount !== undefined && Number.isFinite(amount) ? amount : read
  if (value === undefined) return { value: shown, url: link }
  if (!written) return { value, format: '#,##0.###', url: link }
  const isPercent = written.after?.trim() === '%'
  return {
    // A hundredth without the dust of binary fractions.
    value: isPercent ? Number((value / 100).toPrecision(15)) : value,
    format: `${before && `"${before}"`}${formatOf(written, isPercent)}`,
    url: link,
  }
}

/** `1.284`, `-12,5`, `88 %`, `1.250.000 đồng`; a code such as `00012` is no number. */
const writtenNumber =
  /^\s*(?<minus>[-–−])?(?<integer>0|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d*)(?:,(?<decimals>\d+))?(?<after>(?![\d.,]).*)$/su
const whole = /^[-–−]?[\d.,]+(?:\s*%)?$/

/** A format that shows the number as it is written: as many decimals, grouped or not (a year is not), its unit behind it. */
function formatOf(written: Record<string, string | undefined>, isPercent: boolean): string {
  const { integer = '', decimals = '', after = '' } = written
  const grouped = integer.includes('.') || integer.length < 4
  const number = `${grouped && !isPercent ? '#,##0' : '0'}${decimals ? `.${'0'.repeat(decimals.length)}` : ''}`
  if (isPercent) return `${number}%`
  // In a format a text stands in quotes and holds none.
  const unit = after.trim().replaceAll('"', '')
  return unit === '' ? number : `${number}" ${unit}"`
}
