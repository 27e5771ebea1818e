import { z } from '@hono/zod-openapi'
import { unitAsked, unitParam } from '#org'
import { apiRouter, jsonAnswer, operation, sentJson } from '#platform/api'
import { today, yearLimits } from '#platform/time'
import { directions } from './entry.ts'
import { type Standing, targetAt, targetsOf, targetsUnder } from './read.ts'
import { states } from './rules.ts'
import { changeTarget, setTarget } from './set-target.ts'

const target = z
  .object({
    unit: z.uuid(),
    unitSlug: z.string(),
    unitName: z.string(),
    indicator: z.string(),
    year: z.number().int(),
    amount: z.number().describe('In the unit of the indicator, money in whole đồng'),
    direction: z.enum(directions),
    basis: z
      .enum(['flow', 'stock', 'rate'])
      .describe('What is held against it: a year’s flow, the stock at its end, a rate'),
    setBy: z.uuid().describe('The unit that set it: itself, or one above that handed it down'),
    version: z.number().int().describe('Send it as `seen` when you change the target'),
    reached: z
      .object({
        total: z.number(),
        declared: z.number(),
        evidenced: z.number(),
        confirmed: z.number(),
        verified: z.number(),
      })
      .nullable()
      .describe('From the figures, never typed; null where nobody has entered anything'),
    state: z.enum(states),
    percent: z.number().int().nullable(),
    forecast: z
      .number()
      .nullable()
      .describe('At the end of the year, along a straight line; null where none is made'),
    neededPerMonth: z.number().nullable(),
  })
  .openapi('Target')

const sum = z.object({ handed: z.number(), difference: z.number(), parts: z.number().int() })

const shown = ({ target: one, figure, outlook }: Standing): z.output<typeof target> => ({
  unit: one.unitId,
  unitSlug: one.unitSlug,
  unitName: one.unitName,
  indicator: one.indicator,
  year: one.year,
  amount: one.amount,
  direction: one.direction,
  basis: one.basis,
  setBy: one.setByUnitId,
  version: one.version,
  reached:
    figure && outlook.total !== undefined
      ? {
          total: outlook.total,
          declared: figure.declared,
          evidenced: figure.evidenced,
          confirmed: figure.confirmed,
          verified: figure.verified,
        }
      : null,
  state: outlook.state,
  percent: outlook.percent ?? null,
  forecast: outlook.forecast ?? null,
  neededPerMonth: outlook.needed ?? null,
})

const yearOf = z.coerce.number().int().min(yearLimits.first).max(yearLimits.last)
const given = z.object({
  unit: unitParam.describe('The unit that has to reach it: its id; its slug is understood too'),
  setBy: unitParam
    .optional()
    .describe('The unit in whose name it is set: one above; the unit itself where left out'),
  indicator: z.string().max(60),
  year: yearOf,
  amount: z.number().min(0).max(1e14),
  direction: z.enum(directions).default('at_least'),
  documentId: z.uuid().optional(),
  note: z.string().max(500).default(''),
})

/** Targets over HTTP. */
export const targetsApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listTargets',
      method: 'get',
      path: '/targets',
      tags: ['programme'],
      summary: 'The targets of a unit in a year, with what was reached and how what was handed down adds up',
      request: { query: z.object({ unit: unitParam, year: yearOf.optional() }) },
      responses: {
        200: jsonAnswer(
          z.object({
            rows: z.array(target),
            sums: z.record(z.string(), z.object({ areas: sum.optional(), organisations: sum.optional() })),
          }),
          'Targets in the order of the indicators',
        ),
      },
    }),
    async (c) => {
      const { unit, year } = c.req.valid('query')
      const { slug } = await unitAsked(c.var.actor, unit)
      const page = await targetsOf(c.var.actor, slug, year ?? Number(today().slice(0, 4)))
      return c.json({ rows: page.standings.map(shown), sums: Object.fromEntries(page.sums) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'listTargetsBeneath',
      method: 'get',
      path: '/targets/beneath',
      tags: ['programme'],
      summary: 'The targets of all units beneath one, those that need somebody first; 200 at most',
      request: {
        query: z.object({ unit: unitParam, year: yearOf.optional(), state: z.enum(states).optional() }),
      },
      responses: {
        200: jsonAnswer(z.object({ rows: z.array(target), total: z.number().int() }), 'Targets'),
      },
    }),
    async (c) => {
      const { unit, year, state } = c.req.valid('query')
      const { slug } = await unitAsked(c.var.actor, unit)
      const page = await targetsUnder(c.var.actor, {
        slug,
        year: year ?? Number(today().slice(0, 4)),
        states: state ? [state] : undefined,
      })
      return c.json({ rows: page.rows.map(shown), total: page.total }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'setTarget',
      method: 'post',
      path: '/targets',
      tags: ['programme'],
      summary: 'Sets a target of a unit for itself, or for one beneath',
      request: sentJson(given),
      responses: { 201: jsonAnswer(target, 'The target') },
    }),
    async (c) => {
      const sent = c.req.valid('json')
      const unit = await unitAsked(c.var.actor, sent.unit)
      const setter = sent.setBy === undefined ? unit : await unitAsked(c.var.actor, sent.setBy)
      const where = { unitId: unit.id, setByUnitId: setter.id, year: sent.year }
      await setTarget(c.var.actor, where, { ...sent, documentId: sent.documentId })
      return c.json(await targetNow(c.var.actor, unit.slug, sent.indicator, sent.year), 201)
    },
  )
  .openapi(
    operation({
      operationId: 'changeTarget',
      method: 'put',
      path: '/targets',
      tags: ['programme'],
      summary: 'Changes a target: a new version with its reason; the old one stays',
      request: sentJson(
        given.omit({ setBy: true }).extend({
          reason: z.string().min(3).max(500),
          seen: z.number().int().min(1).describe('The version that you saw'),
        }),
      ),
      responses: { 200: jsonAnswer(target, 'The target') },
    }),
    async (c) => {
      const sent = c.req.valid('json')
      const unit = await unitAsked(c.var.actor, sent.unit)
      const what = { unitId: unit.id, indicator: sent.indicator, year: sent.year }
      await changeTarget(c.var.actor, what, { ...sent, documentId: sent.documentId })
      return c.json(await targetNow(c.var.actor, unit.slug, sent.indicator, sent.year), 200)
    },
  )

async function targetNow(actor: Parameters<typeof targetAt>[0], slug: string, code: string, year: number) {
  const { own } = await targetAt(actor, { slug, code, year })
  if (!own) throw new Error('A target that was just set is not there.')
  return shown(own)
}
