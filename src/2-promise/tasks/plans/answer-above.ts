import { type Actor, note, perform } from '#access'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { earlier } from '../rules.ts'
import type { AnswerEntry } from './entry.ts'
import { planOf } from './read.ts'
import { askedOf, findPlan, writeAnswer } from './store.ts'
import { addTasksTo } from './write-plan.ts'

/**
 * Answers a task of the plan above in one's own plan: taken over as it is, adapted (why), or not applicable (why). What is
 * taken over or adapted becomes a task of one's own plan, with the task above it, so that the way up stays one click a step.
 * @throws Problem `not_found_or_not_allowed`, `plan_answer_has_no_reason`, `plan_answer_has_a_task`, `plan_is_not_issued`
 */
export async function answerAbove(
  actor: Actor,
  planId: string,
  entry: AnswerEntry,
  day: Day = today(),
): Promise<void> {
  const { unitId } = await planOf(actor, planId)
  await perform(actor, 'plan.write', unitId, async (tx) => {
    const plan = await findPlan(tx, planId)
    if (!plan || plan.aboveId === null) throw new Problem('not_found_or_not_allowed')
    const asked = (await askedOf(tx, { ...plan, aboveId: plan.aboveId })).find(
      ({ taskId }) => taskId === entry.taskId,
    )
    if (!asked) throw new Problem('not_found_or_not_allowed')
    if (asked.ownTaskId !== null && entry.answer === 'not_applicable')
      throw new Problem('plan_answer_has_a_task', {}, { field: 'answer' })

    const needsTask = entry.answer !== 'not_applicable' && asked.ownTaskId === null
    if (needsTask)
      await addTasksTo(
        tx,
        plan,
        [
          {
            id: entry.ownTaskId,
            parentId: asked.taskId,
            unitId: plan.unitId,
            title: entry.answer === 'adapted' && entry.title.length >= 3 ? entry.title : asked.title,
            product: asked.product,
            clause: asked.clause,
            indicator: null,
            amount: null,
            // A task above may be due before the local plan begins; then it is due as the plan begins.
            dueOn: asked.dueOn < plan.fromDay ? plan.fromDay : earlier(asked.dueOn, plan.toDay),
          },
        ],
        actor.personId,
        day,
      )
    await writeAnswer(tx, {
      planId,
      taskId: asked.taskId,
      answer: entry.answer,
      why: entry.why,
      ownTaskId: needsTask ? entry.ownTaskId : asked.ownTaskId,
      personId: actor.personId,
    })
    note(tx, { plan: planId, task: asked.taskId, answer: entry.answer })
  })
}
