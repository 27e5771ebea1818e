import { createRoute, z } from '@hono/zod-openapi'
import { look } from '#access'
import { unitOf } from '#org'
import {
  apiRouter,
  jsonAnswer,
  packPlace,
  pageOf,
  pageQuery,
  problemAnswer,
  unpackPlace,
} from '#platform/api'
import { allIndicators, scopeFor, spanFor } from './read.ts'
import { figureOf, figuresOf, lineageOf } from './read-figure.ts'
import { assurances, type Figure, totalOf } from './rules.ts'

const period = z.string().max(10).describe('`2026-03` a month, `2026-Q1` a quarter, `2026` a year')

const figure = z
  .object({
    total: z.number(),
    declared: z.number(),
    evidenced: z.number(),
    confirmed: z.number(),
    verified: z.number(),
    entries: z
      .number()
      .int()
      .describe('Facts that count; 0 says that nothing was entered, which is not a total of 0'),
  })
  .openapi('Figure')

const indicator = z
  .object({
    code: z.string(),
    name: z.object({ vi: z.string(), en: z.string() }),
    unit: z.object({ vi: z.string(), en: z.string() }),
    rule: z.string().describe('`sum` adds up over days; `stock` is what stands at the end of the period'),
  })
  .openapi('Indicator')

const fact = z
  .object({
    id: z.uuid(),
    day: z.iso.date(),
    amount: z.number(),
    qualifier: z.string(),
    assurance: z.enum(assurances),
    unitId: z.uuid(),
    unitName: z.string(),
    sourceKind: z.string(),
    sourceId: z.uuid(),
  })
  .openapi('Fact')

const asJson = (read: Figure) => ({ total: totalOf(read), ...read })
const asked = z.object({ unit: z.uuid(), period, line: z.string().max(20).optional() })

/** Figures and their lineage over HTTP. */
export const figuresApi = apiRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/indicators',
      tags: ['figures'],
      summary: 'Everything that is counted',
      responses: {
        200: jsonAnswer(z.object({ rows: z.array(indicator) }), 'All indicators'),
        default: problemAnswer,
      },
    }),
    async (c) => {
      const rows = await allIndicators(c.var.actor)
      return c.json(
        {
          rows: rows.map((row) => ({
            code: row.code,
            name: { vi: row.nameVi, en: row.nameEn },
            unit: { vi: row.unitVi, en: row.unitEn },
            rule: row.rule,
          })),
        },
        200,
      )
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/figures',
      tags: ['figures'],
      summary: 'All figures of a unit, with all beneath it, in a period',
      request: { query: asked },
      responses: {
        200: jsonAnswer(
          z.object({ rows: z.array(z.object({ indicator: z.string(), figure })) }),
          'Figures by indicator',
        ),
        default: problemAnswer,
      },
    }),
    async (c) => {
      const query = c.req.valid('query')
      const rows = await look(c.var.actor, 'figure.read', null, async (db) =>
        figuresOf(db, scopeFor(await unitOf(db, query.unit), query.line), spanFor(query.period)),
      )
      return c.json(
        { rows: rows.map((row) => ({ indicator: row.indicator.code, figure: asJson(row.figure) })) },
        200,
      )
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/figures/{indicator}',
      tags: ['figures'],
      summary: 'One figure',
      request: { params: z.object({ indicator: z.string().max(60) }), query: asked },
      responses: { 200: jsonAnswer(figure, 'The figure'), default: problemAnswer },
    }),
    async (c) => {
      const query = c.req.valid('query')
      const code = c.req.valid('param').indicator
      const read = await look(c.var.actor, 'figure.read', null, async (db) =>
        figureOf(db, scopeFor(await unitOf(db, query.unit), query.line), code, spanFor(query.period)),
      )
      return c.json(asJson(read), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/figures/{indicator}/lineage',
      tags: ['figures'],
      summary: 'The facts behind a figure, the newest first; all pages together add up to it',
      request: {
        params: z.object({ indicator: z.string().max(60) }),
        query: asked.extend(pageQuery.shape).extend({ assurance: z.enum(assurances).optional() }),
      },
      responses: { 200: jsonAnswer(pageOf(fact), 'A page of facts'), default: problemAnswer },
    }),
    async (c) => {
      const { after, limit, assurance, ...query } = c.req.valid('query')
      const place = unpackPlace(z.object({ day: z.iso.date(), id: z.uuid() }), after)
      const code = c.req.valid('param').indicator
      const page = await look(c.var.actor, 'figure.read', null, async (db) =>
        lineageOf(db, scopeFor(await unitOf(db, query.unit), query.line), code, spanFor(query.period), {
          after: place,
          limit,
          assurance,
        }),
      )
      return c.json({ rows: page.rows, next: packPlace(page.next) }, 200)
    },
  )
