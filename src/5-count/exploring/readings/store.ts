import { sql } from 'kysely'
import type { Answering, Basis, Figure, Reach, Rule } from '#figures'
import type { Reader, Tx } from '#platform/database'
import type { Day, Span } from '#platform/time'
import { type Cause, type CauseOfRecord, type CauseSum, type Levels, without } from './rules.ts'

/** When a figure was read: what was visible, which day was today, which units answered. */
export type Moment = {
  /** Where there is none, all that was posted up to `at` was visible. */
  snapshot: string | null
  at: string
  today: Day
  roots: string[]
  answered: Basis
  /** Who answered for the units beneath, where the figure is of the own or of those beneath alone; else none. */
  parts: string[]
}

/** What a figure was when it was read, and all that its difference to another reading follows from. */
export type Reading = {
  unitId: string
  indicator: string
  line: string | null
  themeId: string | null
  /** `all` where it is of the unit with all beneath it. */
  reach: Reach | 'all'
  basis: Basis
  period: string
  span: Span
  moment: Moment
  rule: Rule
  /** Of a derived figure the formula, and those of its parts that are derived themselves, by code. */
  formulas: Record<string, string>
  /** The figure by code; of a derived one its parts as well. */
  shown: Record<string, Figure>
}

/** The moment of this transaction. It must see one snapshot, or what it reads is not of one moment. */
export async function momentNow(db: Reader, answering: readonly Answering[]): Promise<Moment> {
  const { rows } = await sql<Omit<Moment, 'roots' | 'answered' | 'parts'> & { isolation: string }>`
    select pg_current_snapshot()::text as snapshot, now()::text as at, roll_up_state.today,
           current_setting('transaction_isolation') as isolation
      from figures.roll_up_state`.execute(db)
  const [row] = rows
  if (!row || row.isolation === 'read committed')
    throw new Error('A reading is taken in a transaction that sees one snapshot (look).')
  const { isolation: _, ...moment } = row
  return {
    ...moment,
    roots: answering.map(({ root }) => root),
    answered: answering[0]?.basis ?? 'then',
    parts: [],
  }
}

const columns = sql`
  unit_id as "unitId", indicator, line, theme_id as "themeId", reach, basis, period,
  jsonb_build_object('from', since, 'until', until) as span,
  jsonb_build_object('snapshot', snapshot::text, 'at', taken_at::text, 'today', today, 'roots', roots, 'answered', answered, 'parts', parts) as moment,
  rule, formulas, shown`

/** Keeps readings under their ids. */
export async function insertReadings(
  tx: Tx,
  readings: readonly { id: string; reading: Reading }[],
  keptBy: string | null,
): Promise<void> {
  if (readings.length === 0) return
  const rows = readings.map(({ id, reading: { moment, span, ...reading } }) => ({
    id,
    ...reading,
    ...span,
    ...moment,
  }))
  await sql`
    insert into figures.reading (id, unit_id, indicator, line, theme_id, basis, period, since, until, taken_at, snapshot, today,
                                 roots, answered, rule, formulas, shown, reach, parts, kept_by)
    select id, "unitId", indicator, line, "themeId", basis, period, "from", until, at, snapshot, today,
           roots, answered, rule, formulas, shown, reach, parts, ${keptBy}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
        id uuid, "unitId" uuid, indicator text, line text, "themeId" uuid, basis text, period text, "from" date, until date,
        at timestamptz, snapshot pg_snapshot, today date, roots uuid[], answered text, rule text, formulas jsonb, shown jsonb,
        reach text, parts uuid[])`.execute(tx)
}

/** One kept reading. */
export async function findReading(db: Reader, id: string): Promise<Reading | undefined> {
  const { rows } = await sql<Reading>`select ${columns} from figures.reading where id = ${id}`.execute(db)
  return rows[0]
}

/** A kept reading in a list. `over`, `about`: how many of its entries are not exact, as in a figure. */
export type KeptReading = { id: string; takenAt: Date; total: number; over?: number; about?: number }

