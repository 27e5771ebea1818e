import type { Context } from 'hono'
import { savedAs } from '#platform/saved-as'
import type { Env } from '#platform/web'
import type { ReportAddress } from '../at-report.ts'
import { sendIssued } from '../frozen/pages/routes.ts'
import { fileName, fileOf, mediaTypes } from '../official-document.ts'
import { composedAt } from '../read.ts'
import { printingOf } from './asked.ts'

/** A report as a file. What is in force goes out as it was issued, whatever the figures are today. */
export async function sendReport(c: Context<Env>, address: ReportAddress, kind: 'docx' | 'pdf') {
  const issued = await sendIssued(c, address, kind)
  if (issued) return issued
  const report = await composedAt(c.var.actor, address)
  const bytes = await fileOf(report, kind, printingOf(c))
  const name = `Báo cáo ${report.unit.name} ${report.period}.${kind}`
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': mediaTypes[kind],
    'content-disposition': savedAs(name, `${fileName(report)}.${kind}`),
  })
}
