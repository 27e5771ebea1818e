import { type Actor, look, mayAnywhere } from '#access'
import { indicatorsOf } from '#figures'
import { unitBySlug } from '#org'
import { dueDayFrom } from '#parameters'
import type { Reader } from '#platform/database'
import { isId } from '#platform/ids'
import { type DayPlace, readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { addDays, type Day, today } from '#platform/time'
import { chainAbove } from '../chain.ts'
import { earlier, type Progress, progressOf } from '../rules.ts'
import { countsBeneath, findTask, mayIn, ownUnits, tasksNamed, unitsToAct } from '../store.ts'
import type { PlanState } from './entry.ts'
import {
  askedOf,
  countsOfPlans,
  documentsToChoose,
  findPlan,
  ownTaskIds,
  type Plan,
  plansMatching,
  plansToCarryOut,
  themesToChoose,
  yearsOf,
} from './store.ts'

const missing = () => new Problem('not_found_or_not_allowed')

/** One plan that the actor may see. @throws Problem `not_found_or_not_allowed` */
export async function planOf(actor: Actor, id: string): Promise<Plan> {
  if (!isId(id)) throw missing()
  const plan = await look(actor, 'plan.read', null, (db) => findPlan(db, id))
  if (!plan) throw missing()
  return plan
}

const pageLength = 30

/** Plans that the actor may see, of one unit where one is named. */
export function plansPage(
  actor: Actor,
  asked: {
    slug?: string | undefined
    year?: number | undefined
    state?: PlanState | undefined
    after?: DayPlace | undefined
  },
  day: Day = today(),
) {
  return look(actor, 'plan.read', null, async (db) => {
    const unit = asked.slug ? await unitBySlug(db, asked.slug) : undefined
    if (asked.slug && !unit) throw missing()
    const unitIds = unit ? [unit.id] : undefined
    const { rows, next } = await readPage(
      pageLength,
      (limit) => plansMatching(db, { ...asked, unitIds, limit }),
      (last) => ({ day: last.fromDay, id: last.id }),
    )
    const counts = Map.groupBy(
      await countsOfPlans(
        db,
        rows.map(({ id }) => id),
        day,
      ),
      ({ planId }) => planId,
    )
    return {
      unit,
      rows: rows.map((plan) => ({ plan, progress: progressOf(counts.get(plan.id) ?? []) })),
      next,
      mayWrite: await mayAnywhere(db, 'plan.write'),
    }
  })
}

const mostTasks = 300

/** How far a local plan has answered the plan above. */
export async function coverageOf(db: Reader, plan: Plan) {
  if (plan.aboveId === null) return undefined
  const asked = await askedOf(db, { ...plan, aboveId: plan.aboveId })
  return { asked, answered: asked.filter(({ answer }) => answer !== null).length }
}

/**
 * A plan with its tasks, how they stand, the way up to the directive, and how it answers the plan above.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function planPage(actor: Actor, id: string, day: Day = today()) {
  await planOf(actor, id)
  return look(actor, 'plan.read', null, async (db) => {
    const plan = await findPlan(db, id)
    if (!plan) throw missing()
    const ids = await ownTaskIds(db, id, mostTasks)
    const tasks = await tasksNamed(db, ids)
    const beneath = Map.groupBy(await countsBeneath(db, ids, day), ({ parentId }) => parentId)
    const mayWrite = (await mayIn(db, 'plan.write', [plan.unitId])).size > 0
    return {
      plan,
      tasks: tasks.map((task) => ({
        task,
        beneath: beneath.has(task.id)
          ? progressOf(beneath.get(task.id) ?? [])
          : (undefined as Progress | undefined),
      })),
      progress: progressOf(await countsOfPlans(db, [id], day)),
      chain: await chainAbove(db, id),
      years: plan.kind === 'action_programme' ? await yearsOf(db, id) : [],
      coverage: await coverageOf(db, plan),
      mayWrite,
    }
  })
}

/** What a plan is written from: units, documents, themes, plans to carry out. @throws Problem `not_found_or_not_allowed` */
export async function formForPlan(actor: Actor, id?: string) {
  const plan = id === undefined ? undefined : await planOf(actor, id)
  return look(actor, 'plan.write', plan?.unitId ?? null, async (db) => {
    const own = new Set((await ownUnits(db)).map((unit) => unit.id))
    const units = await unitsToAct(db, 'plan.write')
    return {
      plan,
      // Where one works comes before what lies beneath.
      units: [...units].sort((one, other) => Number(own.has(other.id)) - Number(own.has(one.id))),
      documents: await documentsToChoose(db),
      themes: await themesToChoose(db),
      above: (await plansToCarryOut(db)).filter((one) => one.id !== id),
    }
  })
}

/** What a task is put into a plan from. @throws Problem `not_found_or_not_allowed` */
export async function formForTask(actor: Actor, planId: string, taskId?: string, day: Day = today()) {
  const plan = await planOf(actor, planId)
  return look(actor, 'plan.write', plan.unitId, async (db) => {
    const task = taskId === undefined ? undefined : isId(taskId) ? await findTask(db, taskId) : undefined
    if (taskId !== undefined && (!task || task.planId !== planId)) throw missing()
    const usual = await dueDayFrom(db, day < plan.fromDay ? plan.fromDay : day)
    return {
      plan,
      task,
      indicators: (await indicatorsOf(db)).filter(({ rule }) => rule === 'sum' || rule === 'stock'),
      dueOn: earlier(usual, plan.toDay),
    }
  })
}

/** Whether a day is still within a plan: work may be due a month after its end, when it is reviewed. */
export const isWithin = (plan: Plan, day: Day): boolean =>
  day >= plan.fromDay && day <= addDays(plan.toDay, 31)
