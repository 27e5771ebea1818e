import { type Actor, look, note, perform } from '#access'
import type { Reader } from '#platform/database'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { findGathering } from '../store.ts'
import { countDoubted, insertLook, isHolder, looksAt } from './doubts-store.ts'
import type { DoorLookEntry } from './entry.ts'

async function gatheringToLookAt(db: Reader, id: string) {
  const gathering = isId(id) ? await findGathering(db, id) : undefined
  if (!gathering) throw new Problem('not_found_or_not_allowed')
  return gathering
}

/** The doubtful check-ins of a session, for who may decide about them. @throws Problem `not_found_or_not_allowed` */
export async function doorToLookAt(actor: Actor, id: string) {
  const { unitId } = await look(actor, 'session.look_at_door', null, (db) => gatheringToLookAt(db, id))
  return look(actor, 'session.look_at_door', unitId, async (db) => ({
    gathering: await gatheringToLookAt(db, id),
    waiting: await countDoubted(db, id),
    looks: await looksAt(db, id),
    isHolder: await isHolder(db, id, actor.personId),
  }))
}

/**
 * Says of doubtful check-ins whether they count, with a reason. Only somebody who neither planned nor changed the session,
 * nor opened its door. Of a session that was held already the figures follow with the next count of its holder.
 * @throws Problem `not_found_or_not_allowed`, `door_is_for_another_to_look_at`, `seen_is_outdated`
 */
export async function lookAtDoor(actor: Actor, id: string, entry: DoorLookEntry): Promise<void> {
  const { gathering } = await doorToLookAt(actor, id)
  await perform(actor, 'session.look_at_door', gathering.unitId, async (tx) => {
    if (await isHolder(tx, id, actor.personId)) throw new Problem('door_is_for_another_to_look_at')
    const checkIns = await countDoubted(tx, id)
    if (checkIns === 0 || checkIns !== entry.seen) throw new Problem('seen_is_outdated')
    await insertLook(tx, {
      gatheringId: id,
      checkIns,
      counts: entry.counts,
      settlement: entry.settlement,
      personId: actor.personId,
    })
    note(tx, { session: id, checkIns, counts: entry.counts })
  })
}
