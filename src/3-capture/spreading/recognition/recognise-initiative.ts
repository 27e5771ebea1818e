import { type Actor, look } from '#access'
import { findInitiative, initiativeLife, initiativeOf } from '#initiatives'
import { holdLiving, takeStep, takeStepIn } from '#life'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import type { RecognitionEntry, Withdrawal } from './entry.ts'
import { recognitionLife } from './life.ts'
import { objectionToRecognition, stateWith } from './rules.ts'
import { loadRecognitions, recognitionsOf } from './store.ts'

/**
 * Enters that an initiative was recognised, with the document that decided it. It may be recognised several times, at
 * several levels; the first makes it a recognised one.
 * @throws Problem `not_found_or_not_allowed`, `initiative_is_recognised_too_early`, `recognition_is_before_the_start`,
 *   `initiative_step_is_in_future`, `recognition_is_there_already`
 */
export const recogniseInitiative = (
  actor: Actor,
  id: string,
  entry: RecognitionEntry,
  day: Day = today(),
): Promise<void> =>
  takeStep(actor, initiativeLife, id, 'recognise', {
    change: async (tx, initiative) => {
      const objection = objectionToRecognition(entry.day, initiative, day)
      if (objection) throw new Problem(objection.code, {}, objection.field ? { field: objection.field } : {})
      await loadRecognitions(tx, [{ ...entry, id: newId(), initiativeId: id }], actor.personId)
      const document = `${entry.document} (${entry.issuer})`.slice(0, 400)
      return { detail: { day: entry.day, document }, noted: { level: entry.level } }
    },
  })

/**
 * Takes a recognition back: it was entered by mistake, or revoked. It stays in the books with the reason.
 * @throws Problem `not_found_or_not_allowed`
 */
export const withdrawRecognition = (
  actor: Actor,
  id: string,
  { recognitionId, why }: Withdrawal,
  day: Day = today(),
): Promise<void> =>
  takeStep(actor, recognitionLife, recognitionId, 'withdraw', {
    words: why,
    // As entering a recognition does: two at once would wait for each other, and count the other's as standing.
    before: (tx) => holdLiving(tx, initiativeLife, id),
    change: (_tx, { initiativeId }) => {
      if (initiativeId !== id) throw new Problem('not_found_or_not_allowed')
      return { noted: { initiative: id } }
    },
    after: async (tx) => {
      const initiative = await findInitiative(tx, id)
      const left = (await recognitionsOf(tx, [id])).length
      if (initiative && stateWith(initiative.state, left) === 'active' && initiative.state === 'recognised')
        await takeStepIn(tx, actor.personId, initiativeLife, id, 'lose_recognition', {
          words: why,
          change: () => ({ detail: { day } }),
        })
    },
  })

/** The recognitions of an initiative, for those who enter and withdraw them. @throws Problem `not_found_or_not_allowed` */
export async function formForRecognition(actor: Actor, id: string) {
  const initiative = await initiativeOf(actor, id)
  const recognitions = await look(actor, 'initiative.recognise', initiative.unitId, (db) =>
    recognitionsOf(db, [id]),
  )
  return { initiative, recognitions }
}
