import { sql } from 'kysely'
import type { Basis, SumRow } from '#figures'
import type { Reader, Tx } from '#platform/database'
import type { Day, Span } from '#platform/time'
import type { Conflict } from './rules.ts'

/** Who this server is to others, if it has ever published or joined. */
export type ThisServer = {
  id: string
  unitId: string | null
  unitName: string | null
  publishedAt: Date | null
}

/** Who this server is. */
export async function thisServer(db: Reader): Promise<ThisServer | undefined> {
  const { rows } = await sql<ThisServer>`
    select this_server.id, this_server.unit_id as "unitId", unit.name as "unitName", this_server.published_at as "publishedAt"
      from federation.this_server left join org.unit on unit.id = this_server.unit_id`.execute(db)
  return rows[0]
}

/** Makes this server somebody to others, once. @returns its id. */
export async function nameThisServer(tx: Tx): Promise<string> {
  await sql`insert into federation.this_server default values on conflict do nothing`.execute(tx)
  return (await thisServer(tx))?.id ?? ''
}

/** The first year of which a server has told anything about its own unit; undefined where none has. */
export async function firstYearOfServers(db: Reader): Promise<number | undefined> {
  const { rows } = await sql<{ year: number | null }>`
    select min(roll_up.year) as year from federation.server
      join federation.roll_up on roll_up.server = server.server and roll_up.unit_id = server.unit_id`.execute(
    db,
  )
  return rows[0]?.year ?? undefined
}

/** The last migration that has run here. */
export async function versionHere(db: Reader): Promise<string> {
  const { rows } = await sql<{
    version: string
  }>`select version from federation.version_here`.execute(db)
  return rows[0]?.version ?? ''
}

/** The area that stands above all others today, if it is one alone: for whom a server speaks where nobody says. */
export async function topUnit(db: Reader, today: Day): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select unit.id from org.unit join org.kind on kind.code = unit.kind and kind.is_area
     where daterange(unit.valid_from, unit.valid_to) @> ${today}::date
       and not exists (select from org.placement where placement.unit_id = unit.id
                          and daterange(placement.valid_from, placement.valid_to) @> ${today}::date)
     limit 2`.execute(db)
  return rows.length === 1 ? rows[0]?.id : undefined
}

/** At which level a unit stands. */
export async function levelOf(db: Reader, unitId: string): Promise<string | undefined> {
  const { rows } = await sql<{ level: string }>`
    select kind.level from org.unit join org.kind on kind.code = unit.kind where unit.id = ${unitId}`.execute(
    db,
  )
  return rows[0]?.level
}

/** The country, on a national server. */
export async function countryOf(db: Reader): Promise<{ id: string; name: string } | undefined> {
  const { rows } = await sql<{ id: string; name: string }>`
    select unit.id, unit.name from org.unit join org.kind on kind.code = unit.kind and kind.level = 'country'
     where unit.valid_to is null order by unit.valid_from limit 1`.execute(db)
  return rows[0]
}

/** Begins to give for a unit; a second time brings all of it anew. */
export async function beginGiving(tx: Tx, unitId: string): Promise<void> {
  await sql`select federation.publish(${unitId})`.execute(tx)
}

/** Ends the giving. */
export async function endGiving(tx: Tx): Promise<void> {
  await sql`select federation.withdraw()`.execute(tx)
}

/** The heartbeat of a server that gives; nothing elsewhere. */
export async function beat(tx: Tx): Promise<void> {
  await sql`select federation.beat()`.execute(tx)
}

/** Notes that a server has joined; one that joins again keeps its place. */
export async function noteJoined(tx: Tx, server: string, address: string): Promise<void> {
  await sql`
    insert into federation.joined (server, address) values (${server}, ${address})
        on conflict (server) do update set address = excluded.address`.execute(tx)
}

/** Deletes all that a server has given. */
export async function forgetServer(tx: Tx, server: string): Promise<void> {
  await sql`select federation.forget(${server})`.execute(tx)
}

/** A server that has joined, as it is known here. Names and instants are missing until its first copy has come. */
export type MemberRow = {
  server: string
  address: string
  unitId: string | null
  name: string | null
  version: string | null
  countedUntil: Date | null
  receivedAt: Date | null
  conflict: Conflict | null
  units: number
  reports: number
  /** Indicators that mean something else there, or are unknown here: their totals are not added. */
  otherIndicators: number
  /** Units that another server, or this one, knows by the same id. */
  sharedUnits: number
  isCopying: boolean
  isReceiving: boolean
}

/** The servers that have joined, in the order in which they did. */
export async function members(db: Reader, only?: string): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select member.server, member.address, member.unit_id as "unitId", member.name, member.version,
           member.counted_until as "countedUntil", member.received_at as "receivedAt", member.conflict,
           (select count(*) from federation.unit where unit.server = member.server) as units,
           (select count(*) from federation.report where report.server = member.server) as reports,
           (select count(*) from federation.indicator as theirs
             where theirs.server = member.server and not exists (
               select from figures.indicator as here where here.code = theirs.code and here.rule = theirs.rule
                  and here.unit_vi = theirs.unit_vi and here.formula is not distinct from theirs.formula)) as "otherIndicators",
           (select count(*) from federation.unit where unit.server = member.server and (
               exists (select from org.unit as here where here.id = unit.id)
               or exists (select from federation.unit as other where other.id = unit.id and other.server <> unit.server))) as "sharedUnits",
           exists (select from pg_subscription_rel as part where part.srsubid = subscription.oid and part.srsubstate <> 'r') as "isCopying",
           exists (select from pg_stat_subscription as worker
                    where worker.subid = subscription.oid and worker.worker_type = 'apply' and worker.pid is not null) as "isReceiving"
      from federation.member
      left join pg_subscription as subscription on subscription.subname = 'lantoa_from_' || replace(member.server::text, '-', '')
       and subscription.subdbid = (select oid from pg_database where datname = current_database())
     where ${only ?? null}::uuid is null or member.server = ${only ?? null}::uuid
     order by member.joined_at, member.server`.execute(db)
  return rows
}

