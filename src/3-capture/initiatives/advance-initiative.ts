import { type Actor, note, performOnce } from '#access'
import { endStocks } from '#figures'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import type { Step } from './entry.ts'
import { initiativeOf } from './read.ts'
import { objectionTo } from './rules.ts'
import { findInitiative, insertLife, updateState } from './store.ts'

/**
 * Takes an initiative a step further in its life: registered, active, ended (with the reason and what was learnt; its
 * stocks, such as members, go to nought on that day).
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `initiative_step_is_not_next`,
 *   `life_end_has_no_reason`, `life_end_teaches_nothing`, `initiative_step_is_in_future`
 */
export async function advanceInitiative(
  actor: Actor,
  id: string,
  step: Step,
  day: Day = today(),
): Promise<void> {
  const { unitId } = await initiativeOf(actor, id)
  await performOnce(actor, 'initiative.decide', unitId, [id, step], async (tx) => {
    const initiative = await findInitiative(tx, id)
    if (!initiative) throw new Problem('not_found_or_not_allowed')
    const objection = objectionTo(step, initiative, day)
    if (objection) throw new Problem(objection.code, {}, objection.field ? { field: objection.field } : {})

    const startedOn = initiative.startedOn ?? (step.to === 'active' ? step.day : null)
    const endedOn = step.to === 'ended' ? step.day : null
    const from = initiative.state
    // An initiative that ends before it began has still had a first day: the one on which it was given up.
    const moved = await updateState(tx, id, {
      from,
      to: step.to,
      startedOn: endedOn ? (startedOn ?? step.day) : startedOn,
      endedOn,
    })
    if (!moved) throw new Problem('seen_is_outdated')
    await insertLife(tx, id, {
      event: step.to,
      day: step.day,
      document: step.document || null,
      note: step.note || null,
      learnt: step.to === 'ended' ? step.learnt : null,
      unitId: null,
      personId: actor.personId,
    })
    if (step.to === 'ended')
      await endStocks(tx, { kind: 'initiative', id, unitId, day: step.day, seriesId: id })
    note(tx, { initiative: id, to: step.to })
  })
}
