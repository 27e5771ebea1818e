import { z } from '@hono/zod-openapi'
import {
  apiRouter,
  byId,
  jsonAnswer,
  operation,
  pageOf,
  pageQuery,
  sentJson,
  unpackPlace,
} from '#platform/api'
import { idPlace, packPlace } from '#platform/lists/page'
import { checked } from '#platform/submit'
import { webhookEntry } from './entry.ts'
import {
  changeWebhook,
  deliverAgain,
  removeWebhook,
  resumeWebhook,
  setUpWebhook,
  stopWebhook,
  tryWebhook,
  webhookOf,
  webhooksOf,
} from './manage-webhooks.ts'
import { eventKinds } from './rules.ts'

const kinds = z
  .array(z.string())
  .describe(`Kinds of events, or all that begin so (\`task.*\`), or all (\`*\`): ${eventKinds.join(', ')}`)

const webhook = z
  .object({
    id: z.uuid(),
    unitId: z.uuid(),
    unitName: z.string(),
    url: z.string(),
    kinds,
    madeAt: z.iso.datetime(),
    failures: z.number().int().describe('Deliveries in a row that nobody took'),
    stoppedAt: z.iso.datetime().nullable(),
    stoppedByItself: z.boolean().describe('Whether it was stopped because nobody took what was sent'),
  })
  .openapi('Webhook')

const delivery = z
  .object({
    id: z.uuid(),
    eventId: z.uuid().describe('Sent as `webhook-id` with every attempt'),
    kind: z.string(),
    state: z.enum(['waiting', 'delivered', 'failed']),
    attempts: z.number().int(),
    status: z.number().int().nullable().describe('The answer to the last attempt'),
    fault: z.string().nullable(),
    madeAt: z.iso.datetime(),
    triedAt: z.iso.datetime().nullable(),
  })
  .openapi('WebhookDelivery')

type Hook = Awaited<ReturnType<typeof webhooksOf>>['hooks'][number]

const asJson = (hook: Hook): z.output<typeof webhook> => ({
  id: hook.id,
  unitId: hook.unitId,
  unitName: hook.unitName,
  url: hook.url,
  kinds: hook.kinds,
  madeAt: hook.madeAt.toISOString(),
  failures: hook.failures,
  stoppedAt: hook.stoppedAt?.toISOString() ?? null,
  stoppedByItself: hook.stoppedAt !== null && hook.stoppedBy === null,
})

type Delivery = Awaited<ReturnType<typeof webhookOf>>['deliveries'][number]

const deliveryAsJson = (row: Delivery): z.output<typeof delivery> => ({
  id: row.id,
  eventId: row.eventId,
  kind: row.kind,
  state: z.enum(['waiting', 'delivered', 'failed']).parse(row.state),
  attempts: row.attempts,
  status: row.status,
  fault: row.fault,
  madeAt: row.madeAt.toISOString(),
  triedAt: row.triedAt?.toISOString() ?? null,
})

const entry = z.object({ unitId: z.uuid(), url: z.string(), kinds })
const answer = { 200: jsonAnswer(webhook, 'The webhook as it is now') }
const tags: ['webhooks'] = ['webhooks']

/** Webhooks over HTTP, for administrators. */
export const webhooksApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listWebhooks',
      method: 'get',
      path: '/webhooks',
      tags,
      summary: 'The webhooks of your units, the newest first; 100 at most',
      responses: { 200: jsonAnswer(z.object({ rows: z.array(webhook) }), 'Webhooks') },
    }),
    async (c) => c.json({ rows: (await webhooksOf(c.var.actor)).hooks.map(asJson) }, 200),
  )
  .openapi(
    operation({
      operationId: 'setUpWebhook',
      method: 'post',
      path: '/webhooks',
      tags,
      summary: 'Set up a webhook; its secret is told this once',
      request: sentJson(entry),
      responses: {
        201: jsonAnswer(webhook.extend({ secret: z.string() }), 'The webhook, and what signs its messages'),
      },
    }),
    async (c) => {
      const { kinds: asked, ...rest } = c.req.valid('json')
      const made = await setUpWebhook(c.var.actor, checked(webhookEntry, { ...rest, kinds: asked.join(' ') }))
      return c.json({ ...asJson(await webhookOf(c.var.actor, made.id)), secret: made.secret }, 201)
    },
  )
  .openapi(
    operation({
      operationId: 'readWebhook',
      method: 'get',
      path: '/webhooks/{id}',
      tags,
      summary: 'One webhook',
      request: byId,
      responses: answer,
    }),
    async (c) => c.json(asJson(await webhookOf(c.var.actor, c.req.valid('param').id)), 200),
  )
  .openapi(
    operation({
      operationId: 'changeWebhook',
      method: 'patch',
      path: '/webhooks/{id}',
      tags,
      summary: 'Change what a webhook asks for or where it sends; stop it, or let it run again',
      request: {
        ...byId,
        ...sentJson(entry.omit({ unitId: true }).extend({ stopped: z.boolean() }).partial()),
      },
      responses: answer,
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { stopped, ...sent } = c.req.valid('json')
      const { actor } = c.var
      if (sent.url !== undefined || sent.kinds !== undefined) {
        const before = await webhookOf(actor, id)
        const { url = before.url, kinds: asked = before.kinds } = sent
        await changeWebhook(
          actor,
          id,
          checked(webhookEntry, { unitId: before.unitId, url, kinds: asked.join(' ') }),
        )
      }
      if (stopped !== undefined) await (stopped ? stopWebhook : resumeWebhook)(actor, id)
      return c.json(asJson(await webhookOf(actor, id)), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'removeWebhook',
      method: 'delete',
      path: '/webhooks/{id}',
      tags,
      summary: 'Remove a webhook, with what is kept of its deliveries',
      request: byId,
      responses: { 204: { description: 'Gone' } },
    }),
    async (c) => {
      await removeWebhook(c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
  .openapi(
    operation({
      operationId: 'listDeliveries',
      method: 'get',
      path: '/webhooks/{id}/deliveries',
      tags,
      summary: 'Deliveries of a webhook, the latest first',
      request: { ...byId, query: pageQuery },
      responses: { 200: jsonAnswer(pageOf(delivery), 'Deliveries') },
    }),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const place = unpackPlace(idPlace, after)
      const { id } = c.req.valid('param')
      const { deliveries, next } = await webhookOf(c.var.actor, id, { after: place?.id, limit })
      return c.json({ rows: deliveries.map(deliveryAsJson), next: packPlace(next) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'deliverAgain',
      method: 'post',
      path: '/webhooks/{id}/deliveries/{delivery}/again',
      tags,
      summary: 'Send a delivery again, under the id that it had',
      request: { params: byId.params.extend({ delivery: z.uuid() }) },
      responses: { 202: jsonAnswer(z.object({ id: z.uuid() }), 'The delivery, which waits') },
    }),
    async (c) => {
      const { id, delivery: one } = c.req.valid('param')
      await deliverAgain(c.var.actor, id, one)
      return c.json({ id: one }, 202)
    },
  )
  .openapi(
    operation({
      operationId: 'tryWebhook',
      method: 'post',
      path: '/webhooks/{id}/test',
      tags,
      summary: 'Send an event of trial (`test.sent`) to a webhook',
      request: byId,
      responses: { 202: jsonAnswer(webhook, 'The webhook, to which it is sent') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await tryWebhook(c.var.actor, id)
      return c.json(asJson(await webhookOf(c.var.actor, id)), 202)
    },
  )
