import { type Actor, note, perform } from '#access'
import { findIndicator, numberRulesOf, postFacts } from '#figures'
import { takeStep } from '#life'
import { emitEvent } from '#notices'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { amountFrom } from '#platform/submit'
import { type Day, today } from '#platform/time'
import {
  deletePlanned,
  handDownPlanned,
  insertEvents,
  insertTasks,
  type Moved,
  type NewTask,
} from '../change-store.ts'
import { amountLimits, type TaskEntry } from '../entry.ts'
import { refuseUnfit } from '../hand-down.ts'
import { taskLife } from '../life.ts'
import { count, handedDownAmounts, tell } from '../moved.ts'
import { taskOf } from '../read.ts'
import { progressOf } from '../rules.ts'
import { tasksNamed } from '../store.ts'
import type { NewPlan, PlanEntry } from './entry.ts'
import { planLife } from './life.ts'
import { coverageOf, isWithin, planOf } from './read.ts'
import { columnsOf, countsOfPlans, findPlan, insertPlan, type Plan } from './store.ts'

/** A plan in a transaction that changes it. */
async function planIn(tx: Tx, id: string): Promise<Plan> {
  const plan = await findPlan(tx, id)
  if (!plan) throw new Problem('not_found_or_not_allowed')
  return plan
}

/**
 * Writes a plan down as a draft. Doing it again under the same id changes nothing.
 * @throws Problem `not_found_or_not_allowed`, `plan_ends_before_it_begins`, `plan_spans_too_long`
 */
export const writePlan = (actor: Actor, entry: NewPlan): Promise<void> =>
  perform(actor, 'plan.write', entry.unitId, async (tx) => {
    await insertPlan(tx, entry, actor.personId)
    await emitEvent(tx, 'plan.written', entry.unitId, { planId: entry.id, version: 1 })
    note(tx, { plan: entry.id })
  })

/** Changes a draft. @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `plan_is_issued_already` */
export const rewritePlan = (actor: Actor, id: string, version: number, entry: PlanEntry): Promise<void> =>
  takeStep(actor, planLife, id, 'rewrite', { version, change: () => ({ sets: columnsOf(entry) }) })

const everybody = ['recorder', 'checker', 'leader'] as const

/** Tells the units of tasks that are theirs from now on, and counts them. */
export async function handOver(
  tx: Tx,
  moved: readonly Moved[],
  giverName: string,
  personId: string | null,
  day: Day,
): Promise<void> {
  await insertEvents(
    tx,
    moved.map(({ id }) => id),
    { event: 'handed_down', byId: personId },
  )
  await count(tx, moved, day, handedDownAmounts)
  await tell(tx, moved, giverName, { kind: 'handed_down', to: 'unit', roles: everybody })
}

/**
 * Issues a plan: its tasks are handed down on that day, in one step.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `plan_is_issued_already`, `plan_has_unanswered_tasks`,
 *   `plan_has_no_tasks`, `task_unit_has_ended`
 */
export const issuePlan = (actor: Actor, id: string, version: number, day: Day = today()): Promise<void> =>
  takeStep(actor, planLife, id, 'issue', {
    version,
    change: async (tx, plan) => {
      const coverage = await coverageOf(tx, plan)
      if (coverage && coverage.answered < coverage.asked.length)
        throw new Problem('plan_has_unanswered_tasks', { count: coverage.asked.length - coverage.answered })
      return { sets: { issued_on: day } }
    },
    after: async (tx, plan) => {
      const { unitId } = plan
      const moved = await handDownPlanned(tx, id, day)
      if (moved.length === 0) throw new Problem('plan_has_no_tasks')
      await refuseUnfit(tx, unitId, [...new Set(moved.map((task) => task.unitId))], day)
      await handOver(tx, moved, plan.unitName, actor.personId, day)
      await postFacts(
        tx,
        { kind: 'plan', id, unitId, day, seriesId: id, themeId: plan.themeId },
        'declared',
        [
          { indicator: 'plans_issued', amount: 1 },
          { indicator: 'units_with_plan', amount: 1, subject: unitId },
        ],
      )
      await emitEvent(tx, 'plan.issued', unitId, { planId: id, tasks: moved.length })
      note(tx, { tasks: moved.length })
    },
  })

/**
 * Closes a plan. What is still open has to be judged, recalled or carried over before.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `plan_is_not_issued`, `plan_has_open_tasks`
 */