/** One month of what the unit of a server comes to. A stock stands at its end. */
export type ServerMonth = SumRow & { server: string; month: number }

/** What is asked of the totals of servers: some units of each, some or all indicators, months from until. */
export type AskedOfServers = {
  units: readonly { server: string; unitId: string }[]
  codes: readonly string[] | null
  line: string | undefined
  basis: Basis
  span: Span
}

const monthNumber = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1

/**
 * Totals of servers' units month by month. Only indicators that mean the same here; `month` counts from the first of
 * the span. In the roll-up each place holds the year up to the end of its month, so a month is one difference.
 */
export async function monthsOfServers(
  db: Reader,
  { units, codes, line, basis, span }: AskedOfServers,
): Promise<ServerMonth[]> {
  const [first, until] = [monthNumber(span.from), monthNumber(span.until)]
  const change = (column: string) => sql`
    coalesce(kept.${sql.ref(column)}[place], 0) - case when place = 1 then 0 else coalesce(kept.${sql.ref(column)}[place - 1], 0) end as ${sql.ref(column)}`
  const { rows } = await sql<ServerMonth>`
    with asked as (
      select server, unit_id from unnest(${units.map(({ server }) => server)}::uuid[], ${units.map(({ unitId }) => unitId)}::uuid[]) as asked (server, unit_id)
    ), cell as materialized (
      select kept.server, kept.unit_id, kept.indicator, here.rule, kept.year * 12 + place - 1 as month,
             ${change('total')}, ${change('proven')}, ${change('confirmed')}, ${change('verified')},
             ${change('entries')}, ${change('over')}, ${change('about')}
        from asked
        join federation.roll_up as kept using (server, unit_id)
        join figures.indicator as here on here.code = kept.indicator
        join federation.indicator as theirs on theirs.server = kept.server and theirs.code = kept.indicator
         and theirs.rule = here.rule and theirs.unit_vi = here.unit_vi
        cross join generate_series(1, 12) as place
       where kept.basis = any (${basis === 'today' ? ['then', 'moved'] : ['then']}::text[]) and kept.slice = ${line === undefined ? '' : `line:${line}`}
         and (${codes}::text[] is null or kept.indicator = any (${codes}::text[]))
         and kept.year * 12 + place - 1 < ${until}::int
         and (here.rule = 'stock' or kept.year * 12 + place - 1 >= ${first}::int)
    )
    select cell.server, cell.unit_id as "unitId", cell.indicator, month.number - ${first}::int as month,
           sum(cell.total) as total, sum(cell.proven) as proven, sum(cell.confirmed) as confirmed, sum(cell.verified) as verified,
           sum(cell.entries) as entries, sum(cell.over) as over, sum(cell.about) as about
      from generate_series(${first}::int, ${until}::int - 1) as month (number)
      join cell on case when cell.rule = 'stock' then cell.month <= month.number else cell.month = month.number end
     group by 1, 2, 3, 4
    having sum(cell.entries) <> 0 or sum(cell.total) <> 0`.execute(db)
  return rows
}

/** A unit of another server. */
export type ServerUnit = {
  id: string
  name: string
  kind: string
  level: string
  officialCode: string | null
}

/** The areas directly beneath a unit of another server today, by name. */
export async function areasBeneath(
  db: Reader,
  server: string,
  unitId: string,
  today: Day,
  limit: number,
): Promise<ServerUnit[]> {
  const { rows } = await sql<ServerUnit>`
    select unit.id, unit.name, unit.kind, unit.level, unit.official_code as "officialCode"
      from federation.placement join federation.unit on unit.server = placement.server and unit.id = placement.unit_id
     where placement.server = ${server} and placement.parent_id = ${unitId} and placement.tree = 'area' and unit.is_area
       and daterange(placement.valid_from, placement.valid_to) @> ${today}::date
       and daterange(unit.valid_from, unit.valid_to) @> ${today}::date
     order by unit.name collate org.names, unit.id limit ${limit}`.execute(db)
  return rows
}

/** A report that a server has issued. */
export type IssuedReport = {
  id: string
  unitName: string | null
  outline: string
  period: string
  number: number
  issuedOn: Day
  hash: string
}

/** The reports that a server has issued, the newest first. */
export async function reportsOf(db: Reader, server: string, limit: number): Promise<IssuedReport[]> {
  const { rows } = await sql<IssuedReport>`
    select report.id, unit.name as "unitName", report.outline, report.period, report.number,
           report.issued_on as "issuedOn", report.content_sha256 as hash
      from federation.report left join federation.unit on unit.server = report.server and unit.id = report.unit_id
     where report.server = ${server}
     order by report.issued_on desc, report.number desc, report.id limit ${limit}`.execute(db)
  return rows
}
