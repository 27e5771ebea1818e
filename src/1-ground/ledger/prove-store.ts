import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import type { Head } from './rules.ts'

/** What differs between a bound table and what was bound of it. `key` is the first row, `rows` how many there are. */
export type RowDifference = {
  relation: string
  difference: 'changed' | 'added' | 'missing' | 'came_back'
  key: string
  rows: number
  /** When the first row was last written, as the ledger says; none where it knows nothing of it. */
  act: string | null
  at: Date | null
}

/** The order of bytes and one text for each instant: a digest is the same on every server. */
async function inOneText(db: Reader): Promise<void> {
  await sql`select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true),
                   set_config('work_mem', '256MB', true)`.execute(db)
}

type Bound = { relation: string; key: string; digest: string }

/** The tables that are bound, and how the key and the digest of a row are worked out. */
async function boundTables(db: Reader): Promise<Bound[]> {
  const { rows } = await sql<Bound>`
    select relation, ledger.key_of(relation) as key, ledger.digest_of(columns) as digest
      from ledger.bound order by relation`.execute(db)
  return rows
}

/** What the newest line of the ledger says of each row. */
const leaves = sql`
  select distinct on (relation, key) relation, key, kind, digest, act, at
    from (select write.relation, one.key collate "C" as key, write.kind, write.act, write.at, write.id,
                 substring(write.digests from (32 * (one.place - 1) + 1)::integer for 32) as digest
            from ledger.write cross join lateral unnest(write.keys) with ordinality as one (key, place)) as each_one
   order by relation, key, id desc`

/**
 * Holds every row of every bound table against what was bound of it. Facts of archived years lie in files and are missing
 * here by right; what is bound once a day is not missed in the ledger before the day is over.
 */
export async function rowDifferences(
  db: Reader,
): Promise<{ rows: number; tables: number; differences: RowDifference[] }> {
  await inOneText(db)
  const tables = await boundTables(db)
  const now = sql.join(
    tables.map(
      ({ relation, key, digest }) =>
        sql`select ${sql.lit(relation)}::text as relation, ${sql.raw(key)} collate "C" as key, ${sql.raw(digest)} as digest
              from ${sql.raw(relation)} as r`,
    ),
    sql` union all `,
  )
  const { rows } = await sql<RowDifference & { all_rows: number }>`
    with leaf as materialized (${leaves}), now as (${now}),
    compared as (
      select coalesce(now.relation, leaf.relation) as relation, coalesce(now.key, leaf.key) as key, leaf.act, leaf.at,
             case when leaf.key is null then 'added' when now.key is null then 'missing'
                  when leaf.kind = 'delete' then 'came_back' else 'changed' end as difference
        from now full join leaf on leaf.relation = now.relation and leaf.key = now.key
       where (leaf.key is null or now.key is null or now.digest is distinct from leaf.digest)
         and (now.key is not null or leaf.kind <> 'delete')
    ),
    wrong as (
      select compared.* from compared join ledger.bound using (relation)
       where not (bound.is_daily and difference = 'added')
         and not (relation = 'figures.fact' and difference = 'missing'
                  and substring(compared.key from '\\|(\\d{4})-')::integer in (select year from figures.archive))
    )
    select distinct on (relation, difference) relation, difference, key, act, at,
           count(*) over (partition by relation, difference) as rows
      from wrong order by relation, difference, at nulls first, key`.execute(db)
  const counted = await sql<{ rows: number }>`
    select coalesce(sum(cardinality(keys)), 0) as rows from ledger.write`.execute(db)
  return { rows: counted.rows[0]?.rows ?? 0, tables: tables.length, differences: rows }
}

/** A transaction whose bound rows and audit line do not agree. */
export type ActDifference = {
  difference: 'without_audit' | 'without_rows' | 'other_rows'
  act: string
  at: Date
  relation: string | null
  key: string | null
}

/** The transactions whose audit line is not over the rows that the ledger names, the first of each kind, and how many. */
export async function actDifferences(db: Reader): Promise<(ActDifference & { acts: number })[]> {
  const { rows } = await sql<ActDifference & { acts: number }>`
    with written as (
      select act, ledger.folded(ledger.hash_of(write) order by id) as bound, min(at) as at,
             (array_agg(relation order by id))[1] as relation, (array_agg(keys[1] order by id))[1] as key
        from ledger.write group by act
    ), lines as (
      select act, array_agg(bound) as bounds, min(at) as at from access.audit where act is not null group by act
    ), wrong as (
      select act, coalesce(written.at, lines.at) as at, relation, key,
             case when lines.act is null then 'without_audit' when written.act is null then 'without_rows'
                  else 'other_rows' end as difference
        from written full join lines using (act)
       where lines.act is null or written.act is null or written.bound <> all (lines.bounds)
    )
    select distinct on (difference) difference, act, at, relation, key, count(*) over (partition by difference) as acts
      from wrong order by difference, at, act`.execute(db)
  return rows
}

/** What the audit says of a transaction: its last line. */
export async function auditOf(
  db: Reader,
  act: string,
): Promise<{ at: Date; action: string; personId: string | null; personName: string | null } | undefined> {
  const { rows } = await sql<{
    at: Date
    action: string
    personId: string | null
    personName: string | null
  }>`
    select audit.at, audit.action, audit.person_id as "personId", person.name as "personName"
      from access.audit left join access.person on person.id = audit.person_id
     where audit.act = ${act} order by audit.at desc limit 1`.execute(db)
  return rows[0]
}

/** Heads that a root names and the audit does not have, or has otherwise. */
export async function lostHeads(db: Reader): Promise<(Head & { number: number; there: boolean })[]> {
  const { rows } = await sql<Head & { number: number; there: boolean }>`
    select root.number, head.chain, head.entry, head.hash, audit.hash is not null as there
      from ledger.root
      cross join lateral jsonb_to_recordset(root.content::jsonb -> 'heads') as head (chain integer, entry bigint, hash text)
      left join access.audit on audit.chain = head.chain and audit.entry = head.entry
     where encode(audit.hash, 'hex') is distinct from head.hash
     order by root.number, head.chain limit 50`.execute(db)
  return rows
}

/** The rows that were there before they were bound: how many, and since when they are. */
export async function boundLater(db: Reader): Promise<{ rows: number; from: Date | null }> {
  const { rows } = await sql<{ rows: number; from: Date | null }>`
    select coalesce(sum(cardinality(write.keys)), 0) as rows, min(write.at) as "from"
      from ledger.write join ledger.bound using (relation)
     where write.kind = 'found' and not bound.is_daily`.execute(db)
  return rows[0] ?? { rows: 0, from: null }
}

/** The permission table as the database asks it. */
export const permissionRows = (db: Reader): Promise<{ action: string; role: string }[]> =>
  db.selectFrom('access.permission').select(['action', 'role']).execute()
