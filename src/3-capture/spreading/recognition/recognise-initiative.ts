import { type Actor, look, note, perform } from '#access'
import { findInitiative, type Initiative, initiativeOf, insertLife, updateState } from '#initiatives'
import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import type { RecognitionEntry, Withdrawal } from './entry.ts'
import { objectionToRecognition, stateWith } from './rules.ts'
import { loadRecognitions, recognitionsOf, withdraw } from './store.ts'

/**
 * Enters that an initiative was recognised, with the document that decided it. It may be recognised several times, at
 * several levels; the first makes it a recognised one.
 * @throws Problem `not_found_or_not_allowed`, `initiative_is_recognised_too_early`, `recognition_is_before_the_start`,
 *   `initiative_step_is_in_future`, `recognition_is_there_already`
 */
export async function recogniseInitiative(
  actor: Actor,
  id: string,
  entry: RecognitionEntry,
  day: Day = today(),
): Promise<void> {
  const { unitId } = await initiativeOf(actor, id)
  await perform(actor, 'initiative.recognise', unitId, async (tx) => {
    const initiative = await findInitiative(tx, id)
    if (!initiative) throw new Problem('not_found_or_not_allowed')
    const objection = objectionToRecognition(entry.day, initiative, day)
    if (objection) throw new Problem(objection.code, {}, objection.field ? { field: objection.field } : {})

    await loadRecognitions(tx, [{ ...entry, id: newId(), initiativeId: id }], actor.personId)
    await settleState(tx, initiative)
    await insertLife(tx, id, {
      event: 'recognised',
      day: entry.day,
      document: `${entry.document} (${entry.issuer})`.slice(0, 400),
      note: null,
      unitId: null,
      personId: actor.personId,
    })
    note(tx, { initiative: id, level: entry.level })
  })
}

/**
 * Takes a recognition back: it was entered by mistake, or revoked. It stays in the books with the reason.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function withdrawRecognition(
  actor: Actor,
  id: string,
  { recognitionId, why }: Withdrawal,
  day: Day = today(),
): Promise<void> {
  const { unitId } = await initiativeOf(actor, id)
  await perform(actor, 'initiative.recognise', unitId, async (tx) => {
    const initiative = await findInitiative(tx, id)
    const isDone = await withdraw(tx, { id: recognitionId, initiativeId: id, why, personId: actor.personId })
    if (!initiative || !isDone) throw new Problem('not_found_or_not_allowed')
    const state = await settleState(tx, initiative)
    if (state === 'active' && initiative.state === 'recognised')
      await insertLife(tx, id, {
        event: 'active',
        day,
        document: null,
        note: why,
        unitId: null,
        personId: actor.personId,
      })
    note(tx, { initiative: id, recognition: recognitionId })
  })
}

/** The recognitions of an initiative, for those who enter and withdraw them. @throws Problem `not_found_or_not_allowed` */
export async function formForRecognition(actor: Actor, id: string) {
  const initiative = await initiativeOf(actor, id)
  const recognitions = await look(actor, 'initiative.recognise', initiative.unitId, (db) =>
    recognitionsOf(db, [id]),
  )
  return { initiative, recognitions }
}

/** Brings the state in line with the recognitions that stand, and says which it is. */
async function settleState(tx: Tx, initiative: Initiative) {
  const { id, state: from, startedOn, endedOn } = initiative
  const to = stateWith(from, (await recognitionsOf(tx, [id])).length)
  if (to !== from && !(await updateState(tx, id, { from, to, startedOn, endedOn })))
    throw new Problem('seen_is_outdated')
  return to
}
