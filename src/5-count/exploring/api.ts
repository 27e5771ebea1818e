import { z } from '@hono/zod-openapi'
import { look } from '#access'
import {
  allIndicators,
  assurances,
  type Figure,
  figureReached,
  figuresReached,
  isTold,
  lineageOf,
  reaches,
  scopeFor,
  spanFor,
  totalOf,
} from '#figures'
import { unitNamed, unitParam } from '#org'
import { apiRouter, jsonAnswer, operation, packPlace, pageOf, pageQuery, unpackPlace } from '#platform/api'
import type { Reader } from '#platform/database'
import { qualifiers } from '#platform/precision'
import { Problem } from '#platform/problem'
import { exploreIn } from './explorer/read-explorer.ts'
import type { Row } from './explorer/rows.ts'
import { breakdowns } from './explorer/rules.ts'

const period = z
  .string()
  .max(22)
  .describe(
    '`2026-03` a month, `2026-Q1` a quarter, `2026` a year, `2026-01..2026-06` from month to month, ' +
      '`2026-05-15..2026-06-14` from day to day, both included (not of a breakdown)',
  )

const precision = { over: z.number().int().optional(), about: z.number().int().optional() }
const days = { from: z.iso.date(), last: z.iso.date() }

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
    over: z.number().int().optional().describe('How many of them said “more than”'),
    about: z.number().int().optional().describe('How many of them said “nearly” or “about”'),
    beyond: z
      .object({
        entries: z.number().int(),
        amount: z.number().optional(),
        ...precision,
        ...days,
        isMany: z
          .literal(true)
          .optional()
          .describe('Several spans lie between both days, and none of them is as long'),
      })
      .optional()
      .describe('Counted from `from` to `last` for longer than the period: in no part of the figure'),
    derived: z
      .object({
        value: z.number().nullable(),
        reason: z.string().optional().describe('Why there is no value'),
        numerator: z.number().optional(),
        denominator: z.number().optional(),
        provenPercent: z.number().optional(),
      })
      .optional()
      .describe('Of a derived indicator: its value, with both parts of a rate'),
  })
  .openapi('Figure')

const span = z.object({ from: z.iso.date(), until: z.iso.date().describe('The first day after it') })

const indicator = z
  .object({
    code: z.string(),
    name: z.object({ vi: z.string(), en: z.string() }),
    unit: z.object({ vi: z.string(), en: z.string() }),
    rule: z.string().describe('`sum` adds up over days; `stock` is what stands at the end of the period'),
    partOf: z.string().nullable().describe('The indicator of which it counts a part'),
    isShare: z.boolean().describe('Together with the other shares of `partOf` it makes up the whole'),
  })
  .openapi('Indicator')

const fact = z
  .object({
    id: z.uuid(),
    since: z.iso
      .date()
      .nullable()
      .describe('The first day of an amount that was counted for many days together'),
    day: z.iso.date().describe('The day, or the last of many'),
    amount: z.number(),
    qualifier: z.enum(qualifiers).describe('How exact the amount is: `over` says “more than”'),
    assurance: z.enum(assurances),
    unitId: z.uuid(),
    unitName: z.string(),
    sourceKind: z.string(),
    sourceId: z.uuid(),
  })
  .openapi('Fact')

const asJson = (read: Figure) => ({ total: totalOf(read), ...read })
const asked = z.object({
  unit: unitParam,
  period,
  line: z.string().max(20).optional().describe('Of one line of organisations only'),
  theme: z.uuid().optional().describe('Of one theme only; not together with a line'),
  basis: z
    .enum(['then', 'today'])
    .default('today')
    .describe('`then` reads units as they stood; `today` for the units of today'),
})
/** The same of one figure, which may be of a part of the unit. */
const askedOne = asked.extend({
  reach: z
    .enum(reaches)
    .optional()
    .describe('`own` of what the unit did with its own bodies, `below` of what the units beneath did'),
})

/** The scope of a question. @throws Problem `not_found_or_not_allowed`, `line_and_theme_together` */
async function scopeOf(db: Reader, { unit, line, theme, basis }: z.output<typeof asked>) {
  if (line !== undefined && theme !== undefined) throw new Problem('line_and_theme_together')
  return scopeFor(await unitNamed(db, unit), { line, themeId: theme, basis })
}

const cell = z
  .object({
    kind: z.enum(['whole', 'rest', 'twice', 'unit', 'month', 'line']),
    key: z.string().describe('The id of a unit, the code of a line, or the month, quarter or year of a row'),
    name: z.string().optional().describe('Of a unit'),
    period: z.string().describe('Shorter than asked for where a unit was here for a part of it'),
    figure: figure.optional().describe('Missing where nothing was entered'),
    before: figure.optional().describe('The same in the span before'),
    difference: z.number().optional(),
    percent: z.number().optional(),
    target: z.number().optional(),
  })
  .openapi('FigureRow')

