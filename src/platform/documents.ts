/**
 * Official Vietnamese documents: one content, two files. What a document says is an `OfficialDocument`; how it looks
 * is a `DocumentLayout`, chosen by the day of issue. The renderers hold no number from a decree.
 */

import type { OfficialDocument } from './documents/content.ts'
import type { DocumentLayout } from './documents/layout.ts'

export type {
  Block,
  DocumentCheck,
  DocumentSystem,
  OfficialDocument,
  Run,
} from './documents/content.ts'
export { paragraphsOf } from './documents/content.ts'
export { type DocumentLayout, documentLayout, layoutFor } from './documents/layout.ts'

// Both renderers are loaded at first use: they weigh more than the rest of the server, and most requests need neither.

/**
 * The document as a Word file.
 * @throws Error where a picture's bytes are no picture, or the day is none of the calendar.
 */
export async function renderDocx(document: OfficialDocument, layout: DocumentLayout): Promise<Buffer> {
  const { writeDocx } = await import('./documents/docx.ts')
  return writeDocx(document, layout)
}

/**
 * The document as PDF/A (for the archive, tagged for screen readers), its text set in a typeface that is embedded.
 * @throws Error where a picture's bytes are no picture, or the day is none of the calendar.
 */
export async function renderPdf(document: OfficialDocument, layout: DocumentLayout): Promise<Buffer> {
  const { writePdf } = await import('./documents/pdf.ts')
  return writePdf(document, layout)
}
