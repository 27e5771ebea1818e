import { z } from '@hono/zod-openapi'
import { unitAsked, unitParam } from '#org'
import { apiRouter, jsonAnswer, operation, packPlace, pageOf, pageQuery, unpackPlace } from '#platform/api'
import { dayPlace } from '#platform/lists/page'
import { directions } from './entry.ts'
import { chainOf, documentPage, documentsFound } from './read.ts'
import type { Document } from './store.ts'

const document = z
  .object({
    id: z.uuid(),
    unitId: z.uuid().describe('In whose register it stands'),
    unitName: z.string(),
    direction: z.enum(directions),
    type: z.string(),
    number: z.number().int().nullable(),
    symbol: z.string(),
    issuedOn: z.iso.date(),
    receivedOn: z.iso.date().nullable(),
    issuer: z.string(),
    issuerUnitId: z.uuid().nullable(),
    subject: z.string(),
    validFrom: z.iso.date().nullable(),
    validTo: z.iso.date().nullable().describe('The first day on which it no longer holds'),
    replacedBy: z.uuid().nullable(),
    withdrawn: z.boolean(),
  })
  .openapi('Document')

const link = z.object({ documentId: z.uuid(), aboveId: z.uuid(), clause: z.string() }).openapi('CarriesOut')

const asJson = (row: Document) => ({
  id: row.id,
  unitId: row.unitId,
  unitName: row.unitName,
  direction: row.direction,
  type: row.type,
  number: row.number,
  symbol: row.symbol,
  issuedOn: row.issuedOn,
  receivedOn: row.receivedOn,
  issuer: row.issuer,
  issuerUnitId: row.issuerUnitId,
  subject: row.subject,
  validFrom: row.validFrom,
  validTo: row.validTo,
  replacedBy: row.replacedBy,
  withdrawn: row.withdrawnAt !== null,
})

const params = z.object({ id: z.uuid() })

/** Documents and their chains over HTTP. */
export const documentsApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listDocuments',
      method: 'get',
      path: '/documents',
      tags: ['programme'],
      summary: 'Documents issued and received, newest first; with words the best first, on one page',
      request: {
        query: pageQuery.extend({
          q: z
            .string()
            .max(200)
            .optional()
            .describe('Words of number, subject, issuer or text; no diacritics needed'),
          unit: unitParam
            .optional()
            .describe('Only of the register of this unit: its id; its slug is understood too'),
          direction: z.enum(directions).optional(),
          type: z.string().max(40).optional(),
          year: z.coerce.number().int().min(1900).max(2200).optional(),
          theme: z.uuid().optional(),
        }),
      },
      responses: { 200: jsonAnswer(pageOf(document), 'A page of documents') },
    }),
    async (c) => {
      const { q, unit, theme, after, ...search } = c.req.valid('query')
      const { rows, next } = await documentsFound(c.var.actor, {
        ...search,
        text: q,
        unitId: unit && (await unitAsked(c.var.actor, unit)).id,
        themeId: theme,
        after: unpackPlace(dayPlace, after),
      })
      return c.json({ rows: rows.map(asJson), next: packPlace(next) }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'readDocument',
      method: 'get',
      path: '/documents/{id}',
      tags: ['programme'],
      summary: 'One document with its files and themes',
      request: { params },
      responses: {
        200: jsonAnswer(
          document.extend({
            files: z.array(
              z.object({
                sha256: z.string(),
                mediaType: z.string(),
                name: z.string(),
                bytes: z.number().int(),
                reading: z.enum(['read', 'nothing', 'unreadable']),
              }),
            ),
            themes: z.array(z.object({ id: z.uuid(), shortTitle: z.string() })),
          }),
          'The document',
        ),
      },
    }),
    async (c) => {
      const page = await documentPage(c.var.actor, c.req.valid('param').id)
      const files = page.files.map(({ sha256, mediaType, name, bytes, reading }) => ({
        sha256,
        mediaType,
        name,
        bytes,
        reading,
      }))
      const themes = page.themes.map(({ id, shortTitle }) => ({ id, shortTitle }))
      return c.json({ ...asJson(page.document), files, themes }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'readDocumentChain',
      method: 'get',
      path: '/documents/{id}/chain',
      tags: ['programme'],
      summary: 'The chain in which a document stands: from the top directive to the leaves',
      request: { params },
      responses: {
        200: jsonAnswer(
          z.object({
            documents: z.array(document),
            links: z.array(link),
            isCut: z.boolean().describe('Whether the chain is longer than what is given'),
          }),
          'The chain',
        ),
      },
    }),
    async (c) => {
      const chain = await chainOf(c.var.actor, c.req.valid('param').id)
      const documents = chain.rows.map((row) => asJson(row.document))
      return c.json({ documents, links: chain.links, isCut: chain.isCut }, 200)
    },
  )
