import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { State } from '../entry.ts'
import type { Answer, NewPlan, PlanEntry, PlanKind, PlanState } from './entry.ts'

/** A plan as pages show it. */
export type Plan = {
  id: string
  unitId: string
  unitName: string
  unitSlug: string
  kind: PlanKind
  title: string
  documentId: string | null
  symbol: string | null
  carriesOutId: string | null
  carriesOutSymbol: string | null
  aboveId: string | null
  themeId: string | null
  themeTitle: string | null
  fromDay: Day
  toDay: Day
  state: PlanState
  version: number
  issuedOn: Day | null
  closedOn: Day | null
  writerName: string | null
}

const plans = (db: Reader) =>
  db
    .selectFrom('programme.plan as plan')
    .innerJoin('org.unit as unit', 'unit.id', 'plan.unit_id')
    .leftJoin('programme.document as document', 'document.id', 'plan.document_id')
    .leftJoin('programme.document as directing', 'directing.id', 'plan.carries_out_id')
    .leftJoin('programme.theme as theme', 'theme.id', 'plan.theme_id')
    .leftJoin('access.person as writer', 'writer.id', 'plan.written_by')
    .select([
      'plan.id',
      'plan.unit_id as unitId',
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'plan.kind',
      'plan.title',
      'plan.document_id as documentId',
      'document.symbol',
      'plan.carries_out_id as carriesOutId',
      'directing.symbol as carriesOutSymbol',
      'plan.above_id as aboveId',
      'plan.theme_id as themeId',
      'theme.short_title as themeTitle',
      'plan.from_day as fromDay',
      'plan.to_day as toDay',
      'plan.state',
      'plan.version',
      'plan.issued_on as issuedOn',
      'plan.closed_on as closedOn',
      'writer.name as writerName',
    ])
    .$castTo<Plan>()

/** One plan, if the reader may see it. */
export const findPlan = (db: Reader, id: string): Promise<Plan | undefined> =>
  plans(db).where('plan.id', '=', id).executeTakeFirst()

/** Plans that serve a theme, those that begin last before the others. */
export const plansServing = (db: Reader, themeId: string, limit: number): Promise<Plan[]> =>
  plans(db)
    .where('plan.theme_id', '=', themeId)
    .orderBy('plan.from_day', 'desc')
    .orderBy('plan.id')
    .limit(limit)
    .execute()

/** Plans that are, or carry out, one of some documents, with that document. */
export const plansUnder = (
  db: Reader,
  documentIds: readonly string[],
  limit: number,
): Promise<(Plan & { underId: string })[]> =>
  plans(db)
    .innerJoin(
      sql<{ id: string }>`unnest(${[...documentIds]}::uuid[])`.as<'asked'>(sql`asked (id)`),
      (join) => join.on(sql<boolean>`asked.id in (plan.document_id, plan.carries_out_id)`),
    )
    .select(sql<string>`asked.id`.as('underId'))
    .orderBy('plan.from_day', 'desc')
    .orderBy('plan.id')
    .limit(limit)
    .$castTo<Plan & { underId: string }>()
    .execute()

