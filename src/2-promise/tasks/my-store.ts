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

/** How many tasks somebody has to take up, to mend, to finish within a week or late, and how many wait for their word. */
export async function countToDo(db: Reader): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with own (id) as materialized (
      select access.roots_for('task.read') union select predecessor from access.roots_for('task.read') as root, lateral org.predecessors(root) as predecessor
    )
    select (select count(*) from programme.task where unit_id in (select id from own)
               and (state in ('handed_down', 'returned')
                 or (state in ('received', 'working') and coalesce(own_due_on, due_on) <= org.today() + 7)))
         + (select count(*) from programme.task where state = 'handed_in' and giver_id in (select id from own)
               and giver_id = any ((select access.units_for('task.judge'))::uuid[])) as count`.execute(db)
  return rows[0]?.count ?? 0
}
