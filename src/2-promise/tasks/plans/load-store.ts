import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { State } from '../entry.ts'
import type { PlanKind, PlanState } from './entry.ts'

/** A plan as it is loaded. */
export type LoadedPlan = {
  id: string
  unitId: string
  kind: PlanKind
  title: string
  documentId: string | null
  carriesOutId: string | null
  aboveId: string | null
  themeId: string | null
  fromDay: Day
  toDay: Day
  state: PlanState
  issuedOn: Day | null
  closedOn: Day | null
}

/** A task as it is loaded, with what happened to it. */
export type LoadedTask = {
  id: string
  planId: string
  parentId: string | null
  handingId: string | null
  unitId: string
  giverId: string
  title: string
  product: string
  clause: string
  indicator: string | null
  amount: number | null
  dueOn: Day
  state: State
  handedOn: Day | null
  receivedOn: Day | null
  handedInOn: Day | null
  judgedOn: Day | null
  carriedInto: string | null
  events: { event: string; day: Day; note: string; byId: string | null }[]
}

export type LoadedHanding = {
  id: string
  taskId: string
  rule: object
  dueOn: Day
  handedOn: Day
  tasks: number
}

/** The document of that symbol, of the unit where it has one of its own, else of another; undefined where there is none. */
export async function documentNamed(db: Reader, unitId: string, symbol: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from programme.document where symbol = ${symbol} order by unit_id = ${unitId}::uuid desc, issued_on desc limit 1`.execute(
    db,
  )
  return rows[0]?.id
}

export async function insertPlans(tx: Tx, rows: readonly LoadedPlan[]): Promise<void> {
  await sql`
    insert into programme.plan (id, unit_id, kind, title, document_id, carries_out_id, above_id, theme_id, from_day, to_day, state, issued_on, closed_on)
    select id, "unitId", kind, title, "documentId", "carriesOutId", "aboveId", "themeId", "fromDay", "toDay", state, "issuedOn", "closedOn"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, "unitId" uuid, kind text, title text, "documentId" uuid,
           "carriesOutId" uuid, "aboveId" uuid, "themeId" uuid, "fromDay" date, "toDay" date, state text, "issuedOn" date, "closedOn" date)`.execute(
    tx,
  )
}

export async function insertHandings(tx: Tx, rows: readonly LoadedHanding[]): Promise<void> {
  await sql`
    insert into programme.handing (id, task_id, rule, due_on, handed_on, tasks)
    select id, "taskId", rule, "dueOn", "handedOn", tasks
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, "taskId" uuid, rule jsonb, "dueOn" date, "handedOn" date, tasks integer)`.execute(
    tx,
  )
}

export async function insertLoadedTasks(tx: Tx, rows: readonly LoadedTask[]): Promise<void> {
  await sql`
    insert into programme.task (id, plan_id, parent_id, handing_id, unit_id, giver_id, title, product, clause, indicator, amount, due_on, state,
                                handed_on, received_at, handed_in_on, judged_on, carried_into, version)
    select id, "planId", "parentId", "handingId", "unitId", "giverId", title, product, clause, indicator, amount, "dueOn", state, "handedOn",
           ("receivedOn" + time '08:30') at time zone 'Asia/Ho_Chi_Minh', "handedInOn", "judgedOn", "carriedInto", jsonb_array_length(events) + 1
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, "planId" uuid, "parentId" uuid, "handingId" uuid, "unitId" uuid,
           "giverId" uuid, title text, product text, clause text, indicator text, amount numeric, "dueOn" date, state text, "handedOn" date,
           "receivedOn" date, "handedInOn" date, "judgedOn" date, "carriedInto" uuid, events jsonb)`.execute(
    tx,
  )
  await sql`
    insert into programme.task_event (task_id, event, note, by_id, at)
    select given.id, event.event, event.note, event."byId", (event.day + time '09:00') at time zone 'Asia/Ho_Chi_Minh'
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, events jsonb),
           jsonb_to_recordset(given.events) as event (event text, day date, note text, "byId" uuid)`.execute(
    tx,
  )
}