/** The readings that were kept of one figure, the latest first. */
export async function readingsOf(
  db: Reader,
  asked: Pick<Reading, 'unitId' | 'indicator' | 'line' | 'period' | 'reach'>,
): Promise<KeptReading[]> {
  const { rows } = await sql<KeptReading>`
    select id, taken_at as "takenAt",
           (select sum((shown -> indicator ->> level)::numeric) from unnest(enum_range(null::figures.assurance)::text[]) as level) as total,
           coalesce((shown -> indicator ->> 'over')::float8, 0) as over, coalesce((shown -> indicator ->> 'about')::float8, 0) as about
      from figures.reading
     where unit_id = ${asked.unitId} and indicator = ${asked.indicator} and line is not distinct from ${asked.line}
       and period = ${asked.period} and theme_id is null and reach = ${asked.reach}
     order by taken_at desc limit 10`.execute(db)
  return rows
}

const momentOf = ({ snapshot, at, today, roots, answered }: Moment) => sql`
  row(${snapshot}::pg_snapshot, ${at}::timestamptz, ${today}::date, ${roots}::uuid[], ${answered}::text)::figures.moment`

/** What is compared: one figure that is counted from facts, at two moments. */
export type Compared = Pick<Reading, 'indicator' | 'rule' | 'line' | 'themeId' | 'span' | 'reach'> & {
  before: Moment
  after: Moment
}

const whatChanged = ({ indicator, rule, line, themeId, span, before, after }: Compared) => sql`
  figures.what_changed(${indicator}::text, ${rule}::text, ${line}::text, ${themeId}::uuid, ${span.from}::date, ${span.until}::date,
                       ${momentOf(before)}, ${momentOf(after)})`

/** The same of the units beneath alone. */
const ofParts = (compared: Compared): Compared => {
  const { before, after } = compared
  return { ...compared, before: { ...before, roots: before.parts }, after: { ...after, roots: after.parts } }
}

/** What each cause makes of the difference. */
export async function causesBetween(db: Reader, compared: Compared): Promise<CauseSum[]> {
  if (compared.reach === 'below') return causesOf(db, ofParts(compared))
  const causes = await causesOf(db, compared)
  return compared.reach === 'all' ? causes : without(causes, await causesOf(db, ofParts(compared)))
}

async function causesOf(db: Reader, compared: Compared): Promise<CauseSum[]> {
  const { rows } = await sql<{ cause: Cause; records: number } & Levels>`
    select cause, count(*) as records, sum(declared) as declared, sum(evidenced) as evidenced,
           sum(confirmed) as confirmed, sum(verified) as verified
      from ${whatChanged(compared)} group by cause order by cause`.execute(db)
  return rows.map(({ cause, records, ...change }) => ({ cause, records, change }))
}

/** A record that makes a difference: what it counted before and counts now, and by how much each level changes. */
export type ChangedRecord = {
  key: string
  causes: CauseOfRecord[]
  sourceKind: string
  sourceId: string
  unitName: string
  day: Day
  before: number
  after: number
  change: Levels
}

/** The records that make a difference, newest day first, page by page. */
export async function recordsBetween(
  db: Reader,
  compared: Compared,
  page: { cause?: CauseOfRecord | undefined; after?: { day: Day; id: string } | undefined; limit: number },
): Promise<ChangedRecord[]> {
  const { rows } = await sql<ChangedRecord>`
    select record.key, record.causes, record.source_kind as "sourceKind", record.source_id as "sourceId",
           unit.name as "unitName", record.day, record.before, record.after, record.change
      from (
        select key, source_kind, source_id, unit_id, day, array_agg(cause order by cause) as causes,
               -- Where amount and proof both changed, the row of the amount tells what it was.
               (array_agg(before order by before = after))[1] as before, max(after) as after,
               jsonb_build_object('declared', sum(declared), 'evidenced', sum(evidenced),
                                  'confirmed', sum(confirmed), 'verified', sum(verified)) as change
          from ${whatChanged(compared.reach === 'below' ? ofParts(compared) : compared)} where cause <> 'moved'
           ${compared.reach === 'own' ? sql`and key not in (select key from ${whatChanged(ofParts(compared))} where cause <> 'moved')` : sql``}
         group by key, source_kind, source_id, unit_id, day
      ) as record join org.unit on unit.id = record.unit_id
     where (${page.cause ?? null}::text is null or ${page.cause ?? null}::text = any (record.causes))
     ${page.after === undefined ? sql`` : sql`and (record.day, record.key) < (${page.after.day}::date, ${page.after.id}::uuid)`}
     order by record.day desc, record.key desc
     limit ${page.limit}`.execute(db)
  return rows
}

