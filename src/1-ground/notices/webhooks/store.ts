import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'

/** Writes down what happened, each thing as one event, in one statement. */
export async function insertEvents(
  tx: Tx,
  events: readonly { kind: string; unitId: string; data: Record<string, unknown> }[],
): Promise<void> {
  await sql`select notices.emit(one ->> 'kind', (one ->> 'unitId')::uuid, one -> 'data')
    from jsonb_array_elements(${JSON.stringify(events)}::jsonb) as one`.execute(tx)
}

/** Makes deliveries of waiting events to the webhooks that ask for them. @returns their ids, and how many events. */
export async function spreadEvents(tx: Tx, limit: number): Promise<{ count: number; deliveries: string[] }> {
  const { rows } = await sql<{ count: number; deliveries: string[] }>`
    with picked as (
      select id, unit_id, kind from notices.event where spread_at is null order by at limit ${limit} for update skip locked
    ), made as (
      insert into notices.webhook_delivery (webhook_id, event_id)
      select hook.id, picked.id from picked, lateral notices.hooks_of(picked.unit_id, picked.kind) as hook (id)
          on conflict do nothing
      returning id
    ), marked as (
      update notices.event set spread_at = now() where id in (select id from picked)
    )
    select (select count(*) from picked)::integer as count, coalesce((select jsonb_agg(id) from made), '[]') as deliveries`.execute(
    tx,
  )
  return rows[0] ?? { count: 0, deliveries: [] }
}

/** A delivery with all that is needed to send it. */
export type ToDeliver = {
  webhookId: string
  url: string
  sealed: string
  stoppedAt: Date | null
  state: string
  eventId: string
  kind: string
  at: Date
  data: unknown
  unitId: string
  unitCode: string | null
  unitName: string
}

/** A delivery by its id; undefined where it is gone. */
export async function deliveryOf(db: Reader, id: string): Promise<ToDeliver | undefined> {
  const { rows } = await sql<ToDeliver>`
    select webhook.id as "webhookId", webhook.url, webhook.sealed, webhook.stopped_at as "stoppedAt", delivery.state,
           event.id as "eventId", event.kind, event.at, event.data, unit.id as "unitId", unit.official_code as "unitCode",
           unit.name as "unitName"
      from notices.webhook_delivery as delivery
      join notices.webhook on webhook.id = delivery.webhook_id
      join notices.event on event.id = delivery.event_id
      join org.unit on unit.id = event.unit_id
     where delivery.id = ${id}`.execute(db)
  return rows[0]
}

/** Writes down what became of an attempt. */
export async function noteAttempt(
  tx: Tx,
  id: string,
  attempt: { state: 'waiting' | 'delivered' | 'failed'; status: number | null; fault: string | null },
): Promise<void> {
  await sql`
    update notices.webhook_delivery
       set state = ${attempt.state}, attempts = attempts + 1, status = ${attempt.status}, fault = ${attempt.fault},
           tried_at = now()
     where id = ${id}`.execute(tx)
}

/** Counts deliveries in a row that nobody took; one that is taken begins anew. @returns how many there are now */
export async function countFailure(tx: Tx, webhookId: string, isTaken: boolean): Promise<number> {
  const { rows } = await sql<{ failures: number }>`
    update notices.webhook set failures = case when ${isTaken} then 0 else failures + 1 end
     where id = ${webhookId} returning failures`.execute(tx)
  return rows[0]?.failures ?? 0
}

/** Stops a webhook. @returns where it stands; undefined where it was stopped already. */
export async function stopHook(
  tx: Tx,
  id: string,
  by: string | null,
): Promise<{ unitId: string; url: string } | undefined> {
  return tx
    .updateTable('notices.webhook')
    .set({ stopped_at: new Date(), stopped_by: by })
    .where('id', '=', id)
    .where('stopped_at', 'is', null)
    .returning(['unit_id as unitId', 'url'])
    .executeTakeFirst()
}

/** Lets a webhook run again. */
export async function resumeHook(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('notices.webhook')
    .set({ stopped_at: null, stopped_by: null, failures: 0 })
    .where('id', '=', id)
    .execute()
}

