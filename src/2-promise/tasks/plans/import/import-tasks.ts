import { createHash } from 'node:crypto'
import { type Actor, look, note, perform } from '#access'
import { indicatorsOf, numberRulesOf } from '#figures'
import type { Reader } from '#platform/database'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Notice, writeXlsx } from '#platform/spreadsheet'
import { type Choice, chosenIn, hasChoice, withChoice } from '#platform/spreadsheet-reading'
import { spreadsheetSent } from '#platform/spreadsheet-sent'
import { addDays, type Day, today } from '#platform/time'
import { actingFor } from '../../selection-store.ts'
import { planOf } from '../read.ts'
import { findPlan, type Plan } from '../store.ts'
import { addTasksTo } from '../write-plan.ts'
import { keyOf, type PlannedTask, readTasks } from './rules.ts'
import { dropImport, type KeptImport, keepImport, keptImport, tasksPresent, unitsNamed } from './store.ts'
import { headingRow, type Reading, type RowProblem, type TableRow, tasksIn } from './task-table.ts'

/** What a file would do. `confirm` is there when it may be written as it is. */
export type Preview = {
  plan: Plan
  fileName: string
  reading: Reading
  tasks: PlannedTask[]
  problems: RowProblem[]
  notices: Notice[]
  /** Undefined where it is not kept: it has problems, and nothing in it can be chosen. */
  importId: string | undefined
  confirm: { importId: string; seen: string } | null
}

/** So many tasks one file brings at most. */
const mostRows = 2000

const seenOf = (tasks: readonly PlannedTask[]): string =>
  createHash('sha256').update(JSON.stringify(tasks)).digest('hex')

async function planFor(db: Reader, plan: Plan, rows: readonly TableRow[], day: Day) {
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

/** What the chosen rows of a file would do, held against what is there now. */
async function judge(
  db: Reader,
  plan: Plan,
  { reading, fileName }: KeptImport,
  importId: string,
  day: Day,
): Promise<Preview> {
  const { rows, problems: inHead, notices } = chosenIn(reading)
  if (rows.length > mostRows)
    throw new Problem('task_import_is_too_long', { count: mostRows }, { field: 'file' })
  const { tasks, problems } =
    inHead.length > 0 ? { tasks: [], problems: inHead } : await planFor(db, plan, rows, day)
  const isClean = problems.length === 0
  return {
    plan,
    fileName,
    reading,
    tasks,
    problems,
    notices,
    importId: isClean || hasChoice(reading) ? importId : undefined,
    confirm: isClean ? { importId, seen: seenOf(tasks) } : null,
  }
}

/**
 * Reads a table of tasks and says what it would put into a plan, row by row. Writes nothing but the preview, which waits an
 * hour for the person who made it.
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
  const reading = tasksIn(await spreadsheetSent(file.bytes, fileName))
  return perform(actor, 'plan.write', unitId, async (tx) => {
    const plan = await findPlan(tx, planId)
    if (!plan) throw new Problem('not_found_or_not_allowed')
    if (plan.state === 'closed') throw new Problem('plan_is_not_issued')
    const kept = {
      planId,
      reading,
      fileName,
      fileHash: createHash('sha256').update(file.bytes).digest('hex'),
    }
    const preview = await judge(tx, plan, kept, newId(), day)
    note(tx, { plan: planId, previewed: chosenIn(reading).rows.length, problems: preview.problems.length })
    if (preview.importId !== undefined) await keepImport(tx, preview.importId, actor.personId, kept)
    return preview
  })
}

async function importWaiting(
  db: Reader,
  planId: string,
  importId: string,
): Promise<{ plan: Plan; kept: KeptImport }> {
  const plan = await findPlan(db, planId)
  const kept = await keptImport(db, planId, importId)
  if (!plan || !kept) throw new Problem('import_has_expired')
  return { plan, kept }
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
    const { plan, kept } = await importWaiting(db, planId, importId)
    return judge(db, plan, kept, importId, day)
  })
}

/** Chooses another sheet, or a row that was left out. @throws Problem as `previewKept` */
export async function chooseTasks(
  actor: Actor,
  planId: string,
  importId: string,
  choice: Choice,
): Promise<void> {
  const { unitId } = await planOf(actor, planId)
  await perform(actor, 'plan.write', unitId, async (tx) => {
    const { plan, kept } = await importWaiting(tx, planId, importId)
    const chosen = { ...kept, reading: withChoice(kept.reading, choice) }
    // A sheet that is too long is refused now: a preview of it could not be opened any more.
    await judge(tx, plan, chosen, importId, today())
    await dropImport(tx, importId)
    await keepImport(tx, importId, actor.personId, chosen)
    note(tx, { plan: planId, ...choice })
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
    const { plan, kept } = await importWaiting(tx, planId, confirmed.importId)
    const { tasks, confirm } = await judge(tx, plan, kept, confirmed.importId, day)
    if (confirm?.seen !== confirmed.seen) throw new Problem('seen_is_outdated')
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
