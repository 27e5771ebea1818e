import { type Actor, look, note, perform, unitsToAct } from '#access'
import { attach, type KeptFile } from '#evidence'
import { insertFacts, reverseFacts } from '#figures'
import { takeStep } from '#life'
import { unitOf } from '#org'
import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { themesOf } from '../collective/store.ts'
import type { PaperEntry, PaperKind } from '../entry.ts'
import { postTally } from '../personal/post-tally.ts'
import { areaOfUnit } from '../personal/store.ts'
import { dayOfFact, earliestDayOf } from '../rules.ts'
import { refuseOtherYears } from '../year-of-unit.ts'
import { paperLife } from './life.ts'
import { insertPapers, type NewPaper, papersOf, yearsOfPapers } from './store.ts'

const counted: Record<Exclude<PaperKind, 'individual'>, string> = {
  commitment: 'commitments_signed',
  heads_plan: 'heads_plans',
}

/**
 * Enters how many pledges lie on paper, with the list as evidence where somebody likes. Never whose they are.
 * @throws Problem `not_found_or_not_allowed`, `pledge_cell_is_no_cell`, and those of `refuseOtherYears`
 */
export function countPaper(
  actor: Actor,
  entry: PaperEntry,
  kept: readonly KeptFile[] = [],
  day: Day = today(),
): Promise<void> {
  return perform(actor, 'pledge.enter', entry.unitId, async (tx) => {
    await refuseOtherYears(tx, entry)
    const { unitId, year, kind, count } = entry
    const isPersonal = kind === 'individual'
    const countedUnitId = isPersonal
      ? await areaOfUnit(tx, unitId, dayOfFact(day, year, await unitOf(tx, unitId)))
      : null
    if (isPersonal && countedUnitId === null)
      throw new Problem('pledge_cell_is_no_cell', {}, { field: 'unitId' })
    const id = newId()
    const themeId = entry.themeId ?? null
    const row = { id, unitId, year, themeId, kind, count, countedUnitId, day, note: entry.note }
    await insertPapers(tx, [row], actor.personId)
    if (kept.length > 0)
      await attach(tx, { kind: 'pledge', id, unitId }, { kept, sentAhead: [] }, actor.personId)
    await postPaper(tx, row)
    note(tx, { paper: id, kind, year })
  })
}

/** Takes a count back: it was wrong, or is entered anew. @throws Problem `not_found_or_not_allowed` */
export const withdrawPaper = (actor: Actor, id: string, day: Day = today()): Promise<void> =>
  takeStep(actor, paperLife, id, 'withdraw', {
    after: (tx, paper) =>
      paper.countedUnitId === null
        ? reverseFacts(tx, { kind: 'pledge', id, day: earliestDayOf(paper.day, paper.year) })
        : postPaper(tx, { ...paper, day }),
  })

/** Registrations join those in the system; commitments and plans are counted where they lie. */
async function postPaper(tx: Tx, paper: NewPaper): Promise<void> {
  const { year, themeId, countedUnitId, unitId } = paper
  if (countedUnitId === null) await insertFacts(tx, factsOfPaper(paper, await unitOf(tx, unitId)))
  else await postTally(tx, { unitId: countedUnitId, year, themeId, day: dayOfFact(paper.day, year) })
}

/** The facts of a count by itself: none of registrations, which are told only together. */
export function factsOfPaper(paper: NewPaper, unit?: { validFrom: Day; validTo: Day | null }) {
  const { id, unitId, themeId, kind, count } = paper
  if (kind === 'individual') return []
  const day = dayOfFact(paper.day, paper.year, unit)
  const origin = { kind: 'pledge' as const, id, unitId, day, seriesId: id, themeId }
  return [{ ...origin, assurance: 'declared' as const, indicator: counted[kind], amount: count }]
}

/** What is needed to enter counts: units, themes, and what was entered for the year. */
export const formForPaper = (actor: Actor, year: number) =>
  look(actor, 'pledge.enter', null, async (db) => ({
    units: await unitsToAct(db, 'pledge.enter'),
    themes: await themesOf(db),
    counts: await papersOf(db, year, 200),
    years: await yearsOfPapers(db),
  }))
