import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Problem, type ProblemParams } from './problem.ts'
import { projectFolder } from './project-folder.ts'

/**
 * How much a thread may use: `seconds` of processor time, so that a busy machine refuses no honest file, and six times that by the
 * clock unless said otherwise. Files wait their turn, and no more of them than `mostWaiting`.
 */
export type ThreadLimits = {
  seconds: number
  secondsByClock?: number
  megabytes?: number
  mostWaiting?: number
}

/** What a thread says at its end: the answer, or a problem of what was sent. */
export type Said<Answer> =
  | { answer: Answer }
  | { problem: { code: string; params: ProblemParams; field?: string | undefined } }

/**
 * Has a program of ours take a file apart in a thread of its own, with a bound on its time and memory: what a stranger sent can
 * neither hold up the server nor take it along. One file at a time of each kind; a large one takes some hundred megabytes.
 * The program answers by `answerFromThread`.
 * @returns what asks the thread. Throws the Problem that the program threw; `file_is_too_heavy` where it takes too much time or
 *   memory, `files_are_waiting` where too many wait; Error where it breaks or ends in silence
 */
export function inThread<Asked extends { bytes: Uint8Array }, Answer>(file: string, limits: ThreadLimits) {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return async (asked: Asked): Promise<Answer> => {
    if (waiting >= (limits.mostWaiting ?? 20)) throw new Problem('files_are_waiting')
    waiting += 1
    const next = last.then(() => ask<Answer>(join(projectFolder, file), asked, limits))
    last = next.catch(() => {})
    try {
      return await next
    } finally {
      waiting -= 1
    }
  }
}

const outOfMemory = 'ERR_WORKER_OUT_OF_MEMORY'

function ask<Answer>(
  thread: string,
  asked: { bytes: Uint8Array },
  { seconds, secondsByClock = 6 * seconds, megabytes = 512 }: ThreadLimits,
): Promise<Answer> {
  return new Promise((done, failed) => {
    const worker = new Worker(thread, {
      workerData: { ...asked, bytes: new Uint8Array(asked.bytes) },
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
      stdout: true,
      stderr: true,
    })
    const tooHeavy = () => failed(new Problem('file_is_too_heavy', { seconds }))
    const clock = setTimeout(() => end(tooHeavy), secondsByClock * 1000)
    const meter = setInterval(() => {
      void usedBy(worker).then((used) => {
        if (used > seconds) end(tooHeavy)
      })
    }, 250)
    const end = (tell: () => void) => {
      clearTimeout(clock)
      clearInterval(meter)
      tell()
      void worker.terminate()
    }
    worker.once('message', (said: Said<Answer>) =>
      end(() => {
        if ('answer' in said) return done(said.answer)
        const { code, params, field } = said.problem
        failed(new Problem(code, params, field === undefined ? {} : { field }))
      }),
    )
    worker.once('error', (fault: NodeJS.ErrnoException) =>
      end(() => (fault.code === outOfMemory ? tooHeavy() : failed(fault))),
    )
    worker.once('exit', () => end(() => failed(new Error('it ended without an answer'))))
  })
}

/** The processor time of a thread until now, in seconds; a thread that has ended used none. */
const usedBy = (worker: Worker): Promise<number> =>
  worker.cpuUsage().then(
    ({ user, system }) => (user + system) / 1e6,
    () => 0,
  )
