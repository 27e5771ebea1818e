import { createHash } from 'node:crypto'
import { type Actor, look, note, perform } from '#access'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import type { Moved } from '../change-store.ts'
import { count } from '../moved.ts'
import { tellOutside } from '../outside.ts'
import { earlier } from '../rules.ts'
import { actingFor, insertHanding } from '../selection-store.ts'
import {
  carry,
  countHandedIn,
  lockUnfinished,
  type Pair,
  type Unfinished,
  unfinishedOf,
} from './carry-store.ts'
import type { CarryEntry } from './entry.ts'
import { isWithin, planOf } from './read.ts'
import { findPlan, type Plan, plansMatching } from './store.ts'
import { handOver } from './write-plan.ts'

/** Whether unfinished tasks of one plan may go on in another: it begins later, is not closed, and belongs to who goes on. */
export const follows = (plan: Plan, into: Plan, unitIds: readonly string[]): boolean =>
  into.id !== plan.id &&
  into.state !== 'closed' &&
  unitIds.includes(into.unitId) &&
  into.fromDay > plan.fromDay

/** What somebody saw that would be carried over, in a word that changes when it does. */
export const seenOf = (tasks: readonly Unfinished[]): string =>
  createHash('sha256')
    .update(tasks.map(({ id, version }) => `${id} ${version}`).join('\n'))
    .digest('hex')

/**
 * What would be carried over from a plan, and into which it could go.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function previewCarryOver(actor: Actor, planId: string, day: Day = today()) {
  const { unitId } = await planOf(actor, planId)
  return look(actor, 'plan.write', unitId, async (db) => {
    const plan = await findPlan(db, planId)
    if (!plan) throw new Problem('not_found_or_not_allowed')
    const unitIds = [plan.unitId, await actingFor(db, plan.unitId, day)]
    const all = await unfinishedOf(db, planId, day)
    const tasks = all.filter(({ stands }) => stands)
    return {
      plan,
      tasks,
      left: all.filter(({ stands }) => !stands),
      handedIn: await countHandedIn(db, planId),
      into: (await plansMatching(db, { unitIds, limit: 100 })).filter((one) => follows(plan, one, unitIds)),
      seen: seenOf(tasks),
    }
  })
}

type Handing = { id: string; taskId: string; units: string[] }

/**
 * Pairs each old task with a new one, those above before those beneath them; what was handed down together goes on together,
 * beneath the new task where there is one.
 */
function wavesOf(tasks: readonly Unfinished[]): { waves: Pair[][]; handings: Map<string, Handing> } {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const newIds = new Map(tasks.map(({ id }) => [id, newId()]))
  const fresh = new Map<string, Handing>()
  const depthOf = (task: Unfinished): number => {
    const parent = task.parentId === null ? undefined : byId.get(task.parentId)
    return parent ? depthOf(parent) + 1 : 0
  }
  const waves: Pair[][] = []
  for (const task of tasks) {
    const parentId = task.parentId === null ? null : (newIds.get(task.parentId) ?? task.parentId)
    let handingId: string | null = null
    if (task.handingId !== null && parentId !== null) {
      const handing = fresh.get(task.handingId) ?? { id: newId(), taskId: parentId, units: [] }
      fresh.set(task.handingId, handing)
      handing.units.push(task.unitId)
      handingId = handing.id
    }
    const depth = depthOf(task)
    const wave = waves[depth] ?? []
    waves[depth] = wave
    wave.push({ oldId: task.id, newId: newIds.get(task.id) ?? newId(), handingId, parentId })
  }
  return { waves: waves.filter(Boolean), handings: new Map([...fresh.values()].map((one) => [one.id, one])) }
}

/**
 * Carries the unfinished tasks of a plan over into a later one, all of them in one step: new tasks linked to the old ones, the
 * old ones closed as carried over. What was handed in waits for its giver's word and stays.
 * @returns how many tasks go on.
 * @throws Problem `not_found_or_not_allowed`, `plan_is_not_issued`, `plan_does_not_follow`, `plan_has_nothing_to_carry_over`,
 *   `task_due_is_outside_the_plan`, `seen_is_outdated`
 */
export async function carryOver(
  actor: Actor,
  planId: string,
  entry: CarryEntry,
  day: Day = today(),
): Promise<number> {
  const { unitId } = await planOf(actor, planId)
  const target = await planOf(actor, entry.intoId)
  return perform(actor, 'plan.write', target.unitId, async (tx) => {
    const plan = await findPlan(tx, planId)
    const into = await findPlan(tx, entry.intoId)
    if (!plan || !into) throw new Problem('not_found_or_not_allowed')
    if (plan.state !== 'issued') throw new Problem('plan_is_not_issued')
    if (!follows(plan, into, [unitId, await actingFor(tx, unitId, day)]))
      throw new Problem('plan_does_not_follow', {}, { field: 'intoId' })
    const dueOn = entry.dueOn ?? into.toDay
    if (!isWithin(into, dueOn))
      throw new Problem(
        'task_due_is_outside_the_plan',
        { from: into.fromDay, to: into.toDay },
        { field: 'dueOn' },
      )
    const tasks = (await lockUnfinished(tx, planId, day)).filter(({ stands }) => stands)
    if (tasks.length === 0) throw new Problem('plan_has_nothing_to_carry_over')
    if (seenOf(tasks) !== entry.seen) throw new Problem('seen_is_outdated')

    const { waves, handings } = wavesOf(tasks)
    const state = into.state === 'draft' ? 'planned' : 'handed_down'
    const goal = { planId: into.id, fromUnitId: plan.unitId, unitId: into.unitId, state, day, dueOn } as const
    const carried = { made: [] as Moved[], closed: [] as Moved[] }
    // From the top down: a handing-down names its task, which has to be there.
    for (const wave of waves) {
      for (const handingId of new Set(wave.map((pair) => pair.handingId))) {
        const handing = handings.get(handingId ?? '')
        if (handing)
          await insertHanding(tx, {
            id: handing.id,
            taskId: handing.taskId,
            rule: { kinds: [], lines: [], levels: [], beneathId: null, plus: handing.units, minus: [] },
            dueOn,
            handedOn: earlier(day, dueOn),
            handedBy: actor.personId,
          })
      }
      const { made, closed } = await carry(tx, wave, goal)
      carried.made.push(...made)
      carried.closed.push(...closed)
    }
    const made = carried.made.map((task) => ({ ...task, themeId: into.themeId }))
    const closed = carried.closed.map((task) => ({ ...task, themeId: plan.themeId }))
    await count(tx, closed, day, () => [{ indicator: 'tasks_carried_over', amount: 1 }])
    await tellOutside(tx, closed)
    if (state === 'handed_down') await handOver(tx, made, into.unitName, actor.personId, day)
    note(tx, { plan: planId, into: into.id, tasks: made.length })
    return made.length
  })
}
