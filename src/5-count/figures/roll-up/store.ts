import { type RawBuilder, sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day, Span } from '#platform/time'
import { stretchesOf } from './stretches.ts'

/** How the units are meant: as they stood when something happened, or as they stand today. */
export const bases = ['then', 'today'] as const
export type Basis = (typeof bases)[number]

/** A unit that was asked for, and one that answers for it. */
export type Answering = {
  asked: string
  root: string
  basis: Basis
  isKept: boolean
  /** Whether there are facts at all of a longer span than a day that overlaps the one that was asked. */
  hasSpans: boolean
}

/**
 * Which units answer for some others. A unit answers for itself. One that has ended has no today: what it did until
 * then, and what was made of nothing but it (`org.scope`), goes on answering as it was.
 */
export async function answeringFor(
  db: Reader,
  unitIds: readonly string[],
  basis: Basis,
  span?: Span,
): Promise<Answering[]> {
  const { rows } = await sql<Answering>`
    select asked, root, basis, is_kept as "isKept",
           exists (select from figures.span_fact
                    where day >= ${span?.from ?? null}::date and since < ${span?.until ?? null}::date) as "hasSpans"
      from figures.answering(${[...unitIds]}::uuid[], ${basis}::text)`.execute(db)
  return rows
}

/** What is asked of the totals. `codes` null asks for every indicator; `slice` is '' for all, or `line:women`, `theme:…`. */
export type Asked = {
  units: readonly string[]
  codes: readonly string[] | null
  slice: string
  basis: Basis
  span: Span
}

/** A sum, the parts of it that are proven, and how many entries it comes from. */
export type SumRow = {
  unitId: string
  indicator: string
  total: number
  proven: number
  confirmed: number
  verified: number
  entries: number
  over: number
  about: number
}

const monthNumber = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1

// Flows from the first day of the span on; of a stock all that ever changed before its last.
const rollUpRows = ({ units, codes, slice, basis, span }: Asked) => sql`
  figures.roll_up as kept join figures.indicator on indicator.code = kept.indicator
  where kept.basis = any (${basis === 'today' ? ['then', 'moved'] : ['then']}::text[]) and kept.slice = ${slice}
    ${codes === null ? sql`` : sql`and kept.indicator = any (${[...codes]}::text[])`}
    and kept.unit_id = any (${[...units]}::uuid[])
    and kept.year < ${Math.ceil(monthNumber(span.until) / 12)}
    and (indicator.rule = 'stock' or kept.year >= ${Number(span.from.slice(0, 4))})`

const cellRows = (
  name: 'unfolded_cells' | 'counted_cells' | 'unfolded_sums' | 'counted_sums',
  { units, codes, slice, basis, span }: Asked,
) => sql`
  figures.${sql.raw(name)}(${[...units]}::uuid[], ${codes === null ? null : [...codes]}::text[], ${slice}::text,
    ${span.from}::date, ${span.until}::date, ${basis}::text)`

const sumsOfCells = sql`
  sum(amount) as total, coalesce(sum(amount) filter (where assurance <> 'declared'), 0) as proven,
  coalesce(sum(amount) filter (where assurance = 'confirmed'), 0) as confirmed,
  coalesce(sum(amount) filter (where assurance = 'verified'), 0) as verified,
  sum(entries) as entries, sum(over) as over, sum(about) as about`

const sums = async (
  db: Reader,
  name: `${'kept' | 'counted'}_sums` | `${'flows' | 'changes'}_of_days${'' | '_of_many'}`,
  { units, codes, slice, basis, span }: Asked,
): Promise<SumRow[]> => {
  const { rows } = await sql<SumRow>`
    select unit_id as "unitId", indicator, total, proven, confirmed, verified, entries, over, about
      from figures.${sql.raw(name)}(${[...units]}::uuid[], ${codes === null ? null : [...codes]}::text[], ${slice}::text,
             ${span.from}::date, ${span.until}::date, ${basis}::text)`.execute(db)
  return rows
}

/** How many units report to some others: it decides from which end their facts are found. */
export async function unitsCountedFor(db: Reader, roots: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select from figures.attribution where counted_id = any (${[...roots]}::uuid[]) limit 2000) as few`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** The facts of so many units are found by their units; those of more as they come. */
export const fewUnits = 600

/**
 * Totals of a span from the roll-up and what it does not hold yet. The roll-up knows months only: of those that the span
 * breaks, the days within it are added up from the facts.
 */
export async function keptTotals(db: Reader, asked: Asked): Promise<SumRow[]> {
  const { months, days, rest } = stretchesOf(asked.span)
  if (days.length === 0) return sums(db, 'kept_sums', asked)
  const manner = (await unitsCountedFor(db, asked.units)) <= fewUnits ? '' : '_of_many'
  const found = await sums(db, 'kept_sums', { ...asked, span: months })
  for (const span of days) found.push(...(await sums(db, `flows_of_days${manner}`, { ...asked, span })))
  if (rest) found.push(...(await sums(db, `changes_of_days${manner}`, { ...asked, span: rest })))
  return found
}

/** The same, added up from the facts, which know their days: for units of which no totals are kept. */
export const countedTotals = (db: Reader, asked: Asked): Promise<SumRow[]> => sums(db, 'counted_sums', asked)

/** A sum of one line of organisations. */
export type LineRow = SumRow & { line: string }

/** The totals of whole months of every line at once: `kept` where the roll-up holds them, `counted` from the facts. */
export async function sumsByLine(
  db: Reader,
  from: 'kept' | 'counted',
  { units, basis, span }: Asked,
): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select unit_id as "unitId", line, indicator, total, proven, confirmed, verified, entries, over, about
      from figures.${sql.raw(from)}_sums_by_line(${[...units]}::uuid[], ${span.from}::date, ${span.until}::date, ${basis}::text)`.execute(
    db,
  )
  return rows
}

