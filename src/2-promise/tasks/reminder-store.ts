import { sql } from 'kysely'
import type { CalendarEntry } from '#notices'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'

/** A task of which somebody has to be reminded. */
export type ToRemind = {
  id: string
  title: string
  unitId: string
  unitName: string
  giverId: string
  giverName: string
  dueOn: Day
  childrenOpen: number
}

/** Takes the next step of the ladder for all tasks due within some days, once each, and gives those that took it now. */
export async function takeStep(
  tx: Tx,
  given: { step: string; first: Day; last: Day; day: Day },
): Promise<ToRemind[]> {
  const { rows } = await sql<ToRemind>`
    with told as (
      insert into programme.task_reminder (task_id, step, day)
      select task.id, ${given.step}, ${given.day}::date
        from programme.task join programme.plan on plan.id = task.plan_id and plan.state = 'issued'
       where task.due_on between ${given.first}::date and ${given.last}::date
         and task.state in ('handed_down', 'received', 'working', 'returned')
         and task.state in ('handed_down', 'received', 'working', 'returned', 'handed_in')
          on conflict (task_id, step) do nothing
      returning task_id)
    select task.id, coalesce(task.own_title, task.title) as title, task.unit_id as "unitId", unit.name as "unitName",
           task.giver_id as "giverId", giver.name as "giverName", task.due_on as "dueOn",
           (select count(*) from programme.task as child where child.parent_id = task.id
               and child.state in ('handed_down', 'received', 'working', 'returned')) as "childrenOpen"
      from told join programme.task on task.id = told.task_id
      join org.unit on unit.id = task.unit_id join org.unit as giver on giver.id = task.giver_id
     order by task.id limit 500000`.execute(tx)
  return rows
}

/** What is due within some days for the units on which the reader holds a role: their own work, not that of all beneath. */
export async function dueForMe(db: Reader, span: { from: Day; until: Day }): Promise<CalendarEntry[]> {
  const { rows } = await sql<CalendarEntry>`
    select 'task-' || task.id as uid, coalesce(task.own_due_on, task.due_on) as start, coalesce(task.own_title, task.title) as title,
           '/nhiem-vu/' || task.id as href, task.version as sequence
      from programme.task
     where task.unit_id in (select unit_id from access.role_held where person_id = access.actor() and valid_from <= org.today()
                               and (valid_to is null or valid_to > org.today()))
       and task.state in ('handed_down', 'received', 'working', 'returned')
       and coalesce(task.own_due_on, task.due_on) between ${span.from}::date and ${span.until}::date
     order by 2, 1 limit 1000`.execute(db)
  return rows
}
