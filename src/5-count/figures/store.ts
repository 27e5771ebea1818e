import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { asLike } from '#platform/finding'
import { checkFormulas, parseFormula } from '#platform/formula'
import { newId } from '#platform/ids'
import type { SourceKinds } from '#platform/module'
import { Problem } from '#platform/problem'
import type { Day } from '#platform/time'
import type { Basis } from './roll-up/store.ts'
import { type Amount, type Assurance, qualifierOfFact } from './rules.ts'

/** From where a fact comes. `seriesId` says which amounts of a stock follow one another: the initiative. */
export type Origin = {
  kind: keyof SourceKinds
  id: string
  unitId: string
  day: Day
  /** The first day, where `day` is the last of many for which an amount was counted together. Only sums have it. */
  since?: Day | undefined
  seriesId: string
  themeId?: string | null | undefined
}

/** What has posted facts, and the day of which they are. */
export type Posted = Pick<Origin, 'kind' | 'id' | 'day'>

/**
 * Where a figure is read: a unit with all beneath it, or one initiative (`seriesId`) wherever it was run. `line` keeps to
 * one line of organisations, `themeId` to one theme. `basis` says how units are meant: as they stood `then`, or for
 * `today`'s units (which it is where nothing is said): then a unit answers for what went over to it as well.
 */
export type Scope = ({ unitId: string } | { seriesId: string }) & {
  line?: string | undefined
  themeId?: string | undefined
  basis?: Basis | undefined
}

/**
 * How amounts go together: `sum` adds them, `stock` takes the latest of each series, `distinct` counts different
 * subjects, `derived` is worked out from other indicators after they are rolled up.
 */
export type Rule = 'sum' | 'stock' | 'distinct' | 'derived'

/** One indicator as people read it. */
export type Indicator = {
  code: string
  nameVi: string
  nameEn: string
  unitVi: string
  unitEn: string
  rule: Rule
  isMoney: boolean
  isHeadline: boolean
  definitionVi: string
  definitionEn: string
  /** How a derived indicator is worked out from others. */
  formula: string | null
  source: string | null
  /** The indicator of which this one counts a part: “210, trong đó 96 nữ”. */
  partOf: string | null
  /** Together with the other shares it makes up the whole. */
  isShare: boolean
}

/** An indicator as it is loaded. */
export type IndicatorRow = {
  code: string
  name_vi: string
  name_en: string
  unit_vi: string
  unit_en: string
  rule: Rule
  formula?: string
  is_money?: boolean
  is_headline?: boolean
  position: number
  definition_vi: string
  definition_en: string
  source?: string
  part_of?: string
  is_share?: boolean
}

/**
 * Adds indicators, or brings their wording up to date. What they count never changes under the same code.
 * @throws Problem of `parseFormula` and `checkFormulas` where a formula cannot be worked out.
 */
export async function loadIndicators(tx: Tx, rows: readonly IndicatorRow[]): Promise<void> {
  if (rows.some(({ formula }) => formula !== undefined)) {
    const known = new Map((await indicatorsOf(tx)).map((indicator) => [indicator.code, indicator]))
    const all = [
      ...[...known.values()].map(({ code, unitVi, formula }) => ({ code, unit: unitVi, formula })),
      ...rows
        .filter(({ code }) => !known.has(code))
        .map(({ code, unit_vi, formula }) => ({ code, unit: unit_vi, formula: formula ?? null })),
    ]
    checkFormulas(
      all.map(({ formula, ...rest }) => ({
        ...rest,
        formula: formula === null ? null : parseFormula(formula),
      })),
    )
  }
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
        part_of: eb.ref('excluded.part_of'),
        is_share: eb.ref('excluded.is_share'),
        // What comes with the software is counted on all days.
        valid_from: eb.ref('excluded.valid_from'),
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
  sql<Rule>`rule`.as('rule'),
  'is_money as isMoney',
  'is_headline as isHeadline',
  'definition_vi as definitionVi',
  'definition_en as definitionEn',
  'formula',
  'source',
  'part_of as partOf',
  'is_share as isShare',
] as const

/** All indicators that are counted, in the order in which people read them, each part after its whole. */
export async function indicatorsOf(db: Reader): Promise<Indicator[]> {
  const rows = await db
    .selectFrom('figures.indicator')
    .select(indicatorColumns)
    // What comes with the draft of a form is nobody's figure yet.
    .where(sql<boolean>`valid_from < 'infinity'`)
    .orderBy('position')
    .limit(1000)
    .execute()
  const codes = new Set(rows.map(({ code }) => code))
  const parts = Map.groupBy(rows, ({ partOf }) => (codes.has(partOf ?? '') ? partOf : null))
  if (parts.size <= 1) return rows
  const after = (whole: string | null): Indicator[] =>
    (parts.get(whole) ?? []).flatMap((one) => [one, ...after(one.code)])
  return after(null)
}

