import { type Actor, look, mayIn, note, perform } from '#access'
import { unitOf } from '#org'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import type { IssuingEntry, ReservationEntry, TermEntry } from '../entry.ts'
import { nextNumber } from '../rules.ts'
import {
  insertReservation,
  insertTerms,
  issuingOf,
  lockRun,
  numbersOf,
  releaseReservation,
  runOf,
  runsOf,
  setIssuing,
  termsOf,
  updateTerm,
} from './store.ts'

/** Says how a unit numbers what it issues. Documents that are there are put into the runs that follow from it. */
export const setUpIssuing = (actor: Actor, unitId: string, entry: IssuingEntry): Promise<void> =>
  perform(actor, 'document.number', unitId, async (tx) => {
    await setIssuing(tx, [{ ...entry, unitId }], actor.personId)
    note(tx, { symbol: entry.symbol, numbering: entry.numbering })
  })

/**
 * Enters a term, or puts one right; documents of its days are put into its run.
 * @throws Problem `not_found_or_not_allowed`, `term_is_there_already`, `term_begins_in_future`, `document_number_is_taken`
 */
export const setTerm = (
  actor: Actor,
  unitId: string,
  { id, name, closedOn }: TermEntry,
  day: Day = today(),
): Promise<void> =>
  perform(actor, 'document.number', unitId, async (tx) => {
    if (closedOn > day) throw new Problem('term_begins_in_future', {}, { field: 'closedOn' })
    if (id === null) await insertTerms(tx, [{ id: newId(), unitId, name, closedOn }], actor.personId)
    else if (!(await updateTerm(tx, unitId, { id, name, closedOn }, actor.personId)))
      throw new Problem('not_found_or_not_allowed')
    note(tx, { closedOn })
  })

/**
 * Keeps a number for a document to come: the next one where none is given. @returns the number
 * @throws Problem `not_found_or_not_allowed`, `document_number_is_gone`, `number_is_reserved_already`
 */
export const reserveNumber = (
  actor: Actor,
  unitId: string,
  { type, number, note: why }: ReservationEntry,
  day: Day = today(),
): Promise<number> =>
  perform(actor, 'document.register', unitId, async (tx) => {
    const run = await runOf(tx, unitId, type, day)
    await lockRun(tx, run)
    const { taken, reserved } = await numbersOf(tx, run)
    const kept = number ?? nextNumber(taken, reserved)
    if (taken.includes(kept))
      throw new Problem(
        'document_number_is_gone',
        { number: kept, next: nextNumber(taken, reserved) },
        { field: 'number' },
      )
    await insertReservation(tx, { ...run, day, number: kept, note: why }, actor.personId)
    note(tx, { type, number: kept })
    return kept
  })

/** Gives a kept number back. @throws Problem `not_found_or_not_allowed` */
export const releaseNumber = (actor: Actor, unitId: string, id: string): Promise<void> =>
  perform(actor, 'document.register', unitId, async (tx) => {
    if (!(await releaseReservation(tx, { unitId, id }))) throw new Problem('not_found_or_not_allowed')
    note(tx, { reservation: id })
  })

/** How a unit numbers, with its terms and the runs of now. @throws Problem `not_found_or_not_allowed` */
export const numberingOf = (actor: Actor, unitId: string, day: Day = today()) =>
  look(actor, 'document.read', unitId, async (db) => ({
    unit: await unitOf(db, unitId),
    issuing: await issuingOf(db, unitId),
    terms: await termsOf(db, unitId),
    runs: await runsOf(db, unitId, day),
    may: {
      number: await mayIn(db, 'document.number', unitId),
      register: await mayIn(db, 'document.register', unitId),
    },
  }))
