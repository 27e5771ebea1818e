import { type Amount, insertFacts, type Origin } from '#figures'
import type { Tx } from '#platform/database'
import { cameInTime } from '../rules.ts'
import {
  insertHandings,
  insertLoadedTasks,
  insertPlans,
  type LoadedHanding,
  type LoadedPlan,
  type LoadedTask,
} from './load-store.ts'

export { documentNamed } from './load-store.ts'
export type { LoadedHanding, LoadedPlan, LoadedTask }

/** Plans with all that happened to their tasks. */
export type LoadedPlans = { plans: LoadedPlan[]; tasks: LoadedTask[]; handings: LoadedHanding[] }

type Fact = Origin & Amount & { assurance: 'declared' }

function factsOf({ plans, tasks }: LoadedPlans): Fact[] {
  const themes = new Map(plans.map(({ id, themeId }) => [id, themeId]))
  const ofPlans = plans.flatMap((plan): Fact[] => {
    if (plan.issuedOn === null) return []
    const origin = {
      kind: 'plan' as const,
      id: plan.id,
      unitId: plan.unitId,
      day: plan.issuedOn,
      seriesId: plan.id,
      themeId: plan.themeId,
      assurance: 'declared' as const,
    }
    return [
      { ...origin, indicator: 'plans_issued', amount: 1 },
      { ...origin, indicator: 'units_with_plan', amount: 1, subject: plan.unitId },
    ]
  })
  const ofTasks = tasks
    .filter(({ unitId, giverId, state }) => unitId !== giverId && state !== 'recalled' && state !== 'planned')
    .flatMap((task): Fact[] => {
      const on = (day: string, indicator: string, subject?: string): Fact => ({
        kind: 'task',
        id: task.id,
        unitId: task.unitId,
        day,
        seriesId: task.id,
        themeId: themes.get(task.planId) ?? null,
        assurance: 'declared',
        indicator,
        amount: 1,
        ...(subject ? { subject } : {}),
      })
      const { handedOn, judgedOn } = task
      return [
        ...(handedOn
          ? [on(handedOn, 'tasks_handed_down'), on(handedOn, 'units_with_tasks', task.unitId)]
          : []),
        ...(task.state === 'accepted' && judgedOn ? [on(judgedOn, 'tasks_accepted')] : []),
        ...(task.state === 'accepted' && judgedOn && cameInTime(task)
          ? [on(judgedOn, 'tasks_accepted_in_time')]
          : []),
        ...(task.state === 'carried_over' ? [on(task.dueOn, 'tasks_carried_over')] : []),
      ]
    })
  return [...ofPlans, ...ofTasks]
}

/** Loads plans, tasks and what happened to them, with their facts. For demonstrations: nobody is told anything. */
export async function loadPlans(tx: Tx, loaded: LoadedPlans): Promise<void> {
  await insertPlans(tx, loaded.plans)
  let tasks = loaded.tasks.filter(({ handingId }) => handingId === null)
  // From the top down: a handing-down names its task, and what was handed down names both.
  while (tasks.length > 0) {
    await insertLoadedTasks(tx, tasks)
    const there = new Set(tasks.map(({ id }) => id))
    const handings = loaded.handings.filter(({ taskId }) => there.has(taskId))
    await insertHandings(tx, handings)
    const made = new Set(handings.map(({ id }) => id))
    tasks = loaded.tasks.filter(({ handingId }) => handingId !== null && made.has(handingId))
  }
  await insertFacts(tx, factsOf(loaded))
}
