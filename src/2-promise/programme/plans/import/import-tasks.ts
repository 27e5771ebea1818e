import { createHash } from 'node:crypto'
import { type Actor, look, note, perform } from '#access'
import { indicatorsOf, numberRulesOf } from '#figures'
import type { Reader } from '#platform/database'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Notice, writeXlsx } from '#platform/spreadsheet'
import { spreadsheetSent } from '#platform/spreadsheet-sent'
import { addDays, type Day, today } from '#platform/time'
import { actingFor } from '../../tasks/selection-store.ts'
import { planOf } from '../read.ts'
import { findPlan, type Plan } from '../store.ts'
import { addTasksTo } from '../write-plan.ts'
import { keyOf, type PlannedTask, readTasks } from './rules.ts'
import { dropImport, keepImport, keptImport, tasksPresent, unitsNamed } from './store.ts'
import { columns, headings, type RowProblem, type TableRow, taskRowsIn } from './task-table.ts'

/** What a file would do. `confirm` is there when it may be written as it is. */
export type Preview = {
  plan: Plan
  fileName: string
  tasks: PlannedTask[]
  problems: RowProblem[]
  notices: Notice[]
  confirm: { importId: string; seen: string } | null
}

/** So many tasks one file brings at most. */
const mostRows = 2000

const seenOf = (tasks: readonly PlannedTask[]): string =>
  createHash('sha256').update(JSON.stringify(tasks)).digest('hex')

async function judge(db: Reader, plan: Plan, rows: readonly TableRow[], day: Day) {
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

/**
 * Reads a table of tasks and says what it would put into a plan, row by row. Writes nothing but the preview, which waits an
 * hour for the person who made it; one with problems is not even kept.
 * @throws Problem of `readSpreadsheet`; `not_found_or_not_allowed`, `plan_is_not_issued`, `task_import_is_too_long`
 */
export async function previewTasks(
  actor: Actor,
  planId: string,
  file: { name: string; bytes: Uint8Array },
  day: Day = today(),
): Promise<Preview> {
  const { unitId } = await planOf(actor, planId)
  const fileName = file.name.normalize('NFC').toWellFormed().replaceAll('\0', '').slice(-200)
  const sheet = await spreadsheetSent(file.bytes, fileName)
  return perform(actor, 'plan.write', unitId, async (tx) => {
    const plan = await findPlan(tx, planId)
    if (!plan) throw new Problem('not_found_or_not_allowed')
    if (plan.state === 'closed') throw new Problem('plan_is_not_issued')
    const table = taskRowsIn(sheet)
    if (table.rows.length > mostRows)
      throw new Problem('task_import_is_too_long', { count: mostRows }, { field: 'file' })
    if (table.problems.length === 0 && table.rows.length === 0)
      throw new Problem('spreadsheet_is_empty', {}, { field: 'file' })
    const notices = [
      ...sheet.notices,
      ...(table.ignored.length > 0
        ? [{ code: 'columnsIgnored', params: { columns: table.ignored.slice(0, 20).join(', ') } }]
        : []),
    ]
    const judged =
      table.problems.length > 0
        ? { tasks: [], problems: table.problems }
        : await judge(tx, plan, table.rows, day)
    note(tx, { plan: planId, previewed: table.rows.length, problems: judged.problems.length })
    if (judged.problems.length > 0) return { plan, fileName, ...judged, notices, confirm: null }
    const importId = newId()
    const fileHash = createHash('sha256').update(file.bytes).digest('hex')
    await keepImport(tx, importId, actor.personId, { planId, rows: table.rows, notices, fileName, fileHash })
    return { plan, fileName, ...judged, notices, confirm: { importId, seen: seenOf(judged.tasks) } }
  })
}

/**
 * A preview that was made within the hour, held against what is there now.
 * @throws Problem `import_has_expired`, `not_found_or_not_allowed`
 */
export async function previewKept(
  actor: Actor,
  planId: string,
  importId: string,
  day: Day = today(),
): Promise<Preview> {
  const { unitId } = await planOf(actor, planId)
  return look(actor, 'plan.write', unitId, async (db) => {
    const plan = await findPlan(db, planId)
    const kept = await keptImport(db, planId, importId)
    if (!plan || !kept) throw new Problem('import_has_expired')
    const judged = await judge(db, plan, kept.rows, day)
    const confirm = judged.problems.length > 0 ? null : { importId, seen: seenOf(judged.tasks) }
    return { plan, fileName: kept.fileName, ...judged, notices: kept.notices, confirm }
  })
}

/**
 * Puts the tasks of a previewed table into the plan: all of them, or none where one has become wrong meanwhile.
 * @returns how many.
 * @throws Problem `import_has_expired`, `seen_is_outdated`, `plan_is_not_issued`, `not_found_or_not_allowed`
 */
export async function importTasks(
  actor: Actor,
  planId: string,
  confirmed: { importId: string; seen: string },
  day: Day = today(),
): Promise<number> {
  const { unitId } = await planOf(actor, planId)
  return perform(actor, 'plan.write', unitId, async (tx) => {
    const plan = await findPlan(tx, planId)
    const kept = await keptImport(tx, planId, confirmed.importId)
    if (!plan || !kept) throw new Problem('import_has_expired')
    const { tasks, problems } = await judge(tx, plan, kept.rows, day)
    if (problems.length > 0 || seenOf(tasks) !== confirmed.seen) throw new Problem('seen_is_outdated')
    await addTasksTo(
      tx,
      plan,
      tasks.map(({ row: _, unitName: __, ...task }) => ({ ...task, id: newId(), parentId: null })),
      actor.personId,
      day,
    )
    await dropImport(tx, confirmed.importId)
    note(tx, { plan: planId, imported: tasks.length, fileHash: kept.fileHash })
    return tasks.length
  })
}

/** An empty table with its headings and one line that shows how it is filled in. */
export const emptyTable = (): Uint8Array<ArrayBuffer> =>
  writeXlsx([
    {
      name: 'Nhiệm vụ',
      rows: [
        columns.map((column) => headings[column]),
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
