import type { Context } from 'hono'
import { wholeMonths } from '#figures'
import type { Env } from '#platform/web'
import { linkTo, queryOf, questionOf } from '../../pages/addresses.ts'
import type { ExplorerQuestion } from '../read-explorer.ts'
import type { Row } from '../rows.ts'
import type { Breakdown } from '../rules.ts'

/** How the figures are laid out. */
export const views = ['table', 'levels', 'months', 'tiles'] as const
export type View = (typeof views)[number]

/** What the address of the page asks for. */
export type PageAsked = ExplorerQuestion & { view: View }

const byInAddress: Record<Breakdown, string> = {
  areas: 'dia-ban',
  organisations: 'to-chuc',
  months: 'thang',
  lines: 'nganh',
}
const viewInAddress: Record<View, string> = {
  table: 'bang',
  levels: 'muc',
  months: 'thang',
  tiles: 'o',
}

const keyOf = <Key extends string>(names: Record<Key, string>, name: string | undefined): Key | undefined =>
  (Object.keys(names) as Key[]).find((key) => names[key] === name)

/** The name of a breakdown in an address and in the form. */
export const addressOfBreakdown = (by: Breakdown): string => byInAddress[by]

/** Reads what the address of the page asks for. */
export function pageAsked(c: Context<Env>): PageAsked {
  const codes = (c.req.queries('chi-tieu') ?? []).filter(Boolean).slice(0, 200)
  const view = keyOf(viewInAddress, c.req.query('xem')) ?? 'table'
  const question = questionOf(c)
  return {
    ...question,
    // Figures side by side are told month by month: of days the months that they touch.
    period: wholeMonths(question.period),
    reach: undefined,
    codes,
    by: keyOf(byInAddress, c.req.query('theo')),
    alone: c.req.query('rieng') || undefined,
    withMonths: view === 'months',
    view,
  }
}

/** The address of the explorer, perhaps of another unit, or of a file to be downloaded. */
export function explorerAt(slug: string, asked: PageAsked, file?: 'xlsx' | 'csv'): string {
  const query = new URLSearchParams(queryOf(asked))
  if (asked.by) query.set('theo', byInAddress[asked.by])
  for (const code of asked.codes) query.append('chi-tieu', code)
  if (asked.view !== 'table') query.set('xem', viewInAddress[asked.view])
  if (asked.alone && asked.codes.length !== 1) query.set('rieng', asked.alone)
  return `/so-sanh-so-lieu/${slug}${file ? `/tai-ve.${file}` : ''}?${query}`
}

/**
 * Where the figure of a row opens to the facts behind it: its own unit, period and line, read in the same way. What is
 * left over has no facts of its own.
 */
export function lineageAt(
  question: ExplorerQuestion,
  row: Row,
  code: string,
  period = row.period,
): string | undefined {
  if (row.kind === 'rest' || row.kind === 'twice') return undefined
  const line = row.line?.code ?? question.line
  return linkTo(row.unit?.slug ?? question.slug, { ...question, period, line }, code)
}
