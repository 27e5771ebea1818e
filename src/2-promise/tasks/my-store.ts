import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import { openStates } from './rules.ts'
import { type Task, tasks } from './store.ts'

/** Open tasks of some units and of those whose work they carry on, those due first before the others. */
export const openTasksOf = (db: Reader, unitIds: readonly string[]): Promise<Task[]> =>
  tasks(db)
    .where(
      sql<boolean>`task.unit_id = any (array(select unnest(${[...unitIds]}::uuid[])
        union select predecessor from unnest(${[...unitIds]}::uuid[]) as unit, lateral org.predecessors(unit) as predecessor))`,
    )
    .where('task.state', 'in', [...openStates])
    .orderBy('task.due_on')
    .orderBy('task.id')
    .limit(300)
    .execute()

/** What was handed in to some units and waits for their word, the oldest first. */
export const handedInTo = (db: Reader, unitIds: readonly string[]): Promise<Task[]> =>
  unitIds.length === 0
    ? Promise.resolve([])
    : tasks(db)
        .where(
          sql<boolean>`task.giver_id = any (array(select unnest(${[...unitIds]}::uuid[])
        union select predecessor from unnest(${[...unitIds]}::uuid[]) as unit, lateral org.predecessors(unit) as predecessor))`,
        )
        .where('task.state', '=', 'handed_in')
        .orderBy('task.due_on')
        .orderBy('task.id')
        .limit(100)
        .execute()
