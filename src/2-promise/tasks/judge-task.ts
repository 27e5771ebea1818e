import { type Actor, look, note } from '#access'
import { takeStep } from '#life'
import { type Day, today } from '#platform/time'
import { insertEvents, recalledWith, recallWithAllBeneath } from './change-store.ts'
import type { JudgeEntry } from './entry.ts'
import { taskLife } from './life.ts'
import { count, tell, uncount } from './moved.ts'
import { taskOf } from './read.ts'
import { cameInTime } from './rules.ts'

/**
 * Accepts a task that was handed in, or gives it back with a reason; its unit is told. Only an accepted task counts, and
 * whoever handed it in does not judge it.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `task_step_is_not_possible`, `task_is_judged_by_its_own`
 */
export const judgeTask = (
  actor: Actor,
  id: string,
  { version, verdict, reason }: JudgeEntry,
  day: Day = today(),
): Promise<void> =>
  takeStep(actor, taskLife, id, verdict === 'accepted' ? 'accept' : 'return', {
    version,
    words: reason,
    change: () => ({ sets: { judged_on: day } }),
    after: async (tx, task) => {
      if (verdict !== 'accepted') return
      await count(tx, [task], day, () => [
        { indicator: 'tasks_accepted', amount: 1 },
        ...(cameInTime(task) ? [{ indicator: 'tasks_accepted_in_time', amount: 1 }] : []),
      ])
    },
  })

/**
 * Recalls a task with all that was handed down from it and is still open. It leaves every sum, and every sum says so.
 * Sent again since the answer was lost, it is done already. @returns how many tasks are recalled.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `task_step_is_not_possible`, `fact_year_is_archived`
 */
export async function recallTask(
  actor: Actor,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<number> {
  await takeStep(actor, taskLife, id, 'recall', {
    version,
    words: reason,
    after: async (tx, task) => {
      const beneath = await recallWithAllBeneath(tx, id)
      const ids = beneath.map((one) => one.id)
      await insertEvents(tx, ids, { event: 'recalled', note: reason, byId: actor.personId })
      await uncount(tx, [task, ...beneath])
      await tell(tx, beneath, task.giverName, {
        kind: 'recalled',
        to: 'unit',
        roles: ['recorder', 'checker', 'leader'],
      })
      note(tx, { recalled: beneath.length + 1 })
    },
  })
  const { giverId } = await taskOf(actor, id)
  return look(actor, 'task.hand_down', giverId, (db) => recalledWith(db, id))
}
