/**
 * Official Vietnamese documents: one content, two files, and a spreadsheet of its tables. What a document says is an `OfficialDocument`; how it looks
 * is a `DocumentLayout`, chosen by the day of issue. The renderers hold no number from a decree.
 */

import type { OfficialDocument, TableBlock } from './documents/content.ts'
import type { LaidDocument } from './documents/lay-out.ts'
import type { DocumentLayout } from './documents/layout.ts'

export { svgOf } from './documents/charts/svg.ts'
export type {
  Block,
  ChartSpec,
  DocumentCheck,
  DocumentSystem,
  OfficialDocument,
  Run,
  TableBlock,
} from './documents/content.ts'
export { type DocumentLayout, documentLayout, layoutFor } from './documents/layout.ts'

// Both renderers are loaded at first use: they weigh more than the rest of the server, and most requests need neither.

/** What stands before and behind the body of a document, every string as it is printed. */
export type DocumentFrame = Omit<LaidDocument, 'body' | 'appendices' | 'check'>

/** The words around the body of a document, as both renderers print them: for pages that show it. */
export async function frameOfDocument(
  document: Omit<OfficialDocument, 'body'>,
  layout: DocumentLayout,
): Promise<DocumentFrame> {
  const { laidOut } = await import('./documents/lay-out.ts')
  return laidOut({ ...document, body: [] }, layout)
}

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

/**
 * The tables of a document, or tables alone, as an .xlsx workbook: a sheet each, figures as numbers that open where
 * they come from.
 */
export async function renderWorkbook(
  documentOrTables: OfficialDocument | readonly TableBlock[],
): Promise<Buffer> {
  const { writeWorkbook } = await import('./documents/workbook.ts')
  return writeWorkbook(documentOrTables)
}
