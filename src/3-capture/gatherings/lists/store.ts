import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'
import type { ListUnit } from './rules.ts'

/** Somebody on a list, sealed. */
export type Listed = { id: string; unitName: string | null; isMember: boolean; sealed: string | null }

/** The list of a gathering, in the order in which it was written. */
export const listOf = (db: Reader, gatheringId: string, limit = 5000): Promise<Listed[]> =>
  db
    .selectFrom('gatherings.listed as listed')
    .leftJoin('org.unit as unit', 'unit.id', 'listed.unit_id')
    .select(['listed.id', 'unit.name as unitName', 'listed.is_member as isMember', 'listed.sealed'])
    .where('listed.gathering_id', '=', gatheringId)
    .orderBy('listed.id')
    .limit(limit)
    .execute()

/** The keys of those who are on the list already. */
export async function keysOn(db: Reader, gatheringId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('gatherings.listed')
    .select('person_key as key')
    .where('gathering_id', '=', gatheringId)
    .where('person_key', 'is not', null)
    .limit(20_000)
    .execute()
  return new Set(rows.flatMap(({ key }) => (key === null ? [] : [key])))
}

/** The units from which people on the list of a gathering may come: those that are called, and the one that holds it. */
export const unitsOfList = (db: Reader, gatheringId: string): Promise<ListUnit[]> =>
  db
    .selectFrom('org.unit as unit')
    .select([
      'unit.id',
      'unit.name',
      'unit.short_name as shortName',
      'unit.slug',
      'unit.official_code as officialCode',
    ])
    .where(
      sql<boolean>`unit.id in (select unit_id from gatherings.invited where gathering_id = ${gatheringId}
        union select unit_id from gatherings.gathering where id = ${gatheringId})`,
    )
    .orderBy(byName('unit.name'))
    .limit(500)
    .execute()

/** Writes people on the list. */
export async function insertListed(
  tx: Tx,
  gatheringId: string,
  rows: readonly { id: string; unitId: string | null; isMember: boolean; sealed: string; key: string }[],
): Promise<void> {
  const list = <T>(pick: (row: (typeof rows)[number]) => T): T[] => rows.map(pick)
  await sql`
    insert into gatherings.listed (id, gathering_id, unit_id, is_member, sealed, person_key)
    select unnest(${list(({ id }) => id)}::uuid[]), ${gatheringId}::uuid, unnest(${list(({ unitId }) => unitId)}::uuid[]),
           unnest(${list(({ isMember }) => isMember)}::boolean[]), unnest(${list(({ sealed }) => sealed)}::text[]),
           unnest(${list(({ key }) => key)}::uuid[])`.execute(tx)
}

/** Takes somebody off the list. False where they are not on it. */
export async function deleteListed(tx: Tx, gatheringId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('gatherings.listed')
    .where('id', '=', id)
    .where('gathering_id', '=', gatheringId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/**
 * Forgets who was on lists of gatherings before a day, and the numbers of phones from before another. How many there were
 * stays. @returns how many were forgotten
 */
export async function forgetBefore(
  tx: Tx,
  before: { lists: string; phones: string },
): Promise<{ persons: number; phones: number }> {
  const { rows: persons } = await sql<{ id: string }>`
    update gatherings.listed set sealed = null, person_key = null
      from gatherings.gathering
     where gathering.id = listed.gathering_id and gathering.day < ${before.lists}::date and listed.sealed is not null
    returning listed.id`.execute(tx)
  // An hour-old number opens nothing any more; a random one in its place keeps the count.
  const { rows: phones } = await sql<{ one: number }>`
    update gatherings.check_in set device = uuid_send(gen_random_uuid())
      from gatherings.gathering
     where gathering.id = check_in.gathering_id and gathering.day < ${before.phones}::date and octet_length(check_in.device) = 32
    returning 1 as one`.execute(tx)
  return { persons: persons.length, phones: phones.length }
}
