import type { Tx } from '#platform/database'
import type { Day } from '#platform/time'

/** What a module does once a day, before people begin to work. */
export type MorningRun = (tx: Tx, day: Day) => Promise<void>

declare module '#platform/module' {
  interface Module {
    /**
     * What is done at 06:30 of every day, once, by name (`tasks.remind`): reminders of what is due, for example. It works as
     * the system itself, in one transaction with the note that it was done; a day on which the system was down is made up
     * for, with its own `day`.
     */
    mornings?: Readonly<Record<string, MorningRun>>
  }
}
