import type { Context } from 'hono'
import { Problem } from '#platform/problem'
import { type Env, originOf } from '#platform/web'
import { fromAddress } from '#regimes'
import type { ReportAddress } from '../at-report.ts'

/** The report that an address names. */
export const addressIn = (c: Context<Env>): ReportAddress => ({
  slug: c.req.param('unit') ?? '',
  ...fromAddress(c.req.param('period') ?? ''),
})

/** A version by its number in an address. @throws Problem `not_found_or_not_allowed` */
export function numberIn(text: string | undefined): number {
  if (!/^[1-9]\d{0,3}$/.test(text ?? '')) throw new Problem('not_found_or_not_allowed')
  return Number(text)
}

/** What the files of reports need to know of the system that prints them. */
export const printingOf = (c: Context<Env>) => ({
  isDemonstration: c.var.site.demonstration ?? false,
  origin: originOf(c),
})
