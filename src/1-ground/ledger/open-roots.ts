import { z } from 'zod'
import { asSystemKeeping } from '#access'
import { hasMail } from '#notices'
import type { Tx } from '#platform/database'
import { defineJob, jobsAreOpen, sendJob } from '#platform/jobs'
import { mailRoot } from './mail-root.ts'
import { signDailyRoot } from './sign-root.ts'

/** To whom roots are told by mail, and whose system it is. */
export type RootSettings = { to: readonly string[]; site: () => string }

let settings: RootSettings = { to: [], site: () => '' }

export const mailing = defineJob(
  'ledger.mail',
  z.object({ number: z.int(), to: z.string() }),
  (data) => mailRoot({ ...data, site: settings.site() }),
  {
    retries: 12,
    firstPauseSeconds: 30,
    longestPauseSeconds: 4 * 3_600,
  },
)

export const signing = defineJob(
  'ledger.root',
  z.object({}),
  async () => {
    await signDailyRoot(tellRoot)
  },
  { together: 100, cron: '10 0 * * *', retries: 8 },
)

async function tellRoot(tx: Tx, number: number): Promise<void> {
  if (!jobsAreOpen() || !hasMail()) return
  for (const to of settings.to) await sendJob(tx, mailing, { number, to })
}

/**
 * Signs a root each night from now on, and soon where today has none. Called when the jobs are open; a start does not wait
 * for the files that are hashed before.
 */
export async function openRoots(given: RootSettings): Promise<void> {
  settings = given
  await asSystemKeeping((tx) => sendJob(tx, signing, {}))
}
