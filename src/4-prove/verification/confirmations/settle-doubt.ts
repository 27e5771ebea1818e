import type { Actor } from '#access'
import { sealedAbout } from '#activities'
import { takeStep } from '#life'
import { doubtLife } from './life.ts'

/**
 * Settles a question that people raised, saying what was found out. A record that turns out wrong is corrected or
 * rejected where records are. @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`
 */
export const settleDoubt = (actor: Actor, id: string, settlement: string): Promise<void> =>
  takeStep(actor, doubtLife, id, 'settle', {
    change: async (tx, { activityId }) => ({
      sets: { settlement: await sealedAbout(tx, activityId, settlement) },
      noted: { activity: activityId },
    }),
  })
