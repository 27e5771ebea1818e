import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { asSystem } from '#access'
import { databaseAddress, useDatabase } from '../../test/support/database.ts'
import { database } from './database.ts'
import { letServiceIn, serviceUrl } from './service-role.ts'

useDatabase()

test('the running system signs in by a role that is not superuser and makes no roles or databases', async () => {
  const { rows } = await sql`
    select rolsuper, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = session_user`.execute(
    database(),
  )
  expect(rows).toEqual([{ rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false }])
})

test.each([
  ['read a file of the server', `select pg_read_file('/etc/passwd')`],
  ['copy a file of the server into a table', `copy platform.migration from '/etc/passwd'`],
  ['start a program on the server', `copy (select 1) to program 'true'`],
  ['create a role', 'create role somebody'],
  ['create a table', 'create table access.more (word text)'],
  ['create a temporary table', 'create temporary table fact (word text)'],
  [
    'have a function of the owner carry out a text',
    `select figures.pour('figures.roll_up', '', '', '', '2026-01-01', 1)`,
  ],
  ['become the owner', 'set role lantoa'],
  ['give itself the rights of the owner', 'alter role lantoa_service superuser'],
  ['put the triggers aside', 'set session_replication_role = replica'],
  [
    'put the trigger of the audit trail aside',
    'alter table access.audit disable trigger audit_is_append_only',
  ],
  ['change the audit trail', `update access.audit set action = 'nothing'`],
  ['delete from the audit trail', 'delete from access.audit'],
  ['empty the audit trail', 'truncate access.audit'],
  ['change a fact', 'update figures.fact set amount = 0'],
  ['delete facts', 'delete from figures.fact'],
  ['change what people wrote', `update activities.version set summary = ''`],
  ['change which migrations have run', 'delete from platform.migration'],
])('a system transaction cannot %s', async (_what, statement) => {
  const attempt = asSystem('test.break_in', (tx) => sql.raw(statement).execute(tx))

  // 42501: PostgreSQL refuses for want of a right, before any trigger is asked.
  await expect(attempt).rejects.toMatchObject({ code: '42501' })
})

test('a second start with the same rights changes nothing, and the address stays the same', async () => {
  const said: string[] = []

  const again = await letServiceIn(databaseAddress(), (line) => said.push(line))

  expect(again).toBe(serviceUrl(databaseAddress()))
  expect(said).toEqual([])
})

test('an owner who may not create roles goes on as the owner, and is told', async () => {
  const admin = new pg.Client({ connectionString: databaseAddress() })
  await admin.connect()
  const { rows } = await admin.query<{ name: string }>('select current_database() as name')
  await admin.query(`create role small_owner login password 'of a test'`)
  const url = new URL(databaseAddress())
  url.username = 'small_owner'
  url.password = encodeURIComponent('of a test')
  const said: string[] = []
  try {
    const used = await letServiceIn(url.toString(), (line) => said.push(line))

    expect(used).toBe(url.toString())
    expect(said).toEqual([expect.stringContaining('permission denied to create role')])
  } finally {
    await admin.query(`revoke all on database ${rows[0]?.name} from small_owner`)
    await admin.query('drop role small_owner')
    await admin.end()
  }
})

test('an owner without a password goes on as the owner: nothing secret could be derived', () => {
  expect(serviceUrl('postgres://lantoa@127.0.0.1/lantoa')).toBeUndefined()
})
