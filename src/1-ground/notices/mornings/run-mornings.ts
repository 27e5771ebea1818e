import { z } from 'zod'
import { asSystem, lookAsSystem, note } from '#access'
import { defineJob } from '#platform/jobs'
import { tableOf } from '#platform/module'
import { morningsToRun } from '../rules.ts'
import { lastMorning, takeMorning } from './store.ts'

/**
 * Does what is to be done every morning, for each day whose morning has come and was not done. The note that it was done is in
 * the same transaction, so that it is done once, whichever process dies or does it too. One that fails does not keep the others
 * from being done.
 * @throws AggregateError where some failed: the job tries those again.
 */
export async function runMornings(now: Date = new Date()): Promise<void> {
  const faults: unknown[] = []
  for (const [name, run] of Object.entries(tableOf('mornings'))) {
    const days = morningsToRun(now, await lookAsSystem((db) => lastMorning(db, name)))
    try {
      for (const day of days)
        await asSystem('notices.morning', async (tx) => {
          note(tx, { name, day })
          if (await takeMorning(tx, name, day)) await run(tx, day)
        })
    } catch (cause) {
      faults.push(new Error(`The morning of “${name}” failed.`, { cause }))
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, faults.map(String).join(' '))
}

/** Sent at 06:30, and at every start for the mornings that were missed. */
export const mornings = defineJob('notices.mornings', z.object({}), () => runMornings(), {
  together: 10,
  cron: '30 6 * * *',
  retries: 10,
  firstPauseSeconds: 60,
  limitSeconds: 900,
})
