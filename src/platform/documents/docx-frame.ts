/** What stands around the body of a .docx: head, title, addressees; recipients and signature; page number, marking. */

import { AlignmentType, Footer, Header, LineRuleType, PageNumber, Paragraph, type Table, TextRun } from 'docx'
import {
  centred,
  imageRun,
  markUnder,
  runsIn,
  twips,
  twipsOfMm,
  twoColumns,
  typeOf,
  words,
} from './docx-line.ts'
import type { LaidDocument } from './lay-out.ts'
import { type DocumentLayout, type Style, textWidthMm } from './layout.ts'

const pointsOfMm = (mm: number): number => (mm / 25.4) * 72

/** The head: issuer and number at the left; the Party's name or the Quốc hiệu, place and date at the right. */
export function head(document: LaidDocument, layout: DocumentLayout): Table {
  const { header } = layout
  const [leftPt, rightPt] = header.columnsMm.map(pointsOfMm) as [number, number]
  const date = [centred(document.placeAndDate, header.placeAndDate.style)]
  const names = [
    ...document.superior.map((line) => centred(line, header.superior)),
    ...document.issuer.map((line) => centred(line, header.issuer)),
  ]
  const issuerMark = markUnder(
    header.issuerMark,
    { text: document.issuer.at(-1) ?? '', style: header.issuer },
    leftPt,
  )
  const lastTitle = header.title.at(-1)
  const titles = [
    ...header.title.map(({ text, style }) => centred(text, style)),
    ...(header.titleMark && lastTitle ? [markUnder(header.titleMark, lastTitle, rightPt)] : []),
  ]
  const number = [
    centred(document.number, header.number.style, { spacing: { before: twips(header.gapPt) } }),
    ...(document.title === '' ? [centred(document.subject, layout.letterSubject.style)] : []),
  ]
  const dateBesideNumber = [
    centred(document.placeAndDate, header.placeAndDate.style, { spacing: { before: twips(header.gapPt) } }),
  ]
  return twoColumns(
    header.columnsMm,
    header.placeAndDate.beside === 'issuerMark'
      ? [
          [names, titles],
          [[issuerMark], date],
          [number, []],
        ]
      : [
          [[...names, issuerMark], titles],
          [number, dateBesideNumber],
        ],
  )
}

/** Type of document, subject and the mark under it; for a công văn only some room. */
export function titleBlock(document: LaidDocument, layout: DocumentLayout): Paragraph[] {
  const { title, subject } = layout
  if (document.title === '')
    return [
      new Paragraph({ spacing: { before: twips(title.beforePt), line: 20, lineRule: LineRuleType.EXACT } }),
    ]
  const widthPt = pointsOfMm(textWidthMm(layout))
  return [
    centred(document.title, title.style, { spacing: { before: twips(title.beforePt) }, keepNext: true }),
    centred(document.subject, subject.style, { keepNext: true }),
    markUnder(subject.mark, { text: document.subject, style: subject.style }, widthPt, subject.afterPt),
  ]
}

/** `Kính gửi: …` on one line, or the label with a line for each. */
export function addresseeBlock(document: LaidDocument, layout: DocumentLayout): Paragraph[] {
  if (!document.addressees) return []
  const { labelStyle, style } = layout.addressees
  const { label, lines } = document.addressees
  const after = { after: twips(layout.subject.afterPt) }
  if (lines.length === 1)
    return [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: after,
        children: [...words(`${label} `, labelStyle), ...words(lines[0] ?? '', style)],
      }),
    ]
  const indent = { left: twipsOfMm(layout.header.columnsMm[0] / 2) }
  return [
    new Paragraph({ indent, children: words(label, labelStyle) }),
    ...lines.map(
      (line, index) =>
        new Paragraph({
          indent,
          children: words(line, style),
          ...(index === lines.length - 1 ? { spacing: after } : {}),
        }),
    ),
  ]
}

/**
 * Recipients left, signature right: one row that never splits. The space for hand and seal is kept. Under it, on the
 * same page, what the paper is checked by.
 */
export function closing(document: LaidDocument, layout: DocumentLayout): (Table | Paragraph)[] {
  const { signature, recipients } = layout
  const { check } = document
  const keepNext = check !== null
  const before = { keepNext, spacing: { before: twips(signature.beforePt) } }
  const left =
    document.recipients.length === 0
      ? []
      : [
          new Paragraph({ ...before, children: words(recipients.label, recipients.labelStyle) }),
          ...document.recipients.map(
            (line) => new Paragraph({ keepNext, children: words(line, recipients.style) }),
          ),
        ]
  const { authority, position, name } = document.signature
  const right = [
    ...(authority === '' ? [] : [centred(authority, signature.authority, before)]),
    centred(position, signature.position, authority === '' ? before : { keepNext }),
    centred(name, signature.name, { keepNext, spacing: { before: twips(signature.spacePt) } }),
  ]
  const signed = twoColumns(signature.columnsMm, [[left, right]])
  if (!check) return [signed]
  const mark = twoColumns(
    [check.sizeMm + check.gapMm, textWidthMm(layout) - check.sizeMm - check.gapMm],
    [
      [
        [
          new Paragraph({
            children: [imageRun({ ...check, widthMm: check.sizeMm, heightMm: check.sizeMm, caption: null })],
          }),
        ],
        check.lines.map(
          (line) =>
            new Paragraph({ children: runsIn([{ ...line, bold: false, italic: false }], recipients.style) }),
        ),
      ],
    ],
  )
  // Two tables that touch become one in Word.
  const between = new Paragraph({
    keepNext,
    spacing: { line: twips(check.beforePt), lineRule: LineRuleType.EXACT },
  })
  return [signed, between, mark]
}

/** The number of the page, centred in the top margin; empty on the first page where the layout wants it so. */
export function pageHeaders({ pageNumber }: DocumentLayout): { default: Header; first: Header } {
  const numbered = () =>
    new Header({
      children: [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          children: [new TextRun({ ...typeOf(pageNumber.style), children: [PageNumber.CURRENT] })],
        }),
      ],
    })
  return {
    default: numbered(),
    first: pageNumber.fromPage === 1 ? numbered() : new Header({ children: [new Paragraph({})] }),
  }
}

/** The marking at the foot of every page, the first one too. */
export function pageFooters(marking: string, style: Style): { default: Footer; first: Footer } | undefined {
  if (marking === '') return undefined
  const footer = () => new Footer({ children: [centred(marking, style)] })
  return { default: footer(), first: footer() }
}
