import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#platform/database'
import { useDatabase } from '../support/database.ts'

useDatabase()

/** Words of a closed list, whose rows are never deleted; asking who names one of them would read everything anyway. */
const closedLists = ['org.line', 'org.kind', 'access.audit_chain']

test('every foreign key has an index that begins with its columns', async () => {
  const { rows } = await sql<{ key: string; target: string }>`
    select conrelid::regclass || '.' || conname as key, confrelid::regclass::text as target
      from pg_constraint join pg_namespace on pg_namespace.oid = connamespace
     where contype = 'f' and nspname not like 'pg\\_%' and nspname not in ('information_schema', 'pgboss')
       and not exists (
         select from pg_index where indrelid = conrelid
            and (string_to_array(indkey::text, ' ')::smallint[])[1:cardinality(conkey)] @> conkey)`.execute(
    database(),
  )

  expect(rows.filter(({ target }) => !closedLists.includes(target)).map(({ key }) => key)).toEqual([])
})
