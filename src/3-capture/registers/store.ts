import { sql } from 'kysely'
import type { Answers } from '#activities'
import type { State } from '#initiatives'
import { type Reader, type Tx, takeTurn } from '#platform/database'
import type { Day } from '#platform/time'

/** An initiative that a register may mean. */
export type InitiativeMeant = {
  id: string
  name: string
  plain: string
  kind: string
  unitId: string
  state: State
  startedOn: Day | null
  endedOn: Day | null
}

/** Initiatives of some units with one of some plain names. */
export async function initiativesMeant(
  db: Reader,
  unitIds: readonly string[],
  plain: readonly string[],
): Promise<InitiativeMeant[]> {
  if (unitIds.length === 0) return []
  const { rows } = await sql<InitiativeMeant>`
    select id, name, org.plain(name) as plain, kind, unit_id as "unitId", state, started_on as "startedOn", ended_on as "endedOn"
      from initiatives.initiative
     where unit_id = any (${[...unitIds]}::uuid[]) and org.plain(name) = any (${[...plain]})
     order by started_on nulls last, id limit 20000`.execute(db)
  return rows
}

/** Of some units those in which this person may start an initiative and let it begin. @returns their names by id */
export async function unitsToStartIn(db: Reader, unitIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from org.unit
     where id = any (${[...unitIds]}::uuid[])
       and id = any ((select access.units_for('initiative.propose'))::uuid[])
       and id = any ((select access.units_for('initiative.decide'))::uuid[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** A wording that some record has or had. */
export type WordingThere = {
  initiativeId: string
  unitId: string
  protectsPeople: boolean
  day: Day
  summary: string
  answers: Answers
}

/** Every wording, also earlier ones, of records of some initiatives on some days that were not rejected. */
export async function wordingsThere(
  db: Reader,
  initiativeIds: readonly string[],
  days: readonly Day[],
): Promise<WordingThere[]> {
  if (initiativeIds.length === 0) return []
  const { rows } = await sql<WordingThere>`
    select activity.initiative_id as "initiativeId", activity.unit_id as "unitId", kind.protects_people as "protectsPeople",
           version.day, version.summary, version.answers
      from activities.activity
      join activities.version on version.activity_id = activity.id
      join initiatives.initiative on initiative.id = activity.initiative_id
      join initiatives.kind on kind.code = initiative.kind
     where activity.initiative_id = any (${[...initiativeIds]}::uuid[]) and activity.state <> 'rejected'
       and version.day = any (${[...days]}::date[])`.execute(db)
  return rows
}

/** A unit with when it stood. */
export type SpanOfUnit = { id: string; name: string; validFrom: Day; validTo: Day | null }

/** The units of which some initiatives have amounts of a stock from records, with the first day of each. */
export async function unitsWithStock(
  db: Reader,
  initiativeIds: readonly string[],
): Promise<(SpanOfUnit & { initiativeId: string; first: Day })[]> {
  if (initiativeIds.length === 0) return []
  const { rows } = await sql<SpanOfUnit & { initiativeId: string; first: Day }>`
    select standing.series_id as "initiativeId", unit.id, unit.name, unit.valid_from as "validFrom",
           unit.valid_to as "validTo", min(standing.day) as first
      from figures.standing join figures.indicator on indicator.code = standing.indicator and indicator.rule = 'stock'
      join org.unit on unit.id = standing.unit_id
     where standing.series_id = any (${[...initiativeIds]}::uuid[]) and standing.source_kind = 'activity'
     group by standing.series_id, unit.id`.execute(db)
  return rows
}

/** The first day that takes facts, where years are archived. */
export async function firstOpenDay(db: Reader): Promise<Day | null> {
  const { rows } = await sql<{ day: Day | null }>`select figures.open_from() as day`.execute(db)
  return rows[0]?.day ?? null
}

type IndicatorThere = { code: string; name: string; rule: string; from: Day | null; until: Day | null }

/** When some indicators apply, and how they add up. */
export async function daysOfIndicators(db: Reader, codes: readonly string[]): Promise<IndicatorThere[]> {
  if (codes.length === 0) return []
  const { rows } = await sql<IndicatorThere>`
    select code, name_vi as name, rule, valid_from as "from", valid_to as until from figures.indicator
     where code = any (${[...codes]})`.execute(db)
  return rows
}

/** Files of one kind come in and are rejected one after the other: each builds on initiatives that another begins or takes back. */
export const takeTurnOfKind = (tx: Tx, kind: string): Promise<void> => takeTurn(tx, `past_records ${kind}`)

/** Keeps that a file of records came in. */
export async function insertIntake(
  tx: Tx,
  row: { id: string; kind: string; fileName: string; fileHash: string; rows: number; personId: string },
): Promise<void> {
  await sql`
    insert into activities.intake (id, kind, file_name, file_hash, rows, imported_by)
    values (${row.id}, ${row.kind}, ${row.fileName}, ${row.fileHash}, ${row.rows}, ${row.personId})`.execute(
    tx,
  )
}

/** Keeps which initiatives a file has started, and what those were that it lets begin earlier: before they do. */
export async function keepBegun(
  tx: Tx,
  intakeId: string,
  { started, earlier }: { started: readonly string[]; earlier: readonly string[] },
): Promise<void> {
  await sql`
    insert into activities.begun (intake_id, initiative_id, was_state, was_started_on)
    select ${intakeId}::uuid, id, null, null from unnest(${[...started]}::uuid[]) as id
    union all
    select ${intakeId}::uuid, id, state, started_on from initiatives.initiative where id = any (${[...earlier]}::uuid[])`.execute(
    tx,
  )
}
