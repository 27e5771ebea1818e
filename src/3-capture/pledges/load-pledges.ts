import { insertFacts } from '#figures'
import type { Tx } from '#platform/database'
import { encrypted } from '#platform/secret'
import type { Day } from '#platform/time'
import { factsOfPledge } from './collective/pledge-collectively.ts'
import { collectivesWithIds, insertCollectives, type NewCollective } from './collective/store.ts'
import type { Outcome } from './entry.ts'
import { factsOfPaper } from './paper/count-paper.ts'
import { insertPapers, type NewPaper } from './paper/store.ts'
import { postTally } from './personal/post-tally.ts'
import { sealed } from './personal/sealed.ts'
import { insertPersonal, updateOutcome } from './personal/store.ts'
import { dayOfFact } from './rules.ts'

/** Pledges as they are loaded in bulk. Personal ones carry the area in which they count, and the day for their sum. */
export type LoadedPledges = {
  collectives: readonly NewCollective[]
  papers: readonly NewPaper[]
  personal: readonly {
    id: string
    personId: string
    cellId: string
    countedUnitId: string
    year: number
    themeId: string | null
    words: string
    day: Day
    outcome?: { outcome: Outcome; words: string } | undefined
  }[]
}

/** Loads many pledges with what came of them, as the demonstration district does, and posts what they count. */
export async function loadPledges(tx: Tx, { collectives, papers, personal }: LoadedPledges): Promise<void> {
  await insertCollectives(tx, collectives, null)
  const ids = collectives.map(({ id }) => id)
  await insertFacts(
    tx,
    (await collectivesWithIds(tx, ids)).flatMap((pledge) => factsOfPledge(pledge, 'declared')),
  )
  for (const pledge of personal) {
    await insertPersonal(tx, { ...pledge, sealed: sealed({ words: pledge.words }) })
    if (pledge.outcome)
      await updateOutcome(tx, pledge.id, {
        outcome: pledge.outcome.outcome,
        sealed: pledge.outcome.words === '' ? null : encrypted(pledge.outcome.words),
      })
  }
  await insertPapers(tx, papers, null)
  await insertFacts(
    tx,
    papers.flatMap((paper) => factsOfPaper(paper)),
  )

  const tallies = new Map<string, Parameters<typeof postTally>[1]>()
  const note = (unitId: string | null, year: number, themeId: string | null, day: Day) => {
    if (unitId !== null)
      tallies.set(`${unitId} ${year} ${themeId}`, { unitId, year, themeId, day: dayOfFact(day, year) })
  }
  for (const one of personal) note(one.countedUnitId, one.year, one.themeId, one.day)
  for (const one of papers) note(one.countedUnitId, one.year, one.themeId, one.day)
  for (const tally of tallies.values()) await postTally(tx, tally)
}
