import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { KindGroup, Ways } from '../rules.ts'

/** What people have chosen, by `<person> <group>`. */
export async function choicesOf(db: Reader, personIds: readonly string[]): Promise<Map<string, Ways>> {
  const rows = await db
    .selectFrom('notices.ways_chosen')
    .select(['person_id as personId', 'kind_group as group', sql<Ways['email']>`email`.as('email'), 'push'])
    .where('person_id', 'in', personIds)
    .limit(20_000)
    .execute()
  return new Map(rows.map(({ personId, group, email, push }) => [`${personId} ${group}`, { email, push }]))
}

/** Keeps what a person has chosen for a group. */
export async function putChoice(tx: Tx, personId: string, group: KindGroup, ways: Ways): Promise<void> {
  await tx
    .insertInto('notices.ways_chosen')
    .values({ person_id: personId, kind_group: group, ...ways })
    .onConflict((conflict) => conflict.columns(['person_id', 'kind_group']).doUpdateSet(ways))
    .execute()
}

/** The address of a person, encrypted, and whether they have followed the link to it. */
export const addressOf = (db: Reader, personId: string) =>
  db
    .selectFrom('notices.address')
    .select(['sealed', 'confirmed_at as confirmedAt', 'asked_at as askedAt'])
    .where('person_id', '=', personId)
    .executeTakeFirst()

/** Keeps a new address, unconfirmed. */
export async function putAddress(
  tx: Tx,
  address: { personId: string; sealed: string; confirmHash: Buffer },
): Promise<void> {
  const row = {
    sealed: address.sealed,
    confirm_hash: address.confirmHash,
    asked_at: new Date(),
    confirmed_at: null,
  }
  await tx
    .insertInto('notices.address')
    .values({ person_id: address.personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
}

/** Marks the address as confirmed whose link was followed, within two days. @returns whether there is such a one. */
export async function confirmAddress(tx: Tx, hash: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('notices.address')
    .set({ confirmed_at: new Date(), confirm_hash: null })
    .where('confirm_hash', '=', hash)
    .where(sql<boolean>`asked_at > now() - interval '2 days'`)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Forgets a person's address. */
export async function deleteAddress(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('notices.address').where('person_id', '=', personId).execute()
}

/** The browsers of a person that show notices. */
export const browsersOf = (db: Reader, personId: string) =>
  db
    .selectFrom('notices.push_subscription')
    .select(['id', 'sealed', 'device', 'added_at as addedAt'])
    .where('person_id', '=', personId)
    .orderBy('added_at')
    .limit(20)
    .execute()

/** Adds a browser; one that is there already gets its new keys. */
export async function putBrowser(
  tx: Tx,
  browser: { personId: string; endpointHash: Buffer; sealed: string; device: string },
): Promise<void> {
  await tx
    .insertInto('notices.push_subscription')
    .values({
      person_id: browser.personId,
      endpoint_hash: browser.endpointHash,
      sealed: browser.sealed,
      device: browser.device,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'endpoint_hash'])
        .doUpdateSet({ sealed: browser.sealed, device: browser.device }),
    )
    .execute()
}

/** Removes a browser. */
export async function deleteBrowser(tx: Tx, personId: string, id: string): Promise<void> {
  await tx
    .deleteFrom('notices.push_subscription')
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .execute()
}

/** A notice with what is needed to tell somebody of it by another way. */
export type ToTell = {
  kind: string
  words: Record<string, string | number>
  href: string
  unitName: string
  language: string
  readAt: Date | null
  isClosed: boolean
}

/** A notice that lies before a person and has not left by this way yet; undefined otherwise. */
export async function toTell(
  db: Reader,
  noticeId: string,
  personId: string,
  way: string,
): Promise<ToTell | undefined> {
  const { rows } = await sql<ToTell>`
    select notice.kind, notice.words, notice.href, unit.name as "unitName", person.language, received.read_at as "readAt",
           person.disabled_at is not null as "isClosed"
      from notices.received
      join notices.notice on notice.id = received.notice_id
      join org.unit on unit.id = notice.unit_id
      join access.person on person.id = received.person_id
     where received.notice_id = ${noticeId} and received.person_id = ${personId}
       and not exists (select from notices.sent where sent.notice_id = received.notice_id
                          and sent.person_id = received.person_id and sent.way = ${way})`.execute(db)
  return rows[0]
}

/** Writes down that notices have left by a way, or needed not. */
export async function markSent(
  tx: Tx,
  personId: string,
  noticeIds: readonly string[],
  way: 'email' | 'digest' | 'push',
  outcome: 'sent' | 'read_before' | 'not_wanted',
): Promise<void> {
  await tx
    .insertInto('notices.sent')
    .values(noticeIds.map((noticeId) => ({ notice_id: noticeId, person_id: personId, way, outcome })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** People with a confirmed address who want a digest of some group. */
export async function peopleOfDigest(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('notices.ways_chosen as chosen')
    .innerJoin('notices.address as address', 'address.person_id', 'chosen.person_id')
    .select('chosen.person_id as personId')
    .distinct()
    .where('chosen.email', '=', 'digest')
    .where('address.confirmed_at', 'is not', null)
    .limit(100_000)
    .execute()
  return rows.map(({ personId }) => personId)
}

/** Unread notices of the last week that were in no digest yet, the oldest first. */
export async function forDigest(
  db: Reader,
  personId: string,
): Promise<(ToTell & { id: string; arrivedAt: Date })[]> {
  const { rows } = await sql<ToTell & { id: string; arrivedAt: Date }>`
    select notice.id, notice.kind, notice.words, notice.href, unit.name as "unitName", person.language,
           received.read_at as "readAt", received.arrived_at as "arrivedAt", person.disabled_at is not null as "isClosed"
      from notices.received
      join notices.notice on notice.id = received.notice_id
      join org.unit on unit.id = notice.unit_id
      join access.person on person.id = received.person_id
     where received.person_id = ${personId} and received.read_at is null and received.arrived_at > now() - interval '7 days'
       and not exists (select from notices.sent where sent.notice_id = received.notice_id
                          and sent.person_id = received.person_id and sent.way in ('digest', 'email'))
     order by received.arrived_at limit 200`.execute(db)
  return rows
}
