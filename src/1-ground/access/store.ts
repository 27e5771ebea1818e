import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'
import { type Action, permissions, type Role } from './permissions.ts'

/** Whether a person holds one of the roles for a unit, or for any unit where `unitId` is null. */
export async function covers(
  db: Reader,
  personId: string,
  held: readonly Role[],
  unitId: string | null,
): Promise<boolean> {
  const { rows } = await sql<{ is_covered: boolean }>`
    select case when ${unitId}::uuid is null then exists (select from access.roots(${personId}, ${held}))
                else access.covers(${personId}, ${held}, ${unitId}) end as is_covered`.execute(db)
  return rows[0]?.is_covered ?? false
}

/** A unit in which somebody may do something. */
export type UnitToAct = { id: string; name: string; slug: string }

/**
 * Units in which the person of this transaction may do an action today, by name; first those on which they hold the role, so that a
 * form begins with their own unit and no limit takes it off the list.
 */
export const unitsToAct = (db: Reader, action: Action): Promise<UnitToAct[]> =>
  db
    .selectFrom('org.unit as unit')
    .select(['unit.id', 'unit.name', 'unit.slug'])
    .where(sql<boolean>`unit.id = any ((select access.units_for(${action}))::uuid[])`)
    .where(sql<boolean>`daterange(unit.valid_from, unit.valid_to) @> org.today()`)
    .orderBy(sql`unit.id in (select access.roots_for(${action}))`, 'desc')
    .orderBy(byName('unit.name'))
    .limit(500)
    .execute()

/** Whether the person of this transaction may do an action anywhere. */
export async function mayAnywhere(db: Reader, action: Action): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select cardinality(access.held_for(${action})) > 0 as may`.execute(db)
  return rows[0]?.may ?? false
}

/** Whether the person of this transaction may do an action in a unit, also an ended one whose work goes on. */
export async function mayIn(db: Reader, action: Action, unitId: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select access.reaches(access.held_for(${action}), ${unitId}::uuid) as may`.execute(db)
  return rows[0]?.may ?? false
}

/**
 * Whether somebody manages people in all units in which a person holds a role, so that they may touch the account: who covers
 * but one of its roles could else take over the others.
 */
export async function manages(db: Reader, managerId: string, personId: string): Promise<boolean> {
  const { rows } = await sql<{ manages: boolean }>`
    select access.manages(${managerId}::uuid, ${personId}::uuid) as manages`.execute(db)
  return rows[0]?.manages ?? false
}

/** Appends a line to the audit trail, in the name of the person of the transaction. */
export async function writeAudit(
  tx: Tx,
  action: string,
  unitId: string | null,
  subject: Record<string, unknown>,
): Promise<void> {
  await sql`select access.write_audit(${action}, ${unitId}, ${JSON.stringify(subject)}::jsonb)`.execute(tx)
}

/** Copies the permission table to where row-level security asks it. Run after every migration. */
export async function syncPermissions(tx: Tx): Promise<void> {
  const rows = Object.entries(permissions).flatMap(([action, held]) => held.map((role) => ({ action, role })))
  if (rows.length === 0) throw new Error('The modules are not open, so nobody may do anything.')
  await sql`truncate access.permission`.execute(tx)
  await tx.insertInto('access.permission').values(rows).execute()
}

/** Enters a person. */
export async function insertPerson(
  tx: Tx,
  person: { id: string; name: string; userName: string; phone: string | null; language: string },
): Promise<void> {
  await tx
    .insertInto('access.person')
    .values({
      id: person.id,
      name: person.name,
      user_name: person.userName,
      phone: person.phone,
      language: person.language,
    })
    .execute()
}

