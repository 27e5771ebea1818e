import { createRoute, z } from '@hono/zod-openapi'
import { Hono } from 'hono'
import type { Permissions } from '#access'
import { apiRouter, jsonAnswer } from '#platform/api'
import { defineModule } from '#platform/module'
import { type Day, today } from '#platform/time'
import type { Env } from '#platform/web'

const permissions = { 'toy.play': ['recorder'] } as const satisfies Permissions

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
  interface SourceKinds {
    toy: true
  }
}

/** The mornings on which the toys were put away. */
export const mornings: Day[] = []

const toys = new Hono<Env>().get('/do-choi/:id', (c) => c.text(`Đồ chơi ${c.req.param('id')}`))

const toysApi = apiRouter().openapi(
  createRoute({
    method: 'get',
    path: '/toys',
    responses: { 200: jsonAnswer(z.object({ rows: z.array(z.string()) }), 'Toys') },
  }),
  (c) => c.json({ rows: ['bóng'] }, 200),
)

/** A module as small as one can be, that brings something of every kind. */
export const toy = defineModule({
  name: 'toy',
  schemas: [],
  permissions,
  // Words of a place that is there already: a toy has no messages of its own.
  places: [{ key: 'portal', group: 'own', at: '/do-choi/1', action: 'toy.play', rank: 1 }],
  pages: [toys],
  openPages: [new Hono<Env>().get('/do-choi', (c) => c.text('Tủ đồ chơi'))],
  publicPages: [new Hono<Env>().get('/do-choi.csv', (c) => c.text('id\n1\n'))],
  api: [toysApi],
  indicators: [
    {
      code: 'test_toys',
      name_vi: 'Đồ chơi',
      name_en: 'Toys',
      unit_vi: 'cái',
      unit_en: 'pieces',
      rule: 'sum',
      position: 990,
      definition_vi: 'Đồ chơi đã nhận.',
      definition_en: 'Toys received.',
    },
  ],
  sources: {
    toy: async (_db, ids) => new Map(ids.map((id) => [id, { title: 'Một món đồ chơi', href: '/do-choi/1' }])),
  },
  mornings: {
    'toy.tidy': async (_tx, day) => {
      mornings.push(day)
    },
  },
  calendar: {
    toy: async () => [
      { uid: 'toy-1', start: today(), title: 'Ngày đồ chơi', href: '/do-choi/1', sequence: 0 },
    ],
  },
})
