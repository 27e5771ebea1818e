import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import { byName } from '#platform/names'
import type { Day } from '#platform/time'
import type { State } from './entry.ts'

/** A task as pages show it. */
export type Task = {
  id: string
  planId: string
  planTitle: string
  planState: 'draft' | 'issued' | 'closed'
  themeId: string | null
  parentId: string | null
  handingId: string | null
  unitId: string
  unitName: string
  unitCode: string | null
  unitEndedOn: Day | null
  /** Who carries on what the unit did, where it has ended. */
  actingId: string | null
  actingName: string | null
  giverId: string
  giverName: string
  personId: string | null
  personName: string | null
  title: string
  product: string
  clause: string
  indicator: string | null
  amount: number | null
  dueOn: Day
  ownTitle: string | null
  ownProduct: string | null
  ownDueOn: Day | null
  ownReason: string | null
  state: State
  version: number
  handedOn: Day | null
  receivedAt: Date | null
  handedInOn: Day | null
  handedInBy: string | null
  judgedOn: Day | null
  carriedInto: string | null
}

/** Tasks with the names of all that they name. */
export const tasks = (db: Reader) =>
  db
    .selectFrom('programme.task as task')
    .innerJoin('programme.plan as plan', 'plan.id', 'task.plan_id')
    .innerJoin('org.unit as unit', 'unit.id', 'task.unit_id')
    .innerJoin('org.unit as giver', 'giver.id', 'task.giver_id')
    .leftJoin('org.unit as acting', (join) =>
      join
        .onRef(
          'acting.id',
          '=',
          sql`case when unit.valid_to <= org.today() then org.acting_for(unit.id, org.today()) end`,
        )
        .on('unit.valid_to', 'is not', null),
    )
    .leftJoin('access.person as person', 'person.id', 'task.person_id')
    .select([
      'task.id',
      'task.plan_id as planId',
      'plan.title as planTitle',
      'plan.state as planState',
      'plan.theme_id as themeId',
      'task.parent_id as parentId',
      'task.handing_id as handingId',
      'task.unit_id as unitId',
      'unit.name as unitName',
      'unit.official_code as unitCode',
      sql<Day | null>`case when unit.valid_to <= org.today() then unit.valid_to end`.as('unitEndedOn'),
      'acting.id as actingId',
      'acting.name as actingName',
      'task.giver_id as giverId',
      'giver.name as giverName',
      'task.person_id as personId',
      'person.name as personName',
      'task.title',
      'task.product',
      'task.clause',
      'task.indicator',
      'task.amount',
      'task.due_on as dueOn',
      'task.own_title as ownTitle',
      'task.own_product as ownProduct',
      'task.own_due_on as ownDueOn',
      'task.own_reason as ownReason',
      sql<State>`task.state`.as('state'),
      'task.version',
      'task.handed_on as handedOn',
      'task.received_at as receivedAt',
      'task.handed_in_on as handedInOn',
      'task.handed_in_by as handedInBy',
      'task.judged_on as judgedOn',
      'task.carried_into as carriedInto',
    ])
    .$castTo<Task>()

/** One task, if the reader may see it and its plan. */
export const findTask = (db: Reader, id: string): Promise<Task | undefined> =>
  tasks(db).where('task.id', '=', id).executeTakeFirst()

