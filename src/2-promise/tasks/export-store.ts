import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'
import type { State } from './entry.ts'

/** A task as other systems get it: which document, which unit, due when, in which state since when, with which result. */
export type Exported = {
  id: string
  parentId: string | null
  planId: string
  planTitle: string
  documentSymbol: string | null
  directiveSymbol: string | null
  clause: string
  unitId: string
  unitCode: string | null
  unitName: string
  giverId: string
  giverCode: string | null
  giverName: string
  title: string
  product: string
  indicator: string | null
  amount: number | null
  dueOn: Day
  state: State
  isLate: boolean
  handedOn: Day | null
  receivedAt: Date | null
  handedInOn: Day | null
  judgedOn: Day | null
  result: string | null
  carriedInto: string | null
}

/** What is asked for: of some units (all beneath where they come from `unitsBeneath`), a plan, states; from after a task on. */
export type Wanted = {
  unitId?: string | undefined
  planId?: string | undefined
  states?: readonly State[] | undefined
  after?: string | undefined
  limit: number
}

/** Tasks that the reader may see, in the order of their ids. */
export async function tasksToExport(db: Reader, wanted: Wanted, today: Day): Promise<Exported[]> {
  const { rows } = await sql<Exported>`
    select task.id, task.parent_id as "parentId", plan.id as "planId", plan.title as "planTitle", document.symbol as "documentSymbol",
           directing.symbol as "directiveSymbol", task.clause, unit.id as "unitId", unit.official_code as "unitCode", unit.name as "unitName",
           giver.id as "giverId", giver.official_code as "giverCode", giver.name as "giverName",
           coalesce(task.own_title, task.title) as title, coalesce(task.own_product, task.product) as product, task.indicator, task.amount,
           task.due_on as "dueOn", task.state,
           task.due_on < ${today}::date and task.state in ('handed_down', 'received', 'working', 'returned') as "isLate",
           task.handed_on as "handedOn", task.received_at as "receivedAt", task.handed_in_on as "handedInOn", task.judged_on as "judgedOn",
           (select note from programme.task_event where task_event.task_id = task.id and event in ('handed_in', 'reported') order by task_event.id desc limit 1) as result,
           task.carried_into as "carriedInto"
      from programme.task join programme.plan on plan.id = task.plan_id
      join org.unit on unit.id = task.unit_id join org.unit as giver on giver.id = task.giver_id
      left join programme.document on document.id = plan.document_id
      left join programme.document as directing on directing.id = plan.carries_out_id
     where task.state <> 'planned'
       and (${wanted.planId ?? null}::uuid is null or task.plan_id = ${wanted.planId ?? null}::uuid)
       and (${wanted.unitId ?? null}::uuid is null or exists (select from org.beneath where beneath.ancestor_id = ${wanted.unitId ?? null}::uuid and beneath.unit_id = task.unit_id))
       and (${wanted.states === undefined} or task.state = any (${[...(wanted.states ?? [])]}::text[]))
       and (${wanted.after ?? null}::uuid is null or task.id > ${wanted.after ?? null}::uuid)
     order by task.id limit ${wanted.limit}`.execute(db)
  return rows
}
