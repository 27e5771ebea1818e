import { sql } from 'kysely'
import { inTransaction, positionHere, type Reader, type Tx } from '#platform/database'
import type { AtLeast } from '#platform/replicas'
import type { Role } from '../permissions.ts'

/** Runs something before anybody is known. Only this folder comes here. */
export const beforeSignIn = <T>(run: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction({ role: 'system' }, run)

/**
 * What a person must be shown at least: all that is committed now if they have changed something lately, on whatever
 * device and by whatever process. What they did before is longer ago than any standby that is read from may be behind
 * (DATABASE_READ_LAG, five minutes at most).
 */
const mustSee = sql<AtLeast>`case
  when exists (select from access.audit where audit.person_id = person.id and audit.at > now() - interval '15 minutes')
  then ${positionHere} else 'recent' end`.as('mustSee')

/** Names the person for the audit line of what follows. */
export const actAs = async (tx: Tx, personId: string): Promise<void> => {
  await sql`select set_config('lantoa.person_id', ${personId}, true)`.execute(tx)
}

/** The rest of the transaction goes on as the system, still in the person's name: for rows that no person may touch. */
export const goOnAsSystem = async (tx: Tx): Promise<void> => {
  await sql`select set_config('role', 'none', true)`.execute(tx)
}

/** Somebody by what they typed, with their password's hash; those whose account is closed are not there. */
export const findByLogin = (tx: Tx, login: { userName: string; phone: string | undefined }) =>
  tx
    .selectFrom('access.person as person')
    .innerJoin('access.credential as credential', 'credential.person_id', 'person.id')
    .leftJoin('access.second_step as second', (join) =>
      join.onRef('second.person_id', '=', 'person.id').on('second.confirmed_at', 'is not', null),
    )
    .select(['person.id', 'person.name', 'person.user_name as userName', 'credential.hash', 'second.secret'])
    .where('person.disabled_at', 'is', null)
    .where((eb) =>
      eb.or([eb('person.user_name', '=', login.userName), eb('person.phone', '=', login.phone ?? '-')]),
    )
    .orderBy('person.user_name')
    .limit(1)
    .executeTakeFirst()

/** Opens a session. */
export async function insertSession(
  tx: Tx,
  session: {
    hash: Buffer
    personId: string
    isPending: boolean
    isKept: boolean
    device: string
    address: string
    known?: string
    minutes: number
  },
): Promise<void> {
  await tx
    .insertInto('access.session')
    .values({
      token_hash: session.hash,
      person_id: session.personId,
      is_pending: session.isPending,
      is_kept: session.isKept,
      device: session.device.slice(0, 200),
      address: session.address.slice(0, 60),
      known_device_id: session.known ?? null,
      expires_at: sql<Date>`now() + make_interval(mins => ${session.minutes})`,
    })
    .execute()
}

/** Ends the sessions of a person that were not used for longest, beyond so many. */
export async function endOldestSessions(tx: Tx, personId: string, most: number): Promise<void> {
  await sql`update access.session set ended_at = now() where id in (
    select id from access.session where person_id = ${personId} and ended_at is null
     order by last_seen_at desc, id desc offset ${most})`.execute(tx)
}

/** From where a session was opened. */
export const sessionById = async (tx: Tx, id: string | undefined) =>
  id === undefined
    ? undefined
    : tx.selectFrom('access.session').select(['address', 'device']).where('id', '=', id).executeTakeFirst()

/** The session of a token, if it holds. */
export const findSession = (tx: Tx, hash: Buffer) =>
  tx
    .selectFrom('access.session as session')
    .innerJoin('access.person as person', 'person.id', 'session.person_id')
    .select([
      'session.id',
      'session.person_id as personId',
      'session.is_pending as isPending',
      'session.is_kept as isKept',
      'session.last_seen_at as lastSeenAt',
      'person.name',
      'person.user_name as userName',
      'person.language',
      (eb) =>
        eb
          .selectFrom('access.role_held as held')
          .innerJoin('org.unit as unit', 'unit.id', 'held.unit_id')
          .select('unit.name')
          .whereRef('held.person_id', '=', 'person.id')
          .where(sql<boolean>`daterange(held.valid_from, held.valid_to) @> org.today()`)
          .orderBy('held.id')
          .limit(1)
          .as('unitName'),
      sql<
        Role[]
      >`array(select distinct held.role from access.role_held as held where held.person_id = person.id
        and daterange(held.valid_from, held.valid_to) @> org.today())`.as('roles'),
      mustSee,
    ])
    .where('session.token_hash', '=', hash)
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', sql<Date>`now()`)
    .where('person.disabled_at', 'is', null)
    .executeTakeFirst()

/** Notes that a session is in use, which keeps it alive. */
export async function touchSession(tx: Tx, id: string, minutes: number): Promise<void> {
  await sql`update access.session set last_seen_at = now(), expires_at = now() + make_interval(mins => ${minutes}) where id = ${id}`.execute(
    tx,
  )
}

/** Ends sessions of a person: one, or all but one. */
export async function endSessions(
  tx: Tx,
  personId: string,
  which: { id?: string; except?: string | undefined },
): Promise<void> {
  let query = tx
    .updateTable('access.session')
    .set({ ended_at: new Date() })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
  if (which.id) query = query.where('id', '=', which.id)
  if (which.except) query = query.where('id', '<>', which.except)
  await query.execute()
}

/** The sessions of a person that still hold, the last used first. */
export const sessionsOf = (tx: Tx, personId: string) =>
  tx
    .selectFrom('access.session')
    .select(['id', 'device', 'address', 'created_at as createdAt', 'last_seen_at as lastSeenAt'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('is_pending', '=', false)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('last_seen_at', 'desc')
    .limit(50)
    .execute()

/** Sets a password. */
export async function setHash(tx: Tx, personId: string, hash: string): Promise<void> {
  await tx
    .insertInto('access.credential')
    .values({ person_id: personId, hash })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ hash, changed_at: new Date() }))
    .execute()
}

