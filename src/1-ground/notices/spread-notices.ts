import { z } from 'zod'
import { asSystemKeeping } from '#access'
import { parameterOn } from '#parameters'
import type { Tx } from '#platform/database'
import { defineJob, jobsAreOpen, sendJobs } from '#platform/jobs'
import { today } from '#platform/time'
import { endOfQuiet, groupOf, waysUnchosen } from './rules.ts'
import { type Arrival, retryUnreached, spreadWaiting } from './store.ts'
import { hasMail } from './ways/mail.ts'
import { mailing } from './ways/mail-notice.ts'
import { pushing } from './ways/push-notice.ts'
import { choicesOf } from './ways/store.ts'

/** So many notices in one transaction: few enough to be done in a second, and all or nothing where the process dies. */
const atOnce = 500

/**
 * Puts all waiting notices before people. Killed at any moment it is simply run again: a batch is committed whole, with the jobs
 * that tell people by other ways, or not at all.
 */
export async function spreadNotices(now: Date = new Date()): Promise<void> {
  for (;;) {
    const count = await asSystemKeeping(async (tx) => {
      const spread = await spreadWaiting(tx, atOnce)
      if (jobsAreOpen()) await tellByOtherWays(tx, spread.arrivals, now)
      return spread.count
    })
    if (count < atOnce) return
  }
}

async function tellByOtherWays(tx: Tx, arrivals: readonly Arrival[], now: Date): Promise<void> {
  if (arrivals.length === 0) return
  const chosen = await choicesOf(tx, [...new Set(arrivals.map(({ personId }) => personId))])
  const notBefore = endOfQuiet(now, await parameterOn(tx, 'quiet_hours', today()))
  const told = (isWanted: (arrival: Arrival, ways: typeof waysUnchosen) => boolean) =>
    arrivals
      .filter((arrival) =>
        isWanted(arrival, chosen.get(`${arrival.personId} ${groupOf(arrival.kind)}`) ?? waysUnchosen),
      )
      .map(({ noticeId, personId }) => ({ data: { noticeId, personId }, notBefore }))
  if (hasMail())
    await sendJobs(
      tx,
      mailing,
      told(({ hasAddress }, { email }) => hasAddress && email === 'each'),
    )
  await sendJobs(
    tx,
    pushing,
    told(({ hasBrowser }, { push }) => hasBrowser && push),
  )
}

/** Sent with every notice; every five minutes for what commands have raised, which run no jobs. */
export const spreading = defineJob('notices.spread', z.object({}), () => spreadNotices(), {
  together: 500,
  cron: '*/5 * * * *',
  retries: 8,
})

/** Tries again whom no notice has reached. */
export async function retryInTheMorning(tx: Tx): Promise<void> {
  await retryUnreached(tx)
  if (jobsAreOpen()) await sendJobs(tx, spreading, [{ data: {} }])
}
