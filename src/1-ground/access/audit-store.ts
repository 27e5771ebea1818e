import { sql } from 'kysely'
import type { Reader } from '#platform/database'

/** A line of the audit trail: its instant to the microsecond, and its place in its chain. */
export type AuditPlace = { moment: string; chain: number; entry: number }

/** Lines of the audit trail that the reader may see, the newest first, from the one after `after`. */
export const auditLines = (
  db: Reader,
  search: { text: string; after: AuditPlace | undefined; limit: number },
) =>
  db
    .selectFrom('access.audit as audit')
    .leftJoin('access.person as person', 'person.id', 'audit.person_id')
    .leftJoin('org.unit as unit', 'unit.id', 'audit.unit_id')
    .select([
      'audit.at',
      sql<string>`to_char(audit.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('moment'),
      'audit.chain',
      'audit.entry',
      'audit.action',
      'person.name as personName',
      'unit.name as unitName',
      'audit.subject',
    ])
    .$if(search.text !== '', (query) =>
      query.where(
        sql<boolean>`org.plain(coalesce(person.name, '') || ' ' || coalesce(unit.name, '') || ' ' || audit.action) like '%' || org.plain(${search.text}) || '%'`,
      ),
    )
    .$if(search.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(audit.at, audit.chain, audit.entry) < (${search.after?.moment}::timestamptz, ${search.after?.chain}, ${search.after?.entry})`,
      ),
    )
    .orderBy('audit.at', 'desc')
    .orderBy('audit.chain', 'desc')
    .orderBy('audit.entry', 'desc')
    .limit(search.limit)
    .execute()

/** Audit entries whose hash is not what their content and the entry before them give, and chains that lack their end. */
export async function brokenAudit(db: Reader): Promise<{ chain: number; entry: number }[]> {
  const { rows } = await sql<{ chain: number; entry: number }>`
    with linked as (
      select chain, entry, hash,
             access.audit_hash(coalesce(lag(hash) over chained, '\\x00'), chain, entry, at, person_id, action, unit_id, subject, act, bound) as expected,
             entry - coalesce(lag(entry) over chained, 0) as step
        from access.audit window chained as (partition by chain order by entry)
    )
    select chain, entry from linked where hash <> expected or step <> 1
    union all
    select head.number, head.last_entry from access.audit_chain as head
     where head.last_entry > 0 and not exists (
       select from access.audit where audit.chain = head.number and audit.entry = head.last_entry and audit.hash = head.last_hash)
    union all
    select audit.chain, audit.entry from access.audit join access.audit_chain as head on head.number = audit.chain
     where audit.entry > head.last_entry
    order by 1, 2 limit 100`.execute(db)
  return rows
}

/** How many entries the audit trail has. */
export async function countAudit(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('access.audit')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
