import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'
import type { Day } from '#platform/time'
import type { Choosable } from './choices-store.ts'
import type { CountsEntry, Selection } from './entry.ts'
import type { Counts, Row, Way } from './rules.ts'
import type { Gathering } from './store.ts'

type Found = {
  unitId: string | null
  unitName: string | null
  expectedMembers: number | null
  expectedOthers: number | null
  members: number | null
  membersAre: Counts['membersAre'] | null
  others: number | null
  othersAre: Counts['othersAre'] | null
  chosen: Way | null
}

/**
 * Every unit of a gathering that was called, or of which somebody came, with what each way says; last those of no known
 * unit. A reader who was only called finds their own.
 */
export async function rowsOf(db: Reader, gatheringId: string): Promise<Row[]> {
  const { rows: found } = await sql<Found>`
    select unit.id as "unitId", unit.name as "unitName", invited.expected_members as "expectedMembers",
           invited.expected_others as "expectedOthers", turnout.members, turnout.members_are as "membersAre",
           turnout.others, turnout.others_are as "othersAre", turnout.way as chosen
      from (select unit_id, expected_members, expected_others from gatherings.invited where gathering_id = ${gatheringId}) as invited
      full join (select unit_id, members, members_are, others, others_are, way from gatherings.turnout where gathering_id = ${gatheringId}) as turnout on turnout.unit_id = invited.unit_id
      left join org.unit on unit.id = coalesce(invited.unit_id, turnout.unit_id)
     order by unit.name collate org.names nulls last, unit.id limit 600`.execute(db)
  const { rows: counted } = await sql<{
    unitId: string | null
    unitName: string | null
    way: 'list' | 'door'
    members: number
    others: number
    unsaid: number
  }>`
    select tally.unit_id as "unitId", unit.name as "unitName", tally.way, tally.members, tally.others, tally.unsaid
      from gatherings.tally(${gatheringId}::uuid) as tally left join org.unit on unit.id = tally.unit_id`.execute(
    db,
  )

  const rows = new Map<string | null, Row>(
    found.map((one) => [
      one.unitId,
      {
        unitId: one.unitId,
        unitName: one.unitName,
        expectedMembers: one.expectedMembers,
        expectedOthers: one.expectedOthers,
        chosen: one.chosen,
        said:
          one.members === null && one.others === null
            ? {}
            : {
                number: {
                  members: one.members,
                  membersAre: one.membersAre ?? 'exact',
                  others: one.others,
                  othersAre: one.othersAre ?? 'exact',
                  unsaid: 0,
                },
              },
      },
    ]),
  )
  for (const { unitId, unitName, way, members, others, unsaid } of counted) {
    const row = rows.get(unitId) ?? {
      unitId,
      unitName,
      expectedMembers: null,
      expectedOthers: null,
      chosen: null,
      said: {},
    }
    row.said[way] = { members, membersAre: 'exact', others, othersAre: 'exact', unsaid }
    rows.set(unitId, row)
  }
  return [...rows.values()]
}

/** The keys of those on the list of a gathering, for a count of different persons. */
export const personsOf = (
  db: Reader,
  gatheringId: string,
): Promise<{ unitId: string | null; key: string }[]> =>
  db
    .selectFrom('gatherings.listed')
    .select(['unit_id as unitId', 'person_key as key'])
    .where('gathering_id', '=', gatheringId)
    .where('person_key', 'is not', null)
    .orderBy('id')
    .limit(20_000)
    .$castTo<{ unitId: string | null; key: string }>()
    .execute()

/** Where a unit may call others from: itself with all beneath it and, where it is an organisation, the area that it serves. */
const reach = (unitId: string, day: Day) => sql`(
  select beneath.unit_id from org.beneath where beneath.valid @> ${day}::date and beneath.ancestor_id in (
    select ${unitId}::uuid union
    select above.ancestor_id from org.beneath as above join org.unit on unit.id = above.unit_id join org.kind on kind.code = unit.kind
     where above.unit_id = ${unitId}::uuid and above.tree = 'area' and above.distance = 1 and above.valid @> ${day}::date
       and not kind.is_area))`

/** At most so many units are called to one gathering. */
export const mostInvited = 300

/** Units that a selection names, of those that the unit of a gathering may call, standing on its day. */
export const unitsSelected = (
  db: Reader,
  gathering: Pick<Gathering, 'unitId' | 'day'>,
  { kind, line, under, unitId }: Selection,
): Promise<Choosable[]> =>
  db
    .selectFrom('org.unit as unit')
    .select(['unit.id', 'unit.name'])
    .where(sql<boolean>`unit.id in ${reach(gathering.unitId, gathering.day)}`)
    .where(sql<boolean>`daterange(unit.valid_from, unit.valid_to) @> ${gathering.day}::date`)
    .$if(kind !== null, (query) => query.where('unit.kind', '=', kind ?? ''))
    .$if(line !== null, (query) => query.where('unit.line', '=', line))
    .$if(unitId !== null, (query) => query.where('unit.id', '=', unitId ?? ''))
    .$if(under !== null, (query) =>
      query.where(
        sql<boolean>`unit.id in (select unit_id from org.beneath where ancestor_id = ${under}::uuid and valid @> ${gathering.day}::date)`,
      ),
    )
    .orderBy(byName('unit.name'))
    .orderBy('unit.id')
    .limit(mostInvited + 1)
    .execute()

