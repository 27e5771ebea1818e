import { z } from '@hono/zod-openapi'
import { apiRouter, byId, jsonAnswer, operation } from '#platform/api'
import { yearLimits } from '#platform/time'
import { spans } from './entry.ts'
import { themeList, themePage } from './read.ts'
import type { Theme } from './store.ts'

const theme = z
  .object({
    id: z.uuid().describe('Also the theme of figures: /figures?theme='),
    unitId: z.uuid().describe('Who words it'),
    unitName: z.string(),
    span: z.enum(spans),
    fromYear: z.number().int(),
    toYear: z.number().int(),
    beginsOn: z.iso.date(),
    endsOn: z.iso.date().describe('The first day on which it is no longer the theme'),
    title: z.string(),
    shortTitle: z.string(),
    documentId: z.uuid().nullable().describe('The document that decides it'),
  })
  .openapi('Theme')

const asJson = ({ unitSlug: _slug, ...row }: Theme) => row

/** Themes over HTTP. */
export const themesApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listThemes',
      method: 'get',
      path: '/themes',
      tags: ['programme'],
      summary: 'Themes of terms and years, the newest first',
      request: {
        query: z.object({
          year: z.coerce.number().int().min(yearLimits.first).max(yearLimits.last).optional(),
        }),
      },
      responses: { 200: jsonAnswer(z.object({ rows: z.array(theme) }), 'Themes') },
    }),
    async (c) => {
      const { themes } = await themeList(c.var.actor, c.req.valid('query').year)
      return c.json({ rows: themes.map(asJson) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'readTheme',
      method: 'get',
      path: '/themes/{id}',
      tags: ['programme'],
      summary: 'One theme, with what serves it',
      request: byId,
      responses: {
        200: jsonAnswer(
          theme.extend({
            serving: z.array(
              z.object({
                title: z.string(),
                rows: z.array(
                  z.object({ title: z.string(), href: z.string(), unitName: z.string().optional() }),
                ),
              }),
            ),
          }),
          'The theme',
        ),
      },
    }),
    async (c) => {
      const page = await themePage(c.var.actor, c.req.valid('param').id)
      return c.json({ ...asJson(page.theme), serving: page.serving }, 200)
    },
  )
