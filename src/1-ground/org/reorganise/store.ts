import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { NewUnit, Tree } from '../entry.ts'
import type { DecisionKind } from './entry.ts'

/** A unit as a decision finds it. */
export type Standing = NewUnit & { isArea: boolean; mayManage: boolean }

/** The units of some ids as they are, and whether the person of this transaction may manage each. */
export async function unitsAsTheyStand(db: Reader, ids: readonly string[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    with managed as materialized (select unnest(access.units_for('unit.manage')) as id)
    select unit.id, unit.kind, unit.line, unit.name, unit.short_name as "shortName", unit.slug,
           unit.official_code as "officialCode", unit.valid_from as "validFrom", unit.valid_to as "validTo",
           kind.is_area as "isArea", exists (select from managed where managed.id = unit.id) as "mayManage"
      from org.unit join org.kind on kind.code = unit.kind
     where unit.id = any (${[...ids]}::uuid[])`.execute(db)
  return rows
}

/** Where a unit stands, with the names of both. */
export type Place = {
  id: string
  tree: Tree
  unitId: string
  unitName: string
  parentId: string
  parentName: string
  validFrom: Day
  validTo: Day | null
}

/** The places that some units have (`unit_id`), or that others have beneath them (`parent_id`), on a day and later. */
export async function placesFrom(
  db: Reader,
  ids: readonly string[],
  end: 'unit_id' | 'parent_id',
  day: Day,
): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select placement.id, placement.tree, placement.unit_id as "unitId", unit.name as "unitName",
           placement.parent_id as "parentId", parent.name as "parentName",
           placement.valid_from as "validFrom", placement.valid_to as "validTo"
      from org.placement join org.unit on unit.id = placement.unit_id join org.unit as parent on parent.id = placement.parent_id
     where placement.${sql.ref(end)} = any (${[...ids]}::uuid[])
       and (placement.valid_to is null or placement.valid_to > ${day})
     order by placement.tree, unit.name collate org.names, unit.id`.execute(db)
  return rows
}

/** One thing that a decision changed. What is in `detail` is enough to say it in words and to undo it. */
export type Step =
  | { what: 'unit_made'; unitId: string; detail: { name: string } }
  | { what: 'unit_ended'; unitId: string; detail: { name: string } }
  | { what: 'unit_renamed'; unitId: string; detail: { name: string; shortName: string; former: string } }
  | {
      what: 'place_cut'
      unitId: string
      detail: { placeId: string; name: string; parent: string; until: Day | null }
    }
  | { what: 'place_added'; unitId: string; detail: { placeId: string; name: string; parent: string } }
  | { what: 'carried_on'; unitId: string; detail: { name: string; by: string; share: number | null } }
  | { what: 'left_over'; unitId: string; detail: { name: string; share: number } }

/** One decision at a time looks at the trees and changes them; the next sees what the first has made of them. */
export async function takeTurn(tx: Tx): Promise<void> {
  await sql`select org.take_turn()`.execute(tx)
}

/** Writes a decision down. @returns false where one of that id is there already. */
export async function insertDecision(
  tx: Tx,
  decision: { id: string; kind: DecisionKind; day: Day; document: string; note: string | null },
  about: readonly string[],
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('org.reorganisation')
    .values({ ...decision, about: [...about], unit_id: about.length === 1 ? (about[0] ?? null) : null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function insertSteps(tx: Tx, decisionId: string, steps: readonly Step[]): Promise<void> {
  await sql`
    insert into org.reorganisation_step (reorganisation_id, number, what, unit_id, detail)
    select ${decisionId}, number, step ->> 'what', (step ->> 'unitId')::uuid, step -> 'detail'
      from jsonb_array_elements(${JSON.stringify(steps)}::jsonb) with ordinality as given (step, number)`.execute(
    tx,
  )
}

/** Lets places end on a day. @returns how many this person may end. */
export async function cutPlaces(tx: Tx, ids: readonly string[], day: Day): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('org.placement')
    .set({ valid_to: day })
    .where('id', 'in', [...ids])
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Adds places; gives their ids, in the same order. */
export async function addPlaces(
  tx: Tx,
  places: readonly {
    id: string
    tree: Tree
    unitId: string
    parentId: string
    from: Day
    until: Day | null
  }[],
): Promise<void> {
  await tx
    .insertInto('org.placement')
    .values(
      places.map(({ id, tree, unitId, parentId, from, until }) => ({
        id,
        tree,
        unit_id: unitId,
        parent_id: parentId,
        valid_from: from,
        valid_to: until,
      })),
    )
    .execute()
}

/** Lets units end on a day (null: not at all). @returns how many this person may end. */
export async function endUnits(tx: Tx, ids: readonly string[], day: Day | null): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('org.unit')
    .set({ valid_to: day })
    .where('id', 'in', [...ids])
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export async function insertSuccessions(
  tx: Tx,
  decisionId: string,
  successions: readonly { from: string; to: string; share: number | null }[],
): Promise<void> {
  await tx
    .insertInto('org.succession')
    .values(
      successions.map(({ from, to, share }) => ({
        reorganisation_id: decisionId,
        from_unit_id: from,
        to_unit_id: to,
        share,
      })),
    )
    .execute()
}

/** Which of some addresses are taken. */
export async function slugsTaken(db: Reader, slugs: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('org.unit')
    .select('slug')
    .where('slug', 'in', [...slugs])
    .execute()
  return new Set(rows.map(({ slug }) => slug))
}

/** Gives units the names whose day has come. @returns how many. A second time changes nothing. */
export async function putNames(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`select org.put_names_in_place() as count`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Takes back what a decision changed, from its last step to its first; the steps stay as a record. */
export async function takeBack(tx: Tx, decisionId: string, steps: readonly Step[]): Promise<void> {
  const of = <What extends Step['what']>(what: What) =>
    steps.filter((step): step is Extract<Step, { what: What }> => step.what === what)
  const ids = (list: readonly Step[]) => list.map(({ unitId }) => unitId)

  await tx.deleteFrom('org.succession').where('reorganisation_id', '=', decisionId).execute()
  const added = of('place_added').map(({ detail }) => detail.placeId)
  if (added.length > 0) await tx.deleteFrom('org.placement').where('id', 'in', added).execute()
  const ended = ids(of('unit_ended'))
  if (ended.length > 0) await endUnits(tx, ended, null)
  for (const { detail } of of('place_cut'))
    await tx
      .updateTable('org.placement')
      .set({ valid_to: detail.until })
      .where('id', '=', detail.placeId)
      .execute()
  const made = ids(of('unit_made'))
  if (made.length > 0) await tx.deleteFrom('org.unit').where('id', 'in', made).execute()
}

/** Marks a decision as undone. @returns false where its day has come or it is not for this person to undo. */
export async function markUndone(tx: Tx, decisionId: string, personId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('org.reorganisation')
    .set({ undone_by: personId, undone_at: sql<string>`now()` })
    .where('id', '=', decisionId)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A decision as lists show it. */
export type DecisionRow = {
  id: string
  kind: DecisionKind
  day: Day
  document: string
  note: string | null
  isUndone: boolean
  mayUndo: boolean
  units: string[]
}

const decisions = (db: Reader) =>
  db.selectFrom('org.reorganisation as decision').select([
    'decision.id',
    sql<DecisionKind>`decision.kind`.as('kind'),
    'decision.day',
    'decision.document',
    'decision.note',
    sql<boolean>`decision.undone_at is not null`.as('isUndone'),
    sql<boolean>`org.may_be_undone(decision.id)`.as('mayUndo'),
    // Decisions that were loaded with the units name them only in their successions.
    sql<string[]>`array(
        select unit.name from org.unit
         where unit.id = any (decision.about) or unit.id = decision.unit_id
            or unit.id in (select from_unit_id from org.succession where reorganisation_id = decision.id)
         order by unit.name collate org.names limit 12)`.as('units'),
  ])

/** Decisions, newest day first, from after one of them on. */
export function decisionsAfter(
  db: Reader,
  after: { day: Day; id: string } | undefined,
  limit: number,
): Promise<DecisionRow[]> {
  return decisions(db)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(decision.day, decision.id) < (${after?.day}::date, ${after?.id}::uuid)`),
    )
    .orderBy('decision.day', 'desc')
    .orderBy('decision.id', 'desc')
    .limit(limit)
    .execute()
}

/** One decision with the steps that it took. */
export async function decisionWithSteps(
  db: Reader,
  id: string,
): Promise<(DecisionRow & { about: string[]; madeBy: string | null; steps: Step[] }) | undefined> {
  const found = await decisions(db)
    .select(['decision.about', 'decision.made_by as madeBy'])
    .where('decision.id', '=', id)
    .executeTakeFirst()
  if (!found) return undefined
  const steps = await db
    .selectFrom('org.reorganisation_step')
    .select(['what', 'unit_id as unitId', 'detail'])
    .where('reorganisation_id', '=', id)
    .orderBy('number')
    .execute()
  return { ...found, about: found.about ?? [], steps: steps as unknown as Step[] }
}

/** Who does on a day what a unit would do: itself while it stands, then whoever took its place whole; null where nobody did. */
export async function actingUnit(db: Reader, unitId: string, day: Day): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`select org.acting_for(${unitId}, ${day}) as id`.execute(
    db,
  )
  return rows[0]?.id ?? null
}

/** How many people hold a role in some units or beneath them today. */
export async function countPeople(db: Reader, unitIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct person_id) as count from access.role_held
     where valid_from <= org.today() and (valid_to is null or valid_to > org.today())
       and unit_id in (select unit_id from org.beneath where ancestor_id = any (${[...unitIds]}::uuid[]))`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** How many units stand beneath some units today. */
export async function countBeneath(db: Reader, unitIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct unit_id) as count from org.beneath
     where ancestor_id = any (${[...unitIds]}::uuid[]) and distance > 0 and valid @> org.today()`.execute(db)
  return rows[0]?.count ?? 0
}
