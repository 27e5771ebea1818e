import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '#access'
import { answersAsFound, assureActivity, correctAsFound, findActivity, rejectAsFound } from '#activities'
import { takeStep } from '#life'
import type { Tx } from '#platform/database'
import { t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { lockRecord } from '../confirmations/store.ts'
import { spotCheckLife } from './life.ts'
import { estimate } from './rules.ts'
import { insertProof, listWithFindings, saysAsIn, type Visit, visitsOf } from './visits-store.ts'

/**
 * Closes a check once everything that was drawn was visited. What was found right is verified; what was found different is
 * corrected by a new version in the name of the inspector, with what was found as its reason, and verified; of what nothing
 * was found the record is rejected. All of it together or nothing; the estimate is kept as it is now.
 * @throws Problem `not_found_or_not_allowed`, `spot_check_is_not_drawn`, `spot_check_is_closed`, `spot_check_has_visits_left`
 */
export async function closeSpotCheck(actor: Actor, id: string, conclusion: string): Promise<void> {
  await takeStep(actor, spotCheckLife, id, 'close', {
    change: async (tx, check) => {
      const visits = await visitsOf(tx, id)
      const left = visits.filter(({ outcome }) => outcome === null).length
      if (left > 0) throw new Problem('spot_check_has_visits_left', { count: left })

      // An answer of people may change the level of the same record: one waits for the other, and in one order.
      for (const { activityId } of visits.toSorted((a, b) => (a.activityId < b.activityId ? -1 : 1)))
        await lockRecord(tx, activityId)
      const counts = { verified: 0, corrected: 0, rejected: 0, untouched: 0 }
      for (const visit of visits) counts[await carryOut(tx, actor, id, visit)] += 1
      const list = (await listWithFindings(tx, id)).map((one) => ({ ...one, found: one.found ?? undefined }))
      const estimated = JSON.stringify(estimate(list, check.confidence))
      return { sets: { conclusion, estimate: estimated }, noted: counts }
    },
  })
}

type Done = 'verified' | 'corrected' | 'rejected' | 'untouched'

async function carryOut(tx: Tx, actor: Actor, checkId: string, visit: Visit): Promise<Done> {
  const { activityId, version, outcome } = visit
  const activity = await findActivity(tx, activityId)
  // What its unit or a checker has taken out of the figures meanwhile is right already.
  if (!activity || activity.state === 'returned' || activity.state === 'rejected') return 'untouched'
  const reason = (key: string) => t(`spotchecks.reason.${key}`, { note: visit.note ?? '' })
  const { personId } = actor

  if (outcome === 'right') {
    // A record that was changed since the draw says something that nobody has looked at.
    if (!(await saysAsIn(tx, activityId, version))) return 'untouched'
    await insertProof(tx, { checkId, activityId, version: activity.version })
    await assureActivity(tx, activity)
    return 'verified'
  }
  if (outcome === 'different') {
    const answers = visit.answers ?? {}
    const isCorrected = isDeepStrictEqual(await answersAsFound(tx, activity, answers), activity.answers)
    const proven = isCorrected ? activity.version : activity.version + 1
    if (!isCorrected) await correctAsFound(tx, activity, { answers, reason: reason('different'), personId })
    await insertProof(tx, { checkId, activityId, version: proven })
    if (isCorrected) await assureActivity(tx, activity)
    return 'corrected'
  }
  if (outcome === 'absent') {
    await rejectAsFound(tx, activity, { reason: reason('absent'), personId })
    return 'rejected'
  }
  return 'untouched'
}
