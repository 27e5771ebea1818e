import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import type { Day } from '#platform/time'
import { insertEvents } from './change-store.ts'
import type { SelectionRule } from './entry.ts'
import { type Left, leftByEnded, takeOver } from './inherit-store.ts'
import { count, handedDownAmounts, tell } from './moved.ts'
import { tasksNamed } from './store.ts'

/** Whether a unit is one that a rule means, by what it is. */
const fits = (rule: SelectionRule, unit: Left['parts'][number]): boolean =>
  !rule.minus.includes(unit.id) &&
  rule.kinds.length + rule.lines.length + rule.levels.length > 0 &&
  (rule.kinds.length === 0 || rule.kinds.includes(unit.kind)) &&
  (rule.lines.length === 0 || (unit.line !== null && rule.lines.includes(unit.line))) &&
  (rule.levels.length === 0 || rule.levels.includes(unit.level))

/**
 * Who takes over a task: the unit that took the place of an ended one; of one that was split, each part that the rule means
 * by which the task was handed down.
 */
export function heirsOf(left: Left): string[] {
  if (left.heirId !== null) return [left.heirId]
  const { rule } = left
  return rule === null ? [] : left.parts.filter((unit) => fits(rule, unit)).map(({ id }) => id)
}

/**
 * Lets the units that carry on take over the open tasks of those that have ended. Three communes that became one leave it
 * one task, not three. What nobody takes over stays, and the board says whose it was.
 * @returns how many tasks the heirs have got.
 */
export async function inheritTasks(tx: Tx, day: Day): Promise<number> {
  const left = await leftByEnded(tx, day)
  const ids = new Map<string, string>()
  const pairs = left.flatMap((task) =>
    heirsOf(task).map((heirId) => {
      // Rows of one handing-down go together; a task that was given singly stays one of its own.
      const key = `${task.handingId ?? task.id} ${heirId}`
      const id = ids.get(key) ?? newId()
      ids.set(key, id)
      return { taskId: task.id, heirId, newId: id }
    }),
  )
  if (pairs.length === 0) return 0
  const made = await takeOver(tx, pairs, day)
  for (let first = 0; first < made.length; first += 1000) {
    const some = made.slice(first, first + 1000).map(({ id }) => id)
    const tasks = await tasksNamed(tx, some)
    await insertEvents(tx, some, { event: 'handed_down', byId: null, detail: { inherited: 1 } })
    await count(tx, tasks, day, handedDownAmounts)
    const [one] = tasks
    await tell(tx, tasks, one?.giverName ?? '', {
      kind: 'inherited',
      to: 'unit',
      roles: ['recorder', 'checker', 'leader'],
    })
  }
  return made.length
}
