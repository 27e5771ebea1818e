/**
 * How an official document looks, as data. The numbers come from guidance of the Party and decrees of the State, which
 * change: they live in JSON files with their source and the days between which they hold, never in a renderer.
 */

import * as z from 'zod'
import { Problem } from '../problem.ts'
import { type Day, isDay } from '../time.ts'
import { type DocumentSystem, documentSystems } from './content.ts'

const day = z.string().refine(isDay, 'day_is_malformed')
const millimetres = z.number().positive().max(500)
const points = z.number().min(0).max(100)

/** Type of one element. `allowedPt` is what the source allows; `sizePt` is our choice within it. */
const style = z
  .strictObject({
    sizePt: z.number().min(6).max(40),
    allowedPt: z.tuple([z.number(), z.number()]).optional(),
    bold: z.boolean().default(false),
    italic: z.boolean().default(false),
    underlined: z.boolean().default(false),
    upperCase: z.boolean().default(false),
  })
  .refine(
    ({ sizePt, allowedPt }) => !allowedPt || (allowedPt[0] <= sizePt && sizePt <= allowedPt[1]),
    'size_is_not_allowed',
  )

/** A line of dashes, an asterisk – or a solid rule, so many times as long as the text above it. */
const mark = z.union([
  z.strictObject({ text: z.string(), style }),
  z.strictObject({ ruleShare: z.number().positive().max(1) }),
])

const columns = z.tuple([millimetres, millimetres])

export const documentLayout = z.strictObject({
  code: z.string().regex(/^[A-Z0-9_]+$/),
  system: z.enum(documentSystems),
  name: z.string(),
  validFrom: day,
  validTo: day.nullable(),
  source: z.strictObject({
    title: z.string(),
    urls: z.array(z.url()),
    note: z.string(),
    /** Paths of values that nobody has compared with the source yet (chưa đối chiếu). */
    unverified: z.array(z.string()),
  }),
  font: z.string(),
  page: z.strictObject({
    widthMm: millimetres,
    heightMm: millimetres,
    marginMm: z.strictObject({
      top: millimetres,
      bottom: millimetres,
      left: millimetres,
      right: millimetres,
    }),
  }),
  pageNumber: z.strictObject({
    style,
    fromPage: z.union([z.literal(1), z.literal(2)]),
    fromEdgeMm: millimetres,
  }),
  marking: z.strictObject({ style, fromEdgeMm: millimetres }),
  header: z.strictObject({
    columnsMm: columns,
    /** Rows stand so far apart. */
    gapPt: points,
    superior: style,
    issuer: style,
    issuerMark: mark,
    /** `{number}` and `{symbol}` are filled in; a missing number leaves `blankSpaces` to write in. */
    number: z.strictObject({
      style,
      format: z.string().includes('{number}').includes('{symbol}'),
      digits: z.number().int().min(1).max(4),
      blankSpaces: z.number().int().min(3).max(20),
    }),
    /** Lines at the top right: the Party's name, or Quốc hiệu and Tiêu ngữ; none for an organisation. */
    title: z.array(z.strictObject({ text: z.string(), style })),
    titleMark: mark.nullable(),
    /** Beside the mark under the issuer (`issuerMark`), or beside the number. */
    placeAndDate: z.strictObject({ style, beside: z.enum(['issuerMark', 'number']) }),
  }),
  title: z.strictObject({ style, beforePt: points }),
  subject: z.strictObject({ style, mark, afterPt: points }),
  /** The subject of a công văn, under the number. */
  letterSubject: z.strictObject({ style, prefix: z.string() }),
  addressees: z.strictObject({
    label: z.string(),
    /** Another label for a type of document: a tờ trình says `Kính trình:`. */
    labelByTitle: z.record(z.string(), z.string()),
    labelStyle: style,
    style,
  }),
  body: z.strictObject({
    style,
    /** Exactly so far from one line to the next. */
    linePt: points,
    afterParagraphPt: points,
    firstIndentMm: z.number().min(0).max(30),
    headings: z.tuple([heading(), heading(), heading()]),
    /** In the order of counting: a, b, c, d, đ, e … */
    letters: z.string().min(10),
    listMark: z.string(),
    /** What the last sentence ends with. */
    endMark: z.string(),
    note: style,
    table: z.strictObject({
      style,
      headStyle: style,
      captionStyle: style,
      rulePt: points,
      paddingMm: millimetres,
    }),
    picture: z.strictObject({ widthMm: millimetres, maxHeightMm: millimetres, captionStyle: style }),
    appendix: z.strictObject({ labelStyle: style, titleStyle: style }),
  }),
  recipients: z.strictObject({
    label: z.string(),
    labelStyle: style,
    style,
    prefix: z.string(),
    separator: z.string(),
    end: z.string(),
  }),
  signature: z.strictObject({
    columnsMm: columns,
    beforePt: points,
    /** How this system writes `on behalf of`, `for`, `by order of`, `by mandate of`, `in charge of`. */
    authorityForms: z.strictObject({
      TM: z.string(),
      KT: z.string(),
      TL: z.string(),
      TUQ: z.string(),
      Q: z.string(),
    }),
    authority: style,
    position: style,
    /** Room for hand and seal. */
    spacePt: points,
    name: style,
  }),
})

/** `{roman}`, `{arabic}` or `{letter}` becomes the number of the heading. */
function heading() {
  return z.strictObject({
    style,
    numbering: z.string().regex(/\{(roman|arabic|letter)\}/),
    beforePt: points,
  })
}

export type DocumentLayout = z.infer<typeof documentLayout>
export type Style = z.infer<typeof style>
export type Mark = z.infer<typeof mark>

/**
 * The layout in which a body of that system issues a document on that day.
 * @throws Problem `document_has_no_layout` where no layout held on that day.
 */
export function layoutFor(
  layouts: readonly DocumentLayout[],
  system: DocumentSystem,
  day: Day,
): DocumentLayout {
  const layout = layouts.find(
    ({ system: of, validFrom, validTo }) =>
      of === system && validFrom <= day && (validTo === null || day <= validTo),
  )
  if (!layout) throw new Problem('document_has_no_layout', { day })
  return layout
}

/** The width between the margins. */
export function textWidthMm({ page }: DocumentLayout): number {
  return page.widthMm - page.marginMm.left - page.marginMm.right
}
