import { type NumberRules, readWithin } from '#platform/number'
import { plainText } from '#platform/plain-text'
import { type Day, dayWritten } from '#platform/time'
import { amountLimits } from '../../entry.ts'
import type { RowProblem, TableRow, TaskColumn } from './task-table.ts'

/** A unit as a row may name it: by code, by the name in its address, or by name. */
export type NamedUnit = {
  id: string
  name: string
  slug: string
  code: string | null
  endedOn: Day | null
  successors: string[]
}

/** What rows are held against. */
export type Ground = {
  plan: { fromDay: Day; toDay: Day }
  /** The last day on which something may be due. */
  lastDay: Day
  units: readonly NamedUnit[]
  indicators: readonly { code: string; name: string; rules: NumberRules }[]
  /** Tasks that are in the plan already, as `title|unit`. */
  present: ReadonlySet<string>
}

/** A task that a row makes. */
export type PlannedTask = {
  row: number
  title: string
  product: string
  clause: string
  unitId: string
  unitName: string
  dueOn: Day
  indicator: string | null
  amount: number | null
}

const plain = (text: string): string => plainText(text).replace(/\s+/g, ' ').trim()

/** What makes two rows the same task. */
export const keyOf = (title: string, unitId: string): string => `${plain(title)}|${unitId}`

/** The units that a word means: one by code or address, or those of that name. */
function unitsMeant(text: string, units: readonly NamedUnit[]): NamedUnit[] {
  const exact = units.filter(
    ({ code, slug }) => code === text.trim().toUpperCase() || slug === text.trim().toLowerCase(),
  )
  const found = exact.length > 0 ? exact : units.filter(({ name }) => plain(name) === plain(text))
  // Codes and names went to other units at a reorganisation: who stands today is meant before who has ended.
  const standing = found.filter(({ endedOn }) => endedOn === null)
  return standing.length > 0 ? standing : found
}

type Read = { task?: PlannedTask; problems: RowProblem[] }

function readRow({ number, cells }: TableRow, ground: Ground): Read {
  const problems: RowProblem[] = []
  const refuse = (column: TaskColumn, code: string, params: RowProblem['params'] = {}): undefined => {
    problems.push({ row: number, column, code, params })
  }
  const title = cells.title?.trim() ?? ''
  if (title === '') refuse('title', 'field_is_required')
  else if (title.length < 3 || title.length > 500) refuse('title', 'task_title_is_too_long')
  if ((cells.product?.length ?? 0) > 500) refuse('product', 'task_product_is_too_long')
  if ((cells.clause?.length ?? 0) > 200) refuse('clause', 'task_clause_is_too_long')

  const dueOn = cells.due ? dayWritten(cells.due) : refuse('due', 'field_is_required')
  if (cells.due && !dueOn) refuse('due', 'import_day_is_no_day', { day: cells.due })
  if (dueOn && (dueOn < ground.plan.fromDay || dueOn > ground.lastDay))
    refuse('due', 'task_due_is_outside_the_plan', { from: ground.plan.fromDay, to: ground.plan.toDay })

  const meant = cells.unit ? unitsMeant(cells.unit, ground.units) : []
  const [unit] = meant
  if (!cells.unit) refuse('unit', 'field_is_required')
  else if (!unit) refuse('unit', 'task_import_unit_is_unknown', { unit: cells.unit })
  else if (meant.length > 1)
    refuse('unit', 'task_import_unit_is_ambiguous', { unit: cells.unit, count: meant.length })
  else if (unit.endedOn !== null)
    refuse('unit', unit.successors.length > 0 ? 'task_unit_has_ended' : 'task_unit_has_ended_without_heir', {
      name: unit.name,
      day: unit.endedOn,
      successors: unit.successors.join(', '),
    })

  const indicator = cells.indicator
    ? ground.indicators.find(
        ({ code, name }) => code === cells.indicator || plain(name) === plain(cells.indicator ?? ''),
      )
    : undefined
  if (cells.indicator && !indicator) refuse('indicator', 'indicator_is_unknown', { code: cells.indicator })
  const amount = cells.amount ? readWithin(cells.amount, { ...indicator?.rules, ...amountLimits }) : undefined
  if (amount?.fault) refuse('amount', amount.fault.code, amount.fault.params)
  if (!cells.indicator !== !cells.amount) refuse('amount', 'task_amount_has_no_indicator')
  if (!unit || !dueOn || problems.length > 0) return { problems }
  return {
    problems,
    task: {
      row: number,
      title,
      product: cells.product ?? '',
      clause: cells.clause ?? '',
      unitId: unit.id,
      unitName: unit.name,
      dueOn,
      indicator: indicator?.code ?? null,
      amount: amount?.value ?? null,
    },
  }
}

/** Reads all rows of a table, or says all that is wrong with each. Rows that say the same twice are at fault. */
export function readTasks(
  rows: readonly TableRow[],
  ground: Ground,
): { tasks: PlannedTask[]; problems: RowProblem[] } {
  const tasks: PlannedTask[] = []
  const problems: RowProblem[] = []
  const first = new Map<string, number>()
  for (const row of rows) {
    const read = readRow(row, ground)
    problems.push(...read.problems)
    if (!read.task) continue
    const key = keyOf(read.task.title, read.task.unitId)
    const before = first.get(key)
    if (before !== undefined)
      problems.push({
        row: row.number,
        column: 'title',
        code: 'task_import_row_is_there_twice',
        params: { row: before },
      })
    else if (ground.present.has(key))
      problems.push({ row: row.number, column: 'title', code: 'task_import_is_in_the_plan', params: {} })
    else tasks.push(read.task)
    first.set(key, before ?? row.number)
  }
  return { tasks, problems }
}
