import { createMiddleware } from 'hono/factory'
import { dayWritten, periodOfDays, spanOf, today } from '#platform/time'
import type { Env } from '#platform/web'

/**
 * The period from a day to another as an address writes it. Without a last day it goes to today, without a first from the
 * beginning of the year. Months do for days. What cannot be read stays as it was said, to be refused by its reader.
 */
export function periodFromTo(from: string, until: string, now: string): string {
  const month = /^\d{4}-\d{2}$/
  const last = until || now
  const first = from === '' ? `${(dayWritten(last) ?? now).slice(0, 4)}-01-01` : from
  if (month.test(first) && month.test(last)) return `${first}..${last}`
  const [one, other] = [dayWritten(first), dayWritten(last)]
  if (one === undefined || other === undefined) return `${first}..${last}`
  return spanOf(`${one}..${other}`) ? periodOfDays(one, other) : `${one}..${other}`
}

/** Leads from an address with days (`tu`, `den`) to the one of their period (`ky`), so that each page has one address. */
export const choosesPeriod = createMiddleware<Env>(async (c, next) => {
  const url = new URL(c.req.url)
  const query = url.searchParams
  if (c.req.method !== 'GET' || !(query.has('tu') || query.has('den'))) return next()
  const [from, until] = [query.get('tu')?.trim() ?? '', query.get('den')?.trim() ?? '']
  query.delete('tu')
  query.delete('den')
  if (from || until) query.set('ky', periodFromTo(from.slice(0, 20), until.slice(0, 20), today()))
  return c.redirect(`${url.pathname}${query.size > 0 ? `?${query}` : ''}`, 302)
})
