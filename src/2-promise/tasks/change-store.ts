import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { State } from './entry.ts'

/** A task as it is put into a plan. */
export type NewTask = {
  id: string
  planId: string
  parentId: string | null
  unitId: string
  giverId: string
  title: string
  product: string
  clause: string
  indicator: string | null
  amount: number | null
  dueOn: Day
  state: 'planned' | 'handed_down'
  handedOn: Day | null
}

/** Puts tasks into a plan. @returns the ids of those that were not there yet. */
export async function insertTasks(tx: Tx, rows: readonly NewTask[]): Promise<string[]> {
  if (rows.length === 0) return []
  const made = await tx
    .insertInto('programme.task')
    .values(
      rows.map((row) => ({
        id: row.id,
        plan_id: row.planId,
        parent_id: row.parentId,
        unit_id: row.unitId,
        giver_id: row.giverId,
        title: row.title,
        product: row.product,
        clause: row.clause,
        indicator: row.indicator,
        amount: row.amount,
        due_on: row.dueOn,
        state: row.state,
        handed_on: row.handedOn,
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute()
  return made.map(({ id }) => id)
}

/** Strikes a task that was not handed down yet, nor carried over from a plan before. */
export async function deletePlanned(tx: Tx, id: string): Promise<boolean> {
  const isTied = sql<boolean>`exists (select from programme.task as other where other.carried_into = task.id or other.parent_id = task.id)`
  const row = await tx
    .selectFrom('programme.task as task')
    .select('task.id')
    .where('task.id', '=', id)
    .where('task.state', '=', 'planned')
    .where(sql<boolean>`not ${isTied}`)
    .executeTakeFirst()
  if (!row) return false
  await tx.deleteFrom('programme.plan_answer').where('own_task_id', '=', id).execute()
  const { numDeletedRows } = await tx.deleteFrom('programme.task').where('id', '=', id).executeTakeFirst()
  return numDeletedRows === 1n
}

/** Writes down what happened to some tasks, the same for each. */
export async function insertEvents(
  tx: Tx,
  ids: readonly string[],
  event: { event: string; note?: string; detail?: Record<string, string | number>; byId: string | null },
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    insert into programme.task_event (task_id, event, note, detail, by_id)
    select id, ${event.event}, ${event.note ?? ''}, ${JSON.stringify(event.detail ?? {})}::jsonb, ${event.byId}::uuid
      from unnest(${[...ids]}::uuid[]) as id`.execute(tx)
}

/** What notices and figures have to know of a task that has come into another state. */
export type Moved = {
  id: string
  unitId: string
  giverId: string
  title: string
  dueOn: Day
  state: State
  handedOn: Day | null
  themeId: string | null
}

/** Recalls a task and all that was handed down from it and is still open. */
export async function recallWithAllBeneath(tx: Tx, id: string): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    with recursive beneath as (
      select id, 0 as step from programme.task where id = ${id}::uuid
      union all
      select task.id, beneath.step + 1 from beneath join programme.task on task.parent_id = beneath.id where beneath.step < 20
    ), recalled as (
      update programme.task set state = 'recalled', version = version + 1
       where id in (select id from beneath) and state in ('handed_down', 'received', 'working', 'returned', 'handed_in')
      returning id, unit_id, giver_id, title, due_on, state, handed_on, plan_id)
    select recalled.id, recalled.unit_id as "unitId", recalled.giver_id as "giverId", recalled.title, recalled.due_on as "dueOn", recalled.state, recalled.handed_on as "handedOn",
           plan.theme_id as "themeId"
      from recalled join programme.plan on plan.id = recalled.plan_id`.execute(tx)
  return rows
}

/** How many tasks are recalled of one and all that was handed down from it. */
export async function recalledWith(db: Reader, id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with recursive beneath as (
      select id, state, 0 as step from programme.task where id = ${id}::uuid
      union all
      select task.id, task.state, beneath.step + 1 from beneath join programme.task on task.parent_id = beneath.id where beneath.step < 20
    )
    select count(*)::integer as count from beneath where state = 'recalled'`.execute(db)
  return rows[0]?.count ?? 0
}

/** Hands down the planned tasks of a plan. */
export async function handDownPlanned(tx: Tx, planId: string, day: Day): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    with given as (
      update programme.task set state = 'handed_down', handed_on = ${day}::date, version = version + 1
       where plan_id = ${planId}::uuid and state = 'planned'
      returning id, unit_id, giver_id, title, due_on, state, handed_on, plan_id)
    select given.id, given.unit_id as "unitId", given.giver_id as "giverId", given.title, given.due_on as "dueOn", given.state, given.handed_on as "handedOn",
           plan.theme_id as "themeId"
      from given join programme.plan on plan.id = given.plan_id`.execute(tx)
  return rows
}
