import { asSystem, asSystemSnapshot, lookAsSystem } from '#access'
import { today } from '#platform/time'
import {
  addPartitions,
  adoptFigures,
  differences,
  foldOnce,
  isFoldDue,
  isFromElsewhere,
  rebuildAll,
} from './store.ts'

/** Somebody else folded or reorganised at the same moment: not a fault, just try again. */
const wasOvertaken = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && (fault.code === '40001' || fault.code === '40P01')

async function untilDone<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await run()
    } catch (fault) {
      if (!wasOvertaken(fault) || tries >= 20) throw fault
    }
  }
}

/** Folds what was posted since the last time into the roll-up. Figures are right without it; they only get quicker. */
export const foldFigures = (): Promise<number> =>
  untilDone(async () => {
    const isDue = await asSystemSnapshot((tx) => isFoldDue(tx, today()))
    return isDue ? asSystemSnapshot((tx) => foldOnce(tx, today())) : 0
  })

/** Recomputes everything that is derived from facts. @returns what differs: nothing, if all is well. */
export const verifyFigures = () => asSystemSnapshot(differences)

/** Recomputes the roll-up while people go on posting and reading. */
export const rebuildFigures = (): Promise<void> => untilDone(() => asSystemSnapshot(rebuildAll))

/** Makes next year's partitions, and after a restore on another server folds everything anew. */
export async function prepareFigures(): Promise<void> {
  await asSystemSnapshot((tx) => addPartitions(tx, Number(today().slice(0, 4)) + 1))
  // Kept readings lose the numbers of transactions of the other server. They are bound rows, so the audit says it.
  if (await lookAsSystem(isFromElsewhere)) await asSystem('figures.adopt', adoptFigures)
}

const fiveMinutes = 5 * 60_000

/**
 * Goes on folding, as long as the process lives: soon after each post, and at midnight, when `onNewDay` is called first.
 * @returns a function that ends it and waits for what is under way.
 */
export function keepFolding(
  onFault: (fault: unknown) => void,
  onNewDay: () => Promise<unknown> = async () => {},
  everyMilliseconds = 250,
): () => Promise<void> {
  let isEnding = false
  let wake: () => void = () => {}
  const pause = (milliseconds: number) =>
    new Promise<void>((done) => {
      wake = done
      setTimeout(done, milliseconds).unref()
    })
  const told = async (run: () => Promise<unknown>): Promise<boolean> => {
    try {
      await run()
      return true
    } catch (fault) {
      if (!isEnding) onFault(fault)
      return false
    }
  }
  const ended = (async () => {
    let day = today()
    let tryAt = 0
    while (!isEnding) {
      const begun = performance.now()
      if (day !== today() && begun >= tryAt) {
        // What fails at midnight is tried again in some minutes; meanwhile figures are folded as ever.
        const isDone = await told(onNewDay)
        const isPrepared = await told(prepareFigures)
        if (isDone && isPrepared) day = today()
        else tryAt = begun + fiveMinutes
      }
      await told(foldFigures)
      // While very much is posted, whoever posts goes first: figures are right meanwhile, only slower.
      if (!isEnding) await pause(Math.max(everyMilliseconds, 2 * (performance.now() - begun)))
    }
  })()
  return async () => {
    isEnding = true
    wake()
    await ended
  }
}