const asCell = (row: Row, code: string) => {
  const { figure: now, before, change, target } = row.cells.get(code) ?? {}
  return {
    kind: row.kind,
    key: row.key,
    ...(row.unit ? { name: row.unit.name } : {}),
    period: row.period,
    ...(isTold(now) ? { figure: asJson(now) } : {}),
    ...(isTold(before) ? { before: asJson(before) } : {}),
    ...change,
    ...(target ? { target: target.amount } : {}),
  }
}

/** Figures and their lineage over HTTP. */
export const figuresApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listIndicators',
      method: 'get',
      path: '/indicators',
      tags: ['figures'],
      summary: 'Everything that is counted',
      responses: {
        200: jsonAnswer(z.object({ rows: z.array(indicator) }), 'All indicators'),
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
            partOf: row.partOf,
            isShare: row.isShare,
          })),
        },
        200,
      )
    },
  )
  .openapi(
    operation({
      operationId: 'readFigures',
      method: 'get',
      path: '/figures',
      tags: ['figures'],
      summary: 'All figures of a unit, with all beneath it unless `reach` says otherwise, in a period',
      request: { query: askedOne },
      responses: {
        200: jsonAnswer(
          z.object({ rows: z.array(z.object({ indicator: z.string(), figure })) }),
          'Figures by indicator',
        ),
      },
    }),
    async (c) => {
      const query = c.req.valid('query')
      const rows = await look(c.var.actor, 'figure.read', null, async (db) =>
        figuresReached(db, { ...(await scopeOf(db, query)), reach: query.reach }, spanFor(query.period)),
      )
      return c.json(
        { rows: rows.map((row) => ({ indicator: row.indicator.code, figure: asJson(row.figure) })) },
        200,
      )
    },
  )
  .openapi(
    operation({
      operationId: 'readFigure',
      method: 'get',
      path: '/figures/{indicator}',
      tags: ['figures'],
      summary: 'One figure',
      request: { params: z.object({ indicator: z.string().max(60) }), query: askedOne },
      responses: { 200: jsonAnswer(figure, 'The figure') },
    }),
    async (c) => {
      const query = c.req.valid('query')
      const code = c.req.valid('param').indicator
      const read = await look(c.var.actor, 'figure.read', null, async (db) =>
        figureReached(db, { ...(await scopeOf(db, query)), reach: query.reach }, code, spanFor(query.period)),
      )
      return c.json(asJson(read), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'breakDownFigure',
      method: 'get',
      path: '/figures/{indicator}/breakdown',
      tags: ['figures'],
      summary:
        'One figure broken down, beside the span before; the rows, the rest and what counts twice add up to the whole',
      request: {
        params: z.object({ indicator: z.string().max(60) }),
        query: asked.extend({
          by: z
            .enum(breakdowns)
            .optional()
            .describe('Into what; where it is missing or cannot be, the first that tells anything'),
        }),
      },
      responses: {
        200: jsonAnswer(
          z.object({
            by: z.enum(breakdowns),
            span,
            before: span,
            whole: cell,
            rows: z.array(cell),
            rest: cell
              .optional()
              .describe(
                'What belongs to none of the rows: by areas, the own of the unit and its bodies; by months, what was counted for longer than one',
              ),
            twice: cell
              .optional()
              .describe('Less than nothing: what several rows count and the whole counts once'),
          }),
          'The breakdown',
        ),
      },
    }),
    async (c) => {
      const { unit, theme, by, ...query } = c.req.valid('query')
      const code = c.req.valid('param').indicator
      const explored = await look(c.var.actor, 'figure.read', null, async (db) =>
        exploreIn(db, {
          ...query,
          slug: (await unitNamed(db, unit)).slug,
          themeId: theme,
          codes: [code],
          by,
        }),
      )
      return c.json(
        {
          by: explored.by,
          span: explored.now,
          before: explored.before,
          whole: asCell(explored.whole, code),
          rows: explored.rows.map((row) => asCell(row, code)),
          ...(explored.rest ? { rest: asCell(explored.rest, code) } : {}),
          ...(explored.twice ? { twice: asCell(explored.twice, code) } : {}),
        },
        200,
      )
    },
  )
  .openapi(
    operation({
      operationId: 'readLineage',
      method: 'get',
      path: '/figures/{indicator}/lineage',
      tags: ['figures'],
      summary: 'The facts behind a figure, the newest first; all pages together add up to it',
      request: {
        params: z.object({ indicator: z.string().max(60) }),
        query: asked.extend(pageQuery.shape).extend({ assurance: z.enum(assurances).optional() }),
      },
      responses: { 200: jsonAnswer(pageOf(fact), 'A page of facts') },
    }),
    async (c) => {
      const { after, limit, assurance, ...query } = c.req.valid('query')
      const place = unpackPlace(z.object({ day: z.iso.date(), id: z.uuid() }), after)
      const code = c.req.valid('param').indicator
      const page = await look(c.var.actor, 'figure.read', null, async (db) =>
        lineageOf(db, await scopeOf(db, query), code, spanFor(query.period), {
          after: place,
          limit,
          assurance,
        }),
      )
      return c.json({ rows: page.rows, next: packPlace(page.next) }, 200)
    },
  )
