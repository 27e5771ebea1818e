import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { verifyFigures } from '#figures'
import { readConfig } from '#platform/config'
import { newId } from '#platform/ids'
import { migrate, migrationsOf } from '#platform/migrate'
import { verifyCommand } from '../../src/cli/verify-command.ts'
import { type RunningSystem, start } from '../../src/main.ts'
import { databaseUrl } from '../support/global-setup.ts'

// A locality as the version of migration 0060 wrote it: two communes reported on March to their province, one late; a record was
// corrected, its report amended, all was signed, and a root stands over it. The rows and files were taken from that version after
// its own `verify` found nothing wrong. Whoever updates must find every row, figure and signature again.

type Row = Record<string, unknown>
type Locality = { tables: Record<string, Row[]>; files: Record<string, string> }
const older: Locality = JSON.parse(
  gunzipSync(
    readFileSync(join(import.meta.dirname, 'fixtures/locality-of-migration-0060.json.gz')),
  ).toString(),
)
/** Two branches took 0060 at once: this version had run one of them, and the other comes with the update. */
const ran = (older.tables['platform.migration'] ?? []).map((row) => row.name)

const name = `older_${newId().replaceAll('-', '')}`
const url = databaseUrl(inject('server'), name)
const folder = join(inject('folder'), name)
let owner: pg.Client
let system: RunningSystem | undefined

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('server') })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** Puts the rows where the older version had them, in place of what its migrations bring along. */
async function restore(): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
      where relkind = 'r' and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  )
  await owner.query('begin; set local session_replication_role = replica')
  await owner.query(rows.map((one) => `delete from ${one.name}`).join('; '))
  for (const [table, content] of Object.entries(older.tables)) {
    const columns = await columnsOf(table)
    await owner.query(
      `insert into ${table} (${columns}) overriding system value
       select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(content)],
    )
  }
  const { rows: sequences } = await owner.query<{ statement: string }>(`
    select format('select setval(%L, coalesce(max(%I), 0) + 1, false) from %s', pg_depend.objid::regclass, attname, attrelid::regclass) as statement
      from pg_depend join pg_class on pg_class.oid = objid and relkind = 'S'
      join pg_attribute on attrelid = refobjid and attnum = refobjsubid where deptype in ('a', 'i')`)
  for (const { statement } of sequences) await owner.query(statement)
  await owner.query('commit')
}

/** The columns of a table that can be written. */
async function columnsOf(table: string): Promise<string> {
  const { rows } = await owner.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  return rows[0]?.columns ?? ''
}

beforeAll(async () => {
  await onServer(`create database ${name}`)
  await migrate(
    url,
    migrationsOf().filter((migration) => ran.includes(migration.name)),
  )
  owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await restore()
  for (const [file, bytes] of Object.entries(older.files)) {
    const at = join(folder, 'files', file.slice(0, 2), file.slice(2, 4))
    mkdirSync(at, { recursive: true })
    writeFileSync(join(at, file), Buffer.from(bytes, 'base64'))
  }
  // A start runs the migrations that are new, as it does at every update.
  const config = {
    DATABASE_URL: url,
    DATA_FOLDER: folder,
    PORT: '0',
    LOG_LEVEL: 'error',
    DEMONSTRATION: 'no',
    PUBLIC_URL: 'https://lan-toa.example',
  }
  system = await start(
    readConfig({ ...config, SECRET: 'a secret of tests alone, long enough to be one' }),
    () => {},
  )
}, 300_000)

afterAll(async () => {
  await owner.end()
  await system?.stop()
  await onServer(`drop database if exists ${name} with (force)`)
})

test('every migration since has run once, on those that ran before', async () => {
  const { rows } = await owner.query<{ name: string }>('select name from platform.migration order by name')

  expect(rows.map((row) => row.name)).toEqual(migrationsOf().map((migration) => migration.name))
})

test('verify finds nothing wrong in what the older version wrote', async () => {
  const said: string[] = []

  const isWhole = await verifyCommand((line) => said.push(line))

  expect(said.filter((line) => line.startsWith('✗'))).toEqual([])
  expect(isWhole).toBe(true)
  expect(said[0]).toMatch(/6 files, 4 reports, [12] roots\.$/)
})

/** What an update changes on purpose, or a restore on another server. All else is as it was. */
const renewed: Record<string, string[]> = {
  // The sweep before a root and the first start go on with the chains.
  'access.audit_chain': ['last_entry', 'last_hash'],
  // The first start compares the times of what waited.
  'evidence.occasion': ['checked'],
  // Numbers of transactions mean nothing on another server.
  'figures.fact_2026': ['posted_in'],
  'figures.step': ['posted_in'],
  'figures.reading': ['snapshot'],
  'figures.roll_up_state': ['folded', 'folded_at', 'server', 'today', 'turns'],
  // 0087: an indicator counts in any year.
  'figures.indicator': ['valid_from'],
  // New columns are bound too.
  'ledger.bound': ['columns', 'bound_at'],
  // What waited is spread by the first start.
  'notices.notice': ['reached', 'spread_at'],
  'org.kind': ['name_vi', 'name_en'],
  // Outlines that come with the software have newer versions.
  'reports.outline': ['state'],
}

test('every row is there, with all that it said', async () => {
  const lost: string[] = []
  for (const [table, content] of Object.entries(older.tables)) {
    const { rows } = await owner.query<{ row: Row }>(`select to_jsonb(one) as row from ${table} as one`)
    const now = rows.map(({ row }) => row)
    for (const row of content) {
      const said = Object.keys(row).filter((key) => !renewed[table]?.includes(key))
      const isSame = (one: Row) => said.every((key) => !(key in one) || isDeepStrictEqual(one[key], row[key]))
      if (!now.some(isSame)) lost.push(`${table} ${JSON.stringify(row).slice(0, 500)}`)
    }
  }

  expect(lost).toEqual([])
})

test('figures are folded anew, and each sum is what it was', async () => {
  const before = older.tables['figures.roll_up'] ?? []
  const { rows } = await owner.query<{ row: Row }>('select to_jsonb(one) as row from figures.roll_up as one')

  expect(before.length).toBeGreaterThan(3)
  for (const sum of before) expect(rows.map(({ row }) => row)).toContainEqual(sum)
  expect(await verifyFigures()).toEqual([])
})
