import { type Actor, look, note, perform } from '#access'
import { assureActivity, findActivity } from '#activities'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import type { LookEntry } from './entry.ts'
import { findHold, holdsCodes, openHolds, settleHold } from './holds-store.ts'
import { isParty, lockRecord } from './store.ts'

/** Answers that wait for this inspector; none for whoever inspects nothing. */
export const holdsToLookAt = (actor: Actor, limit = 50) =>
  look(actor, 'activity.read', null, (db) => openHolds(db, limit))

/**
 * Says of answers that came in a crowd whether they count, with a reason. Only an inspector who neither wrote nor checked
 * the record and held none of its codes.
 * @throws Problem `not_found_or_not_allowed`, `hold_is_for_another_inspector`, `seen_is_outdated`
 */
export async function lookAtAnswers(actor: Actor, id: string, entry: LookEntry): Promise<void> {
  const hold = isId(id)
    ? await look(actor, 'confirmation.inspect', null, (db) => findHold(db, id))
    : undefined
  if (!hold) throw new Problem('not_found_or_not_allowed')
  const { activityId } = hold
  await perform(actor, 'confirmation.inspect', hold.unitId, async (tx) => {
    await lockRecord(tx, activityId)
    if ((await isParty(tx, activityId, actor.personId)) || (await holdsCodes(tx, activityId, actor.personId)))
      throw new Problem('hold_is_for_another_inspector')
    if (!(await settleHold(tx, id, { activityId, personId: actor.personId, ...entry })))
      throw new Problem('seen_is_outdated')
    const activity = await findActivity(tx, activityId)
    if (activity && (activity.state === 'accepted' || activity.state === 'recorded'))
      await assureActivity(tx, activity)
    note(tx, { activity: activityId, hold: id, counts: entry.counts })
  })
}
