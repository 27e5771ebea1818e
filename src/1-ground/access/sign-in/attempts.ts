import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { lockMinutes, tries } from './rules.ts'
import { countFailure, lock } from './store.ts'

/** Counts one wrong try under each key: a name or a second step (`name:…`, `step:…`), and an `address:…`, which may fail more often. */
export async function countWrongTry(tx: Tx, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const most = key.startsWith('address:') ? tries.perAddress : tries.perName
    const failures = await countFailure(tx, key, tries.windowMinutes)
    if (failures % most === 0) await lock(tx, key, lockMinutes(failures))
  }
}

/** What somebody is told who has to wait. */
export const tooManyTries = (until: Date): Problem =>
  new Problem('too_many_tries', { minutes: Math.max(1, Math.ceil((until.getTime() - Date.now()) / 60_000)) })