/** The password's hash of a person. */
export const hashOf = async (tx: Tx, personId: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('access.credential')
      .select('hash')
      .where('person_id', '=', personId)
      .executeTakeFirst()
  )?.hash

/** The second step of a person. */
export const secondStepOf = (tx: Tx, personId: string) =>
  tx
    .selectFrom('access.second_step')
    .select([
      'secret',
      'confirmed_at as confirmedAt',
      'last_counter as lastCounter',
      'backup_hashes as backupHashes',
    ])
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()

/** Begins a second step, not yet confirmed. */
export async function beginSecondStep(tx: Tx, personId: string, secret: string): Promise<void> {
  await tx
    .insertInto('access.second_step')
    .values({ person_id: personId, secret })
    .onConflict((conflict) =>
      conflict
        .column('person_id')
        .doUpdateSet({ secret, confirmed_at: null, last_counter: 0, backup_hashes: [] }),
    )
    .execute()
}

/** Changes a second step: confirmed, a code used, a backup code spent. */
export async function updateSecondStep(
  tx: Tx,
  personId: string,
  change: { confirmed_at?: Date; last_counter?: number; backup_hashes?: string[] },
): Promise<void> {
  await tx.updateTable('access.second_step').set(change).where('person_id', '=', personId).execute()
  if (change.confirmed_at)
    await tx
      .updateTable('access.person')
      .set({ two_factor_enabled: true })
      .where('id', '=', personId)
      .execute()
}

/** Takes the second step away. */
export async function dropSecondStep(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('access.second_step').where('person_id', '=', personId).execute()
  await tx
    .updateTable('access.person')
    .set({ two_factor_enabled: false })
    .where('id', '=', personId)
    .execute()
}

/** Makes a link. */
export async function insertLink(
  tx: Tx,
  link: {
    kind: 'invitation' | 'reset'
    hash: Buffer
    personId?: string
    role?: Role
    unitId?: string
    madeBy: string | null
    days: number
  },
): Promise<void> {
  await tx
    .insertInto('access.link')
    .values({
      kind: link.kind,
      token_hash: link.hash,
      person_id: link.personId ?? null,
      role: link.role ?? null,
      unit_id: link.unitId ?? null,
      made_by: link.madeBy,
      expires_at: sql<Date>`now() + make_interval(days => ${link.days})`,
    })
    .execute()
}

