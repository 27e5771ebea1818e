import { z } from 'zod'
import { asSystem, asSystemKeeping, lookAsSystem, note } from '#access'
import { removeKept } from '#platform/files'
import { defineJob } from '#platform/jobs'
import { keptNames } from '../kinds.ts'
import { beginRemoving, bytesToRemove, collect, forgetRemoved, unattached } from './store.ts'

/** Senders of the same files wait while so many are removed. */
const atOnce = 50

/**
 * Removes the rows of files that were sent and prove nothing, with one audit line for each transaction. One that somebody is
 * just sending or attaching stays.
 * @returns how many went
 */
export async function collectFiles(): Promise<number> {
  let files = 0
  let after: string | undefined = ''
  while (after !== undefined) {
    const from: string = after
    const found = await lookAsSystem((db) => unattached(db, from, atOnce))
    if (found.length === 0) return files
    const gone = await asSystem('evidence.collect', async (tx) => {
      let count = 0
      for (const hash of found) if (await collect(tx, hash)) count += 1
      note(tx, { files: count })
      return count
    })
    files += gone
    // What stayed is held by somebody: the next night asks again.
    after = found[atOnce - 1]
  }
  return files
}

/** Removes the bytes of files whose row went an hour ago. @returns how many went. @throws AggregateError after all were tried */
export async function removeBytes(): Promise<number> {
  const found = await lookAsSystem((db) => bytesToRemove(db, 10_000))
  const faults: unknown[] = []
  let files = 0
  for (const hash of found)
    try {
      if (await removeBytesOf(hash)) files += 1
    } catch (fault) {
      // Where the store refuses whatever is asked, the next hour tries again.
      if (faults.push(fault) === 10) break
    }
  await asSystemKeeping(forgetRemoved)
  if (faults.length > 0) throw new AggregateError(faults, 'Bytes of files could not be removed.')
  return files
}

const removeBytesOf = (hash: string): Promise<boolean> =>
  asSystemKeeping(async (tx) => {
    const leaving = await beginRemoving(tx, hash)
    if (!leaving) return false
    for (const name of keptNames({ sha256: hash, mediaType: leaving.mediaType })) await removeKept(name)
    return true
  })

/** Removes each night what was sent and proves nothing. */
export const collecting = defineJob(
  'evidence.collect',
  z.object({}),
  async () => {
    await collectFiles()
  },
  { together: 100, cron: '20 2 * * *', limitSeconds: 3600 },
)
