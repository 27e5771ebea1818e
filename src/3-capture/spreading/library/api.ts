import { z } from '@hono/zod-openapi'
import { look, lookPublic } from '#access'
import { totalOf } from '#figures'
import { findAlike, initiativeOf, states } from '#initiatives'
import { unitAsked, unitParam } from '#org'
import {
  apiRouter,
  byId,
  jsonAnswer,
  operation,
  packPlace,
  pageOf,
  pageQuery,
  sentJson,
  unpackPlace,
} from '#platform/api'
import { qualifierOfCounts, qualifiers } from '#platform/precision'
import { checked } from '#platform/submit'
import { levels } from '../recognition/entry.ts'
import { copyEntry } from '../replication/entry.ts'
import { spreadOf } from '../replication/read.ts'
import { replicateInitiative } from '../replication/replicate-initiative.ts'
import { libraryPlace, librarySorts } from './entry.ts'
import { libraryPage, offerWithId } from './read.ts'

const result = z
  .object({
    indicator: z.string(),
    amount: z.number(),
    qualifier: z.enum(qualifiers).describe('How exact the amount is: `over` says “more than”'),
    declared: z.number(),
    evidenced: z.number(),
    confirmed: z.number(),
    verified: z.number(),
  })
  .openapi('Result')

const recognition = z
  .object({
    level: z.enum(levels),
    document: z.string(),
    decidedOn: z.iso.date(),
    issuer: z.string(),
  })
  .openapi('Recognition')

const entry = z
  .object({
    id: z.uuid(),
    name: z.string(),
    kind: z.string(),
    unitName: z.string(),
    state: z.enum(states),
    costDong: z.number().nullable().describe('What it costs to begin, as its unit estimates'),
    copies: z.number().int().describe('How many followed it'),
    recognitions: z.array(recognition),
    results: z.array(result),
  })
  .openapi('LibraryEntry')

const offer = entry
  .omit({ copies: true, costDong: true })
  .extend({
    summary: z.string(),
    guide: z
      .object({
        how: z.string(),
        steps: z.array(z.string()),
        peopleNeeded: z.string(),
        preparationDays: z.number().nullable(),
        costDong: z.number().nullable(),
        costNote: z.string(),
      })
      .nullable(),
    targets: z.array(z.object({ indicator: z.string(), amount: z.number(), until: z.iso.date() })),
    copiedFrom: z.uuid().nullable(),
    copies: z.array(z.object({ id: z.uuid(), name: z.string(), unitName: z.string() })),
    lessons: z.array(
      z.object({ id: z.uuid(), name: z.string(), why: z.string().nullable(), learnt: z.string() }),
    ),
    contact: z
      .object({ unitName: z.string(), phone: z.string(), email: z.string(), address: z.string() })
      .nullable(),
  })
  .openapi('Offer')

type Figures = Awaited<ReturnType<typeof libraryPage>>['rows'][number]['results']
const asResults = (results: Figures) =>
  results.map(({ indicator, figure }) => ({
    indicator: indicator.code,
    amount: totalOf(figure),
    qualifier: qualifierOfCounts(figure),
    declared: figure.declared,
    evidenced: figure.evidenced,
    confirmed: figure.confirmed,
    verified: figure.verified,
  }))

const asRecognitions = (rows: Awaited<ReturnType<typeof offerWithId>>['recognitions']) =>
  rows.map(({ level, document, decidedOn, issuer }) => ({ level, document, decidedOn, issuer }))