const livingLinks = (tx: Tx, kind: 'invitation' | 'reset') =>
  tx
    .selectFrom('access.link as link')
    .leftJoin('org.unit as unit', 'unit.id', 'link.unit_id')
    .leftJoin('access.person as person', 'person.id', 'link.person_id')
    .leftJoin('access.person as maker', 'maker.id', 'link.made_by')
    .select([
      'link.id',
      'link.person_id as personId',
      'link.role',
      'link.unit_id as unitId',
      'link.made_by as madeBy',
      'unit.name as unitName',
      'person.user_name as userName',
      'maker.name as madeByName',
    ])
    .where('link.kind', '=', kind)
    .where('link.used_at', 'is', null)
    .where('link.expires_at', '>', sql<Date>`now()`)

/** A link that still works, held until the transaction ends so that it works once. */
export const findLink = (tx: Tx, kind: 'invitation' | 'reset', hash: Buffer) =>
  livingLinks(tx, kind).where('link.token_hash', '=', hash).forUpdate('link').executeTakeFirst()

/** The invitations that are meant for one person with an account. */
export const offersTo = (tx: Tx, personId: string) =>
  livingLinks(tx, 'invitation')
    .where('link.person_id', '=', personId)
    .orderBy('link.made_at')
    .limit(50)
    .execute()

/** One of them, held until the transaction ends. */
export const findOffer = (tx: Tx, personId: string, id: string) =>
  livingLinks(tx, 'invitation')
    .where('link.person_id', '=', personId)
    .where('link.id', '=', id)
    .forUpdate('link')
    .executeTakeFirst()

/** Notes that a link has been used. */
export async function spendLink(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('access.link').set({ used_at: new Date() }).where('id', '=', id).execute()
}

/** Makes a personal token. */
export async function insertToken(
  tx: Tx,
  personId: string,
  name: string,
  hash: Buffer,
  days: number,
): Promise<void> {
  await tx
    .insertInto('access.token')
    .values({
      person_id: personId,
      name,
      token_hash: hash,
      expires_at: sql<Date>`now() + make_interval(days => ${days})`,
    })
    .execute()
}

/** Who a token stands for, if it holds; notes that it was used. */
export async function useToken(tx: Tx, hash: Buffer) {
  const row = await tx
    .selectFrom('access.token as token')
    .innerJoin('access.person as person', 'person.id', 'token.person_id')
    .select(['token.id', 'person.id as personId', 'person.name', 'person.language', mustSee])
    .where('token.token_hash', '=', hash)
    .where('token.revoked_at', 'is', null)
    .where('token.expires_at', '>', sql<Date>`now()`)
    .where('person.disabled_at', 'is', null)
    .executeTakeFirst()
  if (row)
    await sql`update access.token set last_used_at = now() where id = ${row.id} and coalesce(last_used_at, 'epoch') < now() - interval '5 minutes'`.execute(
      tx,
    )
  return row
}

/** The tokens of a person that have not been revoked. */
export const tokensOf = (tx: Tx, personId: string) =>
  tx
    .selectFrom('access.token')
    .select(['id', 'name', 'made_at as madeAt', 'expires_at as expiresAt', 'last_used_at as lastUsedAt'])
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .orderBy('made_at', 'desc')
    .limit(50)
    .execute()

/** Revokes a token of a person. */
export async function revokeToken(tx: Tx, personId: string, id: string): Promise<void> {
  await tx
    .updateTable('access.token')
    .set({ revoked_at: new Date() })
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .execute()
}

/** Revokes every personal token of a person. */
export async function revokeTokens(tx: Tx, personId: string): Promise<void> {
  await tx
    .updateTable('access.token')
    .set({ revoked_at: new Date() })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute()
}

/** The accounts of some people that are open, with their passwords' hashes. */
export const openAccounts = (tx: Reader, ids: readonly string[]) =>
  tx
    .selectFrom('access.person as person')
    .innerJoin('access.credential as credential', 'credential.person_id', 'person.id')
    .select(['person.id', 'person.user_name as userName', 'credential.hash'])
    .where('person.id', 'in', ids)
    .where('person.disabled_at', 'is', null)
    .orderBy('person.user_name')
    .execute()

/** Ends the links that a person made or that are for them. */
export async function endLinksOf(tx: Tx, personId: string): Promise<void> {
  await tx
    .updateTable('access.link')
    .set({ used_at: new Date() })
    .where((eb) => eb.or([eb('made_by', '=', personId), eb('person_id', '=', personId)]))
    .where('used_at', 'is', null)
    .execute()
}
