import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { projectFolder } from '#platform/project-folder'
import type { Reading } from './store.ts'

const thread = join(projectFolder, 'src/2-promise/programme/documents/files/reading-worker.ts')
const patienceMs = 20_000
const mostText = 400_000

/** One at a time: reading is seldom, and a large file takes a few hundred megabytes. */
let last: Promise<unknown> = Promise.resolve()

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
  const next = last.then(() => readInThread(bytes, isPdf))
  last = next.catch(() => {})
  try {
    const text = tidy(await next)
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

function readInThread(bytes: Uint8Array, isPdf: boolean): Promise<string> {
  return new Promise((done, failed) => {
    const worker = new Worker(thread, {
      workerData: { bytes: new Uint8Array(bytes), isPdf },
      resourceLimits: { maxOldGenerationSizeMb: 512 },
      stdout: true,
      stderr: true,
    })
    const clock = setTimeout(() => end(() => failed(new Error('it took too long'))), patienceMs)
    const end = (tell: () => void) => {
      clearTimeout(clock)
      tell()
      void worker.terminate()
    }
    worker.once('message', (text: string) => end(() => done(text)))
    worker.once('error', (fault) => end(() => failed(fault)))
    worker.once('exit', () => end(() => failed(new Error('it ended without a text'))))
  })
}