/** The library, copying and the tree over HTTP: the same use cases as the pages. */
export const libraryApi = apiRouter()
  .openapi(
    operation({
      operationId: 'searchLibrary',
      method: 'get',
      path: '/library',
      tags: ['initiatives'],
      summary: 'What can be followed: first what was recognised higher, then what was copied more often',
      request: {
        query: pageQuery.extend({
          q: z.string().max(100).optional().describe('Words of name, summary or unit; no diacritics needed'),
          line: z.string().max(60).optional(),
          kind: z.string().max(60).optional(),
          level: z.enum(levels).optional().describe('Recognised at this level or a higher one'),
          indicator: z.string().max(60).optional().describe('With results in this indicator'),
          proven: z.enum(['yes', 'no']).optional().describe('Only with results that are proven'),
          costUpTo: z.coerce.number().int().min(0).max(1e12).optional(),
          state: z.enum(librarySorts).default('running'),
        }),
      },
      responses: { 200: jsonAnswer(pageOf(entry), 'A page of the library') },
    }),
    async (c) => {
      const { q, after, proven, state, ...rest } = c.req.valid('query')
      const search = {
        ...rest,
        text: (q ?? '').toWellFormed().replaceAll('\0', ''),
        isProven: proven === 'yes',
        sort: state,
        after: unpackPlace(libraryPlace, after),
      }
      const page = await look(c.var.actor, 'initiative.read', null, () =>
        lookPublic((db) => libraryPage(db, search)),
      )
      const rows = page.rows.map(({ initiative, ...row }) => ({
        id: initiative.id,
        name: initiative.name,
        kind: initiative.kind,
        unitName: initiative.unitName,
        state: initiative.state,
        costDong: row.costDong,
        copies: row.copies,
        recognitions: asRecognitions(row.recognitions),
        results: asResults(row.results),
      }))
      return c.json({ rows, next: packPlace(page.next) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'readLibraryEntry',
      method: 'get',
      path: '/library/{id}',
      tags: ['initiatives'],
      summary: 'How an initiative is done, what it costs, what it reached, who followed it',
      request: byId,
      responses: { 200: jsonAnswer(offer, 'The offer') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const found = await look(c.var.actor, 'initiative.read', null, () =>
        lookPublic((db) => offerWithId(db, id)),
      )
      const { initiative, contact } = found
      const { name, kind, unitName, state, summary } = initiative
      return c.json(
        {
          ...{ id, name, kind, unitName, state, summary },
          recognitions: asRecognitions(found.recognitions),
          results: asResults(found.results),
          guide: found.guide ?? null,
          targets: found.targets.map(({ indicator, amount, until }) => ({
            indicator: indicator.code,
            amount,
            until,
          })),
          copiedFrom: found.origin?.id ?? null,
          copies: found.copies.map((copy) => ({ id: copy.id, name: copy.name, unitName: copy.unitName })),
          lessons: found.lessons.map((lesson) => ({
            id: lesson.id,
            name: lesson.name,
            why: lesson.why,
            learnt: lesson.learnt,
          })),
          contact: contact
            ? {
                unitName: contact.unitName,
                phone: contact.phone,
                email: contact.email,
                address: contact.address,
              }
            : null,
        },
        200,
      )
    },
  )
  .openapi(
    operation({
      operationId: 'replicateInitiative',
      method: 'post',
      path: '/initiatives/{id}/copies',
      tags: ['initiatives'],
      summary: 'Do in one’s own unit what another one does: a proposal with its form, guide and targets',
      request: {
        ...byId,
        ...sentJson(z.object({ unitId: z.uuid(), name: z.string(), summary: z.string().default('') })),
      },
      responses: {
        201: jsonAnswer(z.object({ id: z.uuid() }), 'The new initiative'),
      },
    }),
    async (c) => {
      const copy = checked(copyEntry, c.req.valid('json'))
      return c.json({ id: await replicateInitiative(c.var.actor, c.req.valid('param').id, copy) }, 201)
    },
  )
  .openapi(
    operation({
      operationId: 'readSpread',
      method: 'get',
      path: '/initiatives/{id}/spread',
      tags: ['initiatives'],
      summary: 'All that followed, by copy after copy, the same first initiative',
      request: byId,
      responses: {
        200: jsonAnswer(
          z.object({
            rows: z.array(
              z.object({
                id: z.uuid(),
                copiedFrom: z.uuid().nullable(),
                name: z.string(),
                unitName: z.string(),
                state: z.enum(states),
                startedOn: z.iso.date().nullable(),
                endedOn: z.iso.date().nullable(),
                result: result.nullable(),
              }),
            ),
          }),
          'The family, from the first one down',
        ),
      },
    }),
    async (c) => {
      const { id } = await initiativeOf(c.var.actor, c.req.valid('param').id)
      const { lines } = await look(c.var.actor, 'initiative.read', null, (db) => spreadOf(db, id))
      const rows = lines.map(({ row }) => ({
        id: row.id,
        copiedFrom: row.copiedFrom,
        name: row.name,
        unitName: row.unitName,
        state: row.state,
        startedOn: row.startedOn,
        endedOn: row.endedOn,
        result: row.result ? (asResults([row.result])[0] ?? null) : null,
      }))
      return c.json({ rows }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'findAlikeInitiatives',
      method: 'get',
      path: '/initiatives-alike',
      tags: ['initiatives'],
      summary: 'Initiatives with a name like this one, before a new one is proposed',
      request: {
        query: z.object({
          name: z.string().max(200),
          kind: z.string().max(60).optional(),
          unit: unitParam.optional(),
        }),
      },
      responses: {
        200: jsonAnswer(
          z.object({
            rows: z.array(
              z.object({ id: z.uuid(), name: z.string(), unitName: z.string(), likeness: z.number() }),
            ),
          }),
          'At most five, the most alike first',
        ),
      },
    }),
    async (c) => {
      const { name, kind, unit } = c.req.valid('query')
      const found = await findAlike(
        c.var.actor,
        { name, kind, unitId: unit && (await unitAsked(c.var.actor, unit)).id },
        'suggested',
      )
      const rows = found.map(({ id, name: called, unitName, likeness }) => ({
        id,
        name: called,
        unitName,
        likeness,
      }))
      return c.json({ rows }, 200)
    },
  )
