import { sql } from 'kysely'
import type { Tx } from '#platform/database'

/** What can happen to an account. */
export type SecurityEventKind =
  | 'sign_in'
  | 'sign_in_failed'
  | 'code_failed'
  | 'password_failed'
  | 'signing_failed'
  | 'locked'
  | 'unlocked'
  | 'password_changed'
  | 'password_reset'
  | 'reset_link_made'
  | 'second_step_on'
  | 'second_step_off'
  | 'token_made'
  | 'token_revoked'
  | 'tokens_revoked'
  | 'sessions_ended'
  | 'account_closed'
  | 'account_opened'
  | 'data_exported'

/** From where something happened. */
export type Where = { address: string; device: string }

/** So many rows of one person in an hour name where it came from; more are counted in one row without. */
const mostPlaces = 20

/** Notes what happened to a person's account; `personId` undefined counts what happened to nobody's. */
export async function noteEvent(
  tx: Tx,
  personId: string | undefined,
  kind: SecurityEventKind,
  { where, byId }: { where?: Where | undefined; byId?: string | undefined } = {},
): Promise<void> {
  const address = personId === undefined ? '' : (where?.address ?? '').slice(0, 60)
  const device = personId === undefined ? '' : (where?.device ?? '').slice(0, 200)
  await sql`
    with place as (
      select count(*) < ${mostPlaces} as is_named from access.security_event
       where person_id = ${personId ?? null} and first_at > now() - interval '1 hour'
    )
    insert into access.security_event (person_id, kind, address, device, by_id)
    select ${personId ?? null}::uuid, ${kind}, case when is_named then ${address} else '' end,
           case when is_named then ${device} else '' end, ${byId ?? null}::uuid from place
    on conflict on constraint security_event_is_noted_twice
    do update set times = security_event.times + 1, last_at = now()`.execute(tx)
}

/** What happened to a person's account, the newest first. */
export const eventsOf = (tx: Tx, personId: string, limit: number) =>
  tx
    .selectFrom('access.security_event as event')
    .leftJoin('access.person as by', 'by.id', 'event.by_id')
    .select([
      'event.id',
      'event.kind',
      'event.address',
      'event.device',
      'event.last_at as at',
      'event.times',
      'by.name as byName',
    ])
    .where('event.person_id', '=', personId)
    .orderBy('event.last_at', 'desc')
    .orderBy('event.id', 'desc')
    .limit(limit)
    .execute()

/** Deletes what is kept of signing in no longer than it serves. @returns how many rows. */
export async function deleteOld(tx: Tx): Promise<Record<string, number>> {
  const gone = async (statement: ReturnType<typeof sql>) =>
    Number((await statement.execute(tx)).numAffectedRows ?? 0)
  return {
    attempts: await gone(
      sql`delete from access.attempt where greatest(since, coalesce(locked_until, since)) < now() - interval '1 day'`,
    ),
    sessions: await gone(
      sql`delete from access.session where expires_at < now() - interval '30 days'
             or ended_at < now() - interval '30 days' or (is_pending and expires_at < now())`,
    ),
    devices: await gone(
      sql`delete from access.known_device where last_used_at < now() - interval '400 days'`,
    ),
    links: await gone(sql`delete from access.link where expires_at < now() - interval '90 days'`),
    tokens: await gone(sql`delete from access.token where expires_at < now() - interval '1 year'`),
    events: await gone(sql`delete from access.security_event where last_at < now() - interval '1 year'`),
  }
}
