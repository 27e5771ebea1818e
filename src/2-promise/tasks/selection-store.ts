import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { Moved } from './change-store.ts'
import type { SelectionRule } from './entry.ts'

/** More units than that no rule of this country chooses. */
const mostUnits = 60_000

/**
 * The units of a rule, as a query: standing on the day, beneath the giver in the area or in the line, of one of the kinds,
 * lines and levels (where any is said) and beneath the unit that is said; with those added, without those left out.
 */
const chosen = (giverId: string, rule: SelectionRule, day: Day) => {
  const isGeneral = rule.kinds.length + rule.lines.length + rule.levels.length > 0 || rule.beneathId !== null
  return sql`
    select unit.id, unit.name, unit.official_code, unit.kind, unit.line
      from org.unit join org.kind on kind.code = unit.kind
     where daterange(unit.valid_from, unit.valid_to) @> ${day}::date
       and unit.id <> all (${rule.minus}::uuid[])
       and exists (select from org.beneath where beneath.unit_id = unit.id and beneath.ancestor_id = ${giverId}::uuid
                      and beneath.distance > 0 and beneath.valid @> ${day}::date)
       and (unit.id = any (${rule.plus}::uuid[])
         or (${isGeneral}
             and (cardinality(${rule.kinds}::text[]) = 0 or unit.kind = any (${rule.kinds}::text[]))
             and (cardinality(${rule.lines}::text[]) = 0 or unit.line = any (${rule.lines}::text[]))
             and (cardinality(${rule.levels}::text[]) = 0 or kind.level = any (${rule.levels}::text[]))
             and (${rule.beneathId}::uuid is null
               or exists (select from org.beneath where beneath.unit_id = unit.id and beneath.ancestor_id = ${rule.beneathId}::uuid
                             and beneath.distance > 0 and beneath.valid @> ${day}::date))))
     limit ${sql.lit(mostUnits)}`
}

/** A unit of a rule, and whether the task was handed to it before. */
export type SelectedUnit = {
  id: string
  name: string
  officialCode: string | null
  areaName: string | null
  hasIt: boolean
}

/** The units that a rule chooses, by name; `most` of them, and how many there are. */
export async function selectedUnits(
  db: Reader,
  given: { giverId: string; rule: SelectionRule; day: Day; taskId: string },
  most: number,
): Promise<{ units: SelectedUnit[]; count: number; haveIt: number }> {
  const { rows } = await sql<SelectedUnit & { count: number; haveIt: number }>`
    with chosen as materialized (${chosen(given.giverId, given.rule, given.day)}),
    held as materialized (
      select unit_id from programme.task where parent_id = ${given.taskId}::uuid and handing_id is not null and state not in ('recalled', 'carried_over'))
    select chosen.id, chosen.name, chosen.official_code as "officialCode",
           (select area.name from org.placement join org.unit as area on area.id = placement.parent_id
             where placement.unit_id = chosen.id and placement.tree = 'area'
               and daterange(placement.valid_from, placement.valid_to) @> ${given.day}::date limit 1) as "areaName",
           exists (select from held where held.unit_id = chosen.id) as "hasIt",
           count(*) over () as count,
           (select count(*) from chosen as one where exists (select from held where held.unit_id = one.id)) as "haveIt"
      from chosen order by chosen.name collate org.names, chosen.id limit ${most}`.execute(db)
  return { units: rows, count: rows[0]?.count ?? 0, haveIt: rows[0]?.haveIt ?? 0 }
}

/** A unit of a rule that no task is about. */
export type RuleUnit = {
  id: string
  name: string
  slug: string
  officialCode: string | null
  areaName: string | null
}

/** The units that a rule chooses on a day beneath a unit, by name. */
export async function unitsOfRule(
  db: Reader,
  giverId: string,
  rule: SelectionRule,
  day: Day,
): Promise<RuleUnit[]> {
  const { rows } = await sql<RuleUnit>`
    with chosen as materialized (${chosen(giverId, rule, day)})
    select chosen.id, chosen.name, unit.slug, chosen.official_code as "officialCode", area.name as "areaName"
      from chosen join org.unit on unit.id = chosen.id
      left join org.placement on placement.unit_id = chosen.id and placement.tree = 'area'
        and daterange(placement.valid_from, placement.valid_to) @> ${day}::date
      left join org.unit as area on area.id = placement.parent_id
     order by chosen.name collate org.names, chosen.id`.execute(db)
  return rows
}

