import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Actor, asSystem, perform } from '#access'
import { database } from '#platform/database'
import { openJobs } from '#platform/jobs'
import { allowInside } from '#platform/outgoing'
import { useSecret } from '#platform/secret'
import { serviceAddress, useDatabase } from '../../../../test/support/database.ts'
import { peopleToTell } from '../notices.fixture.ts'
import { inboxOf } from '../read.ts'
import { spreadNotices } from '../spread-notices.ts'
import { deliverEvent } from './deliver-event.ts'
import { emitEvents, type NewEvent, spreadAllEvents } from './emit-event.ts'
import { webhookEntry } from './entry.ts'
import {
  deliverAgain,
  resumeWebhook,
  setUpWebhook,
  stopWebhook,
  tryWebhook,
  webhookOf,
  webhooksOf,
} from './manage-webhooks.ts'
import type { EventKind } from './rules.ts'

useDatabase()

type Call = { headers: IncomingHttpHeaders; body: string }
const calls: Call[] = []
let status = 204
let receiver: Server
let address = ''
let people: Awaited<ReturnType<typeof peopleToTell>>
let ofCommune: Actor

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  people = await peopleToTell()
  const { aPerson } = await import('../../../../test/support/district.ts')
  ofCommune = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Quản trị xã', { role: 'administrator', unitId: people.commune }),
  )
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      calls.push({ headers: request.headers, body })
      response.writeHead(status).end('từ chối')
    })
  })
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/nhan`
})
afterAll(() => void receiver.closeAllConnections())
beforeEach(() => {
  allowInside(true)
  calls.length = 0
  status = 204
})
afterEach(() => allowInside(false))

const entry = (over: { url?: string; kinds?: string; unitId?: string } = {}) =>
  webhookEntry.parse({ url: address, kinds: 'task.*', unitId: people.province, ...over })
const emit = (
  unitId: string,
  kind: EventKind = 'task.state_changed',
  data: NewEvent['data'] = { task: 'a' },
) => asSystem('test.emit', (tx) => emitEvents(tx, [{ kind, unitId, data }]))
const headersOf = ({ headers }: Call) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
const once = { jobId: 'x', number: 1, isLast: false }
const last = { ...once, isLast: true }

/** Makes the deliveries of what was emitted, and tries each that waits once. */
async function deliverAll(attempt = last): Promise<PromiseSettledResult<void>[]> {
  await spreadAllEvents()
  const rows = await asSystem('test.read', (tx) =>
    tx
      .selectFrom('notices.webhook_delivery')
      .select('id')
      .where('state', '=', 'waiting')
      .orderBy('made_at')
      .execute(),
  )
  const done: PromiseSettledResult<void>[] = []
  for (const { id } of rows)
    done.push(...(await Promise.allSettled([deliverEvent({ deliveryId: id }, attempt)])))
  return done
}
const stopAll = async () => {
  for (const { id } of (await webhooksOf(people.administrator)).hooks)
    await stopWebhook(people.administrator, id)
}
afterEach(stopAll)

describe('a delivery', () => {
  test('is signed so that the verifier of the specification takes it, and refuses another body, secret or hour', async () => {
    const { secret } = await setUpWebhook(people.administrator, entry())
    await emit(people.hamlet, 'task.state_changed', { task: 'Kế hoạch “Học tập”', to: 'done' })

    await deliverAll()

    const [call] = calls
    if (!call) throw new Error('nothing arrived')
    const headers = headersOf(call)
    expect(new Webhook(secret).verify(call.body, headers)).toMatchObject({
      type: 'task.state_changed',
      unit: { id: people.hamlet, name: 'Chi hội Nông dân ấp 1' },
      data: { task: 'Kế hoạch “Học tập”', to: 'done' },
    })
    expect(() => new Webhook(secret).verify(call.body.replace('done', 'late'), headers)).toThrow()
    expect(() =>
      new Webhook(`whsec_${Buffer.alloc(24).toString('base64')}`).verify(call.body, headers),
    ).toThrow()
    const old = { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 4_000) }
    expect(() => new Webhook(secret).verify(call.body, old)).toThrow()
  })

  test('goes to webhooks on the unit and above it that ask for the kind, and to no other', async () => {
    const [above, commune, elsewhere, otherKind] = await Promise.all([
      setUpWebhook(people.administrator, entry({ kinds: '*' })),
      setUpWebhook(ofCommune, entry({ unitId: people.commune, kinds: 'task.state_changed' })),
      setUpWebhook(people.administrator, entry({ unitId: people.neighbour, kinds: '*' })),
      setUpWebhook(people.administrator, entry({ kinds: 'document.* tasks.*' })),
    ])
    await emit(people.hamlet)

    await deliverAll()

    const got = async ({ id }: { id: string }) =>
      (await webhookOf(people.administrator, id)).deliveries.length
    expect(await Promise.all([above, commune, elsewhere, otherKind].map(got))).toEqual([1, 1, 0, 0])
    expect(calls).toHaveLength(2)
  })

  test('is one of a list that goes on where its page ended', async () => {
    const { id } = await setUpWebhook(people.administrator, entry())
    await perform(people.checker, 'activity.check', people.commune, (tx) =>
      emitEvents(
        tx,
        [1, 2, 3, 4, 5].map(() => ({ kind: 'task.state_changed', unitId: people.commune, data: {} })),
      ),
    )
    await deliverAll()

    // All five were made in one transaction, at one moment.
    const all = (await webhookOf(people.administrator, id)).deliveries.map((row) => row.id)
    const first = await webhookOf(people.administrator, id, { limit: 2 })
    const second = await webhookOf(people.administrator, id, { limit: 2, after: first.next?.id })
    const third = await webhookOf(people.administrator, id, { limit: 2, after: second.next?.id })

    expect(all).toHaveLength(5)
    expect([first, second, third].map(({ deliveries }) => deliveries.map((row) => row.id))).toEqual([
      all.slice(0, 2),
      all.slice(2, 4),
      all.slice(4),
    ])
    expect(third.next).toBeUndefined()
  })

  test('of a change that was undone there is none', async () => {
    await setUpWebhook(people.administrator, entry())

    await perform(people.checker, 'activity.check', people.commune, async (tx) => {
      await emitEvents(tx, [{ kind: 'task.state_changed', unitId: people.commune, data: {} }])
      throw new Error('undone')
    }).catch(() => {})
    await deliverAll()

    expect(calls).toEqual([])
  })

  test('that is refused is tried again, with the same id and the same bytes', async () => {
    const { id, secret } = await setUpWebhook(people.administrator, entry())
    await emit(people.commune)
    status = 503

    const [outcome] = await deliverAll(once)
    status = 200
    await deliverAll(once)

    expect(outcome?.status).toBe('rejected')
    expect(calls).toHaveLength(2)
    const [first, second] = calls as [Call, Call]
    expect(second.body).toBe(first.body)
    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id'])
    for (const call of calls)
      expect(() => new Webhook(secret).verify(call.body, headersOf(call))).not.toThrow()
    const [delivery] = (await webhookOf(people.administrator, id)).deliveries
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 2, status: 200 })
  })

  test('that is refused waits half a minute at first, then twice as long, six hours at most, ten times', async () => {
    const jobs = await openJobs(serviceAddress(), () => {})
    await setUpWebhook(people.administrator, entry())
    status = 503

    await perform(people.checker, 'activity.check', people.commune, (tx) =>
      emitEvents(tx, [{ kind: 'task.state_changed', unitId: people.commune, data: {} }]),
    )
    const again = await vi.waitFor(async () => {
      const { rows } = await sql<{ pause: number }>`
        select extract(epoch from start_after - now())::float as pause from pgboss.job
         where name = 'webhooks.deliver' and state = 'retry'`.execute(database())
      expect(rows).toHaveLength(1)
      return rows
    }, 20_000)

    expect(calls).toHaveLength(1)
    // The pause is spread, so that what failed together does not come back together.
    expect(again[0]?.pause).toBeGreaterThan(10)
    expect(again[0]?.pause).toBeLessThan(65)
    const { rows: queues } = await sql`
      select retry_limit as tries, retry_delay as first, retry_delay_max as longest, retry_backoff as grows
        from pgboss.queue where name = 'webhooks.deliver'`.execute(database())
    expect(queues).toEqual([{ tries: 10, first: 30, longest: 21_600, grows: true }])
    await sql`delete from pgboss.job where name = 'webhooks.deliver'`.execute(database())
    await jobs.close()
  }, 60_000)

  test('goes out by jobs, at once, and again when asked for', async () => {
    const jobs = await openJobs(serviceAddress(), () => {})
    const { id } = await setUpWebhook(people.administrator, entry())

    await perform(people.checker, 'activity.check', people.commune, (tx) =>
      emitEvents(tx, [{ kind: 'task.state_changed', unitId: people.commune, data: {} }]),
    )
    await vi.waitFor(() => expect(calls).toHaveLength(1), 20_000)
    await vi.waitFor(
      async () => expect((await webhookOf(people.administrator, id)).deliveries[0]?.state).toBe('delivered'),
      20_000,
    )
    const [delivery] = (await webhookOf(people.administrator, id)).deliveries
    await deliverAgain(people.administrator, id, delivery?.id ?? '')
    await tryWebhook(people.administrator, id)

    await vi.waitFor(() => expect(calls).toHaveLength(3), 20_000)
    expect(calls.map(({ body }) => JSON.parse(body).type).sort()).toEqual([
      'task.state_changed',
      'task.state_changed',
      'test.sent',
    ])
    await jobs.close()
  }, 90_000)
})

describe('a receiver that fails', () => {
  test('five deliveries in a row stop its webhook, and its administrator is told', async () => {
    const { id } = await setUpWebhook(ofCommune, entry({ unitId: people.commune }))
    status = 500
    for (let count = 0; count < 6; count += 1) await emit(people.commune)

    await deliverAll(last)
    await spreadNotices()

    const hook = await webhookOf(ofCommune, id)
    expect(hook.stoppedAt).not.toBeNull()
    expect(hook.stoppedBy).toBeNull()
    expect(calls).toHaveLength(5)
    const { unread } = await inboxOf(ofCommune, undefined)
    expect(unread.map(({ kind, href }) => [kind, href])).toEqual([
      ['webhooks.notice.stopped', `/ket-noi/${id}`],
    ])
    await expect(tryWebhook(ofCommune, id)).rejects.toMatchObject({ code: 'webhook_is_stopped' })
    await resumeWebhook(ofCommune, id)
    expect((await webhookOf(ofCommune, id)).failures).toBe(0)
  })

  test('one that is taken begins the count anew, and 410 ends it at once', async () => {
    const { id } = await setUpWebhook(people.administrator, entry())
    for (const answer of [500, 500, 500, 500, 200, 500]) {
      status = answer
      await emit(people.commune)
      await deliverAll(last)
    }
    expect((await webhookOf(people.administrator, id)).stoppedAt).toBeNull()

    status = 410
    await emit(people.commune)
    await deliverAll(once)

    expect((await webhookOf(people.administrator, id)).stoppedAt).not.toBeNull()
  })
})

describe('who and where', () => {
  test('an address of the own network is refused when it is set up, and again when it is sent to', async () => {
    const { id } = await setUpWebhook(people.administrator, entry())
    await emit(people.commune)
    allowInside(false)

    for (const url of [
      address,
      'https://127.0.0.1/x',
      'https://localhost/x',
      'https://[::1]/',
      'http://example.vn/',
    ])
      await expect(setUpWebhook(people.administrator, entry({ url }))).rejects.toMatchObject({
        code: 'webhook_address_is_refused',
      })
    await deliverAll(once)

    expect(calls).toEqual([])
    expect((await webhookOf(people.administrator, id)).deliveries[0]).toMatchObject({
      state: 'failed',
      status: null,
    })
  })

  test('only who administers the unit sets up, sees or changes a webhook', async () => {
    const { id } = await setUpWebhook(people.administrator, entry())
    const refused = { code: 'not_found_or_not_allowed' }

    await expect(setUpWebhook(people.checker, entry({ unitId: people.commune }))).rejects.toMatchObject(
      refused,
    )
    await expect(setUpWebhook(ofCommune, entry())).rejects.toMatchObject(refused)
    await expect(webhookOf(ofCommune, id)).rejects.toMatchObject(refused)
    await expect(stopWebhook(ofCommune, id)).rejects.toMatchObject(refused)
    await expect(webhooksOf(people.checker)).rejects.toMatchObject(refused)
    expect((await webhooksOf(ofCommune)).hooks.map((hook) => hook.id)).not.toContain(id)
  })

  test('the secret is not readable in the database', async () => {
    const { secret } = await setUpWebhook(people.administrator, entry())
    const rows = await asSystem('test.read', (tx) =>
      tx.selectFrom('notices.webhook').select('sealed').execute(),
    )
    expect(rows.map(({ sealed }) => sealed).join(' ')).not.toContain(secret.slice(6, 20))
  })
})
