/**
 * From content and layout to what is printed: every string as it will stand there, headings numbered, appendices
 * behind the signature. Both renderers only place what they find here, so .docx and PDF cannot differ in a word.
 */

import { inLanguage } from '../i18n.ts'
import { withoutEnd } from '../plain-text.ts'
import type { Day } from '../time.ts'
import { chartInWords, drawChart } from './charts/draw-chart.ts'
import type { Drawing } from './charts/marks.ts'
import { type LaidCheck, laidCheck } from './check-mark.ts'
import type { Block, Column, OfficialDocument, Run, TableBlock } from './content.ts'
import { type DocumentLayout, textWidthMm } from './layout.ts'
import { authorityLine, dateLine, headingNumber, numberLine, recipientLines, safeUrl } from './lines.ts'
import { fitted, type PrintablePicture, printablePicture } from './printable-picture.ts'
import { printable } from './printable-text.ts'

export type LaidRun = { text: string; bold: boolean; italic: boolean; url: string | null }
export type LaidTable = {
  kind: 'table'
  caption: string | null
  columns: Required<Column>[]
  rows: LaidRun[][]
  total: LaidRun[] | null
}
export type LaidPicture = {
  kind: 'picture'
  picture: PrintablePicture
  widthMm: number
  heightMm: number
  caption: string | null
  alt: string
}
export type LaidBlock =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph' | 'note'; runs: LaidRun[] }
  | { kind: 'list'; items: LaidRun[][] }
  | LaidTable
  | LaidPicture
  | { kind: 'chart'; drawing: Drawing; caption: string | null; alt: string }
  | { kind: 'pageBreak' }
  | { kind: 'appendix'; label: string; title: string }

export type LaidDocument = {
  superior: string[]
  issuer: string[]
  number: string
  placeAndDate: string
  title: string
  /** Under the title – or, where there is no title (công văn), under the number. */
  subject: string
  addressees: { label: string; lines: string[] } | null
  body: LaidBlock[]
  recipients: string[]
  signature: { authority: string; position: string; name: string }
  appendices: LaidBlock[]
  marking: string
  check: LaidCheck | null
  properties: { title: string; author: string; day: Day }
}

/** Works out all that a document prints. */
export async function laidOut(written: OfficialDocument, layout: DocumentLayout): Promise<LaidDocument> {
  const document = printable(written)
  const blocks = await laidBlocks(document.body, layout)
  const firstAppendix = blocks.findIndex(({ kind }) => kind === 'appendix')
  const body = firstAppendix === -1 ? blocks : blocks.slice(0, firstAppendix)
  const isLetter = document.title === ''
  const { header, signature } = layout
  return {
    superior: linesOf(document.superior, header.superior.upperCase),
    issuer: linesOf(document.issuer, header.issuer.upperCase),
    number: numberLine(layout, document.number, document.symbol),
    placeAndDate: dateLine(document.place, document.day),
    title: cased(document.title, layout.title.style.upperCase),
    subject: isLetter ? `${layout.letterSubject.prefix}${document.subject}` : document.subject,
    addressees: addresseeLines(document, layout),
    body: withEndMark(body, layout.body.endMark),
    recipients: recipientLines(layout, document.recipients),
    signature: {
      authority: cased(
        authorityLine(layout, document.signature.authority ?? ''),
        signature.authority.upperCase,
      ),
      position: cased(document.signature.position, signature.position.upperCase),
      name: document.signature.name,
    },
    appendices: firstAppendix === -1 ? [] : blocks.slice(firstAppendix),
    marking: document.marking ?? '',
    check: document.check ? await laidCheck(document.check) : null,
    properties: {
      title: oneLine(`${document.title} ${document.subject}`),
      author: oneLine(document.issuer),
      day: document.day,
    },
  }
}

const cased = (text: string, upperCase: boolean): string => (upperCase ? text.toLocaleUpperCase('vi') : text)
const linesOf = (text: string, upperCase: boolean): string[] =>
  text.trim() === ''
    ? []
    : cased(text, upperCase)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

function addresseeLines(document: OfficialDocument, layout: DocumentLayout): LaidDocument['addressees'] {
  const names = (document.addressees ?? []).map((name) => withoutEnd(name.trim(), /[,;.]/)).filter(Boolean)
  if (names.length === 0) return null
  const { label, labelByTitle } = layout.addressees
  const { prefix, separator, end } = layout.recipients
  // One addressee stands beside the label, several in lines of their own like the recipients.
  const lines =
    names.length === 1
      ? names
      : names.map((name, index) => `${prefix}${name}${index === names.length - 1 ? end : separator}`)
  return { label: labelByTitle[document.title.toLocaleUpperCase('vi')] ?? label, lines }
}

