import { type Actor, look, note, perform } from '#access'
import { kindsOf, linesOf, nameOf } from '#org'
import { dueDayFrom } from '#parameters'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { insertEvents } from './change-store.ts'
import { type HandingEntry, type SelectionRule, selectsNothing } from './entry.ts'
import { count, handedDownAmounts, tell } from './moved.ts'
import { taskOf } from './read.ts'
import { earlier, isUndone } from './rules.ts'
import {
  actingFor,
  findHanding,
  handToAll,
  insertHanding,
  namesOf,
  selectedUnits,
  unfitAmong,
} from './selection-store.ts'
import { findTask, type Task } from './store.ts'

/** So many names a preview shows; the count says how many there are. */
const mostShown = 300

/** Why a task cannot be handed down now. */
function objectionTo(task: Task, day: Day): Problem | undefined {
  if (task.state === 'planned') return new Problem('task_is_not_issued_yet')
  if (!isUndone(task.state) || task.planState === 'closed') return new Problem('task_is_closed')
  return task.dueOn < day ? new Problem('task_is_due_already', { day: task.dueOn }) : undefined
}

/**
 * Units that were named singly have to stand on the day, beneath the giver.
 * @throws Problem `task_unit_has_ended` (who carries on is named), `task_unit_is_not_beneath`
 */
export async function refuseUnfit(
  db: Reader,
  giverId: string,
  ids: readonly string[],
  day: Day,
): Promise<void> {
  const [unfit] = await unfitAmong(db, giverId, ids, day)
  if (!unfit) return
  if (unfit.endedOn === null)
    throw new Problem('task_unit_is_not_beneath', { name: unfit.name }, { field: 'cong' })
  throw new Problem(
    unfit.successors.length > 0 ? 'task_unit_has_ended' : 'task_unit_has_ended_without_heir',
    { name: unfit.name, day: unfit.endedOn, successors: unfit.successors.join(', ') },
    { field: 'cong' },
  )
}

/**
 * Hands a task down, in one step, to all units that a rule chooses: each gets its own row, is told, and counts. Doing it
 * again under the same id changes nothing. The rule is kept, so that units born later take over what is open.
 * @returns how many units got it; whether it was done now.
 * @throws Problem `not_found_or_not_allowed`, `task_is_not_issued_yet`, `task_is_closed`, `task_is_due_already`,
 *   `task_due_is_after_the_one_above`, `handing_is_due_before_it_is_handed`, `handing_chooses_nobody`,
 *   `handing_is_of_another_task`, `seen_is_outdated`, and those of `refuseUnfit`
 */
export async function handDown(
  actor: Actor,
  taskId: string,
  entry: HandingEntry,
  day: Day = today(),
): Promise<{ tasks: number; isNew: boolean }> {
  const { unitId } = await taskOf(actor, taskId)
  return perform(actor, 'task.hand_down', unitId, async (tx) => {
    const task = await findTask(tx, taskId)
    if (!task) throw new Problem('not_found_or_not_allowed')
    const before = await findHanding(tx, entry.id)
    if (before && before.taskId !== taskId) throw new Problem('handing_is_of_another_task')
    if (before) return { tasks: before.tasks, isNew: false }
    const objection = objectionTo(task, day)
    if (objection) throw objection
    if (entry.dueOn > task.dueOn)
      throw new Problem('task_due_is_after_the_one_above', { day: task.dueOn }, { field: 'dueOn' })
    if (entry.dueOn < day) throw new Problem('handing_is_due_before_it_is_handed', {}, { field: 'dueOn' })

    const giverId = await actingFor(tx, task.unitId, day)
    await refuseUnfit(tx, giverId, entry.rule.plus, day)
    const handing = {
      id: entry.id,
      taskId,
      rule: entry.rule,
      dueOn: entry.dueOn,
      handedOn: day,
      handedBy: actor.personId,
    }
    // Whoever pressed twice waits here for the first press, and finds its work done.
    if (!(await insertHanding(tx, handing)))
      return { tasks: (await findHanding(tx, entry.id))?.tasks ?? 0, isNew: false }
    const made = await handToAll(tx, handing, {
      giverId,
      title: entry.title || (task.ownTitle ?? task.title),
      product: entry.product || (task.ownProduct ?? task.product),
    })
    if (made.length === 0) throw new Problem('handing_chooses_nobody', {}, { field: 'cong' })
    // What was confirmed is what was seen: who is missing or new since the preview is told.
    if (entry.expected !== undefined && entry.expected !== made.length) throw new Problem('seen_is_outdated')

    await insertEvents(
      tx,
      made.map(({ id }) => id),
      { event: 'handed_down', byId: actor.personId, detail: { due: entry.dueOn } },
    )
    await count(tx, made, day, handedDownAmounts)
    const giverName = (await namesOf(tx, [giverId])).get(giverId) ?? ''
    await tell(tx, made, giverName, {
      kind: 'handed_down',
      to: 'unit',
      roles: ['recorder', 'checker', 'leader'],
    })
    note(tx, { task: taskId, handing: entry.id, units: made.length })
    return { tasks: made.length, isNew: true }
  })
}

/**
 * What handing down is typed on: the task, from what a rule is chosen, and whom the rule that was chosen so far means.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function formForHandingDown(
  actor: Actor,
  taskId: string,
  rule: SelectionRule,
  day: Day = today(),
) {
  const { unitId } = await taskOf(actor, taskId)
  return look(actor, 'task.hand_down', unitId, async (db) => {
    const task = await findTask(db, taskId)
    if (!task) throw new Problem('not_found_or_not_allowed')
    const giverId = await actingFor(db, task.unitId, day)
    const unfit = await unfitAmong(db, giverId, rule.plus, day)
    const usual = await dueDayFrom(db, day)
    return {
      task,
      objection: objectionTo(task, day),
      giverId,
      kinds: (await kindsOf(db)).map((kind) => ({ code: kind.code, name: nameOf(kind) })),
      lines: (await linesOf(db)).map((line) => ({ code: line.code, name: nameOf(line) })),
      names: await namesOf(db, [...rule.plus, ...rule.minus, ...(rule.beneathId ? [rule.beneathId] : [])]),
      unfit,
      dueOn: earlier(usual, task.dueOn),
      chosen: selectsNothing(rule)
        ? undefined
        : await selectedUnits(db, { giverId, rule, day, taskId }, mostShown),
    }
  })
}
