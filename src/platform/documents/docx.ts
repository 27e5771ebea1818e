/** An official document as a Word file that an office can go on working with: real styles, headings and header rows. */

import { AlignmentType, Document, type IParagraphStyleOptions, LineRuleType, Packer, Paragraph } from 'docx'
import { chartPicture } from './charts/chart-picture.ts'
import type { OfficialDocument } from './content.ts'
import { bodyBlocks, bodyStyle, type DocxBlock, noteStyle } from './docx-body.ts'
import { addresseeBlock, closing, head, pageFooters, pageHeaders, titleBlock } from './docx-frame.ts'
import { halfPoints, twips, twipsOfMm, typeOf } from './docx-line.ts'
import { type LaidBlock, laidOut } from './lay-out.ts'
import type { DocumentLayout } from './layout.ts'

/** Writes the document as .docx in the given layout. */
export async function writeDocx(written: OfficialDocument, layout: DocumentLayout): Promise<Buffer> {
  const document = await laidOut(written, layout)
  const [body, appendices] = await Promise.all([
    withoutCharts(document.body),
    withoutCharts(document.appendices),
  ])
  const { page } = layout
  const footers = pageFooters(document.marking, layout.marking.style)
  return Packer.toBuffer(
    new Document({
      title: document.properties.title,
      subject: document.subject,
      creator: document.properties.author,
      lastModifiedBy: document.properties.author,
      description: document.marking,
      keywords: layout.code,
      // 15 is Word 2013 and later; without it Word opens the file in "compatibility mode".
      compatibility: { version: 15 },
      styles: stylesOf(layout),
      sections: [
        {
          properties: {
            titlePage: true,
            page: {
              size: { width: twipsOfMm(page.widthMm), height: twipsOfMm(page.heightMm) },
              margin: {
                top: twipsOfMm(page.marginMm.top),
                bottom: twipsOfMm(page.marginMm.bottom),
                left: twipsOfMm(page.marginMm.left),
                right: twipsOfMm(page.marginMm.right),
                header: twipsOfMm(layout.pageNumber.fromEdgeMm),
                footer: twipsOfMm(layout.marking.fromEdgeMm),
                gutter: 0,
              },
            },
          },
          headers: pageHeaders(layout),
          ...(footers ? { footers } : {}),
          children: [
            head(document, layout),
            ...titleBlock(document, layout),
            ...addresseeBlock(document, layout),
            ...bodyBlocks(body, layout, true),
            ...closing(document, layout),
            // Word wants a paragraph after the last table; it must not make a new page.
            new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT } }),
            ...bodyBlocks(appendices, layout, false),
          ],
        },
      ],
    }),
  )
}

/** Charts as pictures. They are rasterised side by side, away from the thread that answers requests. */
function withoutCharts(blocks: LaidBlock[]): Promise<DocxBlock[]> {
  return Promise.all(
    blocks.map(async (block): Promise<DocxBlock> => {
      if (block.kind !== 'chart') return block
      const { drawing, caption, alt } = block
      const millimetres = (pt: number) => (pt / 72) * 25.4
      return {
        kind: 'picture',
        picture: await chartPicture(drawing),
        widthMm: millimetres(drawing.width),
        heightMm: millimetres(drawing.height),
        caption,
        alt,
      }
    }),
  )
}

function stylesOf(layout: DocumentLayout) {
  const { body } = layout
  const spacing = {
    line: twips(body.linePt),
    lineRule: LineRuleType.EXACT,
    after: twips(body.afterParagraphPt),
  }
  const paragraph = {
    alignment: AlignmentType.JUSTIFIED,
    spacing,
    indent: { firstLine: twipsOfMm(body.firstIndentMm) },
  }
  const [heading1, heading2, heading3] = body.headings.map(({ style, beforePt }) => ({
    // Named again: Word's own headings are blue and in another typeface.
    run: { ...typeOf(style), font: layout.font, color: '000000' },
    paragraph: { ...paragraph, keepNext: true, spacing: { ...spacing, before: twips(beforePt) } },
  }))
  const paragraphStyles: IParagraphStyleOptions[] = [
    {
      id: bodyStyle,
      name: 'Official Body',
      basedOn: 'Normal',
      quickFormat: true,
      run: typeOf(body.style),
      paragraph,
    },
    {
      id: noteStyle,
      name: 'Official Note',
      basedOn: 'Normal',
      quickFormat: true,
      run: typeOf(body.note),
      paragraph: { ...paragraph, spacing: { after: spacing.after } },
    },
  ]
  return {
    default: {
      document: {
        run: {
          font: layout.font,
          size: halfPoints(body.style.sizePt),
          language: { value: 'vi-VN', eastAsia: 'vi-VN' },
        },
        // Said aloud, since LibreOffice takes a line height without a rule to be an exact one.
        paragraph: { spacing: { line: 240, lineRule: LineRuleType.AUTO, before: 0, after: 0 } },
      },
      ...(heading1 ? { heading1 } : {}),
      ...(heading2 ? { heading2 } : {}),
      ...(heading3 ? { heading3 } : {}),
    },
    paragraphStyles,
  }
}
