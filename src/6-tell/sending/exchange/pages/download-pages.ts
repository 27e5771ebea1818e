import { type Context, Hono } from 'hono'
import type { PaperContent } from '#papers'
import { asOfficialDocument, printingOf } from '#papers'
import { renderWorkbook } from '#platform/documents'
import { savedAs } from '#platform/saved-as'
import type { Env } from '#platform/web'
import { addressIn, fileName } from '#reports'
import { toDataValueSet } from '../out/dhis2.ts'
import { toPackage } from '../out/package.ts'
import { packageSchema, schemaAddress } from '../out/package-schema.ts'
import { exportedReport } from '../out/read-exported.ts'

/** The headers of a file of a report: named in letters that every system takes, and as people would name it. */
function headersFor(content: PaperContent, what: { name: string; spoken: string; type: string }) {
  const ending = what.name.replace(/^.*\./, '')
  const spoken = `${what.spoken} ${content.unit.name} ${content.period}.${ending}`
  return {
    'content-type': what.type,
    'content-disposition': savedAs(spoken, `${fileName(content)}-${what.name}`),
  }
}

async function annexes(c: Context<Env>) {
  const { content } = await exportedReport(c.var.actor, addressIn(c))
  const bytes = await renderWorkbook(asOfficialDocument(content, printingOf(c)))
  return c.body(
    new Uint8Array(bytes),
    200,
    headersFor(content, {
      name: 'phu-luc.xlsx',
      spoken: 'Phụ lục báo cáo',
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    }),
  )
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
const type = 'application/json; charset=utf-8'

async function wholePackage(c: Context<Env>) {
  const exported = await exportedReport(c.var.actor, addressIn(c))
  const made = toPackage(exported, { ...printingOf(c), now: new Date() })
  return c.body(
    json(made),
    200,
    headersFor(exported.content, { name: 'goi.json', spoken: 'Gói báo cáo', type }),
  )
}

async function dataValueSet(c: Context<Env>) {
  const exported = await exportedReport(c.var.actor, addressIn(c))
  return c.body(
    json(toDataValueSet(exported)),
    200,
    headersFor(exported.content, { name: 'dhis2.json', spoken: 'Số liệu DHIS2', type }),
  )
}

/** The schema of those packages, for everybody: whoever was sent one can check it. */
export const packageSchemaPage = new Hono<Env>().get(schemaAddress, (c) =>
  c.body(json(packageSchema(printingOf(c).origin)), 200, { 'content-type': 'application/schema+json' }),
)

/** A report for other programs: its tables, all of it as JSON with a schema, its figures for DHIS2. */
export const downloadPages = new Hono<Env>()
  .get('/bao-cao/:unit/:period/phu-luc.xlsx', annexes)
  .get('/bao-cao/:unit/:period/goi.json', wholePackage)
  .get('/bao-cao/:unit/:period/dhis2.json', dataValueSet)
