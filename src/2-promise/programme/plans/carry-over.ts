import { createHash } from 'node:crypto'
import { type Actor, look, note, perform } from '#access'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { count } from '../tasks/moved.ts'
import { tellOutside } from '../tasks/outside.ts'
import { actingFor, insertHanding } from '../tasks/selection-store.ts'
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

/** Pairs each old task with a new one; what was handed down together goes on together, beneath the new task where there is one. */
function pairsOf(tasks: readonly Unfinished[]): {
  pairs: Pair[]
  handings: Map<string, { id: string; taskId: string; units: string[] }>
} {
  const newIds = new Map(tasks.map(({ id }) => [id, newId()]))
  const handings = new Map<string, { id: string; taskId: string; units: string[] }>()
  const pairs = tasks.map((task): Pair => {
    const parentId = task.parentId === null ? null : (newIds.get(task.parentId) ?? task.parentId)
    const own = { oldId: task.id, newId: newIds.get(task.id) ?? newId(), parentId }
    if (task.handingId === null || parentId === null) return { ...own, handingId: null }
    const handing = handings.get(task.handingId) ?? { id: newId(), taskId: parentId, units: [] }
    handings.set(task.handingId, handing)
    handing.units.push(task.unitId)
    return { ...own, handingId: handing.id }
  })
  return { pairs, handings }
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

    const { pairs, handings } = pairsOf(tasks)
    const state = into.state === 'draft' ? 'planned' : 'handed_down'
    const target = {
      planId: into.id,
      fromUnitId: plan.unitId,
      unitId: into.unitId,
      state,
      day,
      dueOn,
    } as const
    // Tasks before what was handed down from them: a handing-down names its task.
    const own = pairs.filter(({ handingId }) => handingId === null)
    const handed = pairs.filter(({ handingId }) => handingId !== null)
    const first = own.length > 0 ? await carry(tx, own, target) : { made: [], closed: [] }
    for (const { id, taskId, units } of handings.values())
      await insertHanding(tx, {
        id,
        taskId,
        rule: { kinds: [], lines: [], levels: [], beneathId: null, plus: units, minus: [] },
        dueOn,
        handedOn: day < dueOn ? day : dueOn,
        handedBy: actor.personId,
      })
    const second = handed.length > 0 ? await carry(tx, handed, target) : { made: [], closed: [] }
    const made = [...first.made, ...second.made].map((task) => ({ ...task, themeId: into.themeId }))
    const closed = [...first.closed, ...second.closed].map((task) => ({ ...task, themeId: plan.themeId }))
    await count(tx, closed, day, () => [{ indicator: 'tasks_carried_over', amount: 1 }])
    await tellOutside(tx, closed)
    if (state === 'handed_down') await handOver(tx, made, into.unitName, actor.personId, day)
    note(tx, { plan: planId, into: into.id, tasks: made.length })
    return made.length
  })
}
