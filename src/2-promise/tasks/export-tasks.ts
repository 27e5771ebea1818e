import { type Actor, look } from '#access'
import { unitBySlug } from '#org'
import { formatDay, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { type Cell, writeXlsx } from '#platform/spreadsheet'
import { dayOf, today } from '#platform/time'
import { type Exported, tasksToExport, type Wanted } from './export-store.ts'

/** More tasks than one file holds: a nation exports province by province. */
const mostExported = 20_000

/** A page of tasks as other systems get them. @throws Problem `not_found_or_not_allowed` */
export const tasksPage = (actor: Actor, wanted: Wanted): Promise<Exported[]> =>
  look(actor, 'task.read', null, (db) => tasksToExport(db, wanted, today()))

const columns = [
  'document',
  'directive',
  'plan',
  'clause',
  'task',
  'product',
  'unit_code',
  'unit',
  'giver',
  'due',
  'state',
  'late',
  'handed_on',
  'received_on',
  'handed_in_on',
  'judged_on',
  'result',
  'id',
] as const

const dayCell = (day: string | null): Cell => (day === null ? null : { day })

const rowOf = (task: Exported): Record<(typeof columns)[number], Cell> => ({
  document: task.documentSymbol,
  directive: task.directiveSymbol,
  plan: task.planTitle,
  clause: task.clause,
  task: task.title,
  product: task.product,
  unit_code: task.unitCode,
  unit: task.unitName,
  giver: task.giverName,
  due: dayCell(task.dueOn),
  state: t(`tasks.state.${task.state}`),
  late: task.isLate ? t('tasks.export.yes') : '',
  handed_on: dayCell(task.handedOn),
  received_on: task.receivedAt ? dayCell(dayOf(task.receivedAt)) : null,
  handed_in_on: dayCell(task.handedInOn),
  judged_on: dayCell(task.judgedOn),
  result: task.result,
  id: task.id,
})

/**
 * The states of all tasks of a plan, or of a unit and those beneath, as a table (.xlsx).
 * @throws Problem `not_found_or_not_allowed`, `tasks_are_too_many`
 */
export function exportTable(
  actor: Actor,
  asked: { slug?: string | undefined; planId?: string | undefined },
): Promise<Uint8Array<ArrayBuffer>> {
  return look(actor, 'task.read', null, async (db) => {
    const unit = asked.slug ? await unitBySlug(db, asked.slug) : undefined
    if ((asked.slug && !unit) || (!unit && !asked.planId)) throw new Problem('not_found_or_not_allowed')
    const wanted = { unitId: unit?.id, planId: asked.planId, limit: mostExported + 1 }
    const tasks = await tasksToExport(db, wanted, today())
    if (tasks.length > mostExported) throw new Problem('tasks_are_too_many', { count: mostExported })
    const head = columns.map((column) => t(`tasks.export.${column}`))
    const title = t('tasks.export.sheet', { day: formatDay(today()) })
      .replaceAll('/', '-')
      .slice(0, 31)
    return writeXlsx([
      {
        name: title,
        rows: [head, ...tasks.map((task) => columns.map((column) => rowOf(task)[column]))],
        widths: [18, 18, 40, 16, 50, 36, 12, 30, 30, 12, 16, 10, 12, 12, 12, 12, 50, 38],
      },
    ])
  })
}