/** Plans, those that begin last before the others; of some units, of a year, in a state. */
export const plansMatching = (
  db: Reader,
  asked: {
    unitIds?: readonly string[] | undefined
    year?: number | undefined
    state?: PlanState | undefined
    after?: { day: Day; id: string } | undefined
    limit: number
  },
): Promise<Plan[]> =>
  plans(db)
    .$if(asked.unitIds !== undefined, (query) =>
      query.where(sql<boolean>`plan.unit_id = any (${[...(asked.unitIds ?? [])]}::uuid[])`),
    )
    .$if(asked.state !== undefined, (query) => query.where('plan.state', '=', asked.state ?? 'draft'))
    .$if(asked.year !== undefined, (query) =>
      query
        .where('plan.from_day', '<=', `${asked.year}-12-31`)
        .where('plan.to_day', '>=', `${asked.year}-01-01`),
    )
    .$if(asked.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(plan.from_day, plan.id) < (${asked.after?.day}::date, ${asked.after?.id}::uuid)`,
      ),
    )
    .orderBy('plan.from_day', 'desc')
    .orderBy('plan.id', 'desc')
    .limit(asked.limit)
    .execute()

/** What is typed of a plan, as columns. */
export const columnsOf = (entry: PlanEntry) => ({
  kind: entry.kind,
  title: entry.title,
  document_id: entry.documentId,
  carries_out_id: entry.carriesOutId,
  above_id: entry.aboveId,
  theme_id: entry.themeId,
  from_day: entry.fromDay,
  to_day: entry.toDay,
})

/** Writes a plan down as a draft. @returns false where it is there already. */
export async function insertPlan(tx: Tx, plan: NewPlan, personId: string | null): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('programme.plan')
    .values({ id: plan.id, unit_id: plan.unitId, written_by: personId, ...columnsOf(plan) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Ids of the tasks that stand in a plan itself: not handed down from another of its tasks. */
export async function ownTaskIds(db: Reader, planId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('programme.task')
    .select('id')
    .where('plan_id', '=', planId)
    .where('handing_id', 'is', null)
    .where('state', '<>', 'recalled')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** How the tasks of some plans stand. */
export async function countsOfPlans(
  db: Reader,
  planIds: readonly string[],
  today: Day,
): Promise<{ planId: string; state: State; tasks: number; late: number }[]> {
  if (planIds.length === 0) return []
  const { rows } = await sql<{ planId: string; state: State; tasks: number; late: number }>`
    select plan_id as "planId", state, count(*) as tasks,
           count(*) filter (where due_on < ${today}::date and state in ('handed_down', 'received', 'working', 'returned')) as late
      from programme.task where plan_id = any (${[...planIds]}::uuid[]) and state <> 'planned'
     group by plan_id, state limit 9000`.execute(db)
  return rows
}

/** What a programme did year by year: its own tasks and those of the plans that carry it out, by the year in which they were due. */
export type Year = {
  year: number
  all: number
  accepted: number
  inTime: number
  carriedOver: number
  open: number
}
export async function yearsOf(db: Reader, planId: string): Promise<Year[]> {
  const { rows } = await sql<Year>`
    with mine as (
      select id from programme.plan where id = ${planId}::uuid
      union
      select lower.id from programme.plan as upper join programme.plan as lower on lower.above_id = upper.id and lower.unit_id = upper.unit_id and lower.state <> 'draft'
       where upper.id = ${planId}::uuid)
    select extract(year from task.due_on)::integer as year, count(*) as all,
           count(*) filter (where task.state = 'accepted') as accepted,
           count(*) filter (where task.state = 'accepted' and task.handed_in_on <= task.due_on) as "inTime",
           count(*) filter (where task.state = 'carried_over') as "carriedOver",
           count(*) filter (where task.state in ('handed_down', 'received', 'working', 'returned', 'handed_in')) as open
      from programme.task join mine on mine.id = task.plan_id
     where task.state not in ('planned', 'recalled')
     group by 1 order by 1 limit 30`.execute(db)
  return rows
}

/** A task that a unit was given in the plan above, and how its own plan answers it. */
export type Asked = {
  taskId: string
  title: string
  clause: string
  dueOn: Day
  product: string
  answer: Answer | null
  why: string | null
  ownTaskId: string | null
}
export async function askedOf(
  db: Reader,
  plan: { id: string; unitId: string; aboveId: string },
): Promise<Asked[]> {
  const { rows } = await sql<Asked>`
    select task.id as "taskId", coalesce(task.own_title, task.title) as title, task.clause, task.due_on as "dueOn",
           coalesce(task.own_product, task.product) as product, plan_answer.answer, plan_answer.why, plan_answer.own_task_id as "ownTaskId"
      from programme.task
      left join programme.plan_answer on plan_answer.task_id = task.id and plan_answer.plan_id = ${plan.id}::uuid
     where task.plan_id = ${plan.aboveId}::uuid and task.unit_id = ${plan.unitId}::uuid and task.giver_id <> ${plan.unitId}::uuid
       and task.state not in ('planned', 'recalled', 'carried_over')
     order by task.due_on, task.id limit 500`.execute(db)
  return rows
}

/** Notes how a plan answers a task of the one above; a later answer takes the place of an earlier one. */
export async function writeAnswer(
  tx: Tx,
  row: {
    planId: string
    taskId: string
    answer: Answer
    why: string
    ownTaskId: string | null
    personId: string
  },
): Promise<void> {
  await sql`
    insert into programme.plan_answer (plan_id, task_id, answer, why, own_task_id, answered_by)
    values (${row.planId}, ${row.taskId}, ${row.answer}, ${row.why}, ${row.ownTaskId}, ${row.personId})
        on conflict (plan_id, task_id) do update
       set answer = excluded.answer, why = excluded.why, own_task_id = coalesce(excluded.own_task_id, plan_answer.own_task_id),
           answered_by = excluded.answered_by, answered_at = now()`.execute(tx)
}

/** Documents of a unit and of those above, for a list to choose from: the latest first. */
export const documentsToChoose = (db: Reader): Promise<{ id: string; symbol: string; subject: string }[]> =>
  db
    .selectFrom('programme.document')
    .select(['id', 'symbol', 'subject'])
    .orderBy('issued_on', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()

/** Themes to choose from: the latest first. */
export const themesToChoose = (
  db: Reader,
): Promise<{ id: string; shortTitle: string; fromYear: number; toYear: number }[]> =>
  db
    .selectFrom('programme.theme')
    .select(['id', 'short_title as shortTitle', 'from_year as fromYear', 'to_year as toYear'])
    .orderBy('from_year', 'desc')
    .limit(100)
    .execute()

/** Plans that another may carry out: issued, of whatever unit the reader may see. */
export const plansToCarryOut = (db: Reader): Promise<{ id: string; title: string; unitName: string }[]> =>
  db
    .selectFrom('programme.plan as plan')
    .innerJoin('org.unit as unit', 'unit.id', 'plan.unit_id')
    .select(['plan.id', 'plan.title', 'unit.name as unitName'])
    .where('plan.state', '=', 'issued')
    .orderBy('plan.from_day', 'desc')
    .orderBy('plan.id', 'desc')
    .limit(200)
    .execute()

/** The titles of some plans. */
export const plansNamed = (db: Reader, ids: readonly string[]): Promise<{ id: string; title: string }[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('programme.plan')
        .select(['id', 'title'])
        .where('id', 'in', [...ids])
        .limit(1000)
        .execute()
