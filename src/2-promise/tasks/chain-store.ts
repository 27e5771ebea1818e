import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'

/** A document on the way up to the directive, and what has taken its place. */
export type DocumentAbove = {
  id: string
  symbol: string
  subject: string
  issuer: string
  issuedOn: Day
  /** How many steps above the plan. */
  step: number
  clause: string
  replacedById: string | null
  replacedBySymbol: string | null
}

/** A plan on the way up. */
export type PlanAbove = { id: string; title: string; unitName: string; step: number; documentIds: string[] }

/** A plan and those that it carries out, the nearest first, as far as the reader may see them. */
export async function plansAbove(db: Reader, planId: string): Promise<PlanAbove[]> {
  const { rows } = await sql<PlanAbove>`
    with recursive up as (
      select id, above_id, 0 as step from programme.plan where id = ${planId}::uuid
      union all
      select plan.id, plan.above_id, up.step + 1 from up join programme.plan on plan.id = up.above_id where up.step < 10)
    select plan.id, plan.title, unit.name as "unitName", min(up.step) as step,
           array_remove(array[plan.document_id, plan.carries_out_id], null) as "documentIds"
      from up join programme.plan on plan.id = up.id join org.unit on unit.id = plan.unit_id
     group by plan.id, unit.name order by step limit 20`.execute(db)
  return rows
}

/** Documents and all that they carry out, up to the first directive, the nearest first. */
export async function documentsAbove(db: Reader, ids: readonly string[]): Promise<DocumentAbove[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<DocumentAbove>`
    with recursive up as (
      select id, number::integer as step, ''::text as clause from unnest(${[...ids]}::uuid[]) with ordinality as given (id, number)
      union all
      select carries_out.above_id, up.step + 1, carries_out.clause
        from up join programme.carries_out on carries_out.document_id = up.id where up.step < 30
    ), nearest as (select distinct on (id) id, step, clause from up order by id, step)
    select document.id, document.symbol, document.subject, document.issuer, document.issued_on as "issuedOn", nearest.step, nearest.clause,
           document.replaced_by as "replacedById", next.symbol as "replacedBySymbol"
      from nearest join programme.document on document.id = nearest.id
      left join programme.document as next on next.id = document.replaced_by
     order by nearest.step, document.issued_on desc limit 40`.execute(db)
  return rows
}
