import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { projectFolder } from '#platform/project-folder'
import type { Projection } from './opencv.ts'
import type { Overlay } from './rules.ts'

/** A candidate that fits by geometry. */
export type Fit = { key: string; agreeing: number; isMirrored: boolean; projection: Projection }

/** What the thread is asked. */
export type Asked =
  | { what: 'features'; picture: Uint8Array }
  | {
      what: 'fits'
      picture: Uint8Array
      candidates: readonly { key: string; features: Uint8Array }[]
      least: number
    }
  | { what: 'overlay'; picture: Uint8Array; other: Uint8Array; fit: Fit }

/** What it answers. */
export type Answered = { features: Uint8Array; fits: Fit[]; overlay: Overlay }

/** Describes and compares pictures in a thread of its own. */
export type Comparer = {
  ask: <What extends Asked['what']>(asked: Extract<Asked, { what: What }>) => Promise<Answered[What]>
  end: () => Promise<void>
}

/** Nothing that is asked takes so long; a thread that is silent for longer hangs. */
const patience = 120_000
/** After so long without work the thread ends and gives its memory back (OpenCV holds over a hundred megabytes). */
const idle = 120_000

type Waiting = { done: (answered: never) => void; failed: (fault: Error) => void; timer: NodeJS.Timeout }

/** Beside a system that answers people, pages go first: the thread gets what time they leave. */
export type Priority = 'behind_pages' | 'usual'

/** Makes ready to compare. The thread begins with the first question, and again after it ended. */
export function openComparer(priority: Priority = 'usual'): Comparer {
  let worker: Worker | undefined
  let number = 0
  let resting: NodeJS.Timeout | undefined
  const waiting = new Map<number, Waiting>()

  function settle(which: number, settled: (one: Waiting) => void): void {
    const one = waiting.get(which)
    if (!one) return
    waiting.delete(which)
    clearTimeout(one.timer)
    settled(one)
    if (waiting.size === 0) resting = setTimeout(() => void end(), idle).unref()
  }
  function fail(fault: Error): void {
    for (const which of [...waiting.keys()]) settle(which, ({ failed }) => failed(fault))
  }
  async function end(): Promise<void> {
    clearTimeout(resting)
    const ending = worker
    worker = undefined
    fail(new Error('The thread that compares pictures was ended.'))
    await ending?.terminate()
  }
  function begin(): Worker {
    // From source, without the flags of this process: Node strips the types itself.
    const begun = new Worker(join(projectFolder, 'src/4-prove/evidence/reuse/comparing-worker.ts'), {
      execArgv: [],
      workerData: priority,
    })
    begun.unref()
    begun.on('message', ({ number: which, answered, fault }) =>
      settle(which, ({ done, failed }) =>
        fault === undefined ? done(answered as never) : failed(new Error(fault)),
      ),
    )
    begun.on('error', (fault) => {
      worker = undefined
      fail(fault instanceof Error ? fault : new Error(String(fault)))
    })
    return begun
  }
  return {
    end,
    ask: (asked) => {
      clearTimeout(resting)
      worker ??= begin()
      const to = worker
      number += 1
      const which = number
      return new Promise((done, failed) => {
        const timer = setTimeout(() => {
          settle(which, (one) => one.failed(new Error('The thread that compares pictures does not answer.')))
          void end()
        }, patience)
        waiting.set(which, { done, failed, timer })
        to.postMessage({ number: which, asked })
      })
    },
  }
}
