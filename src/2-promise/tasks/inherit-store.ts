import { sql } from 'kysely'
import type { Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { SelectionRule } from './entry.ts'

/** Open tasks of a unit that has ended, with who may take over: the one that took its place, or those it was split among. */
export type Left = {
  id: string
  planId: string
  parentId: string | null
  handingId: string | null
  unitId: string
  heirId: string | null
  /** Units that carry on parts of it, where nobody took over the whole. */
  parts: { id: string; kind: string; line: string | null; level: string }[]
  rule: SelectionRule | null
}

/** Open tasks that units have left which no longer stand on a day. */
export async function leftByEnded(tx: Tx, day: Day): Promise<Left[]> {
  const { rows } = await sql<Left>`
    select task.id, task.plan_id as "planId", task.parent_id as "parentId", task.handing_id as "handingId", task.unit_id as "unitId",
           org.acting_for(task.unit_id, ${day}::date) as "heirId", handing.rule,
           coalesce((select jsonb_agg(jsonb_build_object('id', next.id, 'kind', next.kind, 'line', next.line, 'level', kind.level) order by next.id)
              from (select distinct heir from org.successors(task.unit_id) as heir) as successor
              join org.unit as next on next.id = successor.heir and daterange(next.valid_from, next.valid_to) @> ${day}::date
              join org.kind on kind.code = next.kind), '[]') as parts
      from programme.task
      join org.unit on unit.id = task.unit_id and unit.valid_to <= ${day}::date
      join programme.plan on plan.id = task.plan_id and plan.state = 'issued'
      left join programme.handing on handing.id = task.handing_id
     where task.state in ('handed_down', 'received', 'working', 'returned')
     order by task.due_on, task.id limit 200000
       for update of task`.execute(tx)
  return rows
}

/**
 * Lets units take over tasks: each gets a row of its own, due no earlier than it can be done, and those that it goes on
 * from are closed as carried over into it. Where a unit has the task already, they are carried into that one.
 * @returns the rows that are new.
 */
export async function takeOver(
  tx: Tx,
  pairs: readonly { taskId: string; heirId: string; newId: string }[],
  day: Day,
): Promise<{ id: string; unitId: string }[]> {
  const list = <T>(pick: (pair: (typeof pairs)[number]) => T): T[] => pairs.map(pick)
  const given = sql`(select unnest(${list(({ taskId }) => taskId)}::uuid[]) as task_id, unnest(${list(({ heirId }) => heirId)}::uuid[]) as heir_id,
                            unnest(${list(({ newId }) => newId)}::uuid[]) as new_id)`
  const { rows } = await sql<{ id: string; unitId: string }>`
    insert into programme.task (id, plan_id, parent_id, handing_id, unit_id, giver_id, title, product, clause, indicator, amount, due_on, state, handed_on)
    select distinct on (given.new_id) given.new_id, task.plan_id, task.parent_id, task.handing_id, given.heir_id,
           case when task.giver_id = task.unit_id then given.heir_id else coalesce(org.acting_for(task.giver_id, ${day}::date), task.giver_id) end,
           task.title, task.product, task.clause, task.indicator, task.amount, task.due_on, 'handed_down', ${day}::date
      from ${given} as given join programme.task on task.id = given.task_id
     order by given.new_id, task.id
        on conflict do nothing
    returning id, unit_id as "unitId"`.execute(tx)
  await sql`
    with onward as (
      select distinct on (given.task_id) given.task_id, heir.id as heir_task_id
        from ${given} as given join programme.task on task.id = given.task_id
        join programme.task as heir on heir.unit_id = given.heir_id and heir.id <> task.id and heir.state not in ('recalled', 'carried_over')
         and (heir.id = given.new_id or (heir.parent_id = task.parent_id and heir.handing_id is not null and task.handing_id is not null))
       order by given.task_id, heir.id
    ), closed as (
      update programme.task set state = 'carried_over', carried_into = onward.heir_task_id, version = version + 1
        from onward where task.id = onward.task_id
      returning task.id, onward.heir_task_id)
    insert into programme.task_event (task_id, event, note, detail)
    select id, 'carried_over', '', jsonb_build_object('into', heir_task_id) from closed`.execute(tx)
  return rows
}