/** A year of the roll-up, up to the end of each of its months, as PostgreSQL writes an array. */
export type YearRow = {
  unitId: string
  indicator: string
  year: number
  total: string
  proven: string
  confirmed: string | null
  verified: string | null
  entries: string
  over: string | null
  about: string | null
}

/**
 * Years of the roll-up, month by month. Of stocks all years up to the span, since each holds only what changed. Where
 * only `proven` is of interest, and not how, confirmed and verified stay away: half of the numbers to be sent.
 */
export async function keptYears(
  db: Reader,
  asked: Asked,
  levels: 'all' | 'proven' = 'all',
): Promise<YearRow[]> {
  const others =
    levels === 'all'
      ? sql`kept.confirmed::text, kept.verified::text`
      : sql`null as confirmed, null as verified`
  const { rows } = await sql<YearRow>`
    select kept.unit_id as "unitId", kept.indicator, kept.year, kept.total::text, kept.proven::text, ${others},
           kept.entries::text, kept.over::text, kept.about::text
      from ${rollUpRows(asked)}`.execute(db)
  return rows
}

/** Sums of single months. */
export type MonthRow = SumRow & { month: Day }

/** Months that the roll-up does not hold yet (`unfolded`), or as the facts themselves come to (`counted`). */
export async function monthSums(db: Reader, asked: Asked, from: 'unfolded' | 'counted'): Promise<MonthRow[]> {
  const { rows } = await sql<MonthRow>`
    select unit_id as "unitId", indicator, month, ${sumsOfCells} from ${cellRows(`${from}_cells`, asked)}
     group by unit_id, indicator, month`.execute(db)
  return rows
}

/** Sums of one series (an initiative), wherever it was run; by month where asked for. */
export async function seriesSums(
  db: Reader,
  seriesId: string,
  asked: Pick<Asked, 'codes' | 'slice' | 'span'>,
): Promise<MonthRow[]> {
  const line = sql`(select unit.line from org.unit where unit.id = unit_id)`
  const where = sql`series_id = ${seriesId} and day < ${asked.span.until}
    and (${asked.slice} = '' or ${asked.slice} = 'line:' || ${line} or ${asked.slice} = 'theme:' || theme_id)
    ${asked.codes === null ? sql`` : sql`and indicator = any (${[...asked.codes]}::text[])`}`
  const columns = sql`indicator, date_trunc('month', day)::date as month, assurance, amount, entries, over, about`
  const { rows } = await sql<MonthRow>`
    select ${seriesId}::text as "unitId", indicator, month, ${sumsOfCells}
      from (select ${columns} from figures.flow where ${where} and day >= ${asked.span.from}
            union all select ${columns} from figures.change where ${where}) as cell
     group by indicator, month`.execute(db)
  return rows
}

/** Sums of many series at once, each wherever it was run; the id of the series stands in the place of the unit. */
export async function sumsOfSeries(
  db: Reader,
  seriesIds: readonly string[],
  { from, until }: Span,
): Promise<SumRow[]> {
  const columns = sql`series_id, indicator, assurance, amount, entries, over, about`
  const where = sql`series_id = any (${[...seriesIds]}::uuid[]) and day < ${until}`
  const { rows } = await sql<SumRow>`
    select series_id as "unitId", indicator, ${sumsOfCells}
      from (select ${columns} from figures.flow where ${where} and day >= ${from}
            union all select ${columns} from figures.change where ${where}) as cell
     group by series_id, indicator`.execute(db)
  return rows
}

/**
 * How many different subjects there are, by unit, indicator and the best proof of each. Different people cannot be
 * added, so this is counted from the facts every time.
 */
export const distinctSums = (db: Reader, asked: Asked): Promise<SumRow[]> =>
  distinctIn(db, asked, sql`null::text`)

/** The same of every line at once: whoever was there with two lines is counted in both. */
export const distinctByLine = (db: Reader, asked: Asked): Promise<LineRow[]> =>
  distinctIn(db, asked, sql`unit.line`)