/** Those of some indicators that stand to each other as parts and whole. */
export const relativesOf = (db: Reader, codes: readonly string[]): Promise<Indicator[]> =>
  db
    .selectFrom('figures.indicator')
    .select(indicatorColumns)
    .where('code', 'in', [...codes])
    .where(
      sql<boolean>`(part_of = any (${[...codes]}::text[]) or exists (
        select from figures.indicator as part where part.part_of = indicator.code and part.code = any (${[...codes]}::text[])))`,
    )
    .execute()

/** Some indicators by their codes, also those that come with a draft. */
export const indicatorsNamed = (db: Reader, codes: readonly string[]): Promise<Indicator[]> =>
  codes.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('figures.indicator')
        .select(indicatorColumns)
        .where('code', 'in', [...codes])
        .orderBy('position')
        .limit(1000)
        .execute()

/** Codes that begin so, to find a free one. */
export async function codesLike(db: Reader, beginning: string): Promise<string[]> {
  const rows = await db
    .selectFrom('figures.indicator')
    .select('code')
    .where('code', 'like', `${asLike(beginning)}%`)
    .limit(1000)
    .execute()
  return rows.map(({ code }) => code)
}

/** Sets up an indicator that nobody counts yet (`startCounting`). */
export async function insertDraftIndicator(
  tx: Tx,
  row: Omit<IndicatorRow, 'position'> & { unitId: string },
): Promise<void> {
  const { unitId, ...rest } = row
  await tx
    .insertInto('figures.indicator')
    .values({
      ...rest,
      unit_id: unitId,
      valid_from: 'infinity',
      position: sql<number>`(select coalesce(max(position), 0) + 1 from figures.indicator)`,
    })
    .execute()
}

/**
 * Lets draft indicators be counted from a day on, or on all days where it is null. Those that are counted already stay as
 * they are.
 */
export async function startCounting(tx: Tx, codes: readonly string[], from: Day | null): Promise<void> {
  if (codes.length === 0) return
  await tx
    .updateTable('figures.indicator')
    .set({ valid_from: from ?? '-infinity' })
    .where('code', 'in', [...codes])
    .where(sql<boolean>`valid_from = 'infinity'`)
    .execute()
}

/** From which day some indicators are counted; null is all days. Drafts are left out. */
export async function firstDaysOf(db: Reader, codes: readonly string[]): Promise<Map<string, Day | null>> {
  if (codes.length === 0) return new Map()
  const rows = await db
    .selectFrom('figures.indicator')
    .select(['code', sql<Day | null>`nullif(valid_from, '-infinity')`.as('from')])
    .where('code', 'in', [...codes])
    .where(sql<boolean>`valid_from < 'infinity'`)
    .execute()
  return new Map(rows.map(({ code, from }) => [code, from]))
}

/**
 * Counts an indicator from an earlier day on, or on all days where it is null. False where nobody may, or it is a draft.
 * @throws Problem `indicator_begins_later_than_before`
 */