/** Sets up a webhook. */
export async function insertHook(
  tx: Tx,
  hook: { unitId: string; url: string; kinds: readonly string[]; sealed: string; madeBy: string },
): Promise<string> {
  const { id } = await tx
    .insertInto('notices.webhook')
    .values({
      unit_id: hook.unitId,
      url: hook.url,
      kinds: [...hook.kinds],
      sealed: hook.sealed,
      made_by: hook.madeBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes where a webhook sends and what it asks for. */
export async function updateHook(
  tx: Tx,
  id: string,
  { url, kinds }: { url: string; kinds: readonly string[] },
): Promise<void> {
  await tx
    .updateTable('notices.webhook')
    .set({ url, kinds: [...kinds] })
    .where('id', '=', id)
    .execute()
}

/** Removes a webhook, and by the table its deliveries. */
export async function deleteHook(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('notices.webhook').where('id', '=', id).execute()
}

/** The webhooks that the reader manages. */
export const hooksManaged = (db: Reader, id?: string) =>
  db
    .selectFrom('notices.webhook as hook')
    .innerJoin('org.unit as unit', 'unit.id', 'hook.unit_id')
    .select([
      'hook.id',
      'hook.url',
      'hook.kinds',
      'hook.made_at as madeAt',
      'hook.failures',
      'hook.stopped_at as stoppedAt',
      'hook.stopped_by as stoppedBy',
      'unit.id as unitId',
      'unit.name as unitName',
    ])
    .$if(id !== undefined, (query) => query.where('hook.id', '=', id ?? ''))
    .orderBy('hook.made_at', 'desc')
    .limit(100)
    .execute()

/** Deliveries of a webhook, the latest first; `after` is the last one of the page before. */
export const deliveriesOf = (
  db: Reader,
  webhookId: string,
  page: { after?: string | undefined; limit: number },
) =>
  db
    .selectFrom('notices.webhook_delivery as delivery')
    .innerJoin('notices.event as event', 'event.id', 'delivery.event_id')
    .select([
      'delivery.id',
      'event.id as eventId',
      'event.kind',
      'delivery.state',
      'delivery.attempts',
      'delivery.status',
      'delivery.fault',
      'delivery.made_at as madeAt',
      'delivery.tried_at as triedAt',
    ])
    .where('delivery.webhook_id', '=', webhookId)
    .$if(page.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(delivery.made_at, delivery.id) <
          (select last.made_at, last.id from notices.webhook_delivery as last where last.id = ${page.after})`,
      ),
    )
    .orderBy('delivery.made_at', 'desc')
    .orderBy('delivery.id', 'desc')
    .limit(page.limit)
    .execute()

/** Has a delivery of a webhook sent again. @returns whether there is such a one. */
export async function waitAgain(tx: Tx, webhookId: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('notices.webhook_delivery')
    .set({ state: 'waiting' })
    .where('id', '=', id)
    .where('webhook_id', '=', webhookId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Writes down an event for one webhook alone. @returns the id of its delivery */
export async function insertTest(tx: Tx, hookId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select notices.test_hook(${hookId}) as id`.execute(tx)
  return rows[0]?.id ?? ''
}

/** The units on which the reader manages webhooks by a role of their own. */
export const unitsForHooks = (db: Reader) =>
  db
    .selectFrom('access.role_held as held')
    .innerJoin('org.unit as unit', 'unit.id', 'held.unit_id')
    .select(['unit.id', 'unit.name'])
    // Somebody may have two roles there.
    .groupBy(['unit.id', 'unit.name'])
    .where('held.person_id', '=', sql<string>`access.actor()`)
    .where(sql<boolean>`held.role in (select role from access.permission where action = 'webhook.manage')`)
    .where(sql<boolean>`daterange(held.valid_from, held.valid_to) @> org.today()`)
    .orderBy(byName('unit.name'))
    .limit(100)
    .execute()

/** Forgets events that are older than ninety days, with their deliveries. */
export async function forgetEvents(tx: Tx): Promise<void> {
  await tx.deleteFrom('notices.event').where(sql<boolean>`at < now() - interval '90 days'`).execute()
}
