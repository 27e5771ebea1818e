import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'

/**
 * What those who hold one of the `roles` on a unit are told. `key` names what happened (`task.handed_down:<id>`); `kind` is a
 * message and `words` its parameters; `href` is where it opens.
 */
export type NewNotice = {
  key: string
  unitId: string
  roles: readonly string[]
  kind: string
  words: Record<string, string | number>
  href: string
}

/** Writes notices down; those of a key that is there already are left as they are. */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[]): Promise<void> {
  await sql`select notices.raise(${JSON.stringify(notices)}::jsonb)`.execute(tx)
}

/** A notice that has just come to lie before somebody who may want to be told by other ways too. */
export type Arrival = {
  noticeId: string
  personId: string
  kind: string
  hasAddress: boolean
  hasBrowser: boolean
}

/**
 * Puts waiting notices before those who hold one of their roles on their unit today; where nobody does, before those who do on
 * the nearest unit above, in area or line. So many at most. Another process leaves out those that this one has in
 * hand, and the key of `received` lets nobody have one twice.
 * @returns how many notices, and the arrivals at people who can be reached by other ways.
 */
export async function spreadWaiting(tx: Tx, limit: number): Promise<{ count: number; arrivals: Arrival[] }> {
  const { rows } = await sql<{ count: number; arrivals: Arrival[] }>`
    with picked as (
      select id, unit_id, roles, kind from notices.notice
       where spread_at is null order by raised_at limit ${limit} for update skip locked
    ), place as (
      -- Of a unit that has ended, whoever took its place; where nobody did whole, those who stood above it.
      select one.unit_id, coalesce(case when unit.valid_to <= org.today() then org.acting_for(unit.id, org.today()) end, unit.id) as id
        from (select distinct unit_id from picked) as one join org.unit on unit.id = one.unit_id
    ), above as (
      select place.unit_id, beneath.ancestor_id, min(beneath.distance) as distance
        from place join org.unit on unit.id = place.id join org.beneath on beneath.unit_id = place.id
       where beneath.valid @> org.today() or unit.valid_to <= org.today()
       group by place.unit_id, beneath.ancestor_id
    ), holder as (
      select picked.id as notice_id, role_held.person_id, above.distance,
             min(above.distance) over (partition by picked.id) as nearest
        from picked join above on above.unit_id = picked.unit_id
        join access.role_held on role_held.unit_id = above.ancestor_id and role_held.role = any (picked.roles)
         and daterange(role_held.valid_from, role_held.valid_to) @> org.today()
        join access.person on person.id = role_held.person_id and person.disabled_at is null
    ), arrived as (
      insert into notices.received (notice_id, person_id)
      select distinct notice_id, person_id from holder where distance = nearest
          on conflict do nothing
      returning notice_id, person_id
    ), counted as (
      select notice_id, count(*)::integer as people from arrived group by notice_id
    ), marked as (
      update notices.notice
         set spread_at = now(),
             reached = coalesce(reached, 0) + coalesce((select people from counted where notice_id = notice.id), 0)
       where id in (select id from picked)
    )
    select (select count(*) from picked)::integer as count,
           coalesce((
             select jsonb_agg(jsonb_build_object('noticeId', arrived.notice_id, 'personId', arrived.person_id,
                      'kind', picked.kind, 'hasAddress', has.address, 'hasBrowser', has.browser))
               from arrived join picked on picked.id = arrived.notice_id
               join lateral (
                 select exists (select from notices.address where address.person_id = arrived.person_id
                                   and confirmed_at is not null) as address,
                        exists (select from notices.push_subscription as one
                                 where one.person_id = arrived.person_id) as browser
               ) as has on has.address or has.browser
           ), '[]') as arrivals`.execute(tx)
  return rows[0] ?? { count: 0, arrivals: [] }
}

/** Has notices of the last thirty days tried anew that lie before nobody: somebody may have got the role since. */
export async function retryUnreached(tx: Tx): Promise<void> {
  await sql`
    update notices.notice set spread_at = null
     where reached = 0 and spread_at is not null and raised_at > now() - interval '30 days'`.execute(tx)
}

/** A notice as it lies before somebody. */
export type Received = {
  id: string
  kind: string
  words: Record<string, string | number>
  href: string
  unitName: string
  arrivedAt: Date
  readAt: Date | null
}

/** Where a page of read notices ended. */
export type PlaceOfNotice = { arrivedAt: Date; id: string }

/** The notices of the reader, unread or read, the newest first. Row-level security leaves only their own. */
export const receivedBy = (
  db: Reader,
  personId: string,
  asked: { isRead: boolean; after?: PlaceOfNotice | undefined; limit: number },
): Promise<Received[]> =>
  db
    .selectFrom('notices.received as received')
    .innerJoin('notices.notice as notice', 'notice.id', 'received.notice_id')
    .innerJoin('org.unit as unit', 'unit.id', 'notice.unit_id')
    .select([
      'notice.id',
      'notice.kind',
      sql<Record<string, string | number>>`notice.words`.as('words'),
      'notice.href',
      'unit.name as unitName',
      'received.arrived_at as arrivedAt',
      'received.read_at as readAt',
    ])
    .where('received.person_id', '=', personId)
    .where('received.read_at', asked.isRead ? 'is not' : 'is', null)
    .$if(asked.after !== undefined, (query) =>
      query.where(
        // A place holds milliseconds: compared with more, what arrived together would be left out.
        sql<boolean>`(date_trunc('milliseconds', received.arrived_at), notice.id) < (${asked.after?.arrivedAt ?? null}, ${asked.after?.id ?? null}::uuid)`,
      ),
    )
    .orderBy(sql`date_trunc('milliseconds', received.arrived_at)`, 'desc')
    .orderBy('notice.id', 'desc')
    .limit(asked.limit)
    .execute()

/** How many notices a person has not read. */
export async function unreadCount(db: Reader, personId: string): Promise<number> {
  const found = await db
    .selectFrom('notices.received')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .executeTakeFirst()
  return Number(found?.count ?? 0)
}

/** Marks one notice of a person as read. @returns where it leads; undefined where they have none such. */
export async function markOne(tx: Tx, personId: string, noticeId: string): Promise<string | undefined> {
  await tx
    .updateTable('notices.received')
    .set({ read_at: new Date() })
    .where('person_id', '=', personId)
    .where('notice_id', '=', noticeId)
    .where('read_at', 'is', null)
    .execute()
  const found = await tx
    .selectFrom('notices.received as received')
    .innerJoin('notices.notice as notice', 'notice.id', 'received.notice_id')
    .select('notice.href')
    .where('received.person_id', '=', personId)
    .where('received.notice_id', '=', noticeId)
    .executeTakeFirst()
  return found?.href
}

/** Marks as read what a person had been shown: all that arrived until an instant (milliseconds). @returns how many. */
export async function markUntil(tx: Tx, personId: string, until: Date): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('notices.received')
    .set({ read_at: new Date() })
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .where(sql<boolean>`date_trunc('milliseconds', arrived_at) <= ${until}`)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
