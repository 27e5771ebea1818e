import { keepPaper } from '#evidence'
import { certificateOf, signPdf } from '#platform/pdf-signatures'
import type { PaperContent } from './content.ts'
import { kindOf } from './kinds.ts'
import { fileOf, type Printing } from './official-document.ts'
import { wordsIn } from './rules.ts'
import type { FrozenPaper } from './store.ts'

/** The address at which anybody checks a paper by its code. */
export const checkAddress = (origin: string, code: string): string => `${origin}/kiem-chung/${code}`

/** The PDF with the signature of its unit's certificate, where it has one. */
async function sealed(
  pdf: Uint8Array,
  { unit, body }: PaperContent,
  name: string,
  reason: string,
): Promise<Uint8Array> {
  const certificate = await certificateOf(unit.slug)
  if (!certificate) return pdf
  return signPdf(pdf, { certificate, name, reason, location: body.place, when: new Date() })
}

/**
 * Prints a paper as it is issued, .docx and PDF, with the mark by which it is checked, and keeps both by their hash. Where
 * the unit has a certificate the PDF bears its signature.
 * Keeping twice is harmless: where the transaction fails, files stay behind that nobody names.
 * @throws Problem `document_has_no_layout`, and those of keeping files and of certificates
 */
export async function printIssued(
  content: PaperContent,
  { kind, code, hash }: Pick<FrozenPaper, 'kind' | 'code' | 'hash'>,
  { printing, signer }: { printing: Printing; signer: string },
) {
  const { origin } = printing
  const { fileName, sealReason } = kindOf(kind)
  const check = origin === undefined ? undefined : { url: checkAddress(origin, code), code, hash }
  const [docx, pdf] = await Promise.all([
    fileOf(content, 'docx', { ...printing, check }),
    fileOf(content, 'pdf', { ...printing, check }),
  ])
  const text = wordsIn(content)
  const kept = async (bytes: Uint8Array, ending: 'docx' | 'pdf', found: string) => {
    const file = await keepPaper(bytes, `${fileName(content)}.${ending}`)
    return { kept: file, sha256: file.sha256, name: file.name, text: found, reading: 'read' as const }
  }
  // Both say the same: the register finds the document by its words once.
  return {
    docx: await kept(docx, 'docx', text),
    pdf: await kept(await sealed(pdf, content, signer, sealReason), 'pdf', ''),
  }
}
