import { z } from '@hono/zod-openapi'
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
import { idPlace } from '#platform/lists/page'
import { checked } from '#platform/submit'
import { today, yearLimits } from '#platform/time'
import { listOfCollectives } from './collective/list.ts'
import {
  collectiveOf,
  confirmPledge,
  pledgeCollectively,
  tellCollectiveOutcome,
  unconfirmPledge,
  withdrawCollective,
} from './collective/pledge-collectively.ts'
import type { CollectivePledge } from './collective/store.ts'
import { collectiveEntry, confirmationEntry, outcomeEntry, outcomes } from './entry.ts'
import { type FunnelRow, funnelOf } from './funnel/read-funnel.ts'

const pledge = z
  .object({
    id: z.uuid(),
    unitId: z.uuid(),
    unitName: z.string(),
    year: z.number().int(),
    untilYear: z.number().int().nullable().describe('The last year, where it is for several'),
    themeId: z.uuid().nullable(),
    words: z.string(),
    initiativeId: z.uuid().nullable(),
    indicator: z.string().nullable(),
    amount: z.number().nullable().describe('How much of the indicator is promised'),
    madeOn: z.iso.date(),
    withdrawnAt: z.iso.datetime().nullable(),
    outcome: z.enum(outcomes).nullable(),
    outcomeWords: z.string(),
    outcomeOn: z.iso.date().nullable(),
    confirmedOn: z.iso.date().nullable(),
    confirmedWords: z.string(),
  })
  .openapi('Pledge')

const asJson = (row: CollectivePledge): z.output<typeof pledge> => ({
  id: row.id,
  unitId: row.unitId,
  unitName: row.unitName,
  year: row.year,
  untilYear: row.untilYear,
  themeId: row.themeId,
  words: row.words,
  initiativeId: row.initiativeId,
  indicator: row.indicator,
  amount: row.amount,
  madeOn: row.madeOn,
  withdrawnAt: row.withdrawnAt === null ? null : new Date(row.withdrawnAt).toISOString(),
  outcome: row.outcome,
  outcomeWords: row.outcomeWords,
  outcomeOn: row.outcomeOn,
  confirmedOn: row.confirmedOn,
  confirmedWords: row.confirmedWords,
})

const step = z.object({
  unitId: z.uuid(),
  unitName: z.string(),
  amounts: z
    .record(z.string(), z.number())
    .describe('By indicator. What is missing was not entered, or is too few to be told'),
})

const asStep = ({ unit, amounts }: FunnelRow): z.output<typeof step> => ({
  unitId: unit.id,
  unitName: unit.name,
  amounts,
})

const year = z.coerce.number().int().min(yearLimits.first).max(yearLimits.last)
const thisYear = () => Number(today().slice(0, 4))
const tags: ['pledges'] = ['pledges']
const answer = { 200: jsonAnswer(pledge, 'The pledge as it is now') }

const given = z
  .object({
    unitId: z.uuid(),
    year,
    untilYear: year.optional().describe('The last year, where it is for several'),
    themeId: z.uuid().optional(),
    words: z.string().max(2000),
    initiativeId: z.uuid().optional().describe('The initiative by which it is done'),
    indicator: z.string().max(60).optional(),
    amount: z.number().positive().optional().describe('Together with `indicator`'),
  })
  .refine(({ indicator, amount }) => (indicator === undefined) === (amount === undefined), {
    message: 'pledge_amount_counts_nothing',
    path: ['amount'],
  })

/** Pledges of collectives over HTTP. Those of people are read by them and their cell alone, on their page. */
export const pledgesApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listPledges',
      method: 'get',
      path: '/pledges',
      tags,
      summary: 'What collectives pledged for a year and did not withdraw, the latest first',
      request: {
        query: pageQuery.extend({
          year: year.optional(),
          under: z.uuid().optional().describe('Only of this unit and of those beneath it'),
        }),
      },
      responses: { 200: jsonAnswer(pageOf(pledge), 'A page of pledges') },
    }),
    async (c) => {
      const { year: asked = thisYear(), after, ...search } = c.req.valid('query')
      const place = unpackPlace(idPlace, after)
      const page = await listOfCollectives(c.var.actor, { ...search, year: asked, after: place?.id })
      return c.json({ rows: page.rows.map(asJson), next: packPlace(page.next) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'countPledges',
      method: 'get',
      path: '/pledges/counts',
      tags,
      summary: 'From studying to pledging to doing: a unit and those beneath it, in counts alone',
      request: { query: z.object({ unit: unitParam, year: year.optional() }) },
      responses: { 200: jsonAnswer(z.object({ whole: step, parts: z.array(step) }), 'The counts') },
    }),
    async (c) => {
      const { unit, year: asked = thisYear() } = c.req.valid('query')
      const { slug } = await unitAsked(c.var.actor, unit)
      const { whole, parts } = await funnelOf(c.var.actor, slug, asked)
      return c.json({ whole: asStep(whole), parts: parts.map(asStep) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'pledgeCollectively',
      method: 'post',
      path: '/pledges',
      tags,
      summary: 'Register what a collective will do',
      request: sentJson(given),
      responses: { 201: jsonAnswer(pledge, 'The pledge') },
    }),
    async (c) => {
      const { indicator, amount, ...rest } = c.req.valid('json')
      // A number is a number here: only what people type has to be read.
      const entry = { ...checked(collectiveEntry, rest), indicator, amount }
      return c.json(
        asJson(await collectiveOf(c.var.actor, await pledgeCollectively(c.var.actor, entry))),
        201,
      )
    },
  )
  .openapi(
    operation({
      operationId: 'readPledge',
      method: 'get',
      path: '/pledges/{id}',
      tags,
      summary: 'One pledge of a collective',
      request: byId,
      responses: answer,
    }),
    async (c) => c.json(asJson(await collectiveOf(c.var.actor, c.req.valid('param').id)), 200),
  )
  .openapi(
    operation({
      operationId: 'withdrawPledge',
      method: 'delete',
      path: '/pledges/{id}',
      tags,
      summary: 'Withdraw a pledge: it counts no more, and stays in the books',
      request: byId,
      responses: answer,
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await withdrawCollective(c.var.actor, id)
      return c.json(asJson(await collectiveOf(c.var.actor, id)), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'tellPledgeOutcome',
      method: 'put',
      path: '/pledges/{id}/outcome',
      tags,
      summary: 'Say what came of a pledge',
      request: {
        ...byId,
        ...sentJson(z.object({ outcome: z.enum(outcomes), words: z.string().default('') })),
      },
      responses: answer,
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await tellCollectiveOutcome(c.var.actor, id, checked(outcomeEntry, c.req.valid('json')))
      return c.json(asJson(await collectiveOf(c.var.actor, id)), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'confirmPledge',
      method: 'put',
      path: '/pledges/{id}/confirmation',
      tags,
      summary: 'Confirm from above that a collective did what it pledged',
      request: { ...byId, ...sentJson(z.object({ words: z.string() })) },
      responses: answer,
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await confirmPledge(c.var.actor, id, checked(confirmationEntry, c.req.valid('json')).words)
      return c.json(asJson(await collectiveOf(c.var.actor, id)), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'unconfirmPledge',
      method: 'delete',
      path: '/pledges/{id}/confirmation',
      tags,
      summary: 'Take a confirmation back',
      request: byId,
      responses: answer,
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await unconfirmPledge(c.var.actor, id)
      return c.json(asJson(await collectiveOf(c.var.actor, id)), 200)
    },
  )