async function distinctIn(db: Reader, asked: Asked, line: RawBuilder<unknown>): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select unit_id as "unitId", line, indicator, count(*) as total, count(*) filter (where assurance <> 'declared') as proven,
           count(*) filter (where assurance = 'confirmed') as confirmed, count(*) filter (where assurance = 'verified') as verified,
           count(*) as entries, 0 as over, 0 as about
      from (
        select attribution.counted_id as unit_id, ${line} as line, fact.indicator, fact.subject, max(fact.assurance) as assurance
          from figures.standing as fact
          join org.unit on unit.id = fact.unit_id
          join figures.attribution on attribution.unit_id = fact.unit_id and attribution.counted_id = any (${[...asked.units]}::uuid[])
           and attribution.said @> fact.day
           and attribution.held @> ${asked.basis === 'then' ? sql`fact.day` : sql`(select today from figures.roll_up_state)`}
         where fact.subject is not null and fact.day >= ${asked.span.from} and fact.day < ${asked.span.until}
           and fact.indicator = any (${[...(asked.codes ?? [])]}::text[])
           and (${asked.slice} = '' or ${asked.slice} = 'line:' || unit.line or ${asked.slice} = 'theme:' || fact.theme_id)
         group by 1, 2, 3, 4
      ) as subject
     group by unit_id, line, indicator`.execute(db)
  return rows
}

/** The same for some series by themselves (`unitId` is the series), or for all of them together. */
export async function distinctOfSeries(
  db: Reader,
  seriesIds: readonly string[],
  { from, until }: Span,
  areTogether = false,
): Promise<SumRow[]> {
  const { rows } = await sql<SumRow>`
    select series as "unitId", indicator, count(*) as total, count(*) filter (where assurance <> 'declared') as proven,
           count(*) filter (where assurance = 'confirmed') as confirmed, count(*) filter (where assurance = 'verified') as verified,
           count(*) as entries, 0 as over, 0 as about
      from (
        select ${areTogether ? sql`''` : sql`series_id::text`} as series, indicator, subject, max(assurance) as assurance
          from figures.standing
         where series_id = any (${[...seriesIds]}::uuid[]) and subject is not null and day >= ${from} and day < ${until}
         group by 1, 2, 3
      ) as subject
     group by series, indicator`.execute(db)
  return rows
}

/** Folds what was posted into the roll-up; gives how many facts and steps. The transaction must see one snapshot. */
export async function foldOnce(tx: Tx, today: Day): Promise<number> {
  const { rows } = await sql<{ folded: number }>`select figures.fold(${today}::date) as folded`.execute(tx)
  return rows[0]?.folded ?? 0
}

/** Whether anything waits to be folded, or the day has changed. */
export async function isFoldDue(db: Reader, today: Day): Promise<boolean> {
  const { rows } = await sql<{ is_due: boolean }>`
    select exists (select from figures.unfolded_flow()) or exists (select from figures.unfolded_change())
        or ${today}::date > (select today from figures.roll_up_state) as is_due`.execute(db)
  return rows[0]?.is_due ?? false
}

/** One thing that is derived and is not what the facts come to. */
export type Difference = {
  difference: string
  basis: string | null
  slice: string | null
  indicator: string | null
  unitId: string | null
  year: number | null
}

/** Recomputes everything derived. @returns what differs: nothing, if all is well. */
export async function differences(tx: Tx): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    select difference, basis, slice, indicator, unit_id as "unitId", year from figures.recount() limit 1000`.execute(
    tx,
  )
  return rows
}

/** Recomputes the roll-up from the facts. */
export async function rebuildAll(tx: Tx): Promise<void> {
  await sql`select figures.rebuild()`.execute(tx)
}

/** Makes the partitions of a year and of those before it. */
export async function addPartitions(tx: Tx, throughYear: number): Promise<void> {
  await sql`select figures.add_partitions(${throughYear}::int)`.execute(tx)
}

/** Whether the figures were folded on another server: this one was made from its backup. */
export async function isFromElsewhere(db: Reader): Promise<boolean> {
  const { rows } = await sql<{ isFromElsewhere: boolean }>`
    select server <> (select system_identifier::text from pg_control_system()) as "isFromElsewhere"
      from figures.roll_up_state`.execute(db)
  return rows[0]?.isFromElsewhere ?? false
}

/** Forgets the transactions of another server, so that all is folded anew. */
export async function adoptFigures(tx: Tx): Promise<void> {
  await sql`select figures.adopt()`.execute(tx)
}

/** Up to when the figures are folded, and which day is today for today's units. */
export async function stateOfRollUp(db: Reader): Promise<{ today: Day; foldedAt: string }> {
  const { rows } = await sql<{ today: Day; foldedAt: string }>`
    select today, folded_at::text as "foldedAt" from figures.roll_up_state`.execute(db)
  return rows[0] ?? fail()
}

const fail = (): never => {
  throw new Error('figures.roll_up_state has no row: the migrations have not run.')
}
