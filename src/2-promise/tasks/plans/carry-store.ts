import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { Moved } from '../change-store.ts'
import type { State } from '../entry.ts'

/** A task of a plan that is not finished. */
export type Unfinished = {
  id: string
  version: number
  title: string
  unitId: string
  unitName: string
  state: State
  dueOn: Day
  parentId: string | null
  handingId: string | null
  /** Whether its unit stands on the day: what an ended one left has to be recalled or given anew. */
  stands: boolean
}

const unfinished = (planId: string, day: Day) => sql<Unfinished>`
  select task.id, task.version, coalesce(task.own_title, task.title) as title, task.unit_id as "unitId", unit.name as "unitName", task.state,
         task.due_on as "dueOn", task.parent_id as "parentId", task.handing_id as "handingId",
         daterange(unit.valid_from, unit.valid_to) @> ${day}::date as stands
    from programme.task join org.unit on unit.id = task.unit_id
   where task.plan_id = ${planId}::uuid and task.state in ('handed_down', 'received', 'working', 'returned')
   order by task.id limit 100000`

/** What of a plan is not finished. */
export async function unfinishedOf(db: Reader, planId: string, day: Day): Promise<Unfinished[]> {
  return (await unfinished(planId, day).execute(db)).rows
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockUnfinished(tx: Tx, planId: string, day: Day): Promise<Unfinished[]> {
  return (await sql<Unfinished>`${unfinished(planId, day)} for update of task`.execute(tx)).rows
}

/** How many tasks of a plan wait for the word of their giver. */
export async function countHandedIn(db: Reader, planId: string): Promise<number> {
  const { count } = await db
    .selectFrom('programme.task')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('plan_id', '=', planId)
    .where('state', '=', 'handed_in')
    .executeTakeFirstOrThrow()
  return count
}

/** Which old task goes on as which new one, and the handing-down to which the new one belongs. */
export type Pair = { oldId: string; newId: string; handingId: string | null; parentId: string | null }

/** Closes the old tasks as carried over, and makes the new ones in another plan. @returns the new and the old ones. */
export async function carry(
  tx: Tx,
  pairs: readonly Pair[],
  into: {
    planId: string
    fromUnitId: string
    unitId: string
    state: 'planned' | 'handed_down'
    day: Day
    dueOn: Day
  },
): Promise<{ made: Moved[]; closed: Moved[] }> {
  const list = <T>(pick: (pair: Pair) => T): T[] => pairs.map(pick)
  const given = sql`(select unnest(${list(({ oldId }) => oldId)}::uuid[]) as old_id, unnest(${list(({ newId }) => newId)}::uuid[]) as new_id,
                            unnest(${list(({ handingId }) => handingId)}::uuid[]) as handing_id, unnest(${list(({ parentId }) => parentId)}::uuid[]) as parent_id)`
  const moved = sql`id, unit_id as "unitId", giver_id as "giverId", title, due_on as "dueOn", state, handed_on as "handedOn", null::uuid as "themeId"`
  const { rows: closed } = await sql<Moved>`
    with carried as (
      update programme.task set state = 'carried_over', carried_into = given.new_id, version = version + 1
        from ${given} as given where task.id = given.old_id
      returning task.id, task.unit_id, task.giver_id, task.title, task.due_on, task.state, task.handed_on)
    select ${moved} from carried`.execute(tx)
  const { rows: made } = await sql<Moved>`
    with fresh as (
      insert into programme.task (id, plan_id, parent_id, handing_id, unit_id, giver_id, person_id, title, product, clause, indicator, amount, due_on, state, handed_on)
      select given.new_id, ${into.planId}::uuid, given.parent_id, given.handing_id, task.unit_id,
             case when task.giver_id = ${into.fromUnitId}::uuid then ${into.unitId}::uuid else task.giver_id end,
             task.person_id, task.title, task.product, task.clause, task.indicator, task.amount, ${into.dueOn}::date, ${into.state},
             case when ${into.state} = 'handed_down' then ${into.day}::date end
        from ${given} as given join programme.task on task.id = given.old_id
       order by given.new_id
      returning id, unit_id, giver_id, title, due_on, state, handed_on)
    select ${moved} from fresh`.execute(tx)
  await sql`
    insert into programme.task_event (task_id, event, detail, by_id)
    select given.old_id, 'carried_over', jsonb_build_object('into', given.new_id), access.actor() from ${given} as given`.execute(
    tx,
  )
  return { made, closed }
}
