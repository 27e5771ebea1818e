import type { Context } from 'hono'
import { addMonths, type Month } from '#platform/time'
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
  return {
    ...questionOf(c),
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

/** The periods that can be chosen, under the headings under which they stand in the list. */
export function periodsToChoose(thisMonth: Month): { group: string; periods: string[] }[] {
  const year = Number(thisMonth.slice(0, 4))
  const years = Array.from({ length: 6 }, (_, index) => year - index)
  const quarter = year * 4 + Math.floor((Number(thisMonth.slice(5)) - 1) / 3)
  return [
    { group: 'years', periods: years.map(String) },
    { group: 'several', periods: [1, 2, 4].map((before) => `${year - before}-01..${year}-12`) },
    {
      group: 'parts',
      periods: years
        .slice(0, 2)
        .flatMap((each) => [`${each}-01..${each}-06`, `${each}-01..${each}-09`, `${each}-07..${each}-12`]),
    },
    {
      group: 'quarters',
      periods: Array.from({ length: 8 }, (_, index) => {
        const number = quarter - index
        return `${Math.floor(number / 4)}-Q${(number % 4) + 1}`
      }),
    },
    { group: 'months', periods: Array.from({ length: 24 }, (_, index) => addMonths(thisMonth, -index)) },
  ]
}
