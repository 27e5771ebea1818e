import { type Actor, look, note, perform } from '#access'
import { assureActivity, findActivity, sealedAbout } from '#activities'
import { livingOf, takeStepIn } from '#life'
import { Problem } from '#platform/problem'
import type { LookEntry } from './entry.ts'
import { holdsCodes, openHolds } from './holds-store.ts'
import { holdLife } from './life.ts'
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
  const hold = await livingOf(actor, holdLife, 'confirmation.inspect', id)
  const { activityId } = hold
  await perform(actor, 'confirmation.inspect', hold.unitId, async (tx) => {
    await lockRecord(tx, activityId)
    if ((await isParty(tx, activityId, actor.personId)) || (await holdsCodes(tx, activityId, actor.personId)))
      throw new Problem('hold_is_for_another_inspector')
    await takeStepIn(tx, actor.personId, holdLife, id, 'settle', {
      change: async () => ({
        sets: { counts: entry.counts, settlement: await sealedAbout(tx, activityId, entry.settlement) },
      }),
    })
    const activity = await findActivity(tx, activityId)
    if (activity && (activity.state === 'accepted' || activity.state === 'recorded'))
      await assureActivity(tx, activity)
    note(tx, { activity: activityId, counts: entry.counts })
  })
}
