import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'
import type { Basis, Direction } from './entry.ts'

/** A target that holds, with the unit that has it and the one that set it. */
export type Target = {
  id: string
  unitId: string
  unitName: string
  unitSlug: string
  isArea: boolean
  indicator: string
  year: number
  setByUnitId: string
  setByName: string
  setBySlug: string
  version: number
  amount: number
  direction: Direction
  basis: Basis
  documentId: string | null
  note: string
}

const targets = (db: Reader) =>
  db
    .selectFrom('programme.current_target as target')
    .innerJoin('org.unit as unit', 'unit.id', 'target.unit_id')
    .innerJoin('org.kind as kind', 'kind.code', 'unit.kind')
    .innerJoin('org.unit as setter', 'setter.id', 'target.set_by_unit_id')
    .innerJoin('figures.indicator as indicator', 'indicator.code', 'target.indicator')
    .select([
      'target.id',
      'target.unit_id as unitId',
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'kind.is_area as isArea',
      'target.indicator',
      'target.year',
      'target.set_by_unit_id as setByUnitId',
      'setter.name as setByName',
      'setter.slug as setBySlug',
      'target.version',
      'target.amount',
      'target.direction',
      'target.basis',
      'target.document_id as documentId',
      'target.note',
    ])
    .orderBy('indicator.position')
    .orderBy(byName('unit.name'))
    .orderBy('target.id')
    .$castTo<Target>()

/** More targets than a unit has in a year. */
const mostTargets = 500

/** What a unit is to reach in a year, in the order in which indicators are read. */
export const targetsOfUnit = (db: Reader, unitId: string, year: number): Promise<Target[]> =>
  targets(db)
    .where('target.unit_id', '=', unitId)
    .where('target.year', '=', year)
    .limit(mostTargets)
    .execute()

/** What some units are to reach in a year of some indicators. */
export const targetsOfUnits = (
  db: Reader,
  unitIds: readonly string[],
  year: number,
  codes?: readonly string[],
): Promise<Target[]> =>
  unitIds.length === 0 || codes?.length === 0
    ? Promise.resolve([])
    : targets(db)
        .where('target.unit_id', 'in', [...unitIds])
        .where('target.year', '=', year)
        .$if(codes !== undefined, (query) => query.where('target.indicator', 'in', [...(codes ?? [])]))
        .limit(5000)
        .execute()

/** What a unit has handed down to others in a year, of one indicator or of all. */
export const targetsHandedDown = (
  db: Reader,
  unitId: string,
  year: number,
  indicator?: string,
): Promise<Target[]> =>
  targets(db)
    .where('target.set_by_unit_id', '=', unitId)
    .whereRef('target.unit_id', '<>', 'target.set_by_unit_id')
    .where('target.year', '=', year)
    .$if(indicator !== undefined, (query) => query.where('target.indicator', '=', indicator ?? ''))
    .limit(5000)
    .execute()

/** Every target of a year beneath a unit, on any day of the year, the unit itself left out. */
export const targetsBeneath = (db: Reader, unitId: string, year: number, limit: number): Promise<Target[]> =>
  targets(db)
    .where('target.year', '=', year)
    .where('target.unit_id', '<>', unitId)
    .where(
      sql<boolean>`exists (select from org.beneath where beneath.ancestor_id = ${unitId} and beneath.unit_id = target.unit_id
        and beneath.valid && daterange(make_date(target.year, 1, 1), make_date(target.year + 1, 1, 1)))`,
    )
    .limit(limit)
    .execute()

/** One target, also one that was taken back (then without an amount). */
export type TargetRow = {
  id: string
  unitId: string
  indicator: string
  year: number
  setByUnitId: string
  version: number
  /** Whether a unit above may set it in its own name: the unit had set it itself, or whoever had has ended. */
  isFree: boolean
}

const rows = (db: Reader) =>
  db
    .selectFrom('programme.target')
    .innerJoin('org.unit as setter', 'setter.id', 'programme.target.set_by_unit_id')
    .select([
      'programme.target.id',
      'unit_id as unitId',
      'indicator',
      'year',
      'set_by_unit_id as setByUnitId',
      'version',
      sql<boolean>`set_by_unit_id = unit_id or coalesce(setter.valid_to <= org.today(), false)`.as('isFree'),
    ])

