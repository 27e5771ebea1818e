import { z } from '@hono/zod-openapi'
import { look } from '#access'
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
import { rankPlace } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { isDay, today } from '#platform/time'
import { trees } from './entry.ts'
import { carriedOn, childrenOf, pathOf, unitByCode, unitOf, unitsFound } from './read.ts'
import type { Unit } from './store.ts'

const day = z
  .string()
  .refine((text) => isDay(text) && text >= '1900-01-01')
  .openapi({ format: 'date' })

const unit = z
  .object({
    id: z.uuid(),
    name: z.string(),
    shortName: z.string(),
    slug: z.string(),
    kind: z.string(),
    line: z.string().nullable(),
    officialCode: z
      .string()
      .nullable()
      .describe('Codes are given to other land later: read them with the day'),
    validFrom: day,
    validTo: day.nullable().describe('The first day on which it no longer stands'),
  })
  .openapi('Unit')

const carried = z.object({
  unitId: z.uuid(),
  name: z.string(),
  day,
  kind: z.string(),
  document: z.string(),
  share: z.number().nullable().describe('Empty where the whole went over'),
})

const details = unit
  .extend({
    area: z.array(unit).describe('From the root of the area down to the unit'),
    lineOfUnits: z.array(unit).describe('From the root of its line down to the unit'),
    predecessors: z.array(carried),
    successors: z.array(carried),
  })
  .openapi('UnitDetails')

const asJson = ({ id, name, shortName, slug, kind, line, officialCode, validFrom, validTo }: Unit) => ({
  id,
  name,
  shortName,
  slug,
  kind,
  line,
  officialCode,
  validFrom,
  validTo,
})

const asCarried = (each: z.output<typeof carried>) => ({
  unitId: each.unitId,
  name: each.name,
  day: each.day,
  kind: each.kind,
  document: each.document,
  share: each.share,
})

/** Units over HTTP. */
export const unitsApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listUnits',
      method: 'get',
      path: '/units',
      tags: ['units'],
      summary: 'Units by name, code or line, best first',
      request: {
        query: pageQuery.extend({
          q: z
            .string()
            .max(200)
            .optional()
            .describe('Words of the name, a code or a line; diacritics are not needed'),
          line: z.string().max(60).optional(),
          kind: z.string().max(60).optional(),
          under: z.uuid().optional().describe('Only this unit and those beneath it, in its area or its line'),
          on: day.optional().describe('Only units that stood on this day'),
        }),
      },
      responses: { 200: jsonAnswer(pageOf(unit), 'A page of units') },
    }),
    async (c) => {
      const { q, on, after, limit, ...search } = c.req.valid('query')
      const wanted = { ...search, text: q, onDay: on, after: unpackPlace(rankPlace, after), limit }
      const { rows, next } = await look(c.var.actor, 'unit.read', null, (db) => unitsFound(db, wanted))
      return c.json({ rows: rows.map(asJson), next: packPlace(next) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'findUnitByCode',
      method: 'get',
      path: '/units/by-code/{code}',
      tags: ['units'],
      summary: 'The unit that had an official code on a day',
      request: { params: z.object({ code: z.string().max(20) }), query: z.object({ on: day.optional() }) },
      responses: { 200: jsonAnswer(unit, 'The unit') },
    }),
    async (c) => {
      const { code } = c.req.valid('param')
      const { on } = c.req.valid('query')
      const found = await look(c.var.actor, 'unit.read', null, (db) =>
        unitByCode(db, code.toUpperCase(), on ?? today()),
      )
      if (!found) throw new Problem('not_found_or_not_allowed')
      return c.json(asJson(found), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'readUnit',
      method: 'get',
      path: '/units/{id}',
      tags: ['units'],
      summary: 'One unit, where it stands on a day, and what became of it',
      request: { ...byId, query: z.object({ on: day.optional() }) },
      responses: { 200: jsonAnswer(details, 'The unit') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const on = c.req.valid('query').on ?? today()
      const found = await look(c.var.actor, 'unit.read', null, async (db) => {
        const [one, area, lineOfUnits, { predecessors, successors }] = [
          await unitOf(db, id, on),
          await pathOf(db, id, 'area', on),
          await pathOf(db, id, 'line', on),
          await carriedOn(db, id),
        ]
        return {
          ...asJson(one),
          area: area.map(asJson),
          lineOfUnits: lineOfUnits.map(asJson),
          predecessors: predecessors.map(asCarried),
          successors: successors.map(asCarried),
        }
      })
      return c.json(found, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'listUnitChildren',
      method: 'get',
      path: '/units/{id}/children',
      tags: ['units'],
      summary: 'The units directly beneath a unit on a day',
      request: {
        ...byId,
        query: z.object({ tree: z.enum(trees).default('area'), on: day.optional() }),
      },
      responses: { 200: jsonAnswer(z.object({ rows: z.array(unit) }), 'The units') },
    }),
    async (c) => {
      const { tree, on } = c.req.valid('query')
      const rows = await look(c.var.actor, 'unit.read', null, async (db) => {
        const { id } = await unitOf(db, c.req.valid('param').id)
        return childrenOf(db, id, tree, on ?? today())
      })
      return c.json({ rows: rows.map(asJson) }, 200)
    },
  )
