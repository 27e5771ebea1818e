import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Qualifier } from '#platform/precision'
import type { Day, Span } from '#platform/time'
import type { Reach } from '../breakdown/reach.ts'
import { type Answering, answeringFor, type Basis, fewUnits, unitsCountedFor } from '../roll-up/store.ts'
import type { Assurance } from '../rules.ts'
import type { Scope } from '../store.ts'

/** A place in a list that is read page by page: the last row of the page before. */
export type Place = { day: Day; id: string }

/** A fact with where it happened and what it came from. */
export type LineageRow = {
  id: string
  /** The first day, where the amount was counted for many days together; `day` is their last. */
  since: Day | null
  day: Day
  amount: number
  /** What of the amount counts for the unit that was asked for: less than all where a unit was split by shares. */
  counted: number
  qualifier: Qualifier
  assurance: Assurance
  indicator: string
  unitId: string
  unitName: string
  sourceKind: string
  sourceId: string
}

/**
 * What a page of lineage is asked for. `partId` keeps to one unit with all beneath it, `within` to what the unit did itself, or the
 * units beneath did, which `partIds` tells apart.
 */
export type LineagePageAsked = {
  after?: Place | undefined
  limit: number
  assurance?: Assurance | undefined
  partId?: string | undefined
  within?: { reach: Reach; partIds: readonly string[] } | undefined
}

/**
 * The facts of a day behind a figure, newest first. The pages together hold exactly what the figure sums: for a stock the
 * latest amount of each series only. Of archived years (`hasArchived`) there are the sums instead, of kind `archive`.
 */
export async function daysBehind(
  db: Reader,
  scope: Scope,
  answering: readonly Answering[],
  indicators: readonly { code: string; rule: string }[],
  span: Span,
  page: LineagePageAsked & { hasArchived: boolean },
): Promise<LineageRow[]> {
  const roots = answering.map(({ root }) => root)
  const basis = answering[0]?.basis ?? 'then'
  const apart = await rootsApart(db, page.within, basis)
  const stocks = indicators.filter(({ rule }) => rule === 'stock').map(({ code }) => code)
  const codes = indicators.map(({ code }) => code)
  // Usually one indicator: then nothing is left for the database to decide fact by fact.
  const isStock = stocks.length === codes.length
  const hasStock = stocks.length > 0
  const ofStock = sql`fact.indicator = any (${stocks}::text[])`
  // A flow counts by its own day, a stock by the last one; for today's units both by today.
  const heldOn =
    basis === 'today'
      ? sql`(select today from figures.roll_up_state)`
      : isStock
        ? sql`${span.until}::date - 1`
        : hasStock
          ? sql`case when ${ofStock} then ${span.until}::date - 1 else fact.day end`
          : sql`fact.day`
  const counts =
    'seriesId' in scope
      ? sql`cross join lateral (select 1 as weight) as share`
      : sql`cross join lateral (
          select ${weightOf(page.within, roots, apart)} as weight from figures.attribution
           where attribution.unit_id = fact.unit_id and attribution.counted_id = any (${[...roots, ...apart]}::uuid[])
             and attribution.said @> fact.day and attribution.held @> ${heldOn}
        ) as share`
  const named =
    codes.length === 1 ? sql`fact.indicator = ${codes[0]}` : sql`fact.indicator = any (${codes}::text[])`
  const where = sql`${named} and fact.day < ${span.until}::date
    ${isStock ? sql`` : hasStock ? sql`and (fact.day >= ${span.from}::date or ${ofStock})` : sql`and fact.day >= ${span.from}::date`}
    ${'seriesId' in scope ? sql`and fact.series_id = ${scope.seriesId}` : sql``}
    ${page.assurance === undefined ? sql`` : sql`and fact.assurance = ${page.assurance}`}
    ${page.after === undefined ? sql`` : sql`and (fact.day, fact.id) < (${page.after.day}::date, ${page.after.id}::uuid)`}
    ${scope.themeId === undefined ? sql`` : sql`and fact.theme_id = ${scope.themeId}`}
    ${scope.line === undefined ? sql`` : sql`and exists (select from org.unit where unit.id = fact.unit_id and unit.line = ${scope.line})`}
    ${
      page.partId === undefined
        ? sql``
        : sql`and exists (select from figures.attribution as part where part.unit_id = fact.unit_id and part.counted_id = ${page.partId}::uuid
                            and part.said @> fact.day and part.held @> ${heldOn})`
    }`
  // Of a stock only the level in force counts: nothing newer of its series stands.
  const inForce = hasStock
    ? sql`and not (${ofStock} and exists (
        select from figures.standing as newer
         where newer.series_id = fact.series_id and newer.indicator = fact.indicator and newer.day < ${span.until}::date
           and newer.day >= fact.day and (newer.day, newer.posted_at, newer.id) > (fact.day, fact.posted_at, fact.id)))`
    : sql``
  const lines = page.hasArchived ? sql`figures.behind` : sql`figures.standing`
  const few =
    'unitId' in scope &&
    (await unitsCountedFor(db, page.partId === undefined ? roots : [page.partId])) <= fewUnits
  // A commune's facts are found by its units; a province's by going through the newest until the page is full.
  const candidates = few
    ? sql`(select fact.* from ${lines} as fact
            where fact.unit_id = any (array(select unit_id from figures.attribution where counted_id = any (${page.partId === undefined ? roots : [page.partId]}::uuid[])))
              and ${where} offset 0) as fact`
    : sql`${lines} as fact`
  const { rows } = await sql<LineageRow>`
    select fact.id, null as since, fact.day, fact.amount, fact.amount * share.weight as counted, fact.qualifier, fact.assurance,
           fact.indicator, fact.unit_id as "unitId", unit.name as "unitName", fact.source_kind as "sourceKind", fact.source_id as "sourceId"
      from ${candidates} ${counts} join org.unit on unit.id = fact.unit_id
     where share.weight > 0 ${few ? sql`` : sql`and ${where}`} ${inForce}
     order by fact.day desc, fact.id desc
     limit ${page.limit}`.execute(db)
  return rows
}

/** The units that answer for those that are told apart. */
export async function rootsApart(
  db: Reader,
  within: LineagePageAsked['within'],
  basis: Basis,
): Promise<string[]> {
  if (!within) return []
  return (await answeringFor(db, within.partIds, basis)).map(({ root }) => root)
}

/** How much of a fact counts: for the whole, or for what is not, or only, of the units that are told apart. */
export function weightOf(
  within: LineagePageAsked['within'],
  roots: readonly string[],
  apart: readonly string[],
) {
  if (!within) return sql`sum(attribution.weight)`
  const of = (ids: readonly string[]) =>
    sql`coalesce(sum(attribution.weight) filter (where attribution.counted_id = any (${[...ids]}::uuid[])), 0)`
  const below = sql`least(${of(roots)}, ${of(apart)})`
  return within.reach === 'below' ? below : sql`${of(roots)} - ${below}`
}
