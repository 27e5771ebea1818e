import { z } from '@hono/zod-openapi'
import { type Figure, totalOf } from '#figures'
import { unitAsked, unitParam } from '#org'
import { apiRouter, jsonAnswer, operation, packPlace, pageQuery, unpackPlace } from '#platform/api'
import { qualifierOfCounts, qualifiers } from '#platform/precision'
import { whyChanged } from './read.ts'
import { causes, causesOfRecords, sumOf } from './rules.ts'

const levels = z.object({
  declared: z.number(),
  evidenced: z.number(),
  confirmed: z.number(),
  verified: z.number(),
})

const difference = z
  .object({
    since: z.object({
      reading: z.uuid().optional(),
      at: z.iso.datetime().optional(),
      day: z.iso.date().optional(),
    }),
    before: levels.extend({ total: z.number(), qualifier: z.enum(qualifiers) }),
    after: levels.extend({ total: z.number(), qualifier: z.enum(qualifiers) }),
    causes: z
      .array(z.object({ cause: z.enum(causes), count: z.number().int(), total: z.number(), change: levels }))
      .describe(
        'Together they are the difference, level by level; `count` is of records, of units where they moved',
      ),
    moved: z.array(
      z.object({ unitId: z.uuid(), unitName: z.string(), records: z.number().int(), change: z.number() }),
    ),
    rows: z.array(
      z.object({
        causes: z.array(z.enum(causesOfRecords)),
        sourceKind: z.string(),
        sourceId: z.uuid(),
        unitName: z.string(),
        day: z.iso.date(),
        before: z.number(),
        after: z.number(),
        change: levels,
      }),
    ),
    next: z.string().optional(),
  })
  .openapi('Difference')

/** Why a figure changed, over HTTP. */
export const readingsApi = apiRouter().openapi(
  operation({
    operationId: 'explainFigureChange',
    method: 'get',
    path: '/figures/{indicator}/changes',
    tags: ['figures'],
    summary:
      'Why a figure is not what it was: the causes, which add up to the difference, and the records behind them',
    request: {
      params: z.object({ indicator: z.string().max(60) }),
      query: z.object({
        unit: unitParam,
        period: z.string().max(20).describe('`2026-03` a month, `2026-Q1` a quarter, `2026` a year'),
        line: z.string().max(20).optional(),
        basis: z.enum(['then', 'today']).optional(),
        since: z
          .string()
          .max(36)
          .optional()
          .describe(
            'The id of a kept reading, or a day: its end. Without it, the last reading that was kept',
          ),
        cause: z.enum(causesOfRecords).optional(),
        ...pageQuery.shape,
      }),
    },
    responses: { 200: jsonAnswer(difference, 'The difference') },
  }),
  async (c) => {
    const { unit, after, ...query } = c.req.valid('query')
    const page = await whyChanged(c.var.actor, {
      ...query,
      unitId: (await unitAsked(c.var.actor, unit)).id,
      indicator: c.req.valid('param').indicator,
      after: unpackPlace(z.object({ day: z.iso.date(), id: z.uuid() }), after),
    })
    const { since } = page
    const figureOf = (figure: Figure) => ({
      declared: figure.declared,
      evidenced: figure.evidenced,
      confirmed: figure.confirmed,
      verified: figure.verified,
      total: totalOf(figure),
      qualifier: qualifierOfCounts(figure),
    })
    return c.json(
      {
        since: 'day' in since ? since : { reading: since.readingId, at: since.takenAt.toISOString() },
        before: figureOf(page.difference.before),
        after: figureOf(page.difference.after),
        causes: page.difference.causes.map(({ cause, records, change }) => ({
          cause,
          count: records,
          total: sumOf(change),
          change,
        })),
        moved: page.moved,
        rows: page.records.map(({ key: _, ...row }) => row),
        next: packPlace(page.next),
      },
      200,
    )
  },
)
