import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { projectFolder } from './project-folder.ts'

/**
 * Has a program of ours take a file apart in a thread of its own, with a bound on its memory: what a stranger sent can neither
 * hold up the server nor take it along. One file at a time of each kind; a large one takes some hundred megabytes.
 * @returns what asks the thread: its first message is the answer. Throws Error where it breaks, ends in silence, or takes too
 *   long
 */
export function inThread<Asked extends { bytes: Uint8Array }, Answer>(file: string, patienceMs: number) {
  let last: Promise<unknown> = Promise.resolve()
  return (asked: Asked): Promise<Answer> => {
    const next = last.then(() => ask<Answer>(join(projectFolder, file), asked, patienceMs))
    last = next.catch(() => {})
    return next
  }
}

function ask<Answer>(thread: string, asked: { bytes: Uint8Array }, patienceMs: number): Promise<Answer> {
  return new Promise((done, failed) => {
    const worker = new Worker(thread, {
      workerData: { ...asked, bytes: new Uint8Array(asked.bytes) },
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
    worker.once('message', (answer: Answer) => end(() => done(answer)))
    worker.once('error', (fault) => end(() => failed(fault)))
    worker.once('exit', () => end(() => failed(new Error('it ended without an answer'))))
  })
}
