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
import { answerQuestion, questionPlace, questionsFor, seenOf } from './answer-question.ts'
import { questionKinds } from './rules.ts'

const question = z
  .object({
    id: z.uuid(),
    kind: z.enum(questionKinds),
    unitId: z.uuid(),
    unitName: z.string(),
    indicator: z.string(),
    month: z.iso.date().describe('The first day of the month'),
    numbers: z.record(z.string(), z.number()).describe('What makes the figure unlikely'),
    seen: z.string().describe('To be sent back with an answer'),
    mayAnswer: z.boolean(),
    answer: z
      .object({ verdict: z.enum(['right', 'will_correct']), words: z.string(), at: z.string() })
      .nullable()
      .describe('The latest; it may be about other numbers than those of now'),
  })
  .openapi('Question')
/** Questions about figures over HTTP. They are questions to people who know, never verdicts. */
export const questionsApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listFigureQuestions',
      method: 'get',
      path: '/questions',
      tags: ['figures'],
      summary: 'Questions about figures that look unlikely, newest month first',
      request: {
        query: pageQuery.extend({
          kind: z.enum(questionKinds).optional(),
          under: z.uuid().optional().describe('Only of this unit and those beneath it'),
          all: z.enum(['true', 'false']).optional().describe('Also those that have been answered'),
        }),
      },
      responses: { 200: jsonAnswer(pageOf(question), 'A page of questions') },
    }),
    async (c) => {
      const { kind, under, all, after, limit } = c.req.valid('query')
      const search = { kind, under, all: all === 'true', after: unpackPlace(questionPlace, after), limit }
      const { rows, next } = await questionsFor(c.var.actor, search)
      return c.json(
        {
          rows: rows.map((each) => ({
            id: each.id,
            kind: each.kind,
            unitId: each.unitId,
            unitName: each.unitName,
            indicator: each.indicator,
            month: each.month,
            numbers: each.numbers,
            seen: seenOf(each),
            mayAnswer: each.mayAnswer,
            answer: each.answer && {
              verdict: each.answer.verdict,
              words: each.answer.words,
              at: each.answer.at,
            },
          })),
          next: packPlace(next),
        },
        200,
      )
    },
  )
  .openapi(
    operation({
      operationId: 'answerFigureQuestion',
      method: 'post',
      path: '/questions/{id}/answer',
      tags: ['figures'],
      summary: 'Answer a question: the figure is right, and why; or it will be corrected',
      request: {
        ...byId,
        ...sentJson(
          z.object({
            verdict: z.enum(['right', 'will_correct']),
            words: z.string().max(500).default(''),
            seen: z.string().max(2000),
          }),
        ),
      },
      responses: { 200: jsonAnswer(z.object({ id: z.uuid() }), 'The question') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await answerQuestion(c.var.actor, id, c.req.valid('json'))
      return c.json({ id }, 200)
    },
  )
