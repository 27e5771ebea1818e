import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { newId } from '#platform/ids'
import type { Day, Month, Span } from '#platform/time'
import type { Amount, Assurance } from './rules.ts'

/** From where a fact comes. `seriesId` says which amounts of a stock follow one another: the initiative. */
export type Origin = {
  kind: 'activity' | 'initiative'
  id: string
  unitId: string
  day: Day
  seriesId: string
}

/**
 * Where a figure is read: a unit with all beneath it, all whose work it carries on, and all that was made of nothing
 * but it (`org.scope`). `line` keeps to one line of organisations, `seriesId` to one initiative, wherever it was run.
 */
export type Scope = ({ unitId: string } | { seriesId: string }) & { line?: string | undefined }

/** One indicator as people read it. */
export type Indicator = {
  code: string
  nameVi: string
  nameEn: string
  unitVi: string
  unitEn: string
  rule: string
  isMoney: boolean
  isHeadline: boolean
  definitionVi: string
  definitionEn: string
}

/** An indicator as it is loaded. */
export type IndicatorRow = {
  code: string
  name_vi: string
  name_en: string
  unit_vi: string
  unit_en: string
  rule: 'sum' | 'stock'
  is_money?: boolean
  is_headline?: boolean
  position: number
  definition_vi: string
  definition_en: string
  source?: string
}

/** Adds indicators, or brings their wording up to date. What they count never changes under the same code. */
export async function loadIndicators(tx: Tx, rows: readonly IndicatorRow[]): Promise<void> {
  await tx
    .insertInto('figures.indicator')
    .values(rows.map((row) => ({ ...row })))
    .onConflict((conflict) =>
      conflict.column('code').doUpdateSet((eb) => ({
        name_vi: eb.ref('excluded.name_vi'),
        name_en: eb.ref('excluded.name_en'),
        definition_vi: eb.ref('excluded.definition_vi'),
        definition_en: eb.ref('excluded.definition_en'),
        position: eb.ref('excluded.position'),
        is_headline: eb.ref('excluded.is_headline'),
      })),
    )
    .execute()
}

const indicatorColumns = [
  'code',
  'name_vi as nameVi',
  'name_en as nameEn',
  'unit_vi as unitVi',
  'unit_en as unitEn',
  'rule',
  'is_money as isMoney',
  'is_headline as isHeadline',
  'definition_vi as definitionVi',
  'definition_en as definitionEn',
] as const

/** All indicators, in the order in which people read them. */
export const indicatorsOf = (db: Reader): Promise<Indicator[]> =>
  db.selectFrom('figures.indicator').select(indicatorColumns).orderBy('position').limit(1000).execute()

/** One indicator by its code. */
export const findIndicator = (db: Reader, code: string): Promise<Indicator | undefined> =>
  db.selectFrom('figures.indicator').select(indicatorColumns).where('code', '=', code).executeTakeFirst()

/** Posts amounts of one source. Each becomes one fact. */
export async function insertFacts(
  tx: Tx,
  facts: readonly (Origin & Amount & { assurance: Assurance })[],
): Promise<void> {
  const perStatement = 2000
  for (let first = 0; first < facts.length; first += perStatement)
    await tx
      .insertInto('figures.fact')
      .values(
        facts.slice(first, first + perStatement).map((fact) => ({
          id: newId(),
          unit_id: fact.unitId,
          indicator: fact.indicator,
          day: fact.day,
          amount: fact.amount,
          qualifier: fact.qualifier ?? 'exact',
          assurance: fact.assurance,
          series_id: fact.seriesId,
          source_kind: fact.kind,
          source_id: fact.id,
        })),
      )
      .execute()
}

/** Reverses every fact of a source that still stands, and gives what it reversed. */
export async function reverseStanding(
  tx: Tx,
  source: { kind: Origin['kind']; id: string },
): Promise<(Origin & Amount & { assurance: Assurance })[]> {
  const { rows } = await sql<Origin & Amount & { assurance: Assurance }>`
    with wrong as (
      select id, unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id
        from figures.standing where source_kind = ${source.kind} and source_id = ${source.id}
    ), reversal as (
      insert into figures.fact (unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id, reverses)
      select unit_id, indicator, day, -amount, qualifier, assurance, series_id, source_kind, source_id, id from wrong
    )
    select source_kind as kind, source_id as id, unit_id as "unitId", day, series_id as "seriesId",
           indicator, amount, qualifier, assurance from wrong`.execute(tx)
  return rows
}

/** The latest amounts of the stocks of a series, by indicator: what would be left standing if it simply ended. */
export async function standingStocks(
  db: Reader,
  seriesId: string,
): Promise<{ indicator: string; amount: number }[]> {
  const { rows } = await sql<{ indicator: string; amount: number }>`
    select distinct on (standing.indicator) standing.indicator, standing.amount
      from figures.standing join figures.indicator on indicator.code = standing.indicator and indicator.rule = 'stock'
     where standing.series_id = ${seriesId}
     order by standing.indicator, standing.day desc, standing.posted_at desc`.execute(db)
  return rows
}

