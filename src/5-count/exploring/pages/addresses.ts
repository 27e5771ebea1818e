import type { Context } from 'hono'
import { type Question, type Reach, reaches } from '#figures'
import { t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { isOfWholeMonths, monthsAround, spanOf, today } from '#platform/time'
import type { Env } from '#platform/web'
import { periodOf } from '../explorer/rules.ts'

/** The names of a reach in an address. */
const reachInAddress: Record<Reach, string> = { own: 'rieng', below: 'cap-duoi' }

/**
 * What an address asks for. `nganh` names a line of organisations, or a theme by its id: figures are kept by either of
 * them. `cach=luc-do` reads them as the units stood then, `pham-vi=rieng` of what the unit did itself, `cap-duoi` of what those
 * beneath it did.
 */
export function questionOf(c: Context<Env>): Question {
  const slice = c.req.query('nganh') || undefined
  return {
    slug: c.req.param('unit') ?? '',
    period: c.req.query('ky') || today().slice(0, 4),
    ...(slice && isId(slice) ? { themeId: slice } : { line: slice }),
    basis: c.req.query('cach') === 'luc-do' ? 'then' : 'today',
    reach: reaches.find((one) => reachInAddress[one] === c.req.query('pham-vi')),
  }
}

/** Whose doing a figure is of, where it is not of all. */
export const reachInWords = ({ reach }: { reach?: Reach | undefined }): string | undefined =>
  reach && t(`figures.reach.${reach}`)

/** A question as an address carries it, without its unit. What is as usual is left out. */
export function queryOf({
  period,
  line,
  themeId,
  basis,
  reach,
}: Omit<Question, 'slug'>): Record<string, string> {
  const slice = line ?? themeId
  return {
    ky: period,
    ...(slice ? { nganh: slice } : {}),
    ...(basis === 'then' ? { cach: 'luc-do' } : {}),
    ...(reach ? { 'pham-vi': reachInAddress[reach] } : {}),
  }
}

/** Where the figures of a unit are, or one of them with all that it comes from. */
export const linkTo = (slug: string, question: Omit<Question, 'slug'>, indicator?: string): string =>
  `/so-lieu-chi-tiet/${slug}${indicator ? `/${indicator}` : ''}?${new URLSearchParams(queryOf(question))}`

/** Where the same figures are compared and broken down: month by month, so of broken months the whole ones. */
export function compareAt(slug: string, question: Omit<Question, 'slug'>): string {
  const span = spanOf(question.period)
  const period = span && !isOfWholeMonths(span) ? periodOf(monthsAround(span)) : question.period
  return `/so-sanh-so-lieu/${slug}?${new URLSearchParams(queryOf({ ...question, period, reach: undefined }))}`
}
