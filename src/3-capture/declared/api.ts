import { z } from '@hono/zod-openapi'
import { unitAsked, unitParam } from '#org'
import {
  apiRouter,
  jsonAnswer,
  operation,
  packPlace,
  pageOf,
  pageQuery,
  sentJson,
  unpackPlace,
} from '#platform/api'
import { idPlace } from '#platform/lists/page'
import { qualifiers } from '#platform/precision'
import { correctFigure, declareFigure } from './declare-figure.ts'
import { declaredPage, oneDeclared } from './read.ts'
import type { Declared } from './store.ts'

const part = z.object({
  indicator: z.string(),
  amount: z.number(),
  qualifier: z.enum(qualifiers).describe('How exact it is: `over` says “more than”'),
})

const figure = z
  .object({
    id: z.uuid(),
    unit: z.uuid(),
    unitSlug: z.string(),
    indicator: z.string(),
    from: z.iso.date().describe('The first day of the span; the same as `last` where it is one day'),
    last: z.iso.date(),
    parts: z.array(part).describe('The amount; of a derived indicator all that it is worked out from'),
    countedBy: z.string(),
    paper: z.string(),
    documentId: z.uuid().nullable().describe('The registered document in which it stands'),
    note: z.string(),
    besides: z.string().describe('Why it counts beside what was there already'),
    state: z.enum(['counted', 'withdrawn']),
    version: z.number().int().describe('Send it as `seen` when you correct the figure'),
  })
  .openapi('DeclaredFigure')

const shown = (row: Declared): z.output<typeof figure> => ({
  id: row.id,
  unit: row.unitId,
  unitSlug: row.unitSlug,
  indicator: row.indicator,
  from: row.since,
  last: row.day,
  parts: row.parts,
  countedBy: row.countedBy,
  paper: row.paper,
  documentId: row.documentId,
  note: row.note,
  besides: row.besides,
  state: row.state,
  version: row.version,
})

const said = z.object({
  from: z.iso.date(),
  last: z.iso.date(),
  parts: z
    .array(
      z.object({
        indicator: z.string().max(60),
        said: z
          .union([z.number(), z.string().max(60)])
          .describe('An amount as people write it: `480`, `trên 480`'),
      }),
    )
    .min(1)
    .max(20),
  countedBy: z.string().min(2).max(200),
  paper: z.string().min(2).max(500),
  document: z
    .string()
    .max(200)
    .optional()
    .describe('Number and symbol of the registered document in which it stands'),
  note: z.string().max(1000).default(''),
  countsBesides: z.boolean().default(false).describe('It counts beside what is there already'),
  besides: z.string().max(1000).default('').describe('Why'),
})

const tags: ['figures'] = ['figures']

/** Declared figures over HTTP. */
export const declaredApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listDeclaredFigures',
      method: 'get',
      path: '/declared-figures',
      tags,
      summary: 'Figures that units declared for a day or a longer span, the latest first',
      request: {
        query: pageQuery.extend({
          unit: unitParam.optional().describe('Of this unit and of those beneath it'),
          indicator: z.string().max(60).optional(),
          state: z.enum(['counted', 'withdrawn']).optional(),
        }),
      },
      responses: { 200: jsonAnswer(pageOf(figure), 'A page of declared figures') },
    }),
    async (c) => {
      const { after, unit, ...search } = c.req.valid('query')
      const slug = unit === undefined ? undefined : (await unitAsked(c.var.actor, unit)).slug
      const { rows, next } = await declaredPage(c.var.actor, {
        ...search,
        slug,
        after: unpackPlace(idPlace, after)?.id,
      })
      return c.json({ rows: rows.map(shown), next: packPlace(next) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'readDeclaredFigure',
      method: 'get',
      path: '/declared-figures/{id}',
      tags,
      summary: 'One declared figure',
      request: { params: z.object({ id: z.uuid() }) },
      responses: { 200: jsonAnswer(figure, 'The figure') },
    }),
    async (c) => c.json(shown((await oneDeclared(c.var.actor, c.req.valid('param').id)).figure), 200),
  )
  .openapi(
    operation({
      operationId: 'declareFigure',
      method: 'post',
      path: '/declared-figures',
      tags,
      summary: 'Declares a figure of a unit',
      request: sentJson(said.extend({ unit: unitParam, indicator: z.string().max(60) })),
      responses: { 201: jsonAnswer(figure, 'The figure') },
    }),
    async (c) => {
      const { unit, ...sent } = c.req.valid('json')
      const unitId = (await unitAsked(c.var.actor, unit)).id
      const id = await declareFigure(c.var.actor, { ...sent, unitId, years: '' })
      return c.json(shown((await oneDeclared(c.var.actor, id)).figure), 201)
    },
  )
  .openapi(
    operation({
      operationId: 'correctDeclaredFigure',
      method: 'put',
      path: '/declared-figures/{id}',
      tags,
      summary: 'Corrects a declared figure: its facts are reversed and posted anew',
      request: {
        params: z.object({ id: z.uuid() }),
        ...sentJson(said.extend({ why: z.string().min(3).max(1000), seen: z.number().int().min(1) })),
      },
      responses: { 200: jsonAnswer(figure, 'The figure') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { seen, ...sent } = c.req.valid('json')
      await correctFigure(c.var.actor, id, { ...sent, years: '', version: seen })
      return c.json(shown((await oneDeclared(c.var.actor, id)).figure), 200)
    },
  )