async function laidBlocks(blocks: Block[], layout: DocumentLayout): Promise<LaidBlock[]> {
  const counts = [0, 0, 0]
  const laid: LaidBlock[] = []
  for (const block of blocks) {
    switch (block.kind) {
      case 'heading': {
        counts[block.level - 1] = (counts[block.level - 1] ?? 0) + 1
        counts.fill(0, block.level)
        const { style } = layout.body.headings[(block.level - 1) as 0 | 1 | 2]
        const number = headingNumber(layout, block.level, counts[block.level - 1] ?? 1)
        laid.push({ ...block, text: `${number}${cased(block.text, style.upperCase)}` })
        break
      }
      case 'appendix': {
        counts.fill(0)
        const { labelStyle, titleStyle } = layout.body.appendix
        const label = cased(block.label, labelStyle.upperCase)
        laid.push({ ...block, label, title: cased(block.title, titleStyle.upperCase) })
        break
      }
      case 'paragraph':
      case 'note':
        laid.push({ kind: block.kind, runs: block.runs.map(laidRun) })
        break
      case 'list':
        laid.push({
          kind: 'list',
          items: block.items.map((item) => [laidRun(layout.body.listMark), ...item.map(laidRun)]),
        })
        break
      case 'table':
        laid.push(laidTable(block))
        break
      case 'picture':
        laid.push(await laidPicture(block, layout))
        break
      case 'chart':
        laid.push(laidChart(block, layout))
        break
      case 'pageBreak':
        laid.push(block)
    }
  }
  return laid
}

function laidRun(run: Run): LaidRun {
  if (typeof run === 'string') return { text: run, bold: false, italic: false, url: null }
  const { bold = false, italic = false } = run
  if ('text' in run) return { text: run.text, bold, italic, url: null }
  return { text: run.figure, bold, italic, url: safeUrl(run.url) }
}

async function laidPicture(
  { bytes, caption, alt }: Extract<Block, { kind: 'picture' }>,
  layout: DocumentLayout,
): Promise<LaidPicture> {
  const room = layout.body.picture
  const picture = await printablePicture(bytes, room)
  return {
    kind: 'picture',
    picture,
    ...fitted(picture, room),
    caption: caption ?? null,
    alt: alt || caption || 'Hình ảnh',
  }
}

/** A chart as wide as the text. Whoever hears the document hears what it is about, and then all its values. */
function laidChart(
  { chart, caption, alt }: Extract<Block, { kind: 'chart' }>,
  layout: DocumentLayout,
): Extract<LaidBlock, { kind: 'chart' }> {
  const { heightMm, marginMm } = layout.page
  // Under it its caption, of two lines at most, must find room on the same page.
  const most = pointsOf(heightMm - marginMm.top - marginMm.bottom) - 4 * layout.body.linePt
  // A document is Vietnamese, whoever asks for it.
  return inLanguage('vi', () => ({
    kind: 'chart',
    drawing: drawChart(chart, pointsOf(textWidthMm(layout)), most),
    caption: caption ?? null,
    alt: [alt || caption, chartInWords(chart)].filter(Boolean).join('. '),
  }))
}

const pointsOf = (mm: number): number => (mm / 25.4) * 72

function laidTable(table: TableBlock): LaidTable {
  const columns = table.columns.map(({ title, align = 'left', weight = 1 }) => ({ title, align, weight }))
  const cells = (row: Run[]): LaidRun[] => columns.map((_, index) => laidRun(row[index] ?? ''))
  return {
    kind: 'table',
    caption: table.caption ?? null,
    columns,
    rows: table.rows.map(cells),
    total: table.total ? cells(table.total).map((cell) => ({ ...cell, bold: true })) : null,
  }
}

/** The last sentence before the signature ends with the mark of the layout: `.` or `./.`. */
function withEndMark(blocks: LaidBlock[], mark: string): LaidBlock[] {
  const last = blocks.at(-1)
  if (last?.kind === 'paragraph')
    return [...blocks.slice(0, -1), { ...last, runs: endedWith(last.runs, mark) }]
  if (last?.kind === 'list')
    return [
      ...blocks.slice(0, -1),
      { ...last, items: [...last.items.slice(0, -1), endedWith(last.items.at(-1) ?? [], mark)] },
    ]
  return blocks
}

function endedWith(runs: LaidRun[], mark: string): LaidRun[] {
  const last = runs.at(-1)
  if (!last || last.url !== null) return [...runs, { text: mark, bold: false, italic: false, url: null }]
  // A question or an exclamation keeps its own mark.
  if (/[?!…]$/.test(last.text.trimEnd())) return runs
  return [...runs.slice(0, -1), { ...last, text: last.text.trimEnd().replace(/(\.\/\.|[.;,])$/, '') + mark }]
}
