// Where a signature goes in a PDF: a dictionary with room for it, an invisible field that names it, and the form that names
// the field (ISO 32000-1, 12.7.4.5 and 12.8.1), written behind the end of the file so that nothing before it changes.
import {
  PDF,
  PdfArray,
  PdfDict,
  PdfName,
  PdfNumber,
  type PdfObject,
  type PdfRef,
  PdfString,
} from '@libpdf/core'
import { Problem } from '../problem.ts'

// Stands for an offset until all are known; no document of ours has ten thousand million bytes.
const unknown = 9_999_999_999
const unknownRange = `[0 ${unknown} ${unknown} ${unknown}]`

/** The file with its place for a signature: `written` without what lies from `from` up to `to` is what is signed. */
export type Place = { written: Buffer; from: number; to: number }

/**
 * Makes a place of so many bytes for a signature.
 * @throws Problem `pdf_is_broken` where it is no PDF, has no page, or cannot be added to at its end
 */
export async function withPlace(
  bytes: Uint8Array,
  said: { name: string; reason: string; location: string; when: Date },
  room: number,
): Promise<Place> {
  const pdf = await PDF.load(bytes).catch(() => undefined)
  const page = pdf?.getPage(0)
  if (!pdf || !page || pdf.isEncrypted || pdf.canSaveIncrementally() !== null)
    throw new Problem('pdf_is_broken')
  const { registry } = pdf.context
  const number = PdfNumber.of(unknown)
  const signature = registry.register(
    PdfDict.of({
      Type: PdfName.of('Sig'),
      Filter: PdfName.of('Adobe.PPKLite'),
      SubFilter: PdfName.of('ETSI.CAdES.detached'),
      ByteRange: PdfArray.of(PdfNumber.of(0), number, number, number),
      Contents: PdfString.fromBytes(new Uint8Array(room)),
      M: PdfString.fromString(pdfTime(said.when)),
      Name: PdfString.fromString(said.name),
      Reason: PdfString.fromString(said.reason),
      Location: PdfString.fromString(said.location),
    }),
  )
  const taken = new Set(pdf.getForm()?.getFieldNames() ?? [])
  let count = 1
  while (taken.has(`Signature${count}`)) count += 1
  const field = registry.register(
    PdfDict.of({
      Type: PdfName.of('Annot'),
      Subtype: PdfName.of('Widget'),
      FT: PdfName.of('Sig'),
      T: PdfString.fromString(`Signature${count}`),
      V: signature,
      P: page.ref,
      // Printed and locked, on no area: PDF/A wants the first, and no appearance only where there is nothing to see.
      F: PdfNumber.of(132),
      Rect: PdfArray.of(...[0, 0, 0, 0].map((edge) => PdfNumber.of(edge))),
    }),
  )
  appendTo(pdf, page.dict, 'Annots', field)
  const form = formOf(pdf)
  appendTo(pdf, form, 'Fields', field)
  // Signatures exist, and the file may only be added to (ISO 32000-1, table 219).
  form.set('SigFlags', PdfNumber.of(3))
  return placeIn(bytes, Buffer.from(await pdf.save({ incremental: true })), room)
}

const resolverOf = (pdf: PDF) => (ref: PdfRef) => pdf.context.registry.resolve(ref)

/** The form of the document; made without fonts, which PDF/A would want embedded, where there is none. */
function formOf(pdf: PDF): PdfDict {
  const catalog = pdf.getCatalog()
  const known = catalog.getDict('AcroForm', resolverOf(pdf))
  if (known) return known
  const made = PdfDict.of({ Fields: PdfArray.of() })
  catalog.set('AcroForm', pdf.context.registry.register(made))
  return made
}

function appendTo(pdf: PDF, dict: PdfDict, key: string, value: PdfObject): void {
  const known = dict.getArray(key, resolverOf(pdf))
  if (known) known.push(value)
  else dict.set(key, PdfArray.of(value))
}

/** A time as PDF writes it, in Vietnam: `D:20261128203000+07'00'`. */
function pdfTime(instant: Date): string {
  const there = new Date(instant.getTime() + 7 * 3_600_000).toISOString()
  return `D:${there.slice(0, 19).replace(/[-T:]/g, '')}+07'00'`
}

function placeIn(bytes: Uint8Array, written: Buffer, room: number): Place {
  // Were anything before the end rewritten, the signatures that are there would hold no more.
  if (Buffer.compare(written.subarray(0, bytes.length), bytes) !== 0) throw new Problem('pdf_is_broken')
  const contents = `<${'00'.repeat(room)}>`
  const [rangeAt, from] = [unknownRange, contents].map((text) =>
    written.indexOf(text, bytes.length, 'latin1'),
  )
  if (rangeAt === undefined || from === undefined || rangeAt < 0 || from < 0)
    throw new Error('The place of the signature is not where it was written.')
  const to = from + contents.length
  const range = `[0 ${from} ${to} ${written.length - to}]`
  written.write(range.padEnd(unknownRange.length, ' '), rangeAt, 'latin1')
  return { written, from, to }
}
