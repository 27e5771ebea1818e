import type { Actor } from '#access'
import { endStocks } from '#figures'
import { takeStep } from '#life'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import type { Step } from './entry.ts'
import { initiativeLife } from './life.ts'
import { objectionTo, stepInto } from './rules.ts'

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
  const name = stepInto[step.to]
  if (!name) throw new Problem('initiative_step_is_not_next', {}, { field: 'to' })
  const isEnd = step.to === 'ended'
  await takeStep(actor, initiativeLife, id, name, {
    version: step.version,
    words: step.note,
    said: step,
    change: (_tx, initiative) => {
      const objection = objectionTo(step, initiative, day)
      if (objection) throw new Problem(objection.code, {}, objection.field ? { field: objection.field } : {})
      const startedOn = initiative.startedOn ?? (step.to === 'active' ? step.day : null)
      return {
        detail: { day: step.day, document: step.document, ...(isEnd ? { learnt: step.learnt } : {}) },
        // An initiative that ends before it began has still had a first day: the one on which it was given up.
        sets: isEnd
          ? { started_on: startedOn ?? step.day, ended_on: step.day }
          : { started_on: startedOn, ended_on: null },
      }
    },
    after: async (tx, { unitId }) => {
      if (isEnd) await endStocks(tx, { kind: 'initiative', id, unitId, day: step.day, seriesId: id })
    },
  })
}
