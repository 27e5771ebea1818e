/** The body of a .docx: headings, paragraphs, lists, tables, pictures. */

import {
  AlignmentType,
  BorderStyle,
  type IParagraphOptions,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { centred, imageRun, runsIn, twips, twipsOfMm, words } from './docx-line.ts'
import type { LaidBlock, LaidPicture, LaidRun, LaidTable } from './lay-out.ts'
import { type DocumentLayout, textWidthMm } from './layout.ts'

/** Paragraph styles of the document, as Word's list of styles shows them. */
export const bodyStyle = 'OfficialBody'
export const noteStyle = 'OfficialNote'

const headingStyles = ['Heading1', 'Heading2', 'Heading3'] as const

/** A table of so many rows at most stays whole with what follows; a longer one may fill a page of its own. */
const mostRowsKept = 12

/** What Word can show: charts have become pictures. */
export type DocxBlock = Exclude<LaidBlock, { kind: 'chart' }>

/** Blocks in order. `keepsNext` binds the last one to what follows: a signature never stands alone on a page. */
export function bodyBlocks(
  blocks: DocxBlock[],
  layout: DocumentLayout,
  keepsNext: boolean,
): (Paragraph | Table)[] {
  return blocks.flatMap((block, index) => placed(block, layout, keepsNext && index === blocks.length - 1))
}

function placed(block: DocxBlock, layout: DocumentLayout, keepNext: boolean): (Paragraph | Table)[] {
  const { body } = layout
  const styled = (style: string, children: ParagraphChild[], more: IParagraphOptions = {}) =>
    new Paragraph({ style, keepNext, ...more, children })
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          style: headingStyles[block.level - 1],
          children: words(block.text, body.headings[(block.level - 1) as 0 | 1 | 2].style),
        }),
      ]
    case 'paragraph':
      return [styled(bodyStyle, runsIn(block.runs, body.style))]
    case 'note':
      return [styled(noteStyle, runsIn(block.runs, body.note))]
    case 'list':
      return block.items.map((item, index) =>
        styled(bodyStyle, runsIn(item, body.style), {
          keepNext: keepNext && index === block.items.length - 1,
        }),
      )
    case 'table':
      return tableBlock(block, layout, keepNext && block.rows.length <= mostRowsKept)
    case 'picture':
      return pictureBlock(block, layout, keepNext)
    case 'pageBreak':
      return [
        new Paragraph({ pageBreakBefore: true, spacing: { line: twips(1), lineRule: 'exact', after: 0 } }),
      ]
    case 'appendix':
      return [
        centred(block.label, body.appendix.labelStyle, { pageBreakBefore: true, keepNext: true }),
        centred(block.title, body.appendix.titleStyle, {
          keepNext: true,
          outlineLevel: 0,
          spacing: { after: twips(layout.subject.afterPt) },
        }),
      ]
  }
}

const aligned = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const

function tableBlock(table: LaidTable, layout: DocumentLayout, keepNext: boolean): (Paragraph | Table)[] {
  const { style, headStyle, captionStyle, rulePt, paddingMm } = layout.body.table
  const weights = table.columns.reduce((sum, { weight }) => sum + weight, 0)
  const full = twipsOfMm(textWidthMm(layout))
  const columnWidths = table.columns.map(({ weight }) => Math.floor((full * weight) / weights))
  // Word counts a border in eighths of a point.
  const rule = { style: BorderStyle.SINGLE, size: Math.round(rulePt * 8), color: '000000' }
  const padding = twipsOfMm(paddingMm)

  const row = (cells: LaidRun[][], kind: 'head' | 'row' | 'total') =>
    new TableRow({
      tableHeader: kind === 'head',
      cantSplit: cells.every(([cell]) => (cell?.text.length ?? 0) < 400),
      children: cells.map(
        (runs, index) =>
          new TableCell({
            width: { size: columnWidths[index] ?? 0, type: WidthType.DXA },
            verticalAlign: kind === 'head' ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
            children: [
              new Paragraph({
                alignment:
                  kind === 'head' ? AlignmentType.CENTER : aligned[table.columns[index]?.align ?? 'left'],
                keepNext: keepNext || kind === 'head',
                children: runsIn(runs, kind === 'head' ? headStyle : style),
              }),
            ],
          }),
      ),
    })
  const titles = table.columns.map(({ title }) => [{ text: title, bold: false, italic: false, url: null }])
  return [
    ...(table.caption === null
      ? []
      : [
          centred(table.caption, captionStyle, {
            keepNext: true,
            spacing: { before: twips(4), after: twips(4) },
          }),
        ]),
    new Table({
      layout: TableLayoutType.FIXED,
      columnWidths,
      width: { size: full, type: WidthType.DXA },
      indent: { size: 0, type: WidthType.DXA },
      margins: {
        left: padding,
        right: padding,
        top: padding / 3,
        bottom: padding / 3,
        marginUnitType: WidthType.DXA,
      },
      borders: {
        top: rule,
        bottom: rule,
        left: rule,
        right: rule,
        insideHorizontal: rule,
        insideVertical: rule,
      },
      rows: [
        row(titles, 'head'),
        ...table.rows.map((cells) =>
          row(
            cells.map((cell) => [cell]),
            'row',
          ),
        ),
        ...(table.total
          ? [
              row(
                table.total.map((cell) => [cell]),
                'total',
              ),
            ]
          : []),
      ],
    }),
    // Two tables that touch become one in Word.
    new Paragraph({ keepNext, spacing: { line: twips(layout.body.afterParagraphPt), lineRule: 'exact' } }),
  ]
}

function pictureBlock(laid: LaidPicture, layout: DocumentLayout, isKept: boolean): Paragraph[] {
  const { caption } = laid
  const { captionStyle } = layout.body.picture
  const after = { after: twips(layout.body.afterParagraphPt) }
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: isKept || caption !== null,
      spacing: { before: twips(layout.body.afterParagraphPt), ...(caption === null ? after : {}) },
      children: [imageRun(laid)],
    }),
    ...(caption === null ? [] : [centred(caption, captionStyle, { keepNext: isKept, spacing: after })]),
  ]
}
