import { z } from '@hono/zod-openapi'
import { unitAsked, unitParam } from '#org'
import { apiRouter, byId, jsonAnswer, operation, pageOf, sentJson } from '#platform/api'
import { checked } from '#platform/submit'
import { drawSampleOf } from './draw-sample.ts'
import { planEntry } from './entry.ts'
import { planSpotCheck } from './plan-spot-check.ts'
import { listOf, spotCheckOf, spotCheckPage, spotChecksPage } from './read.ts'
import type { SpotCheck } from './store.ts'

const spotCheck = z
  .object({
    id: z.uuid(),
    unitId: z.uuid(),
    indicator: z.string(),
    kind: z.string().nullable(),
    period: z.string(),
    confidence: z.number().int(),
    tolerable: z.number(),
    expected: z.number(),
    commitment: z.string().describe('SHA-256 of the seed, published before the draw'),
    seed: z.string().nullable().describe('Published at the draw'),
    populationHash: z.string().nullable(),
    sampleHash: z.string().nullable(),
    visits: z.number().int().nullable(),
    declared: z.number().nullable(),
    closedAt: z.string().nullable(),
    estimate: z
      .object({ total: z.number(), lower: z.number(), upper: z.number(), wrong: z.number().int() })
      .nullable()
      .describe('The true total and its confidence interval, once everything drawn was visited'),
  })
  .openapi('SpotCheck')

const asJson = (check: SpotCheck, estimate = check.estimate) => ({
  id: check.id,
  unitId: check.unitId,
  indicator: check.indicator,
  kind: check.kind,
  period: check.period,
  confidence: check.confidence,
  tolerable: check.tolerable,
  expected: check.expected,
  commitment: check.commitment,
  seed: check.seed,
  populationHash: check.populationHash,
  sampleHash: check.sampleHash,
  visits: check.sampleSize,
  declared: check.declared,
  closedAt: check.closedAt?.toISOString() ?? null,
  estimate: estimate
    ? { total: estimate.total, lower: estimate.lower, upper: estimate.upper, wrong: estimate.wrong }
    : null,
})

const answer = { 200: jsonAnswer(spotCheck, 'The spot check') }

/** Spot checks over HTTP: the same use cases as the pages. */
export const spotChecksApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listSpotChecks',
      method: 'get',
      path: '/spot-checks',
      tags: ['verification'],
      summary: 'Spot checks, the latest first',
      request: { query: z.object({ after: z.uuid().optional().describe('`next` of the page before') }) },
      responses: { 200: jsonAnswer(pageOf(spotCheck), 'A page of spot checks') },
    }),
    async (c) => {
      const { after } = c.req.valid('query')
      const { rows, next } = await spotChecksPage(
        c.var.actor,
        after === undefined ? undefined : { id: after },
      )
      return c.json({ rows: rows.map(({ check }) => asJson(check)), ...(next ? { next: next.id } : {}) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'planSpotCheck',
      method: 'post',
      path: '/spot-checks',
      tags: ['verification'],
      summary: 'Plan a spot check; the hash of its seed is published at once',
      request: {
        ...sentJson(
          z.object({
            unit: unitParam,
            indicator: z.string(),
            kind: z.string().optional(),
            period: z.string(),
            purpose: z.string(),
            confidence: z.number().int(),
            tolerable: z.number(),
            expected: z.number(),
          }),
        ),
      },
      responses: answer,
    }),
    async (c) => {
      const { unit, confidence, tolerable, expected, ...rest } = c.req.valid('json')
      const { slug } = await unitAsked(c.var.actor, unit)
      const typed = { confidence: `${confidence}`, tolerable: `${tolerable}`, expected: `${expected}` }
      const id = await planSpotCheck(c.var.actor, checked(planEntry, { ...rest, unit: slug, ...typed }))
      return c.json(asJson(await spotCheckOf(c.var.actor, 'spotcheck.read', id)), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'readSpotCheck',
      method: 'get',
      path: '/spot-checks/{id}',
      tags: ['verification'],
      summary: 'One spot check, with its estimate once everything was visited',
      request: byId,
      responses: answer,
    }),
    async (c) => {
      const { check, estimate } = await spotCheckPage(c.var.actor, c.req.valid('param').id)
      return c.json(asJson(check, estimate ?? null), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'drawSample',
      method: 'post',
      path: '/spot-checks/{id}/draw',
      tags: ['verification'],
      summary: 'Draw the sample: the list is frozen, the seed published',
      request: byId,
      responses: answer,
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await drawSampleOf(c.var.actor, id)
      return c.json(asJson(await spotCheckOf(c.var.actor, 'spotcheck.read', id)), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'readSpotCheckList',
      method: 'get',
      path: '/spot-checks/{id}/list',
      tags: ['verification'],
      summary: 'The list from which was drawn, and the sample, to draw it again',
      request: byId,
      responses: {
        200: jsonAnswer(
          z.object({
            rows: z.array(
              z.object({ id: z.uuid(), amount: z.number(), stratum: z.number().int(), isDrawn: z.boolean() }),
            ),
          }),
          'All records of the list',
        ),
      },
    }),
    async (c) => {
      const rows = await listOf(c.var.actor, c.req.valid('param').id)
      return c.json(
        { rows: rows.map(({ id, amount, stratum, isDrawn }) => ({ id, amount, stratum, isDrawn })) },
        200,
      )
    },
  )
