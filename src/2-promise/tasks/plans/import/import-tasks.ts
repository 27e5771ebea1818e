import { indicatorsOf, numberRulesOf } from '#figures'
import { defineImport } from '#imports'
import type { Reader } from '#platform/database'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { writeXlsx } from '#platform/spreadsheet'
import { addDays, type Day } from '#platform/time'
import { actingFor } from '../../selection-store.ts'
import { planOf } from '../read.ts'
import { findPlan, type Plan } from '../store.ts'
import { addTasksTo } from '../write-plan.ts'
import { keyOf, readTasks } from './rules.ts'
import { tasksPresent, unitsNamed } from './store.ts'
import { headingRow, type TableRow, tasksIn } from './task-table.ts'

/** Tasks of a plan from a table. */
export const taskImport = defineImport({
  name: 'tasks',
  action: 'plan.write',
  unitOf: async (actor, { planId }: { planId: string }) => (await planOf(actor, planId)).unitId,
  read: tasksIn,
  most: 2000,
  async judge(db, { planId }, rows, { day }) {
    const plan = await findPlan(db, planId)
    if (!plan) throw new Problem('not_found_or_not_allowed')
    if (plan.state === 'closed') throw new Problem('plan_is_not_issued')
    return { plan, ...(await tasksFor(db, plan, rows, day)) }
  },
  count: ({ tasks }) => tasks.length,
  // A plan that was issued meanwhile would hand its tasks down at once.
  seen: ({ plan, tasks }) => [plan.state, tasks],
  async write(tx, _into, { plan, tasks }, { actor, day }) {
    const rows = tasks.map(({ row: _, unitName: __, ...task }) => ({ ...task, id: newId(), parentId: null }))
    await addTasksTo(tx, plan, rows, actor.personId, day)
    return tasks.length
  },
})

async function tasksFor(db: Reader, plan: Plan, rows: readonly TableRow[], day: Day) {
  const giverId = await actingFor(db, plan.unitId, day)
  const words = [...new Set(rows.flatMap(({ cells }) => (cells.unit ? [cells.unit.trim()] : [])))]
  const indicators = (await indicatorsOf(db)).filter(({ rule }) => rule === 'sum' || rule === 'stock')
  return readTasks(rows, {
    plan,
    lastDay: addDays(plan.toDay, 31),
    units: await unitsNamed(db, giverId, words, day),
    indicators: indicators.map((one) => ({ code: one.code, name: one.nameVi, rules: numberRulesOf(one) })),
    present: new Set((await tasksPresent(db, plan.id)).map(({ title, unitId }) => keyOf(title, unitId))),
  })
}

/** An empty table with its headings and one line that shows how it is filled in. */
export const emptyTable = (): Uint8Array<ArrayBuffer> =>
  writeXlsx([
    {
      name: 'Nhiệm vụ',
      rows: [
        headingRow,
        [
          'Mở lớp học chuyên đề cho cán bộ, đảng viên',
          'Báo cáo kết quả lớp học',
          'Mã, tên hoặc địa chỉ trang của đơn vị',
          '30/6/2026',
          'mục II.1',
          '',
          '',
        ],
      ],
      widths: [60, 40, 34, 14, 16, 34, 12],
    },
  ])