export async function moveFirstDay(tx: Tx, code: string, from: Day | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('figures.indicator')
    .set({ valid_from: from ?? '-infinity' })
    .where('code', '=', code)
    .where(sql<boolean>`valid_from < 'infinity'`)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Takes draft indicators away; of those that are counted none goes. What was part of one that goes is part of its whole, where it has
 * one that stays.
 */
export async function deleteDraftIndicators(tx: Tx, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return
  const gone = sql`array(select code from figures.indicator where code = any (${[...codes]}::text[]) and valid_from = 'infinity')`
  await sql`
    with recursive up as (
      select code, part_of, is_share from figures.indicator where part_of = any (${gone}) and code <> all (${gone})
      union all
      select up.code, draft.part_of, up.is_share and draft.is_share
        from up join figures.indicator as draft on draft.code = up.part_of and draft.code = any (${gone})
    )
    update figures.indicator set part_of = up.part_of, is_share = up.is_share and up.part_of is not null
      from up where indicator.code = up.code and (up.part_of is null or up.part_of <> all (${gone}))`.execute(
    tx,
  )
  await sql`delete from figures.indicator where code = any (${gone})`.execute(tx)
}

/** One indicator by its code. */
export const findIndicator = (db: Reader, code: string): Promise<Indicator | undefined> =>
  db.selectFrom('figures.indicator').select(indicatorColumns).where('code', '=', code).executeTakeFirst()

/** Posts amounts, each as one fact. @throws Problem `fact_amount_is_absurd`, and what the database refuses */
export async function insertFacts(
  tx: Tx,
  facts: readonly (Origin & Amount & { assurance: Assurance })[],
): Promise<void> {
  // Beyond the range of its column the database would only say that some number is malformed.
  if (facts.some(({ amount }) => !(Math.abs(amount) <= 1e14))) throw new Problem('fact_amount_is_absurd')
  const perStatement = 10_000
  for (let first = 0; first < facts.length; first += perStatement) {
    const some = facts.slice(first, first + perStatement)
    const list = <T>(pick: (fact: (typeof some)[number]) => T): T[] => some.map(pick)
    // One array a column: a statement of many thousand single values takes longer to write than to run.
    await sql`
      insert into figures.fact (id, unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id, theme_id, subject)
      select unnest(${list(() => newId())}::uuid[]), unnest(${list(({ unitId }) => unitId)}::uuid[]),
             unnest(${list(({ indicator }) => indicator)}::text[]), unnest(${list(({ day }) => day)}::date[]),
             unnest(${list(({ amount }) => amount)}::numeric[]), unnest(${list(qualifierOfFact)}::text[]),
             unnest(${list(({ assurance }) => assurance)}::figures.assurance[]), unnest(${list(({ seriesId }) => seriesId)}::uuid[]),
             unnest(${list(({ kind }) => kind)}::text[]), unnest(${list(({ id }) => id)}::uuid[]),
             unnest(${list(({ themeId }) => themeId ?? null)}::uuid[]), unnest(${list(({ subject }) => subject ?? null)}::uuid[])`.execute(
      tx,
    )
  }
}

/** Whether the facts of the year of a day lie in a file. */
export async function isArchivedDay(tx: Tx, day: Day): Promise<boolean> {
  const { rows } = await sql`select where ${day}::date < figures.open_from()`.execute(tx)
  return rows.length > 0
}

/**
 * Reverses every fact of some sources of one kind that still stands, but for those proven just so far, and gives what it
 * reversed. `day` is the earliest of theirs.
 * @throws Problem `fact_year_is_archived`: what lies in a file would stay, and nobody would be told
 */
export async function reverseStanding(
  tx: Tx,
  source: Pick<Posted, 'kind' | 'day'> & { ids: readonly string[] },
  butFor?: Assurance,
): Promise<(Origin & Amount & { assurance: Assurance })[]> {
  if (await isArchivedDay(tx, source.day)) throw new Problem('fact_year_is_archived')
  const { rows } = await sql<Origin & Amount & { assurance: Assurance }>`
    with wrong as (
      select id, unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id, theme_id, subject
        from figures.standing where source_kind = ${source.kind} and source_id = any (${[...source.ids]}::uuid[])
         and assurance is distinct from ${butFor ?? null}::figures.assurance
    ), reversal as (
      insert into figures.fact (unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id, theme_id, subject, reverses)
      select unit_id, indicator, day, -amount, qualifier, assurance, series_id, source_kind, source_id, theme_id, subject, id from wrong
    )
    select source_kind as kind, source_id as id, unit_id as "unitId", day, series_id as "seriesId", theme_id as "themeId",
           indicator, amount, qualifier, assurance, subject from wrong`.execute(tx)
  return rows
}

/** Reverses the facts of a series that stand under another theme than that of their day, and posts them under it. */
export async function repostUnderThemes(
  tx: Tx,
  source: { kind: Origin['kind']; seriesId: string },
  spans: readonly { from: Day; until: Day; themeId: string }[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with wanted as (
      select "from" as begins, until as ends, "themeId" as theme_id
        from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) as given ("from" date, until date, "themeId" uuid)
    ), wrong as (
      select fact.id, fact.unit_id, fact.indicator, fact.day, fact.amount, fact.qualifier, fact.assurance, fact.series_id,
             fact.source_kind, fact.source_id, fact.theme_id as was, wanted.theme_id as theme_id, fact.subject
        from figures.standing as fact left join wanted on fact.day >= wanted.begins and fact.day < wanted.ends
       where fact.series_id = ${source.seriesId} and fact.source_kind = ${source.kind}
         and fact.theme_id is distinct from wanted.theme_id
         and fact.day >= coalesce(figures.open_from(), '-infinity')
    ), posted as (
      insert into figures.fact (unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id, theme_id, subject, reverses)
      select unit_id, indicator, day, -amount, qualifier, assurance, series_id, source_kind, source_id, was, subject, id from wrong
      union all
      select unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id, theme_id, subject, null from wrong
      returning reverses
    )
    select count(*) as count from posted where reverses is null`.execute(tx)
  return rows[0]?.count ?? 0
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

/** How many facts of some units, and of those beneath, stand. */
export async function countFacts(db: Reader, unitIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with beneath as (select unit_id from org.beneath where ancestor_id = any (${[...unitIds]}::uuid[]))
    select (select count(*) from figures.every_fact where reverses is null and unit_id in (select unit_id from beneath))
         + (select coalesce(sum(entries), 0) from figures.condensed where unit_id in (select unit_id from beneath)) as count`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}
