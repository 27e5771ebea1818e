import type { Tx } from '#platform/database'
import type { Proven } from '../store.ts'
import { insertComparisons, insertOccasions, type Occasion, queueComparisons } from './store.ts'

let wake: () => void = () => {}

/** Has comparing begin at once instead of at its next round. */
export function onPhotosNoted(begin: () => void): void {
  wake = begin
}

/**
 * Notes when and for what something was done whose photos have just been attached, and queues them to be compared with
 * earlier ones. Called again after a correction: only new photos are queued, and their times are compared anew.
 */
export async function noteOccasion(tx: Tx, proven: Proven, occasion: Occasion): Promise<void> {
  await insertOccasions(tx, [{ ...proven, ...occasion }])
  await queueComparisons(tx, proven)
  // The transaction is about to end; a round that begins before sees nothing and the next one does.
  setTimeout(wake, 50).unref()
}

/** The same for many that are loaded in bulk. Only the photos of those in `toCompare` are compared with others. */
export async function noteOccasions(
  tx: Tx,
  rows: readonly (Proven & Occasion)[],
  toCompare: ReadonlySet<string>,
): Promise<void> {
  await insertOccasions(tx, rows)
  await insertComparisons(tx, rows, toCompare)
}
