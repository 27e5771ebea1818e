import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Drawn } from './draw.ts'
import type { Plan } from './entry.ts'
import type { Estimate } from './rules.ts'

/** A spot check as it stands. The seed is there once it was drawn. */
export type SpotCheck = {
  id: string
  unitId: string
  unitName: string
  unitSlug: string
  indicator: string
  kind: string | null
  period: string
  purpose: string
  confidence: number
  tolerable: number
  expected: number
  commitment: string
  sealedSeed: string
  plannerName: string | null
  plannedAt: Date
  seed: string | null
  populationHash: string | null
  sampleHash: string | null
  populationSize: number | null
  sampleSize: number | null
  declared: number | null
  drawnAt: Date | null
  conclusion: string | null
  estimate: Estimate | null
  closerName: string | null
  closedAt: Date | null
}

const checks = (db: Reader) =>
  db
    .selectFrom('verification.spot_check as spot_check')
    .innerJoin('org.unit as unit', 'unit.id', 'spot_check.unit_id')
    .leftJoin('access.person as planner', 'planner.id', 'spot_check.planned_by')
    .leftJoin('access.person as closer', 'closer.id', 'spot_check.closed_by')
    .select([
      'spot_check.id',
      'spot_check.unit_id as unitId',
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'spot_check.indicator',
      'spot_check.kind',
      'spot_check.period',
      'spot_check.purpose',
      'spot_check.confidence',
      'spot_check.tolerable',
      'spot_check.expected',
      'spot_check.commitment',
      'spot_check.sealed_seed as sealedSeed',
      'planner.name as plannerName',
      'spot_check.planned_at as plannedAt',
      'spot_check.seed',
      'spot_check.population_hash as populationHash',
      'spot_check.sample_hash as sampleHash',
      'spot_check.population_size as populationSize',
      'spot_check.sample_size as sampleSize',
      'spot_check.declared',
      'spot_check.drawn_at as drawnAt',
      'spot_check.conclusion',
      'spot_check.estimate',
      'closer.name as closerName',
      'spot_check.closed_at as closedAt',
    ])
    .$castTo<SpotCheck>()

/** One spot check by its id. */
export const findSpotCheck = (db: Reader, id: string): Promise<SpotCheck | undefined> =>
  checks(db).where('spot_check.id', '=', id).executeTakeFirst()

/** Spot checks, the latest first; `after` is the last of the page before. */
export const spotChecks = (
  db: Reader,
  page: { after?: string | undefined; limit: number },
): Promise<SpotCheck[]> =>
  checks(db)
    .$if(page.after !== undefined, (query) => query.where('spot_check.id', '<', page.after ?? ''))
    .orderBy('spot_check.id', 'desc')
    .limit(page.limit)
    .execute()

/** Closed checks of one figure, the latest first. */
export const closedChecksOf = (
  db: Reader,
  of: { unitId: string; indicator: string; period: string },
): Promise<SpotCheck[]> =>
  checks(db)
    .where('spot_check.unit_id', '=', of.unitId)
    .where('spot_check.indicator', '=', of.indicator)
    .where('spot_check.period', '=', of.period)
    .where('spot_check.kind', 'is', null)
    .where('spot_check.closed_at', 'is not', null)
    .orderBy('spot_check.closed_at', 'desc')
    .limit(5)
    .execute()

/** Enters a plan with the hash of its seed; the seed itself is sealed. */
export async function insertSpotCheck(
  tx: Tx,
  row: Omit<Plan, 'unit'> & {
    id: string
    unitId: string
    commitment: string
    sealedSeed: string
    plannedBy: string
  },
): Promise<void> {
  await tx
    .insertInto('verification.spot_check')
    .values({
      id: row.id,
      unit_id: row.unitId,
      indicator: row.indicator,
      kind: row.kind,
      period: row.period,
      purpose: row.purpose,
      confidence: row.confidence,
      tolerable: row.tolerable,
      expected: row.expected,
      commitment: row.commitment,
      sealed_seed: row.sealedSeed,
      planned_by: row.plannedBy,
    })
    .execute()
}

/** The version of each record that stands now, of one kind only where one is named. */
export async function versionsOf(
  db: Reader,
  ids: readonly string[],
  kind: string | null,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; version: number }>`
    select activity.id, activity.version from activities.activity
      join initiatives.initiative on initiative.id = activity.initiative_id
     where activity.id = any (${[...ids]}::uuid[]) and (${kind}::text is null or initiative.kind = ${kind})
     limit ${ids.length + 1}`.execute(db)
  return new Map(rows.map(({ id, version }) => [id, version]))
}

/** A record of the list: what the figure holds of it, and what of that counts for the unit that is checked. */
export type Candidate = Drawn & { version: number; recorded: number }

/** Keeps the list from which was drawn. */
export async function insertCandidates(tx: Tx, checkId: string, list: readonly Candidate[]): Promise<void> {
  const perStatement = 5000
  for (let first = 0; first < list.length; first += perStatement) {
    const some = list.slice(first, first + perStatement)
    await sql`
      insert into verification.candidate (check_id, activity_id, version, amount, counted, stratum, is_drawn)
      select ${checkId}::uuid, unnest(${some.map(({ id }) => id)}::uuid[]), unnest(${some.map(({ version }) => version)}::integer[]),
             unnest(${some.map(({ recorded }) => recorded)}::numeric[]), unnest(${some.map(({ amount }) => amount)}::numeric[]),
             unnest(${some.map(({ stratum }) => stratum)}::integer[]), unnest(${some.map(({ isDrawn }) => isDrawn)}::boolean[])`.execute(
      tx,
    )
  }
}

/** What the draw gave. */
export type Draw = {
  seed: string
  populationHash: string
  sampleHash: string
  populationSize: number
  sampleSize: number
  declared: number
}

/** What is written of a draw. */
export const columnsOfDraw = (draw: Draw) => ({
  seed: draw.seed,
  population_hash: draw.populationHash,
  sample_hash: draw.sampleHash,
  population_size: draw.populationSize,
  sample_size: draw.sampleSize,
  declared: draw.declared,
})

/** A longer list is a whole province's year; a check of it is planned by commune or by kind. */
export const mostRecords = 50_000

/** What everybody may see of a check: no record, and no name of a person. */
export type Published = Pick<
  SpotCheck,
  | 'unitName'
  | 'indicator'
  | 'kind'
  | 'period'
  | 'confidence'
  | 'tolerable'
  | 'expected'
  | 'commitment'
  | 'plannedAt'
  | 'seed'
  | 'populationHash'
  | 'sampleHash'
  | 'populationSize'
  | 'sampleSize'
  | 'declared'
  | 'drawnAt'
  | 'estimate'
  | 'closedAt'
>

/** A check as it is published. */
export async function publishedCheck(db: Reader, id: string): Promise<Published | undefined> {
  const { rows } = await sql<Published>`
    select unit_name as "unitName", indicator, kind, period, confidence, tolerable, expected, commitment,
           planned_at as "plannedAt", seed, population_hash as "populationHash", sample_hash as "sampleHash",
           population_size as "populationSize", sample_size as "sampleSize", declared, drawn_at as "drawnAt", estimate,
           closed_at as "closedAt"
      from verification.published(${id}::uuid)`.execute(db)
  return rows[0]
}