/** The target of a unit for an indicator and a year, whether it holds or was taken back. */
export const findTarget = (
  db: Reader,
  unitId: string,
  indicator: string,
  year: number,
): Promise<TargetRow | undefined> =>
  rows(db)
    .where('unit_id', '=', unitId)
    .where('indicator', '=', indicator)
    .where('year', '=', year)
    .executeTakeFirst()

/** Those of many units for one indicator or more, whether they hold or were taken back. */
export const findTargets = (
  db: Reader,
  unitIds: readonly string[],
  codes: readonly string[],
  year: number,
): Promise<TargetRow[]> =>
  unitIds.length === 0 || codes.length === 0
    ? Promise.resolve([])
    : rows(db)
        .where('unit_id', 'in', [...unitIds])
        .where('indicator', 'in', [...codes])
        .where('year', '=', year)
        .limit(20_000)
        .execute()

/** One version of a target. */
export type Version = {
  number: number
  amount: number | null
  direction: Direction
  document: { id: string; symbol: string } | null
  note: string
  reason: string
  setByName: string | null
  setAt: string
}

/** What a target was set to, the newest first. */
export const versionsOf = (db: Reader, targetId: string): Promise<Version[]> =>
  db
    .selectFrom('programme.target_version as version')
    .leftJoin('programme.document as document', 'document.id', 'version.document_id')
    .leftJoin('access.person as person', 'person.id', 'version.set_by')
    .select([
      'version.number',
      'version.amount',
      'version.direction',
      sql<Version['document']>`case when document.id is not null
        then jsonb_build_object('id', document.id, 'symbol', document.symbol) end`.as('document'),
      'version.note',
      'version.reason',
      'person.name as setByName',
      'version.set_at as setAt',
    ])
    .where('version.target_id', '=', targetId)
    .orderBy('version.number', 'desc')
    .limit(200)
    .$castTo<Version>()
    .execute()

/** What a version says. */
export type VersionGiven = {
  amount: number | null
  direction: Direction
  basis: Basis
  documentId: string | null
  note: string
  reason: string
}

/** A target with its first version. */
export type NewTarget = {
  id: string
  unitId: string
  indicator: string
  year: number
  setByUnitId: string
  given: VersionGiven
}

/** Sets targets. @throws Problem `target_is_set_already` */
export async function insertTargets(
  tx: Tx,
  given: readonly NewTarget[],
  personId: string | null,
): Promise<void> {
  if (given.length === 0) return
  await tx
    .insertInto('programme.target')
    .values(
      given.map((one) => ({
        id: one.id,
        unit_id: one.unitId,
        indicator: one.indicator,
        year: one.year,
        set_by_unit_id: one.setByUnitId,
      })),
    )
    .execute()
  await insertVersions(
    tx,
    given.map((one) => ({ targetId: one.id, number: 1, given: one.given })),
    personId,
  )
}

/** A next version of a target, the one that was seen when it was written, and in whose name it is set now. */
export type NextVersion = { targetId: string; seen: number; setByUnitId: string; given: VersionGiven }

/** Writes next versions. @returns how many: those that somebody else has changed meanwhile are passed over. */
export async function insertNextVersions(
  tx: Tx,
  next: readonly NextVersion[],
  personId: string | null,
): Promise<number> {
  if (next.length === 0) return 0
  const { rows: raised } = await sql<{ id: string }>`
    update programme.target set version = target.version + 1, set_by_unit_id = given.setter
      from unnest(${next.map(({ targetId }) => targetId)}::uuid[], ${next.map(({ seen }) => seen)}::integer[],
                  ${next.map(({ setByUnitId }) => setByUnitId)}::uuid[]) as given (id, seen, setter)
     where target.id = given.id and target.version = given.seen
    returning target.id`.execute(tx)
  const done = new Set(raised.map(({ id }) => id))
  await insertVersions(
    tx,
    next
      .filter(({ targetId }) => done.has(targetId))
      .map(({ targetId, seen, given }) => ({ targetId, number: seen + 1, given })),
    personId,
  )
  return done.size
}

async function insertVersions(
  tx: Tx,
  versions: readonly { targetId: string; number: number; given: VersionGiven }[],
  personId: string | null,
): Promise<void> {
  if (versions.length === 0) return
  await tx
    .insertInto('programme.target_version')
    .values(
      versions.map(({ targetId, number, given }) => ({
        target_id: targetId,
        number,
        amount: given.amount,
        direction: given.direction,
        basis: given.basis,
        document_id: given.documentId,
        note: given.note,
        reason: given.reason,
        set_by: personId,
      })),
    )
    .execute()
}
