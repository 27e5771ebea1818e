import { availableParallelism } from 'node:os'
import { Problem } from '#platform/problem'

type Begin = () => void

/**
 * Lets few run at once. Whoever has to wait is taken in turn by who asks: somebody who asks a hundred times does not stand a
 * hundred times before somebody who asks once.
 */
export function turns({ atOnce, perAsker, inAll }: { atOnce: number; perAsker: number; inAll: number }) {
  // The askers in the order in which their next one is taken.
  const queues = new Map<string, Begin[]>()
  let running = 0
  let waiting = 0

  const takeNext = (): void => {
    const [first] = queues
    if (!first || running >= atOnce) return
    const [asker, queue] = first
    const next = queue.shift()
    queues.delete(asker)
    if (queue.length > 0) queues.set(asker, queue)
    waiting -= 1
    running += 1
    next?.()
  }

  /** @throws Problem `sign_in_is_busy` where too many wait already. */
  return async function inTurn<T>(asker: string, run: () => Promise<T>): Promise<T> {
    const queue = queues.get(asker) ?? []
    if (queue.length >= perAsker || waiting >= inAll) throw new Problem('sign_in_is_busy')
    await new Promise<void>((begin) => {
      queue.push(begin)
      queues.set(asker, queue)
      waiting += 1
      takeNext()
    })
    try {
      return await run()
    } finally {
      running -= 1
      takeNext()
    }
  }
}

/**
 * The turns of hashing passwords. A hash takes a tenth of a second of a processor and 32 MB: one processor is left for pages.
 */
export const hashingTurn = turns({
  atOnce: Math.min(4, Math.max(1, availableParallelism() - 1)),
  perAsker: 50,
  inAll: 300,
})
