import type { Tx } from '#platform/database'
import { broughtTo } from '#platform/module'
import type { Day } from '#platform/time'
import type { State } from './entry.ts'

/** That a task has come into another state, as other systems are told it. */
export type TaskChange = {
  kind: 'task.state_changed'
  unitId: string
  data: { taskId: string; state: State; dueOn: Day }
}

type Tell = (tx: Tx, changes: readonly TaskChange[]) => Promise<void>

declare module '#platform/module' {
  interface Module {
    /** Carries changes of tasks to other systems, in the transaction of the change. */
    onTaskChanges?: Tell
  }
}

/** Tells other systems, if any listen, what has changed. */
export async function tellOutside(
  tx: Tx,
  changes: readonly { id: string; unitId: string; state: State; dueOn: Day }[],
): Promise<void> {
  if (changes.length === 0) return
  const told = changes.map(
    ({ id, unitId, state, dueOn }): TaskChange => ({
      kind: 'task.state_changed',
      unitId,
      data: { taskId: id, state, dueOn },
    }),
  )
  for (const tell of broughtTo('onTaskChanges')) await tell(tx, told)
}
