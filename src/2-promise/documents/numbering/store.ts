import { sql } from 'kysely'
import type { IssuingSystem } from '#parameters'
import { type Reader, type Tx, takeTurn } from '#platform/database'
import type { Day } from '#platform/time'
import type { IssuingEntry } from '../entry.ts'

/** How a unit numbers what it issues. */
export type Issuing = { unitId: string; system: IssuingSystem; symbol: string; numbering: 'term' | 'year' }

/** How a unit numbers what it issues; undefined where nobody has said so. */
export const issuingOf = (db: Reader, unitId: string): Promise<Issuing | undefined> =>
  db
    .selectFrom('programme.issuing')
    .select(['unit_id as unitId', 'system', 'symbol', 'numbering'])
    .where('unit_id', '=', unitId)
    .$castTo<Issuing>()
    .executeTakeFirst()

/** Says how units number what they issue. */
export async function setIssuing(
  tx: Tx,
  rows: readonly (IssuingEntry & { unitId: string })[],
  personId: string | null,
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('programme.issuing')
    .values(
      rows.map(({ unitId, system, symbol, numbering }) => ({
        unit_id: unitId,
        system,
        symbol,
        numbering,
        set_by: personId,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('unit_id').doUpdateSet((eb) => ({
        system: eb.ref('excluded.system'),
        symbol: eb.ref('excluded.symbol'),
        numbering: eb.ref('excluded.numbering'),
        set_by: eb.ref('excluded.set_by'),
        set_at: new Date(),
      })),
    )
    .execute()
}

/** A term: from the day after the congress closed until the next congress has closed. */
export type Term = { id: string; name: string; closedOn: Day }

/** The terms of a unit, the newest first. */
export const termsOf = (db: Reader, unitId: string): Promise<Term[]> =>
  db
    .selectFrom('programme.term')
    .select(['id', 'name', 'closed_on as closedOn'])
    .where('unit_id', '=', unitId)
    .orderBy('closed_on', 'desc')
    .limit(50)
    .execute()

/** Enters terms. */
export async function insertTerms(
  tx: Tx,
  rows: readonly (Term & { unitId: string })[],
  personId: string | null,
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('programme.term')
    .values(
      rows.map(({ id, unitId, name, closedOn }) => ({
        id,
        unit_id: unitId,
        name,
        closed_on: closedOn,
        set_by: personId,
      })),
    )
    .execute()
}

/** Puts a term right. False where the unit has no such term. */
export async function updateTerm(tx: Tx, unitId: string, term: Term, personId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('programme.term')
    .set({ name: term.name, closed_on: term.closedOn, set_by: personId, set_at: new Date() })
    .where('id', '=', term.id)
    .where('unit_id', '=', unitId)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A run of numbers: of one type of documents of one unit, in one term or year. */
export type Run = { unitId: string; type: string; series: string }

/** The run of a day. */
export async function runOf(db: Reader, unitId: string, type: string, day: Day): Promise<Run> {
  const { rows } = await sql<{ series: string }>`
    select programme.series_of(${unitId}, ${day}) as series`.execute(db)
  return { unitId, type, series: rows[0]?.series ?? '' }
}

/** Lets nobody else take a number of a run until this transaction ends. */
export const lockRun = (tx: Tx, { unitId, type, series }: Run): Promise<void> =>
  takeTurn(tx, `number ${unitId} ${type} ${series}`)

/** The numbers of a run that documents have, and those that are kept for one to come. */
export async function numbersOf(db: Reader, run: Run): Promise<{ taken: number[]; reserved: number[] }> {
  const { rows } = await sql<{ number: number; isReserved: boolean }>`
    select number, false as "isReserved" from programme.document
     where unit_id = ${run.unitId} and type = ${run.type} and series = ${run.series}
       and direction = 'issued' and number is not null and withdrawn_at is null
    union all
    select number, true from programme.reserved_number
     where unit_id = ${run.unitId} and type = ${run.type} and series = ${run.series} and released_at is null
    limit 100000`.execute(db)
  return {
    taken: rows.filter((row) => !row.isReserved).map((row) => row.number),
    reserved: rows.filter((row) => row.isReserved).map((row) => row.number),
  }
}

/** Keeps a number for a document to come. */
export async function insertReservation(
  tx: Tx,
  row: Run & { day: Day; number: number; note: string },
  personId: string,
): Promise<void> {
  await tx
    .insertInto('programme.reserved_number')
    .values({
      unit_id: row.unitId,
      type: row.type,
      day: row.day,
      series: row.series,
      number: row.number,
      note: row.note,
      reserved_by: personId,
    })
    .execute()
}

/** Gives a kept number back: by its id, or because a document has taken it. */
export async function releaseReservation(
  tx: Tx,
  which: { unitId: string } & ({ id: string } | (Run & { number: number })),
): Promise<boolean> {
  const update = tx
    .updateTable('programme.reserved_number')
    .set({ released_at: new Date() })
    .where('unit_id', '=', which.unitId)
    .where('released_at', 'is', null)
  const { numUpdatedRows } = await ('id' in which
    ? update.where('id', '=', which.id)
    : update
        .where('type', '=', which.type)
        .where('series', '=', which.series)
        .where('number', '=', which.number)
  ).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** A run of a unit as its page shows it. */
export type RunShown = {
  type: string
  series: string
  taken: number[]
  reserved: { id: string; number: number; note: string; who: string | null }[]
}

/** The runs of a unit in the present term or year, those that have begun, by type. */
export async function runsOf(db: Reader, unitId: string, day: Day): Promise<RunShown[]> {
  const { rows } = await sql<RunShown>`
    with present as (select programme.series_of(${unitId}, ${day}) as series), taken as (
      select type, array_agg(number order by number) as numbers from programme.document, present
       where unit_id = ${unitId} and direction = 'issued' and number is not null and withdrawn_at is null
         and document.series = present.series
       group by type
    ), kept as (
      select type, jsonb_agg(jsonb_build_object('id', reserved_number.id, 'number', number, 'note', note, 'who', person.name)
                             order by number) as numbers
        from present, programme.reserved_number left join access.person on person.id = reserved_by
       where unit_id = ${unitId} and released_at is null and reserved_number.series = present.series
       group by type
    )
    select coalesce(taken.type, kept.type) as type, present.series, coalesce(taken.numbers, '{}') as taken,
           coalesce(kept.numbers, '[]') as reserved
      from present, taken full join kept on kept.type = taken.type
     order by 1 limit 100`.execute(db)
  return rows
}

/** Whether anybody has said how documents are numbered. */
export const isAnyNumbering = async (db: Reader): Promise<boolean> =>
  (await db.selectFrom('programme.issuing').select('unit_id').limit(1).executeTakeFirst()) !== undefined

/** Whether under some areas both a Party body and an authority have said whose layout they follow. */
export async function areLayoutsChosen(db: Reader, roots: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ are: boolean }>`
    select count(distinct issuing.system) = 2 as are from programme.issuing
     where issuing.system in ('party', 'state')
       and issuing.unit_id in (select unit_id from org.beneath where ancestor_id = any (${[...roots]}::uuid[]))`.execute(
    db,
  )
  return rows[0]?.are ?? false
}
