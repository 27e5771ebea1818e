import type { Tx } from '#platform/database'
import type { Day } from '#platform/time'

/** What a module does once a day, before people begin to work. */
export type MorningRun = (tx: Tx, day: Day) => Promise<void>

const runs = new Map<string, MorningRun>()

/**
 * Has something done at 06:30 of every day, once: reminders of what is due, for example. `run` works as the system itself, in
 * one transaction with the note that it was done; a day on which the system was down is made up for, with its own `day`. One
 * name runs one thing: `tasks.remind`. Called while modules load.
 */
export function everyMorning(name: string, run: MorningRun): void {
  if (runs.has(name)) throw new Error(`Two things are to be done every morning under the name “${name}”.`)
  runs.set(name, run)
}

/** All that is done every morning, by name. */
export const morningRuns = (): ReadonlyMap<string, MorningRun> => runs
