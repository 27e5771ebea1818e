import type { KeptFile } from '#evidence'
import { keepPaper, keptName } from '#evidence'
import { keptFile } from '#platform/files'
import { Problem } from '#platform/problem'
import { readText } from './read-text.ts'
import type { NewFile } from './store.ts'

/** A file as it arrives with a form. */
export type Arriving = { name: string; bytes: () => Promise<Uint8Array> }

/** A paper that has been kept and read, before anybody says which document it is. */
export type Paper = NewFile & { kept: KeptFile }

const mostAtOnce = 10

/**
 * Keeps the papers of a form and reads their text. Keeping twice is harmless, so it happens before the transaction.
 * @throws Problem `document_has_too_many_files`, and those of `keepPaper`
 */
export async function keepPapers(arriving: readonly Arriving[]): Promise<Paper[]> {
  if (arriving.length > mostAtOnce)
    throw new Problem('document_has_too_many_files', { maximum: mostAtOnce }, { field: 'photos' })
  const papers: Paper[] = []
  for (const file of arriving) {
    const kept = await keepPaper(await file.bytes(), file.name)
    const stored = await keptFile(keptName(kept))
    const { text, reading } = stored
      ? await readText(stored, kept.mediaType)
      : ({ text: '', reading: 'unreadable' } as const)
    papers.push({ kept, sha256: kept.sha256, name: kept.name, text, reading })
  }
  return papers
}
