import { keepPaper } from '#evidence'
import { fileName, fileOf, type Printing } from '../official-document.ts'
import type { ReportContent } from '../report.ts'
import { wordsIn } from './rules.ts'
import type { FrozenReport } from './store.ts'

/** The address at which anybody checks a paper by its code. */
export const checkAddress = (origin: string, code: string): string => `${origin}/kiem-chung/${code}`

/**
 * Prints a report as it is issued, .docx and PDF, with the mark by which it is checked, and keeps both by their hash.
 * Keeping twice is harmless: where the transaction fails, files stay behind that nobody names.
 * @throws Problem `document_has_no_layout`, and those of keeping files
 */
export async function printIssued(
  content: ReportContent,
  { code, hash }: Pick<FrozenReport, 'code' | 'hash'>,
  printing: Printing,
) {
  const { origin } = printing
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
  return { docx: await kept(docx, 'docx', text), pdf: await kept(pdf, 'pdf', '') }
}