/** A person by id. */
export const personById = (db: Reader, id: string) =>
  db
    .selectFrom('access.person')
    .select(['id', 'name', 'user_name as userName', 'phone', 'language'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Changes what a person says of themselves. */
export async function updateOwn(
  tx: Tx,
  id: string,
  own: { name: string; phone: string | null; language: string },
): Promise<void> {
  await tx
    .updateTable('access.person')
    .set({ ...own, updated_at: new Date() })
    .where('id', '=', id)
    .execute()
}

/** Gives a role on a unit, from today on. */
export async function insertRole(
  tx: Tx,
  held: { personId: string; role: Role; unitId: string; givenBy: string | null; validFrom?: string },
): Promise<void> {
  await tx
    .insertInto('access.role_held')
    .values({
      person_id: held.personId,
      role: held.role,
      unit_id: held.unitId,
      given_by: held.givenBy,
      ...(held.validFrom ? { valid_from: held.validFrom } : {}),
    })
    .execute()
}

/** Ends a role from today on. */
export async function endRoleHeld(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('access.role_held')
    .set({ valid_to: sql<string>`greatest(org.today(), valid_from)` })
    .where('id', '=', id)
    .execute()
}

/** A role that is held, by its id. */
export const roleHeld = (db: Reader, id: string) =>
  db
    .selectFrom('access.role_held')
    .select(['person_id as personId', 'role', 'unit_id as unitId'])
    .where('id', '=', id)
    .where('valid_to', 'is', null)
    .executeTakeFirst()

/** The roles that a person holds today, with their units, as far as the reader may see them. */
export const rolesHeldBy = (db: Reader, personId: string) =>
  db
    .selectFrom('access.role_held as held')
    .innerJoin('org.unit as unit', 'unit.id', 'held.unit_id')
    .select(['held.id', 'held.role', 'unit.id as unitId', 'unit.name as unitName', 'unit.slug as unitSlug'])
    .where('held.person_id', '=', personId)
    .where(sql<boolean>`daterange(held.valid_from, held.valid_to) @> org.today()`)
    .orderBy(byName('unit.name'))
    .limit(100)
    .execute()

/** A unit in which a person holds a role that the reader manages, or held one where they hold none any more. */
export async function unitOfRoles(db: Reader, personId: string): Promise<string | undefined> {
  const held = await db
    .selectFrom('access.role_held as held')
    .innerJoin('access.person as person', 'person.id', 'held.person_id')
    .select('held.unit_id as unitId')
    .where('person.id', '=', personId)
    // Of somebody erased there is no account any more.
    .where('person.user_name', 'not like', 'da-xoa-%')
    .where(sql<boolean>`unit_id = any ((select access.units_for('person.manage'))::uuid[])`)
    .orderBy(sql`coalesce(valid_to, 'infinity')`, 'desc')
    .limit(1)
    .executeTakeFirst()
  return held?.unitId
}

/** A person as an administrator sees them. */
export type PersonManaged = {
  id: string
  name: string
  userName: string
  phone: string | null
  isClosed: boolean
  hasSecondStep: boolean
  /** Whether the reader manages all units in which this person holds a role, and so the account. */
  isManaged: boolean
  held: { id: string; role: Role; unitName: string }[]
}

/**
 * People with roles in the units that the reader manages, found by name; row-level security leaves only those roles. Those whose
 * roles have all ended stay in the list of whoever manages their account, until their data is erased.
 */
export async function peopleOf(db: Reader, text: string, id?: string): Promise<PersonManaged[]> {
  const { rows } = await sql<PersonManaged>`
    select person.id, person.name, person.user_name as "userName", person.phone,
           person.disabled_at is not null as "isClosed", person.two_factor_enabled as "hasSecondStep",
           access.manages(access.actor(), person.id) as "isManaged",
           coalesce(json_agg(json_build_object('id', held.id, 'role', held.role, 'unitName', unit.name) order by unit.name collate org.names)
                      filter (where held.valid_to is null or held.valid_to > org.today()), '[]') as held
      from access.person
      join access.role_held as held on held.person_id = person.id
      join org.unit on unit.id = held.unit_id
     where held.unit_id = any ((select access.units_for('person.manage'))::uuid[])
       and (held.valid_to is null or held.valid_to > org.today()
            or person.user_name not like 'da-xoa-%' and access.manages(access.actor(), person.id))
       and (${text} = '' or org.plain(person.name || ' ' || person.user_name || ' ' || unit.name) like '%' || org.plain(${text}) || '%')
       and (${id ?? null}::uuid is null or person.id = ${id ?? null}::uuid)
     group by person.id order by person.name collate org.names, person.id limit 200`.execute(db)
  return rows
}

/** The units that the reader manages today. */
export const managedUnits = (db: Reader) =>
  db
    .selectFrom('org.unit as unit')
    .select(['unit.id', 'unit.name'])
    .where(sql<boolean>`unit.id = any ((select access.units_for('person.manage'))::uuid[])`)
    .where(sql<boolean>`daterange(unit.valid_from, unit.valid_to) @> org.today()`)
    .orderBy(byName('unit.name'))
    .limit(2000)
    .execute()

/** Closes an account or opens it again. */
export async function setDisabled(tx: Tx, personId: string, isClosed: boolean): Promise<void> {
  await tx
    .updateTable('access.person')
    .set({ disabled_at: isClosed ? new Date() : null, updated_at: new Date() })
    .where('id', '=', personId)
    .execute()
}

/** Notes what somebody has decided, and forgets what was decided long ago: nobody sends a form again after a week. */
export async function noteSaid(tx: Tx, personId: string, digest: Buffer): Promise<void> {
  await tx
    .deleteFrom('access.said')
    .where('person_id', '=', personId)
    .where((where) =>
      where.or([where('at', '<', sql<Date>`now() - interval '7 days'`), where('digest', '=', digest)]),
    )
    .execute()
  await tx.insertInto('access.said').values({ person_id: personId, digest }).execute()
}

/** Whether somebody has decided just this of late. */
export const wasSaid = async (db: Reader, personId: string, digest: Buffer): Promise<boolean> =>
  (await db
    .selectFrom('access.said')
    .select('at')
    .where('person_id', '=', personId)
    .where('digest', '=', digest)
    .executeTakeFirst()) !== undefined

/** Whether several people hold roles today in some areas or beneath them. */
export async function areSeveralPeople(db: Reader, areas: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ are: boolean }>`
    select count(distinct held.person_id) > 1 as "are" from access.role_held as held
     where daterange(held.valid_from, held.valid_to) @> org.today() and (held.unit_id = any (${[...areas]}::uuid[])
        or exists (select from org.beneath where beneath.unit_id = held.unit_id and beneath.ancestor_id = any (${[...areas]}::uuid[])))`.execute(
    db,
  )
  return rows[0]?.are ?? false
}

/**
 * The units on which the person of this transaction holds a role that may do something, or what took the place of one that is no
 * more, by name: where they begin to read.
 */
export async function unitsHeldFor(db: Reader, action: Action): Promise<UnitToAct[]> {
  const { rows } = await sql<UnitToAct>`
    select unit.id, unit.name, unit.slug from access.roots_for(${action}) as held (id)
      join org.unit on unit.id = held.id
     where unit.valid_to is null or unit.valid_to > org.today()
     group by unit.id order by unit.name collate org.names limit 100`.execute(db)
  return rows
}
