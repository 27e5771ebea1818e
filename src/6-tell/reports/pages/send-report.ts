import type { Context } from 'hono'
import { fileOf, mediaTypes, printingOf, sendIssued } from '#papers'
import { savedAs } from '#platform/saved-as'
import type { Env } from '#platform/web'
import { fileName } from '../papers-of-reports.ts'
import { composedAt } from '../read.ts'
import { reportInForce } from '../report-life.ts'
import { addressIn } from './asked.ts'
import { reportSite } from './report-site.tsx'

/** A report as a file. What is in force goes out as it was issued, whatever the figures are today. */
export async function sendReport(c: Context<Env>, kind: 'docx' | 'pdf', address = addressIn(c)) {
  const inForce = await reportInForce(c.var.actor, address)
  const issued = inForce && (await sendIssued(c, reportSite, inForce.dossierId, kind))
  if (issued) return issued
  const report = await composedAt(c.var.actor, address)
  const bytes = await fileOf(report, kind, printingOf(c))
  const name = `Báo cáo ${report.unit.name} ${report.period}.${kind}`
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': mediaTypes[kind],
    'content-disposition': savedAs(name, `${fileName(report)}.${kind}`),
  })
}
