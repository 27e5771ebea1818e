import { sql } from 'kysely'
import type { IssuingSystem } from '#parameters'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'
import type { Day } from '#platform/time'
import type { Regime } from './obligations.ts'
import type { Begun } from './standing.ts'

/** A regime as its page shows it. */
export type KeptRegime = Regime & {
  unitName: string
  unitSlug: string
  outlineName: string | null
  system: IssuingSystem
  documentId: string | null
  documentSymbol: string | null
  source: string
  seen: number
  followsId: string | null
  followedById: string | null
  isManaged: boolean
}

const kept = (db: Reader) =>
  db
    .selectFrom('reports.regime as regime')
    .innerJoin('org.unit as unit', 'unit.id', 'regime.unit_id')
    .leftJoin('programme.document as document', 'document.id', 'regime.document_id')
    .select([
      'regime.id',
      'regime.unit_id as unitId',
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'regime.name',
      'regime.outline',
      'regime.period_kind as periodKind',
      'regime.reporters',
      'regime.month_begins as monthBegins',
      'regime.due_days as dueDays',
      'regime.valid_from as validFrom',
      'regime.valid_to as validTo',
      'regime.system',
      'regime.document_id as documentId',
      'document.symbol as documentSymbol',
      'regime.source',
      'regime.seen',
      'regime.follows_id as followsId',
      sql<string | null>`(select next.id from reports.regime as next where next.follows_id = regime.id)`.as(
        'followedById',
      ),
      sql<
        string | null
      >`(select name from reports.outline where outline.code = regime.outline order by state = 'issued' desc, version desc limit 1)`.as(
        'outlineName',
      ),
      sql<boolean>`regime.unit_id = any ((select access.units_for('regime.manage'))::uuid[])`.as('isManaged'),
    ])

/** All regimes that the reader may see, those that they manage first. */
export const regimesKept = (db: Reader, limit: number): Promise<KeptRegime[]> =>
  kept(db)
    .orderBy(sql`regime.unit_id = any ((select access.units_for('regime.manage'))::uuid[]) desc`)
    .orderBy(byName('unit.name'))
    .orderBy(byName('regime.name'))
    .orderBy('regime.valid_from', 'desc')
    .limit(limit)
    .$castTo<KeptRegime>()
    .execute()

/** One regime. */
export const keptRegime = (db: Reader, id: string): Promise<KeptRegime | undefined> =>
  kept(db).where('regime.id', '=', id).$castTo<KeptRegime>().executeTakeFirst()

/**
 * The regimes by which something may be owed: those that hold on a day, or ended since another; where units are given, only
 * those by which one reports to a unit above them.
 */
export function regimesOwed(
  db: Reader,
  asked: { since: Day; day: Day; most: number; unitIds: ReadonlySet<string> | undefined },
): Promise<KeptRegime[]> {
  let query = kept(db)
    .where('regime.valid_from', '<=', asked.day)
    .where((eb) => eb.or([eb('regime.valid_to', 'is', null), eb('regime.valid_to', '>', asked.since)]))
  if (asked.unitIds)
    query = query.where(
      sql<boolean>`regime.unit_id in (select ancestor_id from org.beneath where distance > 0 and unit_id = any (${[...asked.unitIds]}::uuid[]))`,
    )
  return query.orderBy('regime.id').limit(asked.most).$castTo<KeptRegime>().execute()
}

export type NewRegime = Pick<
  KeptRegime,
  | 'unitId'
  | 'name'
  | 'outline'
  | 'periodKind'
  | 'reporters'
  | 'monthBegins'
  | 'dueDays'
  | 'system'
  | 'documentId'
  | 'source'
  | 'validFrom'
  | 'validTo'
  | 'followsId'
> & { by: string | null }

/** Sets a regime. @returns its id */
export async function insertRegime(tx: Tx, regime: NewRegime): Promise<string> {
  const { id } = await tx
    .insertInto('reports.regime')
    .values({
      unit_id: regime.unitId,
      name: regime.name,
      outline: regime.outline,
      period_kind: regime.periodKind,
      reporters: JSON.stringify(regime.reporters),
      month_begins: regime.monthBegins,
      due_days: regime.dueDays,
      system: regime.system,
      document_id: regime.documentId,
      source: regime.source,
      valid_from: regime.validFrom,
      valid_to: regime.validTo,
      follows_id: regime.followsId,
      written_by: regime.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Ends a regime on a day. False where somebody else has changed it since `seen`. */
export async function endOn(
  tx: Tx,
  { id, seen }: { id: string; seen: number },
  validTo: Day,
  by: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('reports.regime')
    .set({ valid_to: validTo, seen: seen + 1, written_by: by, written_at: new Date() })
    .where('id', '=', id)
    .where('seen', '=', seen)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A report that was begun for what is owed, and the last time it was sent. */
export type Come = {
  unitId: string
  period: string
  outline: string
} & Begun

/** What has become of the reports of some units: begun, frozen, sent by which regime. */
export async function reportsCome(
  db: Reader,
  unitIds: readonly string[],
  periods: readonly string[],
): Promise<Come[]> {
  if (unitIds.length === 0 || periods.length === 0) return []
  const { rows } = await sql<Come>`
    select report.unit_id as "unitId", report.period, report.outline, report.state, last.state as sent, last.frozen_state as "frozenState",
           last.regime_id as "regimeId"
      from reports.report
      left join lateral (
        select distinct on (sending.regime_id) sending.regime_id, sending.state, frozen.state as frozen_state
          from reports.sending left join reports.frozen on frozen.id = sending.frozen_id
         where sending.report_id = report.id order by sending.regime_id, sending.id desc) as last on true
     where report.kind = 'report' and report.unit_id = any (${[...unitIds]}::uuid[]) and report.period = any (${[...periods]}::text[])
     limit 20000`.execute(db)
  return rows
}
