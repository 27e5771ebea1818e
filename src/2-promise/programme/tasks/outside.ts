import type { Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { State } from './entry.ts'

/** That a task has come into another state, as other systems are told it. */
export type TaskChange = {
  kind: 'task.state_changed'
  unitId: string
  data: { taskId: string; state: State; dueOn: Day }
}

type Tell = (tx: Tx, changes: readonly TaskChange[]) => Promise<void>

const listeners: Tell[] = []

/** Whoever carries changes of tasks to other systems says so here; it happens in the transaction of the change. */
export function hearTaskChanges(tell: Tell): void {
  listeners.push(tell)
}

/** Tells other systems, if any listen, what has changed. */
export async function tellOutside(
  tx: Tx,
  changes: readonly { id: string; unitId: string; state: State; dueOn: Day }[],
): Promise<void> {
  if (listeners.length === 0 || changes.length === 0) return
  const told = changes.map(
    ({ id, unitId, state, dueOn }): TaskChange => ({
      kind: 'task.state_changed',
      unitId,
      data: { taskId: id, state, dueOn },
    }),
  )
  for (const tell of listeners) await tell(tx, told)
}
