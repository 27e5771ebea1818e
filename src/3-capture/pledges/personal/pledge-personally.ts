import { type Actor, look, perform } from '#access'
import { attach, attachmentsOf, type KeptFile, removeAttachments } from '#evidence'
import { findIndicator } from '#figures'
import { emitEvent } from '#notices'
import { outcomesAreToldFrom } from '#parameters'
import type { Tx } from '#platform/database'
import { isId, newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { decrypted, encrypted } from '#platform/secret'
import { type Day, today } from '#platform/time'
import type { OutcomeEntry, PersonalEntry, Rewording } from '../entry.ts'
import { measuredIn } from '../measured.ts'
import { dayOfFact, objectionToOutcome, openYears } from '../rules.ts'
import { postTally } from './post-tally.ts'
import { opened, type Said, sealed } from './sealed.ts'
import {
  areaOfCell,
  deletePersonal,
  findPersonal,
  insertPersonal,
  readersOf,
  type SealedPledge,
  updateOutcome,
  updateSealed,
} from './store.ts'

// The audit trail keeps that somebody used this, without a unit, so that nobody reads it there; what it was about, never.

/**
 * Keeps what a person pledges for themselves. They name the cell that may read it.
 * @returns its id
 * @throws Problem `pledge_year_is_closed`, `pledge_cell_is_no_cell`, `pledge_is_made_already`, `not_found_or_not_allowed`
 */
export function pledgePersonally(actor: Actor, entry: PersonalEntry, day: Day = today()): Promise<string> {
  return perform(actor, 'pledge.make', null, async (tx) => {
    if (!openYears(day).includes(entry.year))
      throw new Problem('pledge_year_is_closed', {}, { field: 'year' })
    const countedUnitId = await areaOfCell(tx, entry.cellId, day)
    if (countedUnitId === null) throw new Problem('pledge_cell_is_no_cell', {}, { field: 'cellId' })
    const said = { words: entry.words, ...(await measuredIn(tx, entry)) }
    const id = newId()
    const { personId } = actor
    const { cellId, year } = entry
    const themeId = entry.themeId ?? null
    await insertPersonal(tx, { id, personId, cellId, countedUnitId, year, themeId, sealed: sealed(said) })
    await postTally(tx, { unitId: countedUnitId, year, themeId, day: dayOfFact(day, year) })
    // Whose it is nobody learns from an event: no id and no cell, only the unit that counts it and the year.
    await emitEvent(tx, 'pledge.made', countedUnitId, { year, isCollective: false })
    return id
  })
}

/** Writes one's own pledge anew. @throws Problem `not_found_or_not_allowed`, `seen_is_outdated` */
export function rewordPledge(actor: Actor, id: string, entry: Rewording): Promise<void> {
  return perform(actor, 'pledge.make', null, async (tx) => {
    await ownPledge(tx, actor, id)
    const said = { words: entry.words, ...(await measuredIn(tx, entry)) }
    if (!(await updateSealed(tx, id, sealed(said), entry.seen))) throw new Problem('seen_is_outdated')
  })
}

/**
 * Says what came of one's own pledge, with evidence where one likes.
 * @throws Problem `not_found_or_not_allowed`, `pledge_outcome_is_too_early`, and those of files
 */
export function tellOutcome(
  actor: Actor,
  id: string,
  entry: OutcomeEntry,
  kept: readonly KeptFile[] = [],
  day: Day = today(),
): Promise<void> {
  return perform(actor, 'pledge.make', null, async (tx) => {
    const pledge = await ownPledge(tx, actor, id)
    const from = outcomesAreToldFrom(pledge.year)
    const objection = objectionToOutcome(from, day)
    if (objection) throw new Problem(objection, { day: from })
    const words = entry.words === '' ? null : encrypted(entry.words)
    if (!(await updateOutcome(tx, id, { outcome: entry.outcome, sealed: words })))
      throw new Problem('not_found_or_not_allowed')
    const proven = { kind: 'pledge', id, unitId: pledge.cellId } as const
    if (kept.length > 0) await attach(tx, proven, { kept, sentAhead: [] }, actor.personId)
    await postTally(tx, tallyOf(pledge, day))
    await emitEvent(tx, 'pledge.outcome_told', pledge.countedUnitId, {
      year: pledge.year,
      isCollective: false,
    })
  })
}

/**
 * Takes one's own pledge back, whenever and without a reason: it is gone, and counts no more.
 * @throws Problem `not_found_or_not_allowed`
 */
export function withdrawPersonally(actor: Actor, id: string, day: Day = today()): Promise<void> {
  return perform(actor, 'pledge.make', null, async (tx) => {
    const pledge = await ownPledge(tx, actor, id)
    const files = await attachmentsOf(tx, 'pledge', [id])
    await removeAttachments(
      tx,
      { kind: 'pledge', id, unitId: pledge.cellId },
      files.map((file) => file.id),
    )
    if (!(await deletePersonal(tx, id))) throw new Problem('not_found_or_not_allowed')
    await postTally(tx, tallyOf(pledge, day))
    await emitEvent(tx, 'pledge.withdrawn', pledge.countedUnitId, { year: pledge.year, isCollective: false })
  })
}

const tallyOf = (pledge: SealedPledge, day: Day) => ({
  unitId: pledge.countedUnitId,
  year: pledge.year,
  themeId: pledge.themeId,
  day: dayOfFact(day, pledge.year),
})

async function ownPledge(tx: Tx, actor: Actor, id: string): Promise<SealedPledge> {
  const pledge = isId(id) ? await findPersonal(tx, id) : undefined
  if (pledge?.personId !== actor.personId) throw new Problem('not_found_or_not_allowed')
  return pledge
}

/** A personal pledge as those read it who may. */
export type PersonalPledge = Omit<SealedPledge, 'sealed' | 'sealedOutcome'> & {
  said: Said
  outcomeWords: string
}

export const unsealed = ({ sealed: packed, sealedOutcome, ...rest }: SealedPledge): PersonalPledge => ({
  ...rest,
  said: opened(packed),
  outcomeWords: sealedOutcome === null ? '' : decrypted(sealedOutcome),
})

/** One pledge with who else reads it, for its author and their cell. @throws Problem `not_found_or_not_allowed` */
export const personalPledge = (actor: Actor, id: string) =>
  look(actor, 'pledge.make', null, async (db) => {
    const found = isId(id) ? await findPersonal(db, id) : undefined
    if (!found) throw new Problem('not_found_or_not_allowed')
    const pledge = unsealed(found)
    const isOwn = pledge.personId === actor.personId
    const { indicator } = pledge.said
    return {
      pledge,
      isOwn,
      toldFrom: outcomesAreToldFrom(pledge.year),
      readers: isOwn ? await readersOf(db, pledge.cellId) : [],
      indicator: indicator === undefined ? undefined : await findIndicator(db, indicator),
      files: await attachmentsOf(db, 'pledge', [id]),
    }
  })
export type OpenedPersonal = Awaited<ReturnType<typeof personalPledge>>
