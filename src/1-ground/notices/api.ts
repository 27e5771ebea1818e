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
import { noticesOf, readAll, readNotice, sentenceOfNotice } from './read.ts'
import type { Received } from './store.ts'

const notice = z
  .object({
    id: z.uuid(),
    kind: z.string().describe('What happened; its first word is the group'),
    sentence: z.string().describe('In the language of Accept-Language or of the person'),
    words: z.record(z.string(), z.union([z.string(), z.number()])),
    unitName: z.string(),
    href: z.string().describe('The page to which it leads'),
    arrivedAt: z.iso.datetime(),
    readAt: z.iso.datetime().nullable(),
  })
  .openapi('Notice')

const asJson = (row: Received): z.output<typeof notice> => ({
  id: row.id,
  kind: row.kind,
  sentence: sentenceOfNotice(row.kind, row.words),
  words: row.words,
  unitName: row.unitName,
  href: row.href,
  arrivedAt: row.arrivedAt.toISOString(),
  readAt: row.readAt?.toISOString() ?? null,
})

const place = z.object({ arrivedAt: z.coerce.date(), id: z.uuid() })

/** What a person has to be told, over HTTP. */
export const noticesApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listNotices',
      method: 'get',
      path: '/notices',
      tags: ['notices'],
      summary: 'Your notices, the latest first',
      request: {
        query: pageQuery.extend({
          read: z.enum(['true', 'false']).default('false').describe('Those that you have read'),
        }),
      },
      responses: {
        200: jsonAnswer(
          pageOf(notice).extend({ unread: z.number().int().describe('How many there are to read') }),
          'A page of notices',
        ),
      },
    }),
    async (c) => {
      const { read, after, limit } = c.req.valid('query')
      const asked = { isRead: read === 'true', after: unpackPlace(place, after), limit }
      const { rows, unread, next } = await noticesOf(c.var.actor, asked)
      return c.json({ rows: rows.map(asJson), unread, next: packPlace(next) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'markNoticeRead',
      method: 'post',
      path: '/notices/{id}/read',
      tags: ['notices'],
      summary: 'Mark a notice as read',
      request: byId,
      responses: { 200: jsonAnswer(z.object({ href: z.string() }), 'Where it leads') },
    }),
    async (c) => c.json({ href: await readNotice(c.var.actor, c.req.valid('param').id) }, 200),
  )
  .openapi(
    operation({
      operationId: 'markNoticesRead',
      method: 'post',
      path: '/notices/read',
      tags: ['notices'],
      summary: 'Mark as read what had arrived when you looked',
      request: sentJson(z.object({ until: z.iso.datetime() })),
      responses: { 200: jsonAnswer(z.object({ count: z.number().int() }), 'How many were marked') },
    }),
    async (c) => c.json({ count: await readAll(c.var.actor, new Date(c.req.valid('json').until)) }, 200),
  )
