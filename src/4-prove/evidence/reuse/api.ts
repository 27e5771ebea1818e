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
import { idPlace } from '#platform/lists/page'
import { answerQuestion } from './answer-question.ts'
import { photoQuestion, photoQuestions, type ToldQuestion } from './read.ts'
import { answers, questionKinds } from './rules.ts'

const side = z.object({
  sourceId: z.uuid().nullable(),
  unitName: z.string().nullable(),
  sha256: z
    .string()
    .nullable()
    .describe('Of the photo, at GET /minh-chung/{sha256}.jpg; null where it may not be seen'),
  day: z.string().nullable(),
  takenAt: z.string().nullable().describe("The camera's own clock"),
})

const question = z
  .object({
    id: z.uuid(),
    kind: z.enum(questionKinds),
    photo: side,
    other: side.nullable().describe('The earlier photo; null in a question about the time alone'),
    askedAt: z.iso.datetime(),
    answer: z.enum(answers).nullable(),
    reason: z.string().nullable(),
  })
  .openapi('PhotoQuestion')

const asJson = (row: ToldQuestion) => ({
  id: row.id,
  kind: row.kind,
  photo: {
    sourceId: row.sourceId,
    unitName: row.unitName,
    sha256: row.sha256,
    day: row.day,
    takenAt: row.takenAt,
  },
  other: row.otherUnitId
    ? {
        sourceId: row.otherSourceId,
        unitName: row.otherUnitName,
        sha256: row.otherSha256,
        day: row.otherDay,
        takenAt: row.otherTakenAt,
      }
    : null,
  askedAt: row.askedAt.toISOString(),
  answer: row.answer,
  reason: row.reason,
})

/** Questions about photos over HTTP: the same use cases as the pages. */
export const photoQuestionsApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listPhotoQuestions',
      method: 'get',
      path: '/photo-questions',
      tags: ['evidence'],
      summary: 'Questions about photos that may have been used before or at another time, the latest first',
      request: {
        query: pageQuery.extend({
          open: z
            .enum(['true', 'false'])
            .default('true')
            .describe('Those that wait, or those that were answered'),
          under: z.uuid().optional().describe('Only of this unit and of those beneath it'),
        }),
      },
      responses: { 200: jsonAnswer(pageOf(question), 'A page of questions') },
    }),
    async (c) => {
      const { open, under, after, limit } = c.req.valid('query')
      const page = await photoQuestions(c.var.actor, {
        isOpen: open === 'true',
        under,
        after: unpackPlace(idPlace, after),
        limit,
      })
      return c.json({ rows: page.rows.map(asJson), next: packPlace(page.next) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'readPhotoQuestion',
      method: 'get',
      path: '/photo-questions/{id}',
      tags: ['evidence'],
      summary: 'One question about a photo',
      request: byId,
      responses: { 200: jsonAnswer(question, 'The question') },
    }),
    async (c) => c.json(asJson((await photoQuestion(c.var.actor, c.req.valid('param').id)).question), 200),
  )
  .openapi(
    operation({
      operationId: 'answerPhotoQuestion',
      method: 'post',
      path: '/photo-questions/{id}/answer',
      tags: ['evidence'],
      summary: 'Answer a question about a photo, once and for good',
      request: {
        ...byId,
        ...sentJson(z.object({ answer: z.enum(answers), reason: z.string().max(1000).default('') })),
      },
      responses: { 200: jsonAnswer(question, 'The question with its answer') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await answerQuestion(c.var.actor, id, c.req.valid('json'))
      return c.json(asJson((await photoQuestion(c.var.actor, id)).question), 200)
    },
  )
