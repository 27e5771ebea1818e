import { postFacts, reverseFacts } from '#figures'
import type { Tx } from '#platform/database'
import type { Day } from '#platform/time'
import { recount } from './store.ts'

/**
 * Counts the personal pledges of an area and posts what may be told, in place of what was posted before: one fact for
 * all of them together, on the day on which five were reached. No fact is of a person, so nobody can be found through one.
 */
export async function postTally(
  tx: Tx,
  what: { unitId: string; year: number; themeId: string | null; day: Day },
): Promise<void> {
  const tally = await recount(tx, what)
  await reverseFacts(tx, { kind: 'pledge', id: tally.id, day: tally.pledgedOn ?? what.day })
  const origin = {
    kind: 'pledge',
    id: tally.id,
    unitId: what.unitId,
    seriesId: tally.id,
    themeId: what.themeId,
  } as const
  if (tally.pledged !== null && tally.pledgedOn !== null)
    await postFacts(tx, { ...origin, day: tally.pledgedOn }, 'declared', [
      { indicator: 'pledges_personal', amount: tally.pledged },
    ])
  if (tally.done !== null && tally.doneOn !== null)
    await postFacts(tx, { ...origin, day: tally.doneOn }, 'declared', [
      { indicator: 'pledges_done_personal', amount: tally.done },
    ])
}
