import { z } from '@hono/zod-openapi'
import { shownTotal } from '#figures'
import {
  apiRouter,
  byId,
  jsonAnswer,
  operation,
  packPlace,
  pageOf,
  pageQuery,
  unpackPlace,
} from '#platform/api'
import { dayPlace } from '#platform/lists/page'
import { sorts } from './entry.ts'
import { campaignList, campaignPage } from './read.ts'

const campaign = z
  .object({
    id: z.uuid(),
    unitId: z.uuid().describe('Who launched it'),
    unitName: z.string(),
    sort: z.enum(sorts),
    name: z.string(),
    summary: z.string(),
    fromDay: z.iso.date(),
    lastDay: z.iso.date().nullable().describe('The last day that counts; null where it goes on'),
    documentId: z.uuid().nullable().describe('The document that launches it'),
    isPublic: z.boolean().describe('Whether everybody reads it on the portal'),
  })
  .openapi('Campaign')

/** Campaigns over HTTP. */
export const campaignsApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listCampaigns',
      method: 'get',
      path: '/campaigns',
      tags: ['programme'],
      summary: 'Campaigns, the latest first',
      request: { query: pageQuery.extend({ sort: z.enum(sorts).optional() }) },
      responses: { 200: jsonAnswer(pageOf(campaign), 'A page of campaigns') },
    }),
    async (c) => {
      const { after, ...search } = c.req.valid('query')
      const { rows, next } = await campaignList(c.var.actor, {
        ...search,
        after: unpackPlace(dayPlace, after),
      })
      return c.json({ rows, next: packPlace(next) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'readCampaign',
      method: 'get',
      path: '/campaigns/{id}',
      tags: ['programme'],
      summary: 'One campaign with its members and figures',
      request: byId,
      responses: {
        200: jsonAnswer(
          campaign.extend({
            period: z.string().nullable().describe('The days that count; null before the first of them'),
            figures: z.array(
              z.object({ indicator: z.string(), amount: z.number().nullable(), entries: z.number() }),
            ),
            members: z.array(
              z.object({ id: z.uuid(), title: z.string(), href: z.string(), unitName: z.string() }),
            ),
          }),
          'The campaign',
        ),
      },
    }),
    async (c) => {
      const page = await campaignPage(c.var.actor, c.req.valid('param').id)
      const figures = page.results.whole.map(({ indicator, figure }) => ({
        indicator: indicator.code,
        amount: shownTotal(figure) ?? null,
        entries: figure.entries,
      }))
      const members = page.members.flatMap(({ rows }) => rows)
      return c.json({ ...page.campaign, period: page.results.period ?? null, figures, members }, 200)
    },
  )
