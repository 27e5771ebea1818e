import { z } from '@hono/zod-openapi'
import type { Actor } from '#access'
import { categories, occasions } from '#occasions'
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
import { dayPlace } from '#platform/lists/page'
import { qualifiers } from '#platform/precision'
import { checked } from '#platform/submit'
import { yearLimits } from '#platform/time'
import { countAttendance, holdSession } from './count-attendance.ts'
import { cancelling, countsEntry, forms, sessionEntry, states } from './entry.ts'
import { inviteUnits } from './invite-units.ts'
import { cancelSession, planSession } from './plan-session.ts'
import { sessionPage, sessionsPage } from './read.ts'
import { standingOf, totalOf, ways } from './rules.ts'
import type { Gathering } from './store.ts'

const session = z
  .object({
    id: z.uuid(),
    unitId: z.uuid(),
    unitName: z.string(),
    title: z.string(),
    occasion: z.enum(occasions),
    also: z.array(z.enum(occasions)).describe('What else it is held for'),
    themeId: z.uuid().nullable(),
    campaignId: z.uuid().nullable(),
    day: z.iso.date(),
    startsAt: z.string(),
    endsAt: z.string(),
    form: z.enum(forms),
    place: z.string(),
    presenter: z.string(),
    parts: z.string().describe('One on each line, with who reported'),
    state: z.enum(states),
    version: z.number().int(),
    attendances: z.number().int().nullable().describe('Null while nobody has counted'),
    attendancesAre: z.enum(qualifiers),
  })
  .openapi('Session')

const planned = session
  .pick({ unitId: true, title: true, occasion: true, startsAt: true, endsAt: true, form: true })
  .extend(session.pick({ also: true, place: true, presenter: true, parts: true }).partial().shape)

const people = z.number().int().nullable()
const counts = z.object({
  members: people,
  membersAre: z.enum(qualifiers),
  others: people,
  othersAre: z.enum(qualifiers),
  unsaid: z.number().int(),
})
const attendance = z
  .object({
    session,
    counted: z.enum(['units', 'whole']),
    headCount: people,
    attended: z.array(
      z.object({ category: z.enum(categories), amount: z.number().int(), amountIs: z.enum(qualifiers) }),
    ),
    rows: z.array(
      z.object({
        unitId: z
          .uuid()
          .nullable()
          .describe('Null: people of no known unit or, where the whole is counted, everybody'),
        unitName: z.string().nullable(),
        expectedMembers: people,
        expectedOthers: people,
        said: z.object({ number: counts.optional(), list: counts.optional(), door: counts.optional() }),
        stands: z
          .enum(ways)
          .nullable()
          .describe('Which way counts; null where nothing does, or where nobody has chosen'),
        attendances: people,
      }),
    ),
  })
  .openapi('SessionAttendance')

const seen = z.object({ seen: z.number().int() })

// What the schema names, and nothing else.
const asJson = (row: Gathering) => session.parse(row)

async function attendanceOf(actor: Actor, id: string) {
  const { gathering, rows, attended } = await sessionPage(actor, id)
  return {
    session: asJson(gathering),
    counted: gathering.counted,
    headCount: gathering.headCount,
    attended,
    rows: rows.map((row) => {
      const stands = standingOf(row)
      const way = stands && stands !== 'differ' ? stands : undefined
      return {
        unitId: row.unitId,
        unitName: row.unitName,
        expectedMembers: row.expectedMembers,
        expectedOthers: row.expectedOthers,
        said: row.said,
        stands: way?.way ?? null,
        attendances: way ? totalOf(way.counts) : null,
      }
    }),
  }
}

const said = {
  200: jsonAnswer(attendance, 'The session, who is called and who came'),
}

/** Study sessions over HTTP: the same use cases as the pages. */
export const sessionsApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listSessions',
      method: 'get',
      path: '/sessions',
      tags: ['gatherings'],
      summary: 'Study sessions of your units and those to which they are called, the latest first',
      request: {
        query: pageQuery.extend({
          under: z.uuid().optional().describe('Held by this unit or one beneath it, or calling one of them'),
          state: z.enum(states).optional(),
          year: z.coerce.number().int().min(yearLimits.first).max(yearLimits.last).optional(),
          theme: z.uuid().optional(),
        }),
      },
      responses: { 200: jsonAnswer(pageOf(session), 'A page of sessions') },
    }),
    async (c) => {
      const { after, theme, ...search } = c.req.valid('query')
      const place = unpackPlace(dayPlace, after)
      const { rows, next } = await sessionsPage(c.var.actor, { ...search, themeId: theme, after: place })
      return c.json({ rows: rows.map(asJson), next: packPlace(next) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'planSession',
      method: 'put',
      path: '/sessions/{id}',
      tags: ['gatherings'],
      summary: 'Plan a session; sent again with the same id it changes nothing',
      request: {
        ...byId,
        ...sentJson(
          planned.extend({
            themeId: z.uuid().nullish(),
            campaignId: z.uuid().nullish(),
            documentIds: z.array(z.uuid()).max(20).optional(),
            day: z.string(),
            guests: z
              .array(
                z.object({
                  unitId: z.uuid(),
                  expectedMembers: z.number().int().min(0).max(100_000).nullish(),
                  expectedOthers: z.number().int().min(0).max(100_000).nullish(),
                }),
              )
              .max(300)
              .default([]),
          }),
        ),
      },
      responses: said,
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { unitId, guests, ...entry } = c.req.valid('json')
      await planSession(c.var.actor, unitId, checked(sessionEntry, entry), id)
      if (guests.length > 0)
        await inviteUnits(
          c.var.actor,
          id,
          guests.map((guest) => ({
            unitId: guest.unitId,
            expectedMembers: guest.expectedMembers ?? null,
            expectedOthers: guest.expectedOthers ?? null,
          })),
        )
      return c.json(await attendanceOf(c.var.actor, id), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'readAttendance',
      method: 'get',
      path: '/sessions/{id}/attendance',
      tags: ['gatherings'],
      summary: 'Who is called to a session and who came, by each way and by the one that counts',
      request: byId,
      responses: said,
    }),
    async (c) => c.json(await attendanceOf(c.var.actor, c.req.valid('param').id), 200),
  )
  .openapi(
    operation({
      operationId: 'countAttendance',
      method: 'put',
      path: '/sessions/{id}/attendance',
      tags: ['gatherings'],
      summary: 'Count who came, unit by unit, and say which way counts',
      request: { ...byId, ...sentJson(countsEntry) },
      responses: said,
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await countAttendance(c.var.actor, id, checked(countsEntry, c.req.valid('json')))
      return c.json(await attendanceOf(c.var.actor, id), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'holdSession',
      method: 'post',
      path: '/sessions/{id}/hold',
      tags: ['gatherings'],
      summary: 'Say that a session was held: what stands is posted',
      request: { ...byId, ...sentJson(seen) },
      responses: said,
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await holdSession(c.var.actor, id, c.req.valid('json'))
      return c.json(await attendanceOf(c.var.actor, id), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'cancelSession',
      method: 'post',
      path: '/sessions/{id}/cancel',
      tags: ['gatherings'],
      summary: 'Call a session off, with the reason; figures of one that was held are reversed',
      request: { ...byId, ...sentJson(seen.extend({ reason: z.string() })) },
      responses: said,
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await cancelSession(c.var.actor, id, checked(cancelling, c.req.valid('json')))
      return c.json(await attendanceOf(c.var.actor, id), 200)
    },
  )
