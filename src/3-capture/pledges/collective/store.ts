import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { Outcome } from '../entry.ts'

/** What a collective pledged, with what came of it. */
export type CollectivePledge = {
  id: string
  unitId: string
  unitName: string
  unitSlug: string
  unitValidFrom: Day
  unitValidTo: Day | null
  year: number
  untilYear: number | null
  themeId: string | null
  themeTitle: string | null
  words: string
  initiativeId: string | null
  initiativeName: string | null
  indicator: string | null
  amount: number | null
  madeOn: Day
  madeByName: string | null
  withdrawnAt: string | null
  outcome: Outcome | null
  outcomeWords: string
  outcomeOn: Day | null
  confirmedOn: Day | null
  confirmedByName: string | null
  confirmedWords: string
}

const inVietnam = (column: string) =>
  sql<Day | null>`(${sql.ref(column)} at time zone 'Asia/Ho_Chi_Minh')::date`

const collective = (db: Reader) =>
  db
    .selectFrom('pledges.collective as pledge')
    .innerJoin('org.unit as unit', 'unit.id', 'pledge.unit_id')
    .leftJoin('programme.theme as theme', 'theme.id', 'pledge.theme_id')
    .leftJoin('initiatives.initiative as initiative', 'initiative.id', 'pledge.initiative_id')
    .leftJoin('access.person as maker', 'maker.id', 'pledge.made_by')
    .leftJoin('access.person as confirmer', 'confirmer.id', 'pledge.confirmed_by')
    .select([
      'pledge.id',
      'pledge.unit_id as unitId',
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'unit.valid_from as unitValidFrom',
      'unit.valid_to as unitValidTo',
      'pledge.year',
      'pledge.until_year as untilYear',
      'pledge.theme_id as themeId',
      'theme.short_title as themeTitle',
      'pledge.words',
      'pledge.initiative_id as initiativeId',
      'initiative.name as initiativeName',
      'pledge.indicator',
      'pledge.amount',
      'pledge.made_on as madeOn',
      'maker.name as madeByName',
      'pledge.withdrawn_at as withdrawnAt',
      'pledge.outcome',
      'pledge.outcome_words as outcomeWords',
      'pledge.outcome_on as outcomeOn',
      inVietnam('pledge.confirmed_at').as('confirmedOn'),
      'confirmer.name as confirmedByName',
      'pledge.confirmed_words as confirmedWords',
    ])
    .$castTo<CollectivePledge>()

/** One pledge of a collective. */
export const findCollective = (db: Reader, id: string): Promise<CollectivePledge | undefined> =>
  collective(db).where('pledge.id', '=', id).executeTakeFirst()

/** Some pledges by their ids, in no order. */
export const collectivesWithIds = (db: Reader, ids: readonly string[]): Promise<CollectivePledge[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : collective(db)
        .where('pledge.id', 'in', [...ids])
        .limit(ids.length)
        .execute()

/** What is looked for among pledges of collectives. */
export type CollectiveSearch = {
  year: number
  /** Only of this unit and of those beneath it on any day of the year. */
  under?: string | undefined
  after?: string | undefined
  limit: number
}

/** Pledges of collectives that stand, the newest first. */
export const collectivePledges = (db: Reader, search: CollectiveSearch): Promise<CollectivePledge[]> =>
  collective(db)
    .where('pledge.year', '<=', search.year)
    .where(sql<boolean>`coalesce(pledge.until_year, pledge.year) >= ${search.year}`)
    .where('pledge.withdrawn_at', 'is', null)
    .$if(search.under !== undefined, (query) =>
      query.where(
        sql<boolean>`exists (select from org.beneath where beneath.unit_id = pledge.unit_id and beneath.ancestor_id = ${search.under}::uuid)`,
      ),
    )
    .$if(search.after !== undefined, (query) => query.where('pledge.id', '<', search.after ?? ''))
    .orderBy('pledge.id', 'desc')
    .limit(search.limit)
    .execute()

/** A pledge as it is entered, or loaded with what came of it. */
export type NewCollective = {
  id: string
  unitId: string
  year: number
  untilYear?: number | null
  themeId: string | null
  words: string
  initiativeId: string | null
  indicator: string | null
  amount: number | null
  madeOn: Day
  outcome?: { outcome: Outcome; words: string; day: Day } | undefined
  confirmed?: { words: string; at: Date } | undefined
}

/** Keeps pledges of collectives. */
export async function insertCollectives(
  tx: Tx,
  rows: readonly NewCollective[],
  personId: string | null,
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('pledges.collective')
    .values(
      rows.map((row) => ({
        id: row.id,
        unit_id: row.unitId,
        year: row.year,
        until_year: row.untilYear ?? null,
        theme_id: row.themeId,
        words: row.words,
        initiative_id: row.initiativeId,
        indicator: row.indicator,
        amount: row.amount,
        made_on: row.madeOn,
        made_by: personId,
        outcome: row.outcome?.outcome ?? null,
        outcome_words: row.outcome?.words ?? '',
        outcome_on: row.outcome?.day ?? null,
        confirmed_at: row.confirmed?.at ?? null,
        confirmed_words: row.confirmed?.words ?? '',
      })),
    )
    .execute()
}

/** What the person of this transaction may do in a unit. */
export async function mayIn(db: Reader, unitId: string): Promise<{ enter: boolean; confirm: boolean }> {
  const { rows } = await sql<{ enter: boolean; confirm: boolean }>`
    select ${unitId}::uuid = any (access.units_for('pledge.enter')) as enter, pledges.stands_above(${unitId}::uuid) as confirm`.execute(
    db,
  )
  return rows[0] ?? { enter: false, confirm: false }
}

/** A theme to which a pledge can be given. */
export type ThemeChoice = { id: string; title: string; fromYear: number; toYear: number }

/** The themes that reach the person of this transaction, the newest first: of some years, or of all. */
export const themesOf = (db: Reader, years?: readonly number[]): Promise<ThemeChoice[]> =>
  db
    .selectFrom('programme.theme')
    .select(['id', 'short_title as title', 'from_year as fromYear', 'to_year as toYear'])
    .$if(years !== undefined, (query) =>
      query
        .where('from_year', '<=', Math.max(...(years ?? [])))
        .where('to_year', '>=', Math.min(...(years ?? []))),
    )
    .orderBy('from_year', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()

/** The years for which collectives registered something that this person reads, the newest first. */
export async function yearsOfCollectives(db: Reader): Promise<number[]> {
  const rows = await db
    .selectFrom('pledges.collective')
    .select('year')
    .distinct()
    .where('withdrawn_at', 'is', null)
    .orderBy('year', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ year }) => year)
}