export const closePlan = (actor: Actor, id: string, version: number, day: Day = today()): Promise<void> =>
  takeStep(actor, planLife, id, 'close', {
    version,
    change: async (tx) => {
      const { open, handedIn } = progressOf(await countsOfPlans(tx, [id], day))
      if (open + handedIn > 0) throw new Problem('plan_has_open_tasks', { count: open + handedIn })
      return { sets: { closed_on: day } }
    },
  })

/** Puts tasks into a plan: planned in a draft, handed down at once in one that is issued. */
export async function addTasksTo(
  tx: Tx,
  plan: Plan,
  rows: readonly Omit<NewTask, 'planId' | 'giverId' | 'state' | 'handedOn'>[],
  personId: string,
  day: Day,
): Promise<string[]> {
  if (plan.state === 'closed') throw new Problem('plan_is_not_issued')
  const outside = rows.find(({ dueOn }) => !isWithin(plan, dueOn))
  if (outside)
    throw new Problem(
      'task_due_is_outside_the_plan',
      { from: plan.fromDay, to: plan.toDay },
      { field: 'dueOn' },
    )
  await refuseUnfit(tx, plan.unitId, [...new Set(rows.map(({ unitId }) => unitId))], day)
  const isDraft = plan.state === 'draft'
  const fresh = await insertTasks(
    tx,
    rows.map((row) => ({
      ...row,
      planId: plan.id,
      giverId: plan.unitId,
      state: isDraft ? 'planned' : 'handed_down',
      handedOn: isDraft ? null : day,
    })),
  )
  // What is struck from a draft leaves no trace: its story begins when it is handed down.
  if (!isDraft) await handOver(tx, await tasksNamed(tx, fresh), plan.unitName, personId, day)
  return fresh
}

/**
 * Adds a task to a plan. Doing it again under the same id changes nothing.
 * @throws Problem `not_found_or_not_allowed`, `plan_is_not_issued`, `task_due_is_outside_the_plan`, `task_unit_has_ended`,
 *   `task_unit_is_not_beneath`
 */
export async function addTask(
  actor: Actor,
  planId: string,
  entry: TaskEntry,
  day: Day = today(),
): Promise<void> {
  const { unitId } = await planOf(actor, planId)
  await perform(actor, 'plan.write', unitId, async (tx) => {
    const plan = await planIn(tx, planId)
    await addTasksTo(
      tx,
      plan,
      [{ ...entry, parentId: null, indicator: entry.indicator || null, amount: await amountOf(tx, entry) }],
      actor.personId,
      day,
    )
    note(tx, { plan: planId, task: entry.id })
  })
}

/** The amount that a task names, read by its indicator. @throws Problem `task_amount_is_impossible`, those of `amountFrom` */
async function amountOf(tx: Tx, { indicator: code, amount }: TaskEntry): Promise<number | null> {
  if (amount === null) return null
  const indicator = await findIndicator(tx, code)
  return amountFrom(amount, { ...(indicator ? numberRulesOf(indicator) : {}), ...amountLimits })
}

/** Changes a task of a draft. @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `task_is_given_already` */
export const changePlannedTask = (
  actor: Actor,
  id: string,
  version: number,
  entry: TaskEntry,
  day: Day = today(),
): Promise<void> =>
  takeStep(actor, taskLife, id, 'rewrite', {
    version,
    said: entry,
    change: async (tx, task) => {
      const plan = await planIn(tx, task.planId)
      if (!isWithin(plan, entry.dueOn))
        throw new Problem(
          'task_due_is_outside_the_plan',
          { from: plan.fromDay, to: plan.toDay },
          { field: 'dueOn' },
        )
      await refuseUnfit(tx, plan.unitId, [entry.unitId], day)
      return {
        sets: {
          title: entry.title,
          product: entry.product,
          clause: entry.clause,
          unit_id: entry.unitId,
          due_on: entry.dueOn,
          indicator: entry.indicator || null,
          amount: await amountOf(tx, entry),
        },
      }
    },
  })

/** Strikes a task from a draft. @throws Problem `not_found_or_not_allowed`, `task_is_given_already` */
export async function strikeTask(actor: Actor, id: string): Promise<void> {
  const task = await taskOf(actor, id)
  const { unitId } = await planOf(actor, task.planId)
  await perform(actor, 'plan.write', unitId, async (tx) => {
    if (!(await deletePlanned(tx, id))) throw new Problem('task_is_given_already')
    note(tx, { task: id })
  })
}
