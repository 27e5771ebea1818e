import { type Actor, look, note, performOnce } from '#access'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { changeTask, insertEvents, recalledWith, recallWithAllBeneath } from './change-store.ts'
import type { JudgeEntry } from './entry.ts'
import { count, tell, uncount } from './moved.ts'
import { taskOf } from './read.ts'
import { cameInTime, isOpen, isPossible } from './rules.ts'
import { findTask } from './store.ts'

/**
 * Accepts a task that was handed in, or gives it back with a reason; its unit is told. Only an accepted task counts, and
 * whoever handed it in does not judge it.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `task_step_is_not_possible`, `task_is_judged_by_its_own`
 */
export async function judgeTask(
  actor: Actor,
  id: string,
  entry: JudgeEntry,
  day: Day = today(),
): Promise<void> {
  const { giverId } = await taskOf(actor, id)
  await performOnce(actor, 'task.judge', giverId, [id, entry], async (tx) => {
    const task = await findTask(tx, id)
    if (!task) throw new Problem('not_found_or_not_allowed')
    if (task.version !== entry.seen) throw new Problem('seen_is_outdated')
    if (!isPossible(entry.verdict === 'accepted' ? 'accept' : 'return', task.state))
      throw new Problem('task_step_is_not_possible')
    if (task.handedInBy === actor.personId) throw new Problem('task_is_judged_by_its_own')

    const isDone = await changeTask(tx, id, entry.seen, { state: entry.verdict, judged_on: day })
    if (!isDone) throw new Problem('seen_is_outdated')
    await insertEvents(tx, [id], { event: entry.verdict, note: entry.reason, byId: actor.personId })
    const moved = { ...task, state: entry.verdict }
    if (entry.verdict === 'accepted')
      await count(tx, [moved], day, () => [
        { indicator: 'tasks_accepted', amount: 1 },
        ...(cameInTime(task) ? [{ indicator: 'tasks_accepted_in_time', amount: 1 }] : []),
      ])
    await tell(tx, [moved], task.giverName, {
      kind: entry.verdict,
      to: 'unit',
      roles: ['recorder', 'checker', 'leader'],
      key: String(entry.seen),
    })
    note(tx, { task: id, verdict: entry.verdict })
  })
}

/**
 * Recalls a task with all that was handed down from it and is still open. It leaves every sum, and every sum says so.
 * Sent again since the answer was lost, it is done already. @returns how many tasks are recalled.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `task_step_is_not_possible`, `fact_year_is_archived`
 */
export async function recallTask(
  actor: Actor,
  id: string,
  { seen, reason }: { seen: number; reason: string },
): Promise<number> {
  const { giverId } = await taskOf(actor, id)
  await performOnce(actor, 'task.hand_down', giverId, ['recall', id, seen, reason], async (tx) => {
    const task = await findTask(tx, id)
    if (!task) throw new Problem('not_found_or_not_allowed')
    if (!isOpen(task.state)) throw new Problem('task_step_is_not_possible')
    if (task.version !== seen || !(await changeTask(tx, id, seen, { state: 'recalled' })))
      throw new Problem('seen_is_outdated')
    const beneath = await recallWithAllBeneath(tx, id)
    const all = [{ ...task, state: 'recalled' as const }, ...beneath]
    await insertEvents(
      tx,
      all.map((one) => one.id),
      { event: 'recalled', note: reason, byId: actor.personId },
    )
    await uncount(tx, all)
    await tell(tx, all, task.giverName, {
      kind: 'recalled',
      to: 'unit',
      roles: ['recorder', 'checker', 'leader'],
    })
    note(tx, { task: id, recalled: all.length })
  })
  return look(actor, 'task.hand_down', giverId, (db) => recalledWith(db, id))
}
