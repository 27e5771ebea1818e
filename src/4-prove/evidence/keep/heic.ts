import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { projectFolder } from '#platform/project-folder'

/** Pixels as they come out of the decoder: upright already, four bytes each. */
export type Pixels = { width: number; height: number; data: Uint8Array }

const thread = join(projectFolder, 'src/4-prove/evidence/keep/decode-heic.mjs')
const patienceMs = 30_000

/** Phones of one maker send HEIC, which sharp's own library does not decode. One at a time: each takes some 200 MB. */
let last: Promise<unknown> = Promise.resolve()

/**
 * The pixels of a HEIC photo.
 * @throws Error where it is broken, or takes too long
 */
export function pixelsOfHeic(bytes: Uint8Array, mostPixels: number): Promise<Pixels> {
  const next = last.then(() => decode(bytes, mostPixels))
  last = next.catch(() => {})
  return next
}

function decode(bytes: Uint8Array, mostPixels: number): Promise<Pixels> {
  return new Promise((done, failed) => {
    const worker = new Worker(thread, {
      workerData: { bytes: new Uint8Array(bytes), mostPixels },
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
    worker.once('message', (pixels: Pixels) => end(() => done(pixels)))
    worker.once('error', (fault) => end(() => failed(fault)))
    worker.once('exit', () => end(() => failed(new Error('it ended without a picture'))))
  })
}