/** Which of some units stand on a day and may be called by a unit. */
export async function unitsInReach(
  db: Reader,
  gathering: Pick<Gathering, 'unitId' | 'day'>,
  ids: readonly string[],
): Promise<{ id: string; name: string; stands: boolean; isInReach: boolean }[]> {
  const { rows } = await sql<{ id: string; name: string; stands: boolean; isInReach: boolean }>`
    select unit.id, unit.name, daterange(unit.valid_from, unit.valid_to) @> ${gathering.day}::date as stands,
           unit.id in ${reach(gathering.unitId, gathering.day)} as "isInReach"
      from org.unit where unit.id = any (${[...ids]}::uuid[]) limit 600`.execute(db)
  return rows
}

/** The units that are called, with how many are expected. */
export const invitedTo = (
  db: Reader,
  gatheringId: string,
): Promise<
  { unitId: string; name: string; expectedMembers: number | null; expectedOthers: number | null }[]
> =>
  db
    .selectFrom('gatherings.invited as invited')
    .innerJoin('org.unit as unit', 'unit.id', 'invited.unit_id')
    .select([
      'unit.id as unitId',
      'unit.name',
      'invited.expected_members as expectedMembers',
      'invited.expected_others as expectedOthers',
    ])
    .where('invited.gathering_id', '=', gatheringId)
    .orderBy(byName('unit.name'))
    .orderBy('unit.id')
    .limit(mostInvited + 1)
    .execute()

/** Calls units; those that are called already stay as they are. */
export async function insertInvited(
  tx: Tx,
  gathering: Pick<Gathering, 'id' | 'unitId'>,
  units: readonly { unitId: string; expectedMembers?: number | null; expectedOthers?: number | null }[],
): Promise<void> {
  if (units.length === 0) return
  await tx
    .insertInto('gatherings.invited')
    .values(
      units.map(({ unitId, expectedMembers, expectedOthers }) => ({
        gathering_id: gathering.id,
        unit_id: unitId,
        held_by: gathering.unitId,
        expected_members: expectedMembers ?? null,
        expected_others: expectedOthers ?? null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Says how many of a unit are expected. */
export async function updateExpected(
  tx: Tx,
  gatheringId: string,
  unitId: string,
  expected: { members: number | null; others: number | null },
): Promise<void> {
  await tx
    .updateTable('gatherings.invited')
    .set({ expected_members: expected.members, expected_others: expected.others })
    .where('gathering_id', '=', gatheringId)
    .where('unit_id', '=', unitId)
    .execute()
}

/** Says how many are expected in all. */
export async function updateExpectedWhole(
  tx: Tx,
  gatheringId: string,
  expected: { members: number | null; others: number | null },
): Promise<void> {
  await tx
    .updateTable('gatherings.gathering')
    .set({ expected_members: expected.members, expected_others: expected.others })
    .where('id', '=', gatheringId)
    .execute()
}

/** Calls units no more. */
export async function deleteInvited(tx: Tx, gatheringId: string, unitIds: readonly string[]): Promise<void> {
  if (unitIds.length === 0) return
  await tx
    .deleteFrom('gatherings.invited')
    .where('gathering_id', '=', gatheringId)
    .where('unit_id', 'in', [...unitIds])
    .execute()
}

/** Writes what somebody counted, and which way stands, unit by unit: what is not there any more is gone. */
export async function replaceTurnout(tx: Tx, gatheringId: string, rows: CountsEntry['rows']): Promise<void> {
  await tx.deleteFrom('gatherings.turnout').where('gathering_id', '=', gatheringId).execute()
  const said = rows.filter(({ members, others, way }) => members !== null || others !== null || way !== null)
  if (said.length === 0) return
  await tx
    .insertInto('gatherings.turnout')
    .values(
      said.map((row) => ({
        gathering_id: gatheringId,
        unit_id: row.unitId,
        members: row.members,
        members_are: row.membersAre,
        others: row.others,
        others_are: row.othersAre,
        way: row.way,
      })),
    )
    .execute()
}

/** Says how the whole is counted, and how many heads somebody counted by eye. */
export async function updateCounted(
  tx: Tx,
  gatheringId: string,
  given: { counted: CountsEntry['counted']; headCount: number | null },
): Promise<void> {
  await tx
    .updateTable('gatherings.gathering')
    .set({ counted: given.counted, head_count: given.headCount })
    .where('id', '=', gatheringId)
    .execute()
}
