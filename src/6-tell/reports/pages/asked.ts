import type { Context } from 'hono'
import type { Env } from '#platform/web'
import { fromAddress } from '#regimes'
import type { ReportAddress } from '../at-report.ts'

/** The report that an address names. */
export const addressIn = (c: Context<Env>): ReportAddress => ({
  slug: c.req.param('unit') ?? '',
  ...fromAddress(c.req.param('period') ?? ''),
})
