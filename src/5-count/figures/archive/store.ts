import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Span } from '#platform/time'
import { thousandths } from './rules.ts'

/** A year whose facts lie in a file. */
export type Archive = { year: number; file: string; sha256: string; facts: number; madeAt: Date }

/** All archives, or those of the years of a span. */
export async function archivesIn(db: Reader, span?: Span): Promise<Archive[]> {
  const { rows } = await sql<Archive>`
    select year, file, sha256, facts, made_at as "madeAt" from figures.archive
     where ${span === undefined} or year between extract(year from ${span?.from ?? null}::date)
                                             and extract(year from ${span?.until ?? null}::date - 1)
     order by year limit 1000`.execute(db)
  return rows
}

/** A year's partition. The number comes from us, and nothing else gets into the statement. */
const partOf = (year: number) => sql.raw(`figures.fact_${Math.trunc(year)}`)

/** Whether there is a place of its own for the facts of a year. */
export async function hasPart(db: Reader, year: number): Promise<boolean> {
  const { rows } = await sql<{ is_there: boolean }>`
    select to_regclass(${`figures.fact_${Math.trunc(year)}`}) is not null as is_there`.execute(db)
  return rows[0]?.is_there ?? false
}

/** Lets nobody post to a year until the transaction ends. Whoever waits too long for it has come at a bad moment. */
export async function closeYear(tx: Tx, year: number): Promise<void> {
  await sql`set local lock_timeout = '20s'`.execute(tx)
  await sql`lock table ${partOf(year)} in share mode`.execute(tx)
}

/** Whether a year has facts that the roll-up does not hold yet. */
export async function hasUnfolded(db: Reader, year: number): Promise<boolean> {
  const { rows } = await sql<{ so: boolean }>`
    select exists (select from ${partOf(year)} as fact
                    where not pg_visible_in_snapshot(fact.posted_in, (select folded from figures.roll_up_state))) as so`.execute(
    db,
  )
  return rows[0]?.so ?? true
}

/** The cluster, whose transactions are numbered for itself. */
export async function serverHere(db: Reader): Promise<string> {
  const { rows } = await sql<{ server: string }>`select server from figures.roll_up_state`.execute(db)
  return rows[0]?.server ?? ''
}

const linesAtOnce = 10_000

/** Every fact of a year as one line of text, in an order that stays. */
export async function* linesOf(db: Reader, year: number): AsyncGenerator<string> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await sql<{ id: string; line: string }>`
      select id, json_build_array(id, unit_id, indicator, day, amount::text, qualifier, assurance, series_id, source_kind, source_id,
                                  theme_id, subject, reverses, posted_at, posted_in::text)::text as line
        from ${partOf(year)} as fact where id > ${after}::uuid order by id limit ${linesAtOnce}`.execute(db)
    for (const { line } of rows) yield line
    const last = rows.at(-1)
    if (!last || rows.length < linesAtOnce) return
    after = last.id
  }
}

/** How many facts a year has, and what they come to by indicator, in thousandths: asked of the database itself. */
export async function sumsOfYear(
  db: Reader,
  year: number,
): Promise<{ facts: number; sums: Record<string, string> }> {
  const { rows } = await sql<{ indicator: string; facts: number; sum: string }>`
    select indicator, count(*) as facts, sum(amount)::text as sum from ${partOf(year)} as fact
     group by indicator order by indicator collate "C" limit 10000`.execute(db)
  return {
    facts: rows.reduce((all, { facts }) => all + facts, 0),
    sums: Object.fromEntries(rows.map(({ indicator, sum }) => [indicator, String(thousandths(sum))])),
  }
}

/** Replaces the facts of a year by what they come to. @returns how many they were */
export async function condense(tx: Tx, year: number, file: string, sha256: string): Promise<number> {
  const { rows } = await sql<{ facts: number }>`
    select figures.condense(${year}::int, ${file}::text, ${sha256}::text) as facts`.execute(tx)
  return rows[0]?.facts ?? 0
}

/** Makes room for facts that come back. */
export async function beginReturn(tx: Tx): Promise<void> {
  await sql`create temporary table returning_fact on commit drop as table figures.fact with no data`.execute(
    tx,
  )
}

/** Reads lines of facts back. Where they come from another cluster their transactions mean nothing: 3 is one that all know. */
export async function putLines(tx: Tx, lines: readonly string[], isSameServer: boolean): Promise<void> {
  await sql`
    insert into pg_temp.returning_fact (id, unit_id, indicator, day, amount, qualifier, assurance, series_id, source_kind, source_id,
                                        theme_id, subject, reverses, posted_at, posted_in)
    select (line ->> 0)::uuid, (line ->> 1)::uuid, line ->> 2, (line ->> 3)::date, (line ->> 4)::numeric, line ->> 5,
           (line ->> 6)::figures.assurance, (line ->> 7)::uuid, line ->> 8, (line ->> 9)::uuid, (line ->> 10)::uuid, (line ->> 11)::uuid,
           (line ->> 12)::uuid, (line ->> 13)::timestamptz, case when ${isSameServer} then line ->> 14 else '3' end::xid8
      from json_array_elements(${`[${lines.join(',')}]`}::json) as line`.execute(tx)
}

/** Puts what was read back in the place of its sums. @returns how many facts */
export async function takeBack(tx: Tx, year: number): Promise<number> {
  const { rows } = await sql<{ facts: number }>`select figures.take_back(${year}::int) as facts`.execute(tx)
  return rows[0]?.facts ?? 0
}
