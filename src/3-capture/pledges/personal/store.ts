import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'
import type { Day } from '#platform/time'
import type { Outcome } from '../entry.ts'

/** A personal pledge, still sealed. Row-level security gives it to its author and to their cell, to nobody else. */
export type SealedPledge = {
  id: string
  personId: string
  personName: string
  cellId: string
  cellName: string
  countedUnitId: string
  year: number
  themeId: string | null
  themeTitle: string | null
  sealed: string
  outcome: Outcome | null
  sealedOutcome: string | null
  revision: number
}

const personal = (db: Reader) =>
  db
    .selectFrom('pledges.personal as pledge')
    .innerJoin('access.person as person', 'person.id', 'pledge.person_id')
    .innerJoin('org.unit as cell', 'cell.id', 'pledge.cell_id')
    .leftJoin('programme.theme as theme', 'theme.id', 'pledge.theme_id')
    .select([
      'pledge.id',
      'pledge.person_id as personId',
      'person.name as personName',
      'pledge.cell_id as cellId',
      'cell.name as cellName',
      'pledge.counted_unit_id as countedUnitId',
      'pledge.year',
      'pledge.theme_id as themeId',
      'theme.short_title as themeTitle',
      'pledge.sealed',
      'pledge.outcome',
      'pledge.sealed_outcome as sealedOutcome',
      'pledge.revision',
    ])
    .$castTo<SealedPledge>()

/** One pledge. */
export const findPersonal = (db: Reader, id: string): Promise<SealedPledge | undefined> =>
  personal(db).where('pledge.id', '=', id).executeTakeFirst()

/** What a person pledged, the newest year first. */
export const personalOf = (db: Reader, personId: string): Promise<SealedPledge[]> =>
  personal(db)
    .where('pledge.person_id', '=', personId)
    .orderBy('pledge.year', 'desc')
    .orderBy('pledge.id')
    .limit(100)
    .execute()

/** What colleagues in one's own cells pledged for a year, by name. */
export const personalInOwnCells = (db: Reader, personId: string, year: number): Promise<SealedPledge[]> =>
  personal(db)
    .where(sql<boolean>`pledge.cell_id = any ((select pledges.own_cells())::uuid[])`)
    .where('pledge.person_id', '<>', personId)
    .where('pledge.year', '=', year)
    .orderBy(byName('cell.name'))
    .orderBy(byName('person.name'))
    .limit(300)
    .execute()

/** Keeps a pledge. @throws Problem `pledge_is_made_already` */
export async function insertPersonal(
  tx: Tx,
  row: {
    id: string
    personId: string
    cellId: string
    countedUnitId: string
    year: number
    themeId: string | null
    sealed: string
  },
): Promise<void> {
  await tx
    .insertInto('pledges.personal')
    .values({
      id: row.id,
      person_id: row.personId,
      cell_id: row.cellId,
      counted_unit_id: row.countedUnitId,
      year: row.year,
      theme_id: row.themeId,
      sealed: row.sealed,
    })
    .execute()
}

/** Writes a pledge anew. False where it is not there, or was changed meanwhile. */
export async function updateSealed(tx: Tx, id: string, sealed: string, seen: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('pledges.personal')
    .set({ sealed, revision: seen + 1 })
    .where('id', '=', id)
    .where('revision', '=', seen)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Says what came of a pledge. False where it is not the person's own. */
export async function updateOutcome(
  tx: Tx,
  id: string,
  { outcome, sealed }: { outcome: Outcome; sealed: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('pledges.personal')
    .set({ outcome, sealed_outcome: sealed })
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Takes a pledge away for good. False where it is not the person's own. */
export async function deletePersonal(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('pledges.personal').where('id', '=', id).executeTakeFirst()
  return numDeletedRows === 1n
}

/** The commune (or what stands above) in which a cell counts on a day; null where the unit is nobody's cell. */
export async function areaOfCell(db: Reader, unitId: string, day: Day): Promise<string | null> {
  const { rows } = await sql<{ area: string | null }>`
    select case when pledges.is_cell(${unitId}::uuid) then pledges.area_of(${unitId}::uuid, ${day}::date) end as area`.execute(
    db,
  )
  return rows[0]?.area ?? null
}

/** The commune (or what stands above) in which the pledges of any unit count on a day. */
export async function areaOfUnit(db: Reader, unitId: string, day: Day): Promise<string | null> {
  const { rows } = await sql<{ area: string | null }>`
    select pledges.area_of(${unitId}::uuid, ${day}::date) as area`.execute(db)
  return rows[0]?.area ?? null
}

/** Who else reads what a person pledged in a cell; for that person alone. */
export async function readersOf(db: Reader, cellId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from pledges.readers(${cellId}::uuid)`.execute(db)
  return rows.map(({ name }) => name)
}

/** A unit that somebody can name as their cell. */
export type Cell = { id: string; name: string }

/** Organisations near a person, those to which they belong first: from these they name their cell. */
export async function cellsNear(db: Reader): Promise<Cell[]> {
  const { rows } = await sql<Cell>`
    with own as (select unnest(pledges.own_cells()) as id),
         near as (select beneath.unit_id as id, min(beneath.distance) as distance
                    from access.roots_for('pledge.make') as held (id)
                    join org.beneath on beneath.ancestor_id = held.id and beneath.valid @> org.today()
                   group by beneath.unit_id)
    select unit.id, unit.name
      from near join org.unit on unit.id = near.id
      join org.kind on kind.code = unit.kind and not kind.is_area
     order by exists (select from own where own.id = unit.id) desc, near.distance, unit.name collate org.names
     limit 300`.execute(db)
  return rows
}

/** What may be told of the personal pledges of an area: nothing below five. */
export type Tally = {
  id: string
  pledged: number | null
  done: number | null
  pledgedOn: Day | null
  doneOn: Day | null
}

/** Counts the personal pledges of an area anew. */
export async function recount(
  tx: Tx,
  what: { unitId: string; year: number; themeId: string | null; day: Day },
): Promise<Tally> {
  const { rows } = await sql<Tally>`
    select id, pledged, done, pledged_on as "pledgedOn", done_on as "doneOn"
      from pledges.recount(${what.unitId}::uuid, ${what.year}::integer, ${what.themeId}::uuid, ${what.day}::date)`.execute(
    tx,
  )
  const [tally] = rows
  if (!tally) throw new Error('A tally was counted and is not there.')
  return tally
}
