import type { Tx } from '#platform/database'
import { jobsAreOpen, sendJob } from '#platform/jobs'
import { spreading } from './spread-notices.ts'
import { insertNotices, type NewNotice } from './store.ts'

export type { NewNotice } from './store.ts'

/**
 * Raises notices, in the transaction of what they tell. One whose key was raised before is not raised again, so that doing
 * something twice tells it once. Jobs put them before those who hold one of the roles on the unit, and tell them by the ways
 * that each has chosen. Raised by a command, they are found within five minutes by the system that runs.
 */
export async function raiseNotices(tx: Tx, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return
  await insertNotices(tx, notices)
  if (jobsAreOpen()) await sendJob(tx, spreading, {})
}
