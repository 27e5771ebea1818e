import { type RawBuilder, sql } from 'kysely'
import { database, inTransaction, openDatabase, useAsDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { copyOfDemonstration, dropCopy } from '../support/demonstration.ts'

// Somebody who holds every role in a commune of another province tries every verb on every table, past the program, with nothing
// between them and the data but row-level security. Tables and columns come from the catalogue: a new table is tried the day it is made.

const me = newId()

/** Opens a copy of the demonstration in which the stranger has their account, their commune and all roles there. */
export async function letStrangerIn(name: string): Promise<void> {
  const { databaseUrl } = await copyOfDemonstration(name)
  useAsDatabase(openDatabase(databaseUrl, 4))
  const [province, commune] = [newId(), newId()]
  const run = (statement: RawBuilder<unknown>) => statement.execute(database())
  await run(sql`insert into access.person (id, name, user_name) values (${me}, 'Người lạ', 'nguoi.la')`)
  await run(sql`insert into org.unit (id, kind, name, short_name, slug, valid_from) values
    (${province}, 'province', 'Tỉnh lạ', 'Tỉnh lạ', 'tinh-la', '2000-01-01'), (${commune}, 'commune', 'Xã lạ', 'Xã lạ', 'xa-la', '2000-01-01')`)
  await run(
    sql`insert into org.placement (tree, unit_id, parent_id, valid_from) values ('area', ${commune}, ${province}, '2000-01-01')`,
  )
  await run(sql`insert into access.role_held (person_id, role, unit_id, valid_from)
    select distinct ${me}::uuid, role, ${commune}::uuid, date '2020-01-01' from access.permission`)
}

export async function endStranger(name: string): Promise<void> {
  await database().destroy()
  useAsDatabase(undefined)
  await dropCopy(name)
}

export type Role = 'lantoa_app' | 'lantoa_public'
export const verbs = ['select', 'insert', 'update', 'delete'] as const
export type Verb = (typeof verbs)[number]
type Column = {
  name: string
  mayInsert: boolean
  mayUpdate: boolean
  maySelect: boolean
  isPerson: boolean
  isKey: boolean
}
export type Table = {
  name: string
  mayDelete: boolean
  columns: Column[]
  sample: Record<string, unknown>
  /** Puts the sample into a table that is empty, whatever its constraints ask of a row. */
  plant: string | undefined
}

export async function tablesFor(role: Role): Promise<Table[]> {
  const { rows } = await sql<Omit<Table, 'sample' | 'plant'>>`
    select pg_class.oid::regclass::text as name, has_table_privilege(${role}, pg_class.oid, 'delete') as "mayDelete",
           json_agg(json_build_object(
             'name', attname,
             'mayInsert', attgenerated = '' and has_column_privilege(${role}, attrelid, attnum, 'insert'),
             'mayUpdate', attgenerated = '' and has_column_privilege(${role}, attrelid, attnum, 'update'),
             'maySelect', has_column_privilege(${role}, attrelid, attnum, 'select'),
             'isPerson', exists (select from pg_constraint where contype = 'f' and conrelid = attrelid
                                    and confrelid = 'access.person'::regclass and conkey = array[attnum]),
             'isKey', atttypid = 'uuid'::regtype and exists (select from pg_constraint where contype = 'p' and conrelid = attrelid
                                    and conkey = array[attnum])) order by attnum) as columns
      from pg_class join pg_namespace on pg_namespace.oid = relnamespace join pg_attribute on attrelid = pg_class.oid
     where relkind in ('r', 'p') and not relispartition and attnum > 0 and not attisdropped
       and nspname not like 'pg\_%' and nspname not in ('information_schema', 'pgboss')
     group by pg_class.oid order by 1`.execute(database())
  return Promise.all(
    rows.map(async (table) => {
      const found = await sql<{ sample: Record<string, unknown> }>`
        select to_jsonb(one) as sample from ${sql.raw(table.name)} as one limit 1`.execute(database())
      const sample = found.rows[0]?.sample
      return sample ? { ...table, sample, plant: undefined } : { ...table, ...(await planted(table.name)) }
    }),
  )
}

/** A row of nobody's for a table in which none stands: something of its type in each column that has to be filled. */
async function planted(table: string): Promise<Pick<Table, 'sample' | 'plant'>> {
  const { rows } = await sql<{ sample: Record<string, unknown>; plant: string }>`
    with needed as (
      select attname, attnum, case
               when typtype = 'e' then (select enumlabel from pg_enum where enumtypid = typ.oid order by enumsortorder limit 1)
               when typcategory = 'A' then '{}'
               when typname = 'uuid' then gen_random_uuid()::text
               when typname in ('json', 'jsonb') then '{}'
               when typcategory = 'D' then 'now'
               when typcategory = 'B' then 'false'
               when typname = 'inet' then '203.0.113.1'
               when typcategory = 'S' then 'x'
               else '1' end as value
        from pg_attribute join pg_type as typ on typ.oid = atttypid
       where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attnotnull and attgenerated = '' and attidentity = '')
    select coalesce(jsonb_object_agg(attname, value), '{}') as sample,
           (select coalesce(string_agg(format('alter table ${sql.raw(table)} drop constraint %I; ', conname), ''), '')
              from pg_constraint where conrelid = ${table}::regclass and contype = 'c')
             || 'set local session_replication_role = replica; '
             || format('insert into ${sql.raw(table)} (%1$s) select %1$s from jsonb_populate_record(null::${sql.raw(table)}, %2$L); ',
                       string_agg(quote_ident(attname), ', ' order by attnum), jsonb_object_agg(attname, value))
             || 'set local session_replication_role = origin' as plant
      from needed`.execute(database())
  return { sample: rows[0]?.sample ?? {}, plant: rows[0]?.plant }
}

const list = (columns: Column[], before = '') =>
  sql.raw(columns.map(({ name }) => `${before}"${name}"`).join(', '))

/** The row of somebody else under a key of its own; with one's own name wherever a person is named, it is the best try there is. */
function copied({ sample, columns }: Table, isDisguised: boolean): string {
  const own = (id: () => string, which: (column: Column) => boolean) =>
    Object.fromEntries(columns.filter(which).map(({ name }) => [name, id()]))
  return JSON.stringify({
    ...sample,
    ...own(newId, ({ isKey }) => isKey),
    ...(isDisguised
      ? own(
          () => me,
          ({ isPerson }) => isPerson,
        )
      : {}),
  })
}

function insertion(table: Table, isDisguised: boolean): RawBuilder<{ n?: number }> | undefined {
  const at = sql.raw(table.name)
  const given = table.columns.filter(({ mayInsert }) => mayInsert)
  if (given.length === 0) return undefined
  const row = sql`jsonb_populate_record(null::${at}, ${copied(table, isDisguised)}::jsonb)`
  return sql`insert into ${at} (${list(given)}) select ${list(given, 'row.')} from ${row} as row`
}

/** What a stranger tries of a verb on a table; nothing where not even a privilege is there. */
export function triesOf(verb: Verb, table: Table): RawBuilder<{ n?: number }>[] {
  const at = sql.raw(table.name)
  const [readable] = table.columns.filter(({ maySelect }) => maySelect)
  const [changeable] = table.columns.filter(({ mayUpdate }) => mayUpdate)
  switch (verb) {
    case 'select':
      return readable ? [sql`select count(${sql.ref(readable.name)}) as n from ${at}`] : []
    case 'delete':
      return table.mayDelete ? [sql`delete from ${at}`] : []
    case 'update': {
      if (!changeable) return []
      // A change that reads nothing is held by no policy for reading.
      const value = sql`(jsonb_populate_record(null::${at}, ${JSON.stringify(table.sample)}::jsonb)).${sql.ref(changeable.name)}`
      const column = sql.ref(changeable.name)
      return [sql`update ${at} set ${column} = ${column}`, sql`update ${at} set ${column} = ${value}`]
    }
    case 'insert':
      return [insertion(table, true), insertion(table, false)].filter((one) => one !== undefined)
  }
}

class TakenBack extends Error {}

/**
 * What comes of a statement in the name of a stranger: how many rows, or the code of the refusal. Nothing of it stays, nor of
 * what is done `before` it by the owner of the tables.
 */
export async function attempt(
  role: Role,
  statement: RawBuilder<{ n?: number }>,
  before?: RawBuilder<unknown>,
): Promise<number | string> {
  let outcome: number | string = 'nothing'
  let isPrepared = false
  try {
    await inTransaction({ role: 'system' }, async (tx) => {
      await before?.execute(tx)
      isPrepared = true
      await sql`select set_config('role', ${role}, true), set_config('lantoa.person_id', ${role === 'lantoa_app' ? me : ''}, true)`.execute(
        tx,
      )
      const { rows, numAffectedRows } = await statement.execute(tx)
      outcome = Number(rows[0]?.n ?? numAffectedRows ?? 0)
      throw new TakenBack()
    })
  } catch (fault) {
    if (!isPrepared) throw fault
    if (!(fault instanceof TakenBack)) outcome = (fault as { code?: string }).code ?? String(fault)
  }
  return outcome
}
