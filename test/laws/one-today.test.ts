import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#platform/database'
import { projectFolder } from '#platform/project-folder'
import { useDatabase } from '../support/database.ts'
import { sourceFiles } from './source-files.ts'

useDatabase()

/** From this migration on; what ran before is judged by what it has left in the catalogue. */
const firstMigration = '0048'

const inSql = [
  /\bcurrent_date\b/i,
  /\blocaltime(stamp)?\b/i,
  // The zone of the session decides: not the one in which people live.
  /\b(now\(\)|current_timestamp|clock_timestamp\(\))\)?::(date|timestamp)\b(?! with time)/i,
  /\b(extract\(\w+ from|date_trunc\('\w+',|to_char\(|date_part\('\w+',) *(now\(\)|current_timestamp)(?! at time zone)/i,
]
const inCode = [
  /\.(get|set)(FullYear|Month|Date|Day|Hours|Minutes)\(/,
  /\.toISOString\(\)\s*\.slice\(/,
  /\.toLocale(Date|Time)String\(|\.toDateString\(|\.getTimezoneOffset\(/,
  // The parts of a date, taken in the zone of the server.
  /new Date\(\s*\d{4}\s*,/,
]

/** Where a time is turned into a day, and where a text that is UTC by its making is cut. */
const home = ['platform/time.ts']

const breaking = (text: string, rules: readonly RegExp[]): string[] =>
  text
    .split('\n')
    .filter((line) => !/^\s*(--|\/\/|\*|\/\*\*)/.test(line) && rules.some((rule) => rule.test(line)))
    .map((line) => line.trim())

test('no source asks the server or the session which day it is', () => {
  const found = sourceFiles()
    .filter(({ name }) => !home.includes(name))
    .flatMap(({ name, text }) => breaking(text, [...inSql, ...inCode]).map((line) => `${name}: ${line}`))

  expect(found).toEqual([])
})

test('no new migration does', () => {
  const found = readdirSync(join(projectFolder, 'migrations'))
    .filter((name) => name >= firstMigration)
    .flatMap((name) => breaking(readFileSync(join(projectFolder, 'migrations', name), 'utf8'), inSql))

  expect(found).toEqual([])
})

test('nothing in the migrated database does: no function, policy, default, constraint, view, index or trigger', async () => {
  const { rows } = await sql<{ what: string; text: string }>`
    with own as (
      select oid from pg_namespace
       where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'pgboss')
    ), said as (
      select 'function ' || pg_proc.oid::regprocedure as what, pg_get_functiondef(pg_proc.oid) as text
        from pg_proc where pronamespace in (select oid from own) and prokind in ('f', 'p')
         and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
      union all
      select 'policy ' || polname || ' on ' || polrelid::regclass,
             concat_ws(' ', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) from pg_policy
      union all
      select 'default of ' || adrelid::regclass || '.' || attname, pg_get_expr(adbin, adrelid)
        from pg_attrdef join pg_attribute on attrelid = adrelid and attnum = adnum
      union all
      select 'constraint ' || conname, pg_get_constraintdef(oid) from pg_constraint where connamespace in (select oid from own)
      union all
      select 'view ' || oid::regclass, pg_get_viewdef(oid) from pg_class where relkind in ('v', 'm') and relnamespace in (select oid from own)
      union all
      select 'index ' || indexrelid::regclass, pg_get_indexdef(indexrelid)
        from pg_index join pg_class on pg_class.oid = indexrelid where relnamespace in (select oid from own)
      union all
      select 'trigger ' || tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    )
    select what, text from said`.execute(database())

  const found = rows.flatMap(({ what, text }) => breaking(text, inSql).map((line) => `${what}: ${line}`))

  expect(rows.length).toBeGreaterThan(1000)
  expect(found).toEqual([])
})
