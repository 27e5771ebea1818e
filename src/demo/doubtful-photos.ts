import { addDays } from '#platform/time'
import type { DemoActivity } from './activities.ts'

/** What is wrong with a photo: it is another record's, sent on, cut or mirrored, or it was taken earlier. */
export type Doubt = { of: DemoActivity; how: 'sent_on' | 'cropped' | 'mirrored' } | { daysEarlier: number }

/** The commune whose checker is shown what questions about photos look like. */
const commune = 'new/28114'

/**
 * A handful of photos among those that wait to be checked which a checker should wonder about. All others are as they
 * should be, and are compared with nothing when the district is loaded.
 */
export function doubtsAmong(activities: readonly DemoActivity[]): Map<string, Doubt> {
  const pictured = activities.filter(({ pictures }) => pictures > 0)
  const waiting = pictured.filter(({ run, check }) => run.keeper === commune && check === undefined)
  const doubts = new Map<string, Doubt>()
  const doubt = (
    fits: (earlier: DemoActivity, one: DemoActivity) => boolean,
    how: 'sent_on' | 'cropped' | 'mirrored',
  ) => {
    for (const one of waiting) {
      if (doubts.has(one.id)) continue
      const of = pictured.findLast((earlier) => earlier.day < addDays(one.day, -20) && fits(earlier, one))
      if (!of) continue
      doubts.set(one.id, { of, how })
      return
    }
  }
  doubt((earlier, one) => earlier.run === one.run, 'sent_on')
  doubt(
    (earlier, one) => earlier.run.plan.kind === one.run.plan.kind && earlier.run.keeper !== one.run.keeper,
    'cropped',
  )
  doubt((earlier, one) => earlier.run.plan.kind === one.run.plan.kind && earlier.run !== one.run, 'mirrored')
  const early = waiting.find(({ id }) => !doubts.has(id))
  if (early) doubts.set(early.id, { daysEarlier: 46 })
  return doubts
}
