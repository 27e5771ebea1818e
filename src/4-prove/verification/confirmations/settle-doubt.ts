import { type Actor, look, note, perform } from '#access'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { findDoubt, settleOpen } from './doubts-store.ts'

/**
 * Settles a question that people raised, saying what was found out. A record that turns out wrong is corrected or
 * rejected where records are. @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`
 */
export async function settleDoubt(actor: Actor, id: string, settlement: string): Promise<void> {
  const doubt = isId(id)
    ? await look(actor, 'confirmation.review', null, (db) => findDoubt(db, id))
    : undefined
  if (!doubt) throw new Problem('not_found_or_not_allowed')
  await perform(actor, 'confirmation.review', doubt.unitId, async (tx) => {
    if (!(await settleOpen(tx, id, { activityId: doubt.activityId, personId: actor.personId, settlement })))
      throw new Problem('seen_is_outdated')
    note(tx, { activity: doubt.activityId, doubt: id })
  })
}
