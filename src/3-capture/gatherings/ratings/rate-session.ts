import { note, performPublic } from '#access'
import { Problem } from '#platform/problem'
import { insideAt } from '../door/check-in.ts'
import { hashOfDevice } from '../door/codes.ts'
import { useUpRating } from '../door/store.ts'
import type { RatingEntry } from './entry.ts'
import { insertRating } from './store.ts'

/**
 * Takes what somebody says who checked in at the door: once for each phone, kept apart from it.
 * @throws Problem `not_found_or_not_allowed`, `rating_is_not_for_this_phone`, `rating_is_not_open`, `rating_is_given_already`
 */
export async function rateSession(
  word: string,
  entry: RatingEntry,
  device: string | undefined,
  at: number = Date.now(),
): Promise<void> {
  const inside = await insideAt(word, device, at)
  if (!inside) throw new Problem('rating_is_not_for_this_phone')
  if (!inside.mayRate) throw new Problem('rating_is_not_open')
  const { gatheringId } = inside.door
  await performPublic('session.rate', async (tx) => {
    if (!(await useUpRating(tx, gatheringId, hashOfDevice(inside.device))))
      throw new Problem('rating_is_given_already')
    await insertRating(tx, gatheringId, entry)
    note(tx, { session: gatheringId })
  })
}
