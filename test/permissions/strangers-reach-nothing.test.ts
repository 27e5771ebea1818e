import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { database, inTransaction, openDatabase, useAsDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { copyOfDemonstration, dropCopy } from '../support/demonstration.ts'

// Somebody who holds every role in a commune of another province tries every verb on every table, past the program, with nothing
// between them and the data but row-level security. Tables and columns come from the catalogue: a new table is tried the day it is made.

const name = `strangers_${process.pid}`
const me = newId()

beforeAll(async () => {
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
}, 900_000)

afterAll(async () => {
  await database().destroy()
  useAsDatabase(undefined)
  await dropCopy(name)
})

type Role = 'lantoa_app' | 'lantoa_public'
type Column = {
  name: string
  mayInsert: boolean
  mayUpdate: boolean
  maySelect: boolean
  isPerson: boolean
  isKey: boolean
}
type Table = {
  name: string
  mayDelete: boolean
  columns: Column[]
  total: number
  sample: Record<string, unknown>
}

async function tablesFor(role: Role): Promise<Table[]> {
  const { rows } = await sql<Omit<Table, 'total' | 'sample'>>`
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
      const found = await sql<{ total: number; sample: Record<string, unknown> | null }>`
        select (select count(*) from ${sql.raw(table.name)}) as total, (select to_jsonb(one) from ${sql.raw(table.name)} as one limit 1) as sample`.execute(
        database(),
      )
      return { ...table, total: found.rows[0]?.total ?? 0, sample: found.rows[0]?.sample ?? {} }
    }),
  )
}

class TakenBack extends Error {}

/** What comes of a statement in the name of a stranger: how many rows, or the code of the refusal. Nothing of it stays. */
async function attempt(role: Role, statement: RawBuilder<{ n?: number }>): Promise<number | string> {
  let outcome: number | string = 'nothing'
  try {
    await inTransaction(role === 'lantoa_app' ? { role, personId: me } : { role }, async (tx) => {
      const { rows, numAffectedRows } = await statement.execute(tx)
      outcome = rows[0]?.n ?? Number(numAffectedRows ?? 0)
      throw new TakenBack()
    })
  } catch (fault) {
    if (!(fault instanceof TakenBack)) outcome = (fault as { code?: string }).code ?? String(fault)
  }
  return outcome
}

const list = (columns: Column[], before = '') =>
  sql.raw(columns.map(({ name }) => `${before}"${name}"`).join(', '))

/** The row of somebody else, with one's own name wherever a person is named: a copy in one's own name is the best try there is. */
const disguised = ({ sample, columns }: Table): string =>
  JSON.stringify({
    ...sample,
    ...Object.fromEntries(columns.filter(({ isKey }) => isKey).map(({ name }) => [name, newId()])),
    ...Object.fromEntries(columns.filter(({ isPerson }) => isPerson).map(({ name }) => [name, me])),
  })

async function attacked(role: Role): Promise<Record<string, string[]>> {
  const reached: Record<string, string[]> = { select: [], insert: [], update: [], delete: [] }
  const note = (verb: string, table: Table, came: number | string): void => {
    if (came !== 0 && came !== '42501') reached[verb]?.push(table.name)
  }
  for (const table of await tablesFor(role)) {
    const at = sql.raw(table.name)
    const [readable] = table.columns.filter(({ maySelect }) => maySelect)
    const [changeable] = table.columns.filter(({ mayUpdate }) => mayUpdate)
    const given = table.columns.filter(({ mayInsert }) => mayInsert)
    if (readable)
      note('select', table, await attempt(role, sql`select count(${sql.ref(readable.name)}) as n from ${at}`))
    if (table.mayDelete) note('delete', table, await attempt(role, sql`delete from ${at}`))
    if (changeable) {
      const column = sql.ref(changeable.name)
      note('update', table, await attempt(role, sql`update ${at} set ${column} = ${column}`))
    }
    if (given.length > 0) {
      const row = sql`jsonb_populate_record(null::${at}, ${disguised(table)}::jsonb)`
      const copy = sql<{
        n?: number
      }>`insert into ${at} (${list(given)}) select ${list(given, 'row.')} from ${row} as row`
      note('insert', table, await attempt(role, copy))
    }
  }
  return reached
}

/** What everybody may read: units and their trees, facts without names, the words of kinds, forms, indicators, outlines. */
const openToAll = [
  'access.signing_key',
  ...[
    'attribution',
    'attribution_change',
    'fact',
    'holding',
    'indicator',
    'roll_up',
    'roll_up_state',
    'step',
    'theme',
  ].map((table) => `figures.${table}`),
  ...['contact', 'field', 'form', 'guide', 'initiative', 'kind', 'life', 'recognition', 'target'].map(
    (table) => `initiatives.${table}`,
  ),
  ...['beneath', 'kind', 'line', 'placement', 'reorganisation', 'succession', 'unit'].map(
    (table) => `org.${table}`,
  ),
  'portal.site',
  'reports.outline',
]
/** What officers see beside: names of colleagues, their own roles, the rules by which all work. */
const openToOfficers = [
  'access.permission',
  'access.person',
  'access.role_held',
  'evidence.time_allowance',
  'figures.quality_rule',
  'figures.reading',
  'parameters.holiday',
  'parameters.parameter',
  'reports.regime',
]
/** Of these the public sees the rows that are published. */
const published = [
  'activities.activity',
  'evidence.attachment',
  'evidence.file',
  'figures.block',
  'figures.told',
]
/** What is one's own matter, whatever unit it names: drafts, receipts, ways of being told; a pledge names the cell that may read it. */
const own = [
  'access.said',
  'activities.form_correction',
  'activities.form_photo',
  'activities.photo_under_way',
  'activities.receipt',
  'evidence.receipt',
  'evidence.sent',
  'gatherings.list_import',
  'notices.address',
  'notices.feed',
  'notices.push_subscription',
  'notices.ways_chosen',
  'pledges.personal',
  'programme.task_import',
]
/** What says nothing by itself: bytes attached to nothing, a query that is kept, a unit or a decision without a place in a tree. */
const harmless = ['evidence.file', 'figures.reading', 'figures.theme', 'org.reorganisation', 'org.unit']
/** Here a trigger that runs before the policy says no in words. */
const refusedBefore = ['initiatives.field', 'reports.section']

test('a stranger reads, enters, changes and deletes nothing of others, whatever the table', async () => {
  expect(await attacked('lantoa_app')).toEqual({
    select: [...openToAll, ...openToOfficers].sort(),
    insert: [...own, ...harmless, ...refusedBefore].sort(),
    // Their own account and their own commune.
    update: ['access.person', 'org.unit'],
    delete: [],
  })
})

test('the public reads what has been published and writes nothing at all', async () => {
  expect(await attacked('lantoa_public')).toEqual({
    select: [...openToAll, ...published].sort(),
    insert: [],
    update: [],
    delete: [],
  })
})

test('the public can call no function that writes with more than its own rights', async () => {
  const { rows } = await sql<{ name: string }>`
    select pg_proc.oid::regprocedure::text as name from pg_proc join pg_namespace on pg_namespace.oid = pronamespace
     where prosecdef and provolatile = 'v' and prorettype <> 'trigger'::regtype and nspname not like 'pg\_%' and nspname <> 'pgboss'
       and has_function_privilege('lantoa_public', pg_proc.oid, 'execute') and has_schema_privilege('lantoa_public', pronamespace, 'usage')`.execute(
    database(),
  )

  expect(rows).toEqual([])
})
