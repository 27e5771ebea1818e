import { type Actor, note, perform } from '#access'
import { amountsOf, answersAsFound, findActivity, type RawAnswers, subjectKey } from '#activities'
import { attach, type KeptFile } from '#evidence'
import { fieldsOf } from '#kinds'
import type { Tx } from '#platform/database'
import { isId, newId } from '#platform/ids'
import { inThreeDecimals } from '#platform/number'
import { Problem } from '#platform/problem'
import type { Outcome } from './entry.ts'
import { spotCheckOf } from './read.ts'
import { questionsOf } from './rules.ts'
import { findSpotCheck, type SpotCheck } from './store.ts'
import { insertFinding, visitsOf } from './visits-store.ts'

/** What an inspector found on the spot. `answers` are the true ones, where they differ. */
export type Found = { outcome: Outcome; note: string; answers: RawAnswers; photos: readonly KeptFile[] }

/**
 * Writes down what was found of a drawn record. Nothing of the record changes before the check is closed; until then
 * another finding may take the place of this one, which stays beneath it.
 * @throws Problem `not_found_or_not_allowed`, `spot_check_is_closed`, `finding_is_of_own_record`, `finding_has_no_words`,
 *   `finding_is_not_different`, `form_has_faults`
 */
export async function recordFinding(
  actor: Actor,
  checkId: string,
  activityId: string,
  found: Found,
): Promise<void> {
  const { unitId } = await spotCheckOf(actor, 'spotcheck.record', checkId)
  await perform(actor, 'spotcheck.record', unitId, async (tx) => {
    const check = await findSpotCheck(tx, checkId)
    const [visit] = isId(activityId) ? await visitsOf(tx, checkId, activityId) : []
    const activity = visit && (await findActivity(tx, activityId))
    if (!check || !visit || !activity) throw new Problem('not_found_or_not_allowed')
    if (check.closedAt !== null) throw new Problem('spot_check_is_closed')
    if (activity.writtenBy === actor.personId) throw new Problem('finding_is_of_own_record')
    if (found.outcome !== 'right' && found.note.length < 3)
      throw new Problem('finding_has_no_words', {}, { field: 'note' })

    const { answers, amount } =
      found.outcome === 'different'
        ? await trueAmount(tx, check, activityId, found.answers)
        : { answers: {}, amount: found.outcome === 'right' ? visit.amount : 0 }
    if (found.outcome === 'different' && amount === visit.amount)
      throw new Problem('finding_is_not_different', {}, { field: 'outcome' })
    const id = newId()
    await insertFinding(tx, {
      id,
      checkId,
      activityId,
      outcome: found.outcome,
      foundAmount: amount,
      answers,
      note: found.note,
      foundBy: actor.personId,
    })
    await attach(
      tx,
      { kind: 'finding', id, unitId: activity.unitId },
      { kept: found.photos, sentAhead: [] },
      actor.personId,
    )
    note(tx, { check: checkId, activity: activityId, outcome: found.outcome })
  })
}

/** What the record would say if it said what was found: only the questions that the checked figure is made of. */
async function trueAmount(tx: Tx, check: SpotCheck, activityId: string, found: RawAnswers) {
  const activity = await findActivity(tx, activityId)
  if (!activity) throw new Problem('not_found_or_not_allowed')
  const fields = await fieldsOf(tx, activity.formId)
  const checked = questionsOf(fields, check.indicator)
  const said = Object.fromEntries(checked.map(({ key }) => [key, found[key]]))
  const whole = await answersAsFound(tx, activity, said)
  const answers = Object.fromEntries(
    checked.flatMap(({ key }) => {
      const answer = whole[key]
      return answer === undefined ? [] : [[key, answer] as const]
    }),
  )
  const amount = amountsOf(fields, whole, subjectKey)
    .filter(({ indicator }) => indicator === check.indicator)
    .reduce((sum, one) => sum + one.amount, 0)
  return { answers, amount: inThreeDecimals(amount) }
}
