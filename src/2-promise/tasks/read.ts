import { type Actor, look } from '#access'
import { attachmentsOf } from '#evidence'
import { figureOf, indicatorsNamed } from '#figures'
import { livingOf, stepsNow } from '#life'
import type { Reader } from '#platform/database'
import { type DayPlace, readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { addDays, addMonths, type Day, today } from '#platform/time'
import { chainAbove } from './chain.ts'
import { taskLife } from './life.ts'
import { handedInTo, openTasksOf } from './my-store.ts'
import { isLate, isUndone, progressOf } from './rules.ts'
import {
  countsBeneath,
  eventsOf,
  findTask,
  mayIn,
  ownUnits,
  peopleOf,
  remindersOf,
  type Task,
  tasksAbove,
  tasksBeneath,
} from './store.ts'

const missing = () => new Problem('not_found_or_not_allowed')

/** One task that the actor may see. @throws Problem `not_found_or_not_allowed` */
export const taskOf = (actor: Actor, id: string): Promise<Task> => livingOf(actor, taskLife, 'task.read', id)

/** What somebody may do with a task now. */
async function mayWith(db: Reader, task: Task, actor: Actor) {
  const mine = async (unitId: string) => (await mayIn(db, 'task.read', [unitId])).has(unitId)
  const steps = await stepsNow(db, taskLife, task, actor.personId)
  return {
    steps,
    handDown: steps.has('assign') && task.planState === 'issued',
    judge: steps.has('accept'),
    seeWork: (await mine(task.unitId)) || (await mine(task.giverId)),
  }
}

/** What an expected figure has reached: counted from facts of the unit and all beneath, over the months of the task. */
async function reached(db: Reader, task: Task) {
  if (task.indicator === null || task.amount === null) return undefined
  const [indicator] = await indicatorsNamed(db, [task.indicator])
  if (!indicator) return undefined
  const from = `${(task.handedOn ?? task.dueOn).slice(0, 7)}-01`
  const until = `${addMonths(task.dueOn.slice(0, 7), 1)}-01`
  const figure =
    from < until
      ? await figureOf(db, { unitId: task.actingId ?? task.unitId }, task.indicator, { from, until })
      : undefined
  return { indicator, amount: task.amount, figure, from, until }
}

const mostBeneath = 50

/**
 * A task with all that belongs to it: the way up to the directive, what was done, how those beneath stand, what may be done.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function taskPage(actor: Actor, id: string, after?: DayPlace, day: Day = today()) {
  await taskOf(actor, id)
  return look(actor, 'task.read', null, async (db) => {
    const task = await findTask(db, id)
    if (!task) throw missing()
    const may = await mayWith(db, task, actor)
    const counts = may.seeWork ? await countsBeneath(db, [id], day) : []
    const { rows: beneath, next } = await readPage(
      mostBeneath,
      async (limit) => (counts.length > 0 ? tasksBeneath(db, id, { after, limit }) : []),
      (last) => ({ day: last.dueOn, id: last.id }),
    )
    return {
      task,
      may,
      isLate: isLate(task, day),
      tasksAbove: await tasksAbove(db, id),
      chain: await chainAbove(db, task.planId),
      progress: counts.length > 0 ? progressOf(counts) : undefined,
      beneath,
      next,
      events: may.seeWork ? await eventsOf(db, id) : [],
      reminders: may.seeWork ? await remindersOf(db, id) : [],
      files: may.seeWork ? await attachmentsOf(db, 'task', [id]) : [],
      reached: await reached(db, task),
      people: may.steps.has('assign') ? await peopleOf(db, task.actingId ?? task.unitId) : [],
    }
  })
}

/** What somebody has to do: to acknowledge first, then what is late, what this week brings, the rest; what waits for their word. */
export function myTasks(actor: Actor, day: Day = today()) {
  return look(actor, 'task.read', null, async (db) => {
    const units = await ownUnits(db)
    const ids = units.map(({ id }) => id)
    const open = await openTasksOf(db, ids)
    const undone = open.filter(({ state }) => isUndone(state))
    const rest = undone.filter(({ state }) => state !== 'handed_down')
    const dueOf = (task: Task): Day => task.ownDueOn ?? task.dueOn
    const week = addDays(day, 7)
    const judges = await mayIn(db, 'task.judge', ids)
    const toJudge = await handedInTo(db, [...judges])
    return {
      units,
      toReceive: undone.filter(({ state }) => state === 'handed_down'),
      late: rest.filter((task) => isLate(task, day)),
      returned: rest.filter((task) => task.state === 'returned' && !isLate(task, day)),
      thisWeek: rest.filter((task) => task.state !== 'returned' && !isLate(task, day) && dueOf(task) <= week),
      later: rest.filter((task) => task.state !== 'returned' && !isLate(task, day) && dueOf(task) > week),
      waiting: open.filter(({ state }) => state === 'handed_in'),
      toJudge,
      mayPlan: (await mayIn(db, 'plan.write', ids)).size > 0,
    }
  })
}

/** How much of it there is, for a line on another page. */
export async function countMyTasks(actor: Actor, day: Day = today()) {
  const { toReceive, late, returned, thisWeek, toJudge } = await myTasks(actor, day)
  return {
    returned: returned.length,
    toReceive: toReceive.length,
    late: late.length + toReceive.filter((task) => isLate(task, day)).length,
    thisWeek: thisWeek.length,
    toJudge: toJudge.length,
  }
}