/** Some tasks by their ids, in the order of their days. */
export const tasksNamed = (db: Reader, ids: readonly string[]): Promise<Task[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tasks(db)
        .where('task.id', 'in', [...ids])
        .orderBy('task.due_on')
        .orderBy('task.id')
        .limit(1000)
        .execute()

/** The tasks from which one was handed down, the nearest first. */
export async function tasksAbove(db: Reader, id: string): Promise<Task[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive up as (
      select parent_id as id, 1 as step from programme.task where id = ${id}::uuid and parent_id is not null
      union all
      select task.parent_id, up.step + 1 from up join programme.task on task.id = up.id where task.parent_id is not null and up.step < 20)
    select id from up order by step`.execute(db)
  const found = new Map(
    (
      await tasksNamed(
        db,
        rows.map((row) => row.id),
      )
    ).map((task) => [task.id, task]),
  )
  return rows.flatMap((row) => found.get(row.id) ?? [])
}

/** Tasks that were handed down from one, from after one of them on: those due first before the others. */
export const tasksBeneath = (
  db: Reader,
  parentId: string,
  page: {
    states?: readonly State[] | undefined
    after?: { day: Day; id: string } | undefined
    limit: number
  },
): Promise<Task[]> =>
  tasks(db)
    .where('task.parent_id', '=', parentId)
    .$if(page.states !== undefined, (query) => query.where('task.state', 'in', [...(page.states ?? [])]))
    .$if(page.after !== undefined, (query) =>
      query.where(sql<boolean>`(task.due_on, task.id) > (${page.after?.day}::date, ${page.after?.id}::uuid)`),
    )
    .orderBy('task.due_on')
    .orderBy('task.id')
    .limit(page.limit)
    .execute()

/** How the tasks beneath some stand: by parent and state, with how many are late. */
export async function countsBeneath(
  db: Reader,
  parentIds: readonly string[],
  today: Day,
): Promise<{ parentId: string; state: State; tasks: number; late: number }[]> {
  if (parentIds.length === 0) return []
  const { rows } = await sql<{ parentId: string; state: State; tasks: number; late: number }>`
    select parent_id as "parentId", state, count(*) as tasks,
           count(*) filter (where due_on < ${today}::date and state in ('handed_down', 'received', 'working', 'returned')) as late
      from programme.task where parent_id = any (${[...parentIds]}::uuid[]) and state <> 'planned'
     group by parent_id, state limit 9000`.execute(db)
  return rows
}

/** What was written on a task: who, when, why. Newest first. */
export type TaskEvent = {
  event: string
  note: string
  detail: Record<string, string | number>
  byName: string | null
  at: Date
}
export const eventsOf = (db: Reader, taskId: string): Promise<TaskEvent[]> =>
  db
    .selectFrom('programme.task_event as task_event')
    .leftJoin('access.person as person', 'person.id', 'task_event.by_id')
    .select([
      'task_event.event',
      'task_event.note',
      'task_event.detail',
      'person.name as byName',
      'task_event.at',
    ])
    .where('task_event.task_id', '=', taskId)
    .orderBy('task_event.id', 'desc')
    .limit(500)
    .$castTo<TaskEvent>()
    .execute()

/** Which reminders of a task were sent, and when. */
export const remindersOf = (db: Reader, taskId: string): Promise<{ step: string; day: Day }[]> =>
  db
    .selectFrom('programme.task_reminder')
    .select(['step', 'day'])
    .where('task_id', '=', taskId)
    .orderBy('day', 'desc')
    .limit(20)
    .execute()

/** Whether something may be done with some units, asked once. */
export async function mayIn(db: Reader, action: string, unitIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${[...unitIds]}::uuid[]) as id where access.reaches((select access.held_for(${action})), id) limit 5000`.execute(
    db,
  )
  return new Set(rows.map(({ id }) => id))
}

/** The units standing today in which the person of this transaction may do an action. */
export const unitsToAct = (db: Reader, action: string): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('org.unit as unit')
    .select(['unit.id', 'unit.name'])
    .where(sql<boolean>`unit.id = any ((select access.units_for(${action}))::uuid[])`)
    .where(sql<boolean>`daterange(unit.valid_from, unit.valid_to) @> org.today()`)
    .orderBy(byName('unit.name'))
    .limit(500)
    .execute()

/** Where somebody works: the units on which they hold a role, or whatever took the place of one. */
export async function ownUnits(db: Reader): Promise<{ id: string; name: string; slug: string }[]> {
  const { rows } = await sql<{ id: string; name: string; slug: string }>`
    select unit.id, unit.name, unit.slug from org.unit
     where unit.id in (select role_held.unit_id from access.role_held where role_held.person_id = access.actor()
                          and role_held.valid_from <= org.today() and (role_held.valid_to is null or role_held.valid_to > org.today())
                       union
                       select heir from access.role_held, lateral org.heirs(role_held.unit_id) as heir where role_held.person_id = access.actor()
                          and role_held.valid_from <= org.today() and (role_held.valid_to is null or role_held.valid_to > org.today()))
       and (unit.valid_to is null or unit.valid_to > org.today())
     order by unit.name collate org.names limit 50`.execute(db)
  return rows
}

/** Who works for a unit. */
export async function peopleOf(db: Reader, unitId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{
    id: string
    name: string
  }>`select id, name from programme.people_of(${unitId}::uuid) limit 200`.execute(db)
  return rows
}

/** How many tasks of some units, and of those beneath, are open. */
export async function countOpenTasks(db: Reader, unitIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from programme.task
     where state in ('handed_down', 'received', 'working', 'returned', 'handed_in')
       and unit_id in (select unit_id from org.beneath where ancestor_id = any (${[...unitIds]}::uuid[]))`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}
