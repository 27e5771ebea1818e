import type { Reader } from '#platform/database'
import { readPage } from '#platform/lists/page'
import type { Span } from '#platform/time'
import { type Archive, archivesIn } from '../archive/store.ts'
import { indicatorOf, refuseArchivedDays, withParts } from '../read-figure.ts'
import { answeringFor } from '../roll-up/store.ts'
import type { Indicator, Scope } from '../store.ts'
import { type SpansBehind, spansBehind } from './span-store.ts'
import { daysBehind, type LineagePageAsked, type LineageRow, type Place } from './store.ts'

/** One page of the facts behind a figure, and where the next one begins. */
export type LineagePage = {
  rows: LineageRow[]
  next: Place | undefined
  /** Years of the span whose facts lie in a file: of those the page has sums. */
  archives: Archive[]
  /** What was counted for longer than the period and is in no part of the figure: the newest of it. */
  beyond: LineageRow[]
}

/** So many are named of what was counted for longer than the period. */
const mostBeyond = 20

/** Facts of a day and of a span, newest first. */
async function factsBehind(
  db: Reader,
  asked: SpansBehind,
  indicators: readonly Indicator[],
  page: LineagePageAsked & { hasArchived: boolean },
): Promise<LineageRow[]> {
  const { scope, answering, span } = asked
  const days = await daysBehind(db, scope, answering, indicators, span, page)
  if (!answering[0]?.hasSpans) return days
  const spans = await spansBehind(db, asked, 'within', page)
  if (spans.length === 0) return days
  const newest = (a: LineageRow, b: LineageRow) => (`${a.day}${a.id}` < `${b.day}${b.id}` ? 1 : -1)
  return [...days, ...spans].sort(newest).slice(0, page.limit)
}

/**
 * Opens a figure: the facts that it sums, newest first, page by page. What counts of the facts of all pages adds up to
 * the figure; of a derived figure, those of each indicator to the part that it is worked out from.
 * @throws Problem `indicator_is_unknown`, `days_are_archived`
 */
export async function lineageOf(
  db: Reader,
  scope: Scope,
  code: string,
  span: Span,
  page: LineagePageAsked,
): Promise<LineagePage> {
  const indicator = await indicatorOf(db, code)
  const needed = (await withParts(db, [indicator])).filter(({ rule }) => rule !== 'derived')
  // Of the levels of a stock only the last of the year is still there.
  await refuseArchivedDays(db, span, needed, ['sum', 'stock'])
  const limit = Math.min(page.limit, 200)
  const answering =
    'seriesId' in scope ? [] : await answeringFor(db, [scope.unitId], scope.basis ?? 'today', span)
  const archives = await archivesIn(db, span)
  const hasArchived = archives.length > 0
  const asked = { scope, answering, codes: needed.map((one) => one.code), span }
  const facts = await readPage(
    limit,
    (read) => factsBehind(db, asked, needed, { ...page, limit: read, hasArchived }),
    ({ day, id }) => ({ day, id }),
  )
  const besides = { ...page, after: undefined, limit: mostBeyond }
  const beyond = answering[0]?.hasSpans ? await spansBehind(db, asked, 'beyond', besides) : []
  return { ...facts, archives, beyond }
}

/**
 * All facts behind a figure at one moment, up to a number; undefined where there are more, or where some lie in an
 * archive. For lists that have to be
 * complete, such as the one from which a spot check is drawn; people read `lineageOf`.
 */
export async function factsOf(
  db: Reader,
  scope: Extract<Scope, { unitId: string }>,
  indicator: Indicator,
  span: Span,
  most: number,
): Promise<LineageRow[] | undefined> {
  const answering = await answeringFor(db, [scope.unitId], scope.basis ?? 'today', span)
  if ((await archivesIn(db, span)).length > 0) return undefined
  const asked = { scope, answering, codes: [indicator.code], span }
  const rows = await factsBehind(db, asked, [indicator], { limit: most + 1, hasArchived: false })
  return rows.length > most ? undefined : rows
}
