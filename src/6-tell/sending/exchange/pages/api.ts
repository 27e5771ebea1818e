import { z } from '@hono/zod-openapi'
import type { Actor } from '#access'
import { unitAsked, unitParam } from '#org'
import { mediaTypes, printingOf } from '#papers'
import {
  apiRouter,
  fileAnswer,
  jsonAnswer,
  operation,
  packPlace,
  pageOf,
  pageQuery,
  unpackPlace,
} from '#platform/api'
import { idPlace } from '#platform/lists/page'
import type { ReportAddress } from '#reports'
import { reportStates, sendReport } from '#reports'
import { toDataValueSet } from '../out/dhis2.ts'
import { toPackage } from '../out/package.ts'
import { reportPackage } from '../out/package-schema.ts'
import { exportedReport, reportsBegun } from '../out/read-exported.ts'

const report = z
  .object({
    id: z.uuid(),
    unitId: z.uuid(),
    unitName: z.string(),
    outline: z.string(),
    period: z.string(),
    state: z.enum(reportStates),
    number: z.number().int().nullable(),
    issuedOn: z.iso.date().nullable(),
    writtenAt: z.iso.datetime(),
  })
  .openapi('Report')

const dataValueSet = z
  .object({
    dataSet: z.string(),
    period: z.string(),
    orgUnit: z.string(),
    completeDate: z.string().optional(),
    dataValues: z.array(
      z.object({
        dataElement: z.string(),
        period: z.string(),
        orgUnit: z.string(),
        value: z.string(),
        comment: z.string(),
      }),
    ),
  })
  .openapi('DataValueSet')

const asked = {
  params: z.object({
    unit: unitParam,
    period: z
      .string()
      .max(22)
      .describe('`2026-03`, `2026-Q1`, `2026`, `2026-01..2026-06`, `2026-05-15..2026-06-14`'),
  }),
  query: z.object({
    outline: z.string().max(60).optional().describe('Where it is not the usual one of so long a period'),
  }),
}

async function addressOf(
  actor: Actor,
  { unit, period }: z.output<typeof asked.params>,
  { outline }: z.output<typeof asked.query>,
): Promise<ReportAddress> {
  return { slug: (await unitAsked(actor, unit)).slug, period, outline }
}

const tags: ['reports'] = ['reports']

/** Reports over HTTP, as they leave the system: what is in force, or the draft where nothing is. */
export const reportsApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listReports',
      method: 'get',
      path: '/reports',
      tags,
      summary: 'Reports that were begun, the latest first',
      request: {
        query: pageQuery.extend({
          under: z.uuid().optional().describe('Only of this unit and of those beneath it'),
          period: z.string().max(22).optional(),
        }),
      },
      responses: { 200: jsonAnswer(pageOf(report), 'A page of reports') },
    }),
    async (c) => {
      const { after, ...search } = c.req.valid('query')
      const place = unpackPlace(idPlace, after)
      const { rows, next } = await reportsBegun(c.var.actor, { ...search, after: place?.id })
      return c.json(
        {
          rows: rows.map(({ writtenAt, ...row }) => ({ ...row, writtenAt: writtenAt.toISOString() })),
          next: packPlace(next),
        },
        200,
      )
    },
  )
  .openapi(
    operation({
      operationId: 'readReport',
      method: 'get',
      path: '/reports/{unit}/{period}',
      tags,
      summary: 'A report with all that its codes mean; once issued, as it was frozen',
      request: asked,
      responses: {
        200: jsonAnswer(reportPackage.openapi('ReportPackage'), 'The report; its `$schema` is public'),
      },
    }),
    async (c) => {
      const address = await addressOf(c.var.actor, c.req.valid('param'), c.req.valid('query'))
      const exported = await exportedReport(c.var.actor, address)
      return c.json(toPackage(exported, { ...printingOf(c), now: new Date() }), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'readReportDocx',
      method: 'get',
      path: '/reports/{unit}/{period}/docx',
      tags,
      summary: 'A report as a Word file',
      request: asked,
      responses: { 200: fileAnswer(mediaTypes.docx, 'The file; once issued, as it was issued') },
    }),
    async (c) =>
      sendReport(c, 'docx', await addressOf(c.var.actor, c.req.valid('param'), c.req.valid('query'))),
  )
  .openapi(
    operation({
      operationId: 'readReportPdf',
      method: 'get',
      path: '/reports/{unit}/{period}/pdf',
      tags,
      summary: 'A report as PDF',
      request: asked,
      responses: { 200: fileAnswer(mediaTypes.pdf, 'The file; once issued, as it was issued') },
    }),
    async (c) =>
      sendReport(c, 'pdf', await addressOf(c.var.actor, c.req.valid('param'), c.req.valid('query'))),
  )
  .openapi(
    operation({
      operationId: 'readReportForDhis2',
      method: 'get',
      path: '/reports/{unit}/{period}/dhis2',
      tags,
      summary: 'The figures of a report as DHIS2 takes them: POST /api/dataValueSets?idScheme=CODE',
      request: asked,
      responses: { 200: jsonAnswer(dataValueSet, 'A data value set') },
    }),
    async (c) => {
      const address = await addressOf(c.var.actor, c.req.valid('param'), c.req.valid('query'))
      return c.json(toDataValueSet(await exportedReport(c.var.actor, address)), 200)
    },
  )
