import { z } from '@hono/zod-openapi'
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
import { dayPlace } from '#platform/lists/page'
import { qualifiers } from '#platform/precision'
import { checked } from '#platform/submit'
import { checkActivity } from './check-activity.ts'
import { correctActivity } from './correct-activity.ts'
import {
  activityEntry,
  activityStates,
  correctionEntry,
  decisions,
  reopeningEntry,
  verdictEntry,
} from './entry.ts'
import { activitiesPage, activityPage } from './read.ts'
import { recordActivity } from './record-activity.ts'
import { reopenActivity } from './reopen-activity.ts'
import type { Activity } from './store.ts'

const said = z.object({ amount: z.number(), qualifier: z.enum(qualifiers) })
const quantity = z.union([z.number(), said])
const answer = z.union([
  z.number(),
  said,
  z.string(),
  z.array(z.string()),
  z.object({ female: quantity, male: quantity }),
  z.object({ latitude: z.number(), longitude: z.number(), accuracyMetres: z.number().optional() }),
])
const answers = z
  .record(z.string(), z.union([answer, z.array(z.record(z.string(), answer))]))
  .describe(
    'By the key of the question: a number, or { amount, qualifier } where it is not exact (order: amount is 10, 100, 1,000 … and says hàng chục, hàng trăm …), people as { female, male }, several choices as a list, a place as { latitude, longitude, accuracyMetres }, a list as its rows',
  )

const activity = z
  .object({
    id: z.uuid(),
    initiativeId: z.uuid(),
    unitId: z.uuid(),
    unitName: z.string(),
    day: z.iso.date(),
    summary: z.string(),
    answers,
    state: z.enum(activityStates),
    version: z.number().int(),
  })
  .openapi('Activity')

const photosSent = z
  .array(z.string().regex(/^[0-9a-f]{64}$/))
  .max(12)
  .default([])
  .describe('The `id` of the receipts of photos that were sent before, to POST /photos or by tus')

const asJson = (row: Activity) => ({
  id: row.id,
  initiativeId: row.initiativeId,
  unitId: row.unitId,
  unitName: row.unitName,
  day: row.day,
  summary: row.summary,
  answers: row.answers,
  state: row.state,
  version: row.version,
})

const state = async (actor: Parameters<typeof activityPage>[0], id: string) =>
  asJson((await activityPage(actor, id)).activity)

/** Activities over HTTP: the same use cases as the pages. */
export const activitiesApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listActivities',
      method: 'get',
      path: '/activities',
      tags: ['activities'],
      summary: 'Activities, the newest first',
      request: {
        query: pageQuery.extend({
          initiative: z.uuid().optional(),
          under: z.uuid().optional().describe('Only of this unit and of those beneath it'),
          state: z.enum(activityStates).optional(),
        }),
      },
      responses: { 200: jsonAnswer(pageOf(activity), 'A page of activities') },
    }),
    async (c) => {
      const { after, initiative, ...search } = c.req.valid('query')
      const place = unpackPlace(dayPlace, after)
      const { rows, next } = await activitiesPage(c.var.actor, {
        ...search,
        initiativeId: initiative,
        after: place,
      })
      return c.json({ rows: rows.map(asJson), next: packPlace(next) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'readActivity',
      method: 'get',
      path: '/activities/{id}',
      tags: ['activities'],
      summary: 'One activity',
      request: byId,
      responses: { 200: jsonAnswer(activity, 'The activity') },
    }),
    async (c) => c.json(await state(c.var.actor, c.req.valid('param').id), 200),
  )
  .openapi(
    operation({
      operationId: 'recordActivity',
      method: 'put',
      path: '/activities/{id}',
      tags: ['activities'],
      summary: 'Record an activity under an id made by the sender; sending it twice records it once',
      request: {
        ...byId,
        ...sentJson(
          z.object({
            initiativeId: z.uuid(),
            day: z.string(),
            summary: z.string(),
            answers,
            photosSent,
            formId: z
              .uuid()
              .optional()
              .describe(
                'The form that the answers are to, where that may no longer be the newest of its kind',
              ),
          }),
        ),
      },
      responses: { 200: jsonAnswer(activity, 'The activity') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { answers: said, photosSent: sentAhead, formId, ...rest } = c.req.valid('json')
      const entry = checked(activityEntry, { ...rest, id })
      const photos = { kept: [], sentAhead }
      await recordActivity(c.var.actor, { ...entry, answers: said, photos, formId, refusesUnknown: true })
      return c.json(await state(c.var.actor, id), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'correctActivity',
      method: 'post',
      path: '/activities/{id}/versions',
      tags: ['activities'],
      summary: 'Correct an activity: a new version, its facts reversed and posted anew',
      request: {
        ...byId,
        ...sentJson(
          z.object({
            seen: z.number().int(),
            day: z.string(),
            summary: z.string(),
            reason: z.string().default(''),
            answers,
            photosSent,
          }),
        ),
      },
      responses: { 200: jsonAnswer(activity, 'The activity as it stands now') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { answers: said, photosSent: sentAhead, ...rest } = c.req.valid('json')
      const entry = checked(correctionEntry, rest)
      await correctActivity(c.var.actor, id, {
        ...entry,
        answers: said,
        photos: { kept: [], sentAhead },
        removed: [],
        refusesUnknown: true,
      })
      return c.json(await state(c.var.actor, id), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'checkActivity',
      method: 'post',
      path: '/activities/{id}/verdict',
      tags: ['activities'],
      summary: 'Accept an activity, or return or reject it with a reason',
      request: {
        ...byId,
        ...sentJson(
          z.object({
            seen: z.number().int(),
            verdict: z.enum(decisions),
            reason: z.string().default(''),
            publishPhotos: z.boolean().default(false),
            looked: z
              .array(z.uuid())
              .max(12)
              .default([])
              .describe('Ids of the files of which the checker says: looked at, nothing needs covering'),
          }),
        ),
      },
      responses: { 200: jsonAnswer(activity, 'The activity as it stands now') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { publishPhotos, looked, ...rest } = c.req.valid('json')
      const verdict = checked(verdictEntry, { ...rest, ...(publishPhotos ? { publishPhotos: 'on' } : {}) })
      await checkActivity(c.var.actor, id, { ...verdict, looked })
      return c.json(await state(c.var.actor, id), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'reopenActivity',
      method: 'post',
      path: '/activities/{id}/reopening',
      tags: ['activities'],
      summary: 'Take up a rejected activity again, with a reason: it waits for a checker anew',
      request: { ...byId, ...sentJson(z.object({ seen: z.number().int(), reason: z.string() })) },
      responses: { 200: jsonAnswer(activity, 'The activity as it stands now') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await reopenActivity(c.var.actor, id, checked(reopeningEntry, c.req.valid('json')))
      return c.json(await state(c.var.actor, id), 200)
    },
  )