/** The part of a `where` that keeps the facts of a scope, each by the place its unit had on the day of the fact. */
const within = (scope: Scope) => sql`
  ${'seriesId' in scope ? sql`fact.series_id = ${scope.seriesId}` : beneath(scope)}
  ${scope.line === undefined ? sql`` : sql`and exists (select from org.unit where unit.id = fact.unit_id and unit.line = ${scope.line})`}`

// The scope is worked out once for the statement, not for each fact: the sub-select in `array` depends on none.
const beneath = ({ unitId }: { unitId: string }) => sql`
  exists (
    select from org.beneath
     where beneath.unit_id = fact.unit_id and beneath.valid @> fact.day
       and beneath.ancestor_id = any (array(select org.scope(${unitId}::uuid))))`

/** A sum by indicator and assurance; `month` only where it was asked for. */
export type SumRow = {
  indicator: string
  assurance: Assurance
  amount: number
  entries: number
  month?: Month
  unitId?: string
}

/**
 * Sums of the flows in a scope and span, by indicator and assurance. A reversal carries the day and the assurance of
 * what it reverses, so that plain addition is right.
 */
export async function flowSums(
  db: Reader,
  scope: Scope,
  span: Span,
  indicator?: string,
  byMonth = false,
): Promise<SumRow[]> {
  const month = byMonth ? sql`to_char(fact.day, 'YYYY-MM')` : sql`null::text`
  const { rows } = await sql<SumRow>`
    select fact.indicator, fact.assurance, ${month} as month, sum(fact.amount) as amount,
           count(*) filter (where fact.reverses is null) - count(*) filter (where fact.reverses is not null) as entries
      from figures.fact
      join figures.indicator on indicator.code = fact.indicator and indicator.rule = 'sum'
     where fact.day >= ${span.from} and fact.day < ${span.until}
       ${indicator === undefined ? sql`` : sql`and fact.indicator = ${indicator}`}
       and ${within(scope)}
     group by 1, 2, 3`.execute(db)
  return rows
}

/** Stocks of a scope at the end of a span: of each series the latest amount that stands, summed by assurance. */
export async function stockSums(db: Reader, scope: Scope, until: Day, indicator?: string): Promise<SumRow[]> {
  const { rows } = await sql<SumRow>`
    with latest as (
      select distinct on (fact.series_id, fact.indicator) fact.indicator, fact.assurance, fact.amount
        from figures.standing as fact
        join figures.indicator on indicator.code = fact.indicator and indicator.rule = 'stock'
       where fact.day < ${until}
         ${indicator === undefined ? sql`` : sql`and fact.indicator = ${indicator}`}
         and ${within(scope)}
       order by fact.series_id, fact.indicator, fact.day desc, fact.posted_at desc
    )
    select indicator, assurance, sum(amount) as amount, count(*) as entries from latest group by 1, 2`.execute(
    db,
  )
  return rows
}

/** A place in a list that is read page by page: the last row of the page before. */
export type Place = { day: Day; id: string }

/** A fact with where it happened and what it came from. */
export type LineageRow = {
  id: string
  day: Day
  amount: number
  qualifier: string
  assurance: Assurance
  unitId: string
  unitName: string
  sourceKind: string
  sourceId: string
}

/**
 * The facts behind a figure, newest first. The pages together hold exactly what the figure sums: for a stock the
 * latest amount of each series only.
 */
export async function factsBehind(
  db: Reader,
  scope: Scope,
  indicator: { code: string; rule: string },
  span: Span,
  page: { after?: Place | undefined; limit: number; assurance?: Assurance | undefined },
): Promise<LineageRow[]> {
  const counted =
    indicator.rule === 'stock'
      ? sql`select distinct on (fact.series_id) fact.* from figures.standing as fact
             where fact.indicator = ${indicator.code} and fact.day < ${span.until} and ${within(scope)}
             order by fact.series_id, fact.day desc, fact.posted_at desc`
      : sql`select fact.* from figures.standing as fact
             where fact.indicator = ${indicator.code} and fact.day >= ${span.from} and fact.day < ${span.until} and ${within(scope)}`
  const { rows } = await sql<LineageRow>`
    with counted as (${counted})
    select counted.id, counted.day, counted.amount, counted.qualifier, counted.assurance,
           counted.unit_id as "unitId", unit.name as "unitName",
           counted.source_kind as "sourceKind", counted.source_id as "sourceId"
      from counted join org.unit on unit.id = counted.unit_id
     where true
       ${page.assurance === undefined ? sql`` : sql`and counted.assurance = ${page.assurance}`}
       ${page.after === undefined ? sql`` : sql`and (counted.day, counted.id) < (${page.after.day}::date, ${page.after.id}::uuid)`}
     order by counted.day desc, counted.id desc
     limit ${page.limit}`.execute(db)
  return rows
}