/** A unit whose records count otherwise since a reorganisation. */
export type MovedUnit = { unitId: string; unitName: string; records: number; change: number }

/** The units whose records count otherwise, those that matter most first. */
export async function movedBetween(db: Reader, compared: Compared): Promise<MovedUnit[]> {
  if (compared.reach === 'below') return movedOf(db, ofParts(compared))
  const moved = await movedOf(db, compared)
  if (compared.reach === 'all') return moved
  const below = new Map((await movedOf(db, ofParts(compared))).map(({ unitId, change }) => [unitId, change]))
  return moved
    .map((one) => ({ ...one, change: one.change - (below.get(one.unitId) ?? 0) }))
    .filter(({ change }) => change !== 0)
}

async function movedOf(db: Reader, compared: Compared): Promise<MovedUnit[]> {
  const { rows } = await sql<MovedUnit>`
    select moved.unit_id as "unitId", unit.name as "unitName", moved.records, moved.after - moved.before as change
      from ${whatChanged(compared)} as moved join org.unit on unit.id = moved.unit_id
     where moved.cause = 'moved' order by abs(moved.after - moved.before) desc, unit.name collate org.names limit 50`.execute(
    db,
  )
  return rows
}

/** Makes a link to a reading that holds for some days from now; gives its id. */
export async function insertShare(
  tx: Tx,
  share: { readingId: string; unitId: string; sharedBy: string; days: number },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into figures.share (reading_id, unit_id, shared_by, expires_at)
    values (${share.readingId}, ${share.unitId}, ${share.sharedBy}, now() + make_interval(days => ${share.days}))
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

/** Ends a link of the person's own (row-level security sees to that); gives whether there is such a link. */
export async function revokeOwn(tx: Tx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update figures.share set revoked_at = coalesce(revoked_at, now()) where id = ${id}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** A link in the list of whoever made it. */
export type OwnShare = {
  id: string
  sharedAt: Date
  expiresAt: Date
  state: 'live' | 'expired' | 'revoked'
  period: string
  indicator: string
  nameVi: string
  nameEn: string
  unitName: string
  unitSlug: string
}

/** A person's own links, the latest first; up to and without `after`, the last of the page before. */
export async function ownShares(
  db: Reader,
  personId: string,
  page: { after?: string | undefined; limit: number },
): Promise<OwnShare[]> {
  const { rows } = await sql<OwnShare>`
    select share.id, share.shared_at as "sharedAt", share.expires_at as "expiresAt",
           case when share.revoked_at is not null then 'revoked' when share.expires_at <= now() then 'expired' else 'live' end as state,
           reading.period, reading.indicator, indicator.name_vi as "nameVi", indicator.name_en as "nameEn",
           unit.name as "unitName", unit.slug as "unitSlug"
      from figures.share
      join figures.reading on reading.id = share.reading_id
      join figures.indicator on indicator.code = reading.indicator
      join org.unit on unit.id = share.unit_id
     where share.shared_by = ${personId} and (${page.after ?? null}::uuid is null or share.id < ${page.after ?? null}::uuid)
     order by share.id desc limit ${page.limit}`.execute(db)
  return rows
}

/** What a link opens: the reading while it holds, otherwise only that there was one. Undefined where there is none. */
export async function openShare(
  db: Reader,
  id: string,
): Promise<{ expiresAt: Date; reading: Reading | undefined } | undefined> {
  const { rows } = await sql<{ expiresAt: Date; isLive: boolean } & Reading>`
    select shared.expires_at as "expiresAt", shared.is_live as "isLive", ${columns}
      from figures.shared(${id}) as shared cross join lateral (select (shared.reading).*) as reading`.execute(
    db,
  )
  const [row] = rows
  if (!row) return undefined
  const { expiresAt, isLive, ...reading } = row
  return { expiresAt, reading: isLive ? reading : undefined }
}