/** Units that somebody named and that do not stand on the day, or not beneath the giver; with who carries on. */
export type Unfit = { id: string; name: string; endedOn: Day | null; successors: string[] }
export async function unfitAmong(
  db: Reader,
  giverId: string,
  ids: readonly string[],
  day: Day,
): Promise<Unfit[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Unfit>`
    select unit.id, unit.name, case when unit.valid_to <= ${day}::date then unit.valid_to end as "endedOn",
           array(select next.name from org.successors(unit.id) as heir join org.unit as next on next.id = heir
                  where daterange(next.valid_from, next.valid_to) @> ${day}::date order by next.name collate org.names limit 10) as successors
      from org.unit
     where unit.id = any (${[...ids]}::uuid[])
       and (not daterange(unit.valid_from, unit.valid_to) @> ${day}::date
         or not exists (select from org.beneath where beneath.unit_id = unit.id and beneath.ancestor_id = ${giverId}::uuid and beneath.valid @> ${day}::date))
     order by unit.name collate org.names limit 500`.execute(db)
  return rows
}

/** Who does today what a unit did: itself while it stands. */
export async function actingFor(db: Reader, unitId: string, day: Day): Promise<string> {
  const { rows } = await sql<{
    id: string | null
  }>`select org.acting_for(${unitId}::uuid, ${day}::date) as id`.execute(db)
  return rows[0]?.id ?? unitId
}

/** Names of units, for sentences. */
export async function namesOf(db: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('org.unit')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .limit(5000)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export type NewHanding = {
  id: string
  taskId: string
  rule: SelectionRule
  dueOn: Day
  handedOn: Day
  handedBy: string | null
}

/** Notes that a task is handed down. @returns false where that was done before under the same id. */
export async function insertHanding(tx: Tx, row: NewHanding): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('programme.handing')
    .values({
      id: row.id,
      task_id: row.taskId,
      rule: JSON.stringify(row.rule),
      due_on: row.dueOn,
      handed_on: row.handedOn,
      handed_by: row.handedBy,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** A handing-down that was made before. */
export const findHanding = (db: Reader, id: string) =>
  db
    .selectFrom('programme.handing')
    .select([
      'id',
      'task_id as taskId',
      'tasks',
      'due_on as dueOn',
      'handed_on as handedOn',
      sql<SelectionRule>`rule`.as('rule'),
    ])
    .where('id', '=', id)
    .executeTakeFirst()

/** Gives each unit of the rule its own row of the task, in one statement; those that have it already keep theirs. */
export async function handToAll(
  tx: Tx,
  handing: NewHanding,
  given: { giverId: string; title: string; product: string },
): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    with chosen as materialized (${chosen(given.giverId, handing.rule, handing.handedOn)}),
    made as (
      insert into programme.task (plan_id, parent_id, handing_id, unit_id, giver_id, title, product, clause, indicator, amount, due_on, state, handed_on)
      select parent.plan_id, parent.id, ${handing.id}::uuid, chosen.id, ${given.giverId}::uuid, ${given.title}, ${given.product}, parent.clause,
             parent.indicator, null::numeric, ${handing.dueOn}::date, 'handed_down', ${handing.handedOn}::date
        from chosen cross join (select id, plan_id, clause, null::text as indicator from programme.task where id = ${handing.taskId}::uuid) as parent
       order by chosen.id
          on conflict (parent_id, unit_id) where handing_id is not null and state not in ('recalled', 'carried_over') do nothing
      returning id, unit_id, giver_id, title, due_on, state, handed_on, plan_id)
    select made.id, made.unit_id as "unitId", made.giver_id as "giverId", made.title, made.due_on as "dueOn", made.state,
           made.handed_on as "handedOn", plan.theme_id as "themeId"
      from made join programme.plan on plan.id = made.plan_id`.execute(tx)
  await tx.updateTable('programme.handing').set({ tasks: rows.length }).where('id', '=', handing.id).execute()
  return rows
}
