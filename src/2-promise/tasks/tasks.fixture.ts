import { type Actor, asSystem, look } from '#access'
import { loadIndicators } from '#figures'
import { newId } from '#platform/ids'
import { addDays, type Day, today } from '#platform/time'
import { aDistrict, aPerson } from '../../../test/support/district.ts'
import { documentIndicators } from '../documents/indicators.ts'
import type { HandingEntry, SelectionRule, TaskEntry } from './entry.ts'
import { handDown } from './hand-down.ts'
import { planAndTaskIndicators } from './indicators.ts'
import type { NewPlan } from './plans/entry.ts'
import { addTask, issuePlan, writePlan } from './plans/write-plan.ts'
import { taskOf } from './read.ts'
import { findTask } from './store.ts'

/** A rule with what a test does not care about left blank. */
export const aRule = (rule: Partial<SelectionRule> = {}): SelectionRule => ({
  kinds: ['commune'],
  lines: [],
  levels: [],
  beneathId: null,
  plus: [],
  minus: [],
  ...rule,
})

export const aPlan = (unitId: string, plan: Partial<NewPlan> = {}): NewPlan => ({
  id: newId(),
  unitId,
  kind: 'plan',
  title: 'Kế hoạch thực hiện chuyên đề năm',
  documentId: null,
  carriesOutId: null,
  aboveId: null,
  themeId: null,
  fromDay: addDays(today(), -60),
  toDay: addDays(today(), 200),
  ...plan,
})

export const aTask = (unitId: string, task: Partial<TaskEntry> = {}): TaskEntry => ({
  id: newId(),
  title: 'Mỗi xã xây dựng một mô hình học tập và làm theo Bác',
  product: 'Một mô hình được công nhận',
  clause: 'mục II.1',
  unitId,
  dueOn: addDays(today(), 60),
  indicator: '',
  amount: null,
  ...task,
})

export const aHanding = (handing: Partial<HandingEntry> = {}): HandingEntry => ({
  id: newId(),
  dueOn: addDays(today(), 30),
  title: '',
  product: '',
  rule: aRule(),
  ...handing,
})

/** A province with an issued plan of one task, and the people who give and do: in the province, in both communes. */
export async function aPlannedDistrict(day: Day = today()) {
  const district = await aDistrict()
  const { province, commune, neighbour, hamlet } = district
  const people = await asSystem('test.people', async (tx) => {
    await loadIndicators(tx, documentIndicators)
    await loadIndicators(tx, planAndTaskIndicators)
    return {
      office: await aPerson(tx, 'Văn phòng tỉnh', { role: 'checker', unitId: province }),
      secretary: await aPerson(tx, 'Bí thư tỉnh', { role: 'leader', unitId: province }),
      officer: await aPerson(tx, 'Cán bộ xã Một', { role: 'recorder', unitId: commune }),
      head: await aPerson(tx, 'Chủ tịch xã Một', { role: 'leader', unitId: commune }),
      neighbours: await aPerson(
        tx,
        'Cán bộ xã Hai',
        { role: 'recorder', unitId: neighbour },
        { role: 'leader', unitId: neighbour },
      ),
      hamletHead: await aPerson(tx, 'Trưởng chi hội', { role: 'recorder', unitId: hamlet }),
    }
  })
  const plan = aPlan(province)
  const task = aTask(province)
  await writePlan(people.secretary, plan)
  await addTask(people.secretary, plan.id, task, day)
  await issuePlan(people.secretary, plan.id, 1, day)
  return { ...district, ...people, planId: plan.id, taskId: task.id }
}

/** The row of a task that a unit has, as its giver sees it. */
export async function rowOf(actor: Actor, parentId: string, unitId: string) {
  const rows = await look(actor, 'task.read', null, (db) =>
    db
      .selectFrom('programme.task')
      .select('id')
      .where('parent_id', '=', parentId)
      .where('unit_id', '=', unitId)
      .limit(10)
      .execute(),
  )
  const [row] = rows
  if (!row) throw new Error('The unit has no row of this task.')
  return taskOf(actor, row.id)
}

/** Hands the task of the fixture down to both communes; the row of the first. */
export async function handedDown(
  at: Awaited<ReturnType<typeof aPlannedDistrict>>,
  handing: Partial<HandingEntry> = {},
) {
  await handDown(at.secretary, at.taskId, aHanding(handing))
  return rowOf(at.secretary, at.taskId, at.commune)
}

export const versionOf = async (actor: Actor, id: string): Promise<number> =>
  (await look(actor, 'task.read', null, (db) => findTask(db, id)))?.version ?? 0
