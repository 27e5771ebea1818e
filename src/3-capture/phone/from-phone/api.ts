import { z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import type { Actor } from '#access'
import { apiRouter, byId, jsonAnswer, operation, sentJson } from '#platform/api'
import { sha256 } from '#platform/files'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import type { Env } from '#platform/web'
import { sentRecord, sentVersion } from '../browser/entry.ts'
import { phoneKey, phonePackage, recordOnServer, unitNow } from './read.ts'
import { receiveRecord, receiveVersion } from './receive.ts'

/** A record without its photos is words and numbers. */
const largestRecord = 512 * 1024

/**
 * A phone says for whom it sends. Where somebody else has signed in meanwhile, nothing is taken over in their name.
 * @throws Problem `phone_is_of_another_person`
 */
const forItsPerson: MiddlewareHandler<Env> = async (c, next) => {
  const person = c.req.header('x-lantoa-person')
  if (person !== undefined && person !== c.var.actor.personId) throw new Problem('phone_is_of_another_person')
  await next()
}

const received = z
  .object({
    receipt: z.object({
      kind: z.enum(['record', 'photo']),
      id: z.string(),
      sha256: z.string(),
      at: z.iso.datetime(),
      word: z.string(),
    }),
    version: z.number().int(),
    photos: z.object({ attached: z.array(z.string()), awaited: z.array(z.string()) }),
  })
  .openapi('ReceivedRecord')

const answers = z.record(z.string(), z.any())
const onServer = z.object({
  id: z.uuid(),
  initiativeId: z.uuid(),
  initiativeName: z.string(),
  unitId: z.uuid(),
  unitName: z.string(),
  formId: z.uuid(),
  day: z.string(),
  summary: z.string(),
  answers,
  state: z.enum(['recorded', 'accepted', 'returned', 'rejected']),
  version: z.number().int(),
  photos: z.number().int(),
  reason: z.string().nullable(),
  field: z.string().nullable(),
})
const fields = z.array(z.any()).describe('The questions, in their order')

const phonePackageAnswer = z
  .object({
    at: z.iso.datetime().describe('The time of the server, by which a phone finds its own clock wrong'),
    person: z.object({ id: z.uuid(), name: z.string(), unitName: z.string().nullable() }),
    key: z.string().describe('Seals what this phone keeps for this person'),
    initiatives: z.array(z.any()),
    forms: z.record(z.string(), z.object({ id: z.string(), kind: z.string(), version: z.number(), fields })),
    returned: z.array(onServer),
  })
  .openapi('PhonePackage')

const answer = { responses: { 200: jsonAnswer(received, 'Its receipt') } }

/** The bytes of a request as text, read before anything else reads them: their hash stands in the receipt. */
async function sentText(c: { req: { text(): Promise<string> } }): Promise<string> {
  const text = await c.req.text()
  if (text.length > largestRecord) throw new Problem('body_is_too_large')
  return text
}

const keepText: MiddlewareHandler<Env> = async (c, next) => {
  await sentText(c)
  await next()
}

/** What those bytes say. Read from the text itself, so that what is hashed is what is stored. */
function readSent<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new Problem('field_is_malformed')
  }
}

const hashOf = (text: string): string => sha256(Buffer.from(text, 'utf8'))

async function packageFor(actor: Actor & { unitName?: string | undefined }, device: string) {
  if (!isId(device)) throw new Problem('field_is_malformed')
  return {
    at: new Date().toISOString(),
    person: { id: actor.personId, name: actor.name, unitName: actor.unitName ?? null },
    key: phoneKey(actor, device),
    ...(await phonePackage(actor)),
  }
}

/** What the phone fetches before it leaves the network, and sends when it is back. */
export const phoneApi = apiRouter()
phoneApi.use('/phone/*', forItsPerson)
phoneApi.use('/uploads/*', forItsPerson)
phoneApi.use('/uploads', forItsPerson)
phoneApi.openapi(
  operation({
    operationId: 'readPhonePackage',
    method: 'get',
    path: '/phone/package',
    tags: ['phone'],
    summary: 'All that a phone needs to record without a network',
    request: { query: z.object({ device: z.uuid().describe('The phone, under an id of its own making') }) },
    responses: { 200: jsonAnswer(phonePackageAnswer, 'The package') },
  }),
  async (c) => {
    c.header('cache-control', 'no-store')
    return c.json(await packageFor(c.var.actor, c.req.valid('query').device), 200)
  },
)
phoneApi.openapi(
  operation({
    operationId: 'sendPhoneRecord',
    method: 'put',
    path: '/phone/records/{id}',
    tags: ['phone'],
    summary: 'Send a record, before or after its photos; the same bytes sent again get the same receipt',
    middleware: [keepText],
    request: { ...byId, ...sentJson(sentRecord) },
    ...answer,
  }),
  async (c) => {
    const text = await sentText(c)
    const entry = readSent(sentRecord, text)
    return c.json(
      await receiveRecord(c.var.actor, { id: c.req.valid('param').id, entry, sha256: hashOf(text) }),
      200,
    )
  },
)
phoneApi.openapi(
  operation({
    operationId: 'sendPhoneVersion',
    method: 'put',
    path: '/phone/records/{id}/versions',
    tags: ['phone'],
    summary: 'Send a new wording of a record; the same bytes sent again get the same receipt',
    middleware: [keepText],
    request: { ...byId, ...sentJson(sentVersion) },
    ...answer,
  }),
  async (c) => {
    const text = await sentText(c)
    const entry = readSent(sentVersion, text)
    return c.json(
      await receiveVersion(c.var.actor, { id: c.req.valid('param').id, entry, sha256: hashOf(text) }),
      200,
    )
  },
)
phoneApi.openapi(
  operation({
    operationId: 'readPhoneRecord',
    method: 'get',
    path: '/phone/records/{id}',
    tags: ['phone'],
    summary: 'A record as it stands on the server, to be laid beside the one on the phone',
    request: byId,
    responses: { 200: jsonAnswer(onServer.extend({ fields }), 'The record') },
  }),
  async (c) => c.json(await recordOnServer(c.var.actor, c.req.valid('param').id), 200),
)
phoneApi.openapi(
  operation({
    operationId: 'findRecordingUnit',
    method: 'get',
    path: '/phone/units',
    tags: ['phone'],
    summary: 'The unit to which a record of an initiative belongs on a day',
    request: { query: z.object({ initiative: z.uuid(), day: z.iso.date().optional() }) },
    responses: {
      200: jsonAnswer(z.object({ unitId: z.uuid(), unitName: z.string() }), 'The unit'),
    },
  }),
  async (c) => {
    const { initiative, day } = c.req.valid('query')
    return c.json(await unitNow(c.var.actor, initiative, day ?? today()), 200)
  },
)
