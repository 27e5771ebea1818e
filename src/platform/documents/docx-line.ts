/** The smallest parts of a .docx: a run in a style, a centred line, a rule, a cell without borders. */

import {
  AlignmentType,
  BorderStyle,
  ExternalHyperlink,
  ImageRun,
  type IParagraphOptions,
  LineRuleType,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import type { LaidPicture, LaidRun } from './lay-out.ts'
import type { Mark, Style } from './layout.ts'
import { textWidthPt } from './typesetter.ts'

/** Word counts lengths in twentieths of a point, and type in half points. */
export const twips = (pt: number): number => Math.round(pt * 20)
export const twipsOfMm = (mm: number): number => Math.round((mm / 25.4) * 1440)
export const halfPoints = (pt: number): number => Math.round(pt * 2)

/** The character properties of a style. */
export const typeOf = (style: Style) => ({
  size: halfPoints(style.sizePt),
  bold: style.bold,
  italics: style.italic,
  ...(style.underlined ? { underline: {} } : {}),
})

/** A text in a style; a line feed becomes a line break. */
export function words(text: string, style: Style): TextRun[] {
  return text
    .split('\n')
    .map((part, index) => new TextRun({ ...typeOf(style), text: part, ...(index > 0 ? { break: 1 } : {}) }))
}

/** Runs of the body in their paragraph's style. Links look like the text around them: this is paper. */
export function runsIn(runs: LaidRun[], style: Style): ParagraphChild[] {
  return runs.flatMap((run): ParagraphChild[] => {
    const children = words(run.text, {
      ...style,
      bold: style.bold || run.bold,
      italic: style.italic || run.italic,
    })
    return run.url === null ? children : [new ExternalHyperlink({ link: run.url, children })]
  })
}

/** A picture as large as it was laid out. */
export function imageRun({ picture, widthMm, heightMm, caption, alt }: Omit<LaidPicture, 'kind'>): ImageRun {
  // `docx` counts a picture in pixels of 1/96 inch.
  const pixels = (mm: number) => Math.round((mm / 25.4) * 96)
  return new ImageRun({
    type: picture.type,
    data: picture.bytes,
    transformation: { width: pixels(widthMm), height: pixels(heightMm) },
    altText: { name: caption ?? 'picture', description: alt, title: caption ?? '' },
  })
}

/** One centred line in a style, with single spacing. */
export function centred(text: string, style: Style, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ alignment: AlignmentType.CENTER, ...options, children: words(text, style) })
}

/**
 * What stands under a text: dashes or an asterisk – or a solid rule whose length follows the text. The rule is the
 * border of a very small empty paragraph: Word and LibreOffice both draw it, and it stays where the text is.
 */
export function markUnder(
  mark: Mark,
  above: { text: string; style: Style },
  columnPt: number,
  afterPt = 0,
): Paragraph {
  if ('text' in mark) return centred(mark.text, mark.style, { spacing: { after: twips(afterPt) } })
  const lengthPt = Math.min(textWidthPt(above.text, above.style), columnPt) * mark.ruleShare
  const indent = twips(Math.max(0, columnPt - lengthPt) / 2)
  return new Paragraph({
    indent: { left: indent, right: indent },
    spacing: { line: twips(4), lineRule: LineRuleType.EXACT, before: twips(2), after: twips(afterPt) },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 0, color: '000000' } },
    children: [new TextRun({ text: '', size: halfPoints(2) })],
  })
}

const nothing = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const noBorders = { top: nothing, bottom: nothing, left: nothing, right: nothing }

/** Two columns without borders: the frame of the head, and of recipients and signature. Rows never split. */
export function twoColumns(columnsMm: readonly [number, number], rows: [Paragraph[], Paragraph[]][]): Table {
  const columnWidths = columnsMm.map(twipsOfMm)
  const none = { size: 0, type: WidthType.DXA }
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths,
    width: { size: columnWidths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    borders: { ...noBorders, insideHorizontal: nothing, insideVertical: nothing },
    margins: { left: 0, right: 0, top: 0, bottom: 0, marginUnitType: WidthType.DXA },
    indent: none,
    rows: rows.map(
      (cells) =>
        new TableRow({
          cantSplit: true,
          children: cells.map(
            (children, index) =>
              new TableCell({
                borders: noBorders,
                verticalAlign: VerticalAlignTable.TOP,
                width: { size: columnWidths[index] ?? 0, type: WidthType.DXA },
                // A cell without a paragraph is not a cell to Word.
                children: children.length > 0 ? children : [new Paragraph({})],
              }),
          ),
        }),
    ),
  })
}
