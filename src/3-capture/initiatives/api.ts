import { z } from '@hono/zod-openapi'
import { comparisons, countings, type Field, fieldTypes } from '#kinds'
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
import { namePlace } from '#platform/lists/page'
import { states } from './entry.ts'
import { initiativeOf, kindsWithForms, registry } from './read.ts'
import type { Initiative } from './store.ts'

const initiative = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    unitId: z.uuid(),
    unitName: z.string(),
    coHosts: z
      .array(z.object({ unitId: z.uuid(), unitName: z.string() }))
      .describe('Units that run it together with its own; figures count for its own alone'),
    name: z.string(),
    slug: z.string(),
    summary: z.string(),
    state: z.enum(states),
    startedOn: z.iso.date().nullable(),
    endedOn: z.iso.date().nullable(),
  })
  .openapi('Initiative')

const words = z.object({ vi: z.string(), en: z.string() })

const condition = z.object({
  field: z.string(),
  is: z.enum(comparisons),
  value: z.union([z.string(), z.number()]).optional(),
})

const field = z
  .object({
    key: z.string(),
    type: z.enum(fieldTypes),
    parent: z.string().nullable().describe('The list in whose rows the question stands'),
    label: words,
    help: words.nullable(),
    unit: z.string().nullable(),
    required: z.boolean().describe('Where the question is asked'),
    requiredIf: z
      .array(condition)
      .describe('Conditions that must all hold for a question to be required that is not always'),
    minimum: z.number().nullable().describe('Least number, length, rows, choices or photos'),
    maximum: z.number().nullable(),
    excludesMinimum: z.boolean().describe('The number must be more than the minimum'),
    excludesMaximum: z.boolean().describe('The number must be less than the maximum'),
    choices: z.array(z.object({ value: z.string(), label: words })).nullable(),
    shownIf: z
      .array(condition)
      .describe('Conditions on earlier answers that must all hold for the question to be asked'),
    indicator: z.string().nullable().describe('What the answer adds to'),
    countAs: z.enum(countings).nullable().describe('How it adds'),
  })
  .openapi('Field')

const kind = z
  .object({
    code: z.string(),
    name: words,
    formId: z.uuid().describe('The form that is asked now; a record names the one it was made with'),
    fields: z.array(field),
  })
  .openapi('Kind')

const fieldAsJson = (one: Field) => ({
  key: one.key,
  type: one.type,
  parent: one.parent,
  label: { vi: one.label_vi, en: one.label_en },
  help: one.help_vi === null ? null : { vi: one.help_vi, en: one.help_en ?? one.help_vi },
  unit: one.unit_vi,
  required: one.required,
  requiredIf: one.required_if ?? [],
  minimum: one.minimum,
  maximum: one.maximum,
  excludesMinimum: one.excludes_minimum ?? false,
  excludesMaximum: one.excludes_maximum ?? false,
  choices:
    one.choices?.map(({ value, label_vi, label_en }) => ({ value, label: { vi: label_vi, en: label_en } })) ??
    null,
  shownIf: one.shown_if,
  indicator: one.indicator,
  countAs: one.count_as,
})

const asJson = ({
  kindVi: _vi,
  kindEn: _en,
  protectsPeople: _protects,
  unitSlug: _slug,
  coHosts,
  ...row
}: Initiative) => ({ ...row, coHosts: coHosts.map(({ unitId, unitName }) => ({ unitId, unitName })) })

/** Initiatives and their kinds over HTTP. */
export const initiativesApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listInitiatives',
      method: 'get',
      path: '/initiatives',
      tags: ['initiatives'],
      summary: 'Initiatives in alphabetical order',
      request: {
        query: pageQuery.extend({
          q: z.string().max(100).optional().describe('Words of the name; diacritics are not needed'),
          kind: z.string().max(60).optional(),
          state: z.enum(states).optional(),
          line: z.string().max(60).optional().describe('Only those that an organisation of this line hosts'),
          under: z.uuid().optional().describe('Only those that this unit or one beneath it hosts'),
        }),
      },
      responses: { 200: jsonAnswer(pageOf(initiative), 'A page of initiatives') },
    }),
    async (c) => {
      const { q, after, ...search } = c.req.valid('query')
      const { rows, next } = await registry(c.var.actor, {
        ...search,
        text: q,
        after: unpackPlace(namePlace, after),
      })
      return c.json({ rows: rows.map(asJson), next: packPlace(next) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'readInitiative',
      method: 'get',
      path: '/initiatives/{id}',
      tags: ['initiatives'],
      summary: 'One initiative',
      request: byId,
      responses: { 200: jsonAnswer(initiative, 'The initiative') },
    }),
    async (c) => c.json(asJson(await initiativeOf(c.var.actor, c.req.valid('param').id)), 200),
  )
  .openapi(
    operation({
      operationId: 'listKinds',
      method: 'get',
      path: '/kinds',
      tags: ['initiatives'],
      summary: 'Kinds of initiatives with the questions that are asked when an activity is recorded',
      responses: { 200: jsonAnswer(z.object({ rows: z.array(kind) }), 'All kinds') },
    }),
    async (c) => {
      const kinds = await kindsWithForms(c.var.actor)
      const rows = kinds.map(({ code, nameVi, nameEn, formId, fields }) => ({
        code,
        name: { vi: nameVi, en: nameEn },
        formId,
        fields: fields.map(fieldAsJson),
      }))
      return c.json({ rows }, 200)
    },
  )
