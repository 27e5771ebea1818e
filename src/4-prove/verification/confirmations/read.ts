import { type Action, type Actor, look, mayIn } from '#access'
import { type Activity, findActivity } from '#activities'
import type { Reader } from '#platform/database'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { doubtsAbout, openDoubts } from './doubts-store.ts'
import { holdsAbout } from './holds-store.ts'
import { batchesOf, isParty, remarksAbout, tallyOf } from './store.ts'

async function confirmationsIn(db: Reader, actor: Actor, activity: Activity) {
  const may = (action: Action) => mayIn(db, action, activity.unitId)
  return {
    activity,
    tally: await tallyOf(db, activity.id),
    batches: await batchesOf(db, activity.id),
    doubts: await doubtsAbout(db, activity.id),
    remarks: await remarksAbout(db, activity.id),
    holds: await holdsAbout(db, activity.id),
    may: {
      issue: await may('confirmation.issue'),
      review: await may('confirmation.review'),
      /** Whoever wrote or checked the record may hold none of its codes. */
      isParty: await isParty(db, activity.id, actor.personId),
    },
  }
}

/** What people say of a record, and its codes. What only checkers may read is empty for others. */
export const confirmationsOf = (actor: Actor, activity: Activity) =>
  look(actor, 'activity.read', null, (db) => confirmationsIn(db, actor, activity))

/** The same by the id of the record. @throws Problem `not_found_or_not_allowed` */
export async function confirmationsById(actor: Actor, activityId: string) {
  const activity = isId(activityId)
    ? await look(actor, 'activity.read', null, (db) => findActivity(db, activityId))
    : undefined
  if (!activity) throw new Problem('not_found_or_not_allowed')
  return confirmationsOf(actor, activity)
}

/** Questions that people raised and that wait for this person; none for whoever checks nothing. */
export const doubtsToSettle = (actor: Actor, limit = 50) =>
  look(actor, 'activity.read', null, (db) => openDoubts(db, limit))
