import type { Tx } from '#platform/database'
import { insertNextVersions, insertTargets, type NewTarget, type NextVersion } from './store.ts'

/** Loads many targets with what they were changed to, as the demonstration district does. */
export async function loadTargets(
  tx: Tx,
  { fresh, next }: { fresh: readonly NewTarget[]; next: readonly NextVersion[] },
): Promise<void> {
  await insertTargets(tx, fresh, null)
  await insertNextVersions(tx, next, null)
}
