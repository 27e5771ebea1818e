import { inThread } from '#platform/in-thread'
import type { Reading } from './store.ts'

const read = inThread<{ bytes: Uint8Array; isPdf: boolean }, string>(
  'src/2-promise/documents/files/reading-worker.ts',
  { seconds: 20 },
)
const mostText = 400_000

/**
 * The text of a paper, for the search. Never throws: what cannot be read is kept all the same, and the page says so. Of a
 * picture or a scan there is nothing to read; of a locked or broken file nothing can be.
 */
export async function readText(
  bytes: Uint8Array,
  mediaType: string,
): Promise<{ text: string; reading: Reading }> {
  const isPdf = mediaType === 'application/pdf'
  if (!isPdf && !mediaType.endsWith('wordprocessingml.document')) return { text: '', reading: 'nothing' }
  try {
    const text = tidy(await read({ bytes, isPdf }))
    return { text, reading: text.length > 0 ? 'read' : 'nothing' }
  } catch {
    return { text: '', reading: 'unreadable' }
  }
}

/** One space between words, composed letters, and nothing that the database would refuse. */
const tidy = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, mostText)
