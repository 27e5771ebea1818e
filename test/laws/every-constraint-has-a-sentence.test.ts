import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#platform/database'
import { hasMessage, inLanguage, languages } from '#platform/i18n'
import { useDatabase } from '../support/database.ts'

useDatabase()

/** Constraints that a person can break: not the plain keys, which only a fault of ours would. */
const breakable = async (): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select conname as name from pg_constraint join pg_namespace on pg_namespace.oid = connamespace
     where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'pgboss')
       and contype in ('c', 'u', 'x') and conname !~ '_(key|check|not_null)$'
    union
    select indexrelid::regclass::text from pg_index
      join pg_class on pg_class.oid = indrelid join pg_namespace on pg_namespace.oid = relnamespace
     where indisunique and not indisprimary and indpred is not null
       and nspname not like 'pg\\_%' and nspname not in ('information_schema', 'pgboss')
    order by 1`.execute(database())
  // The index of a partition is named for what is wrong and its year (see asProblem).
  return rows.map(({ name }) => name.replace(/^.*\./, '').replace(/_\d{4}$/, ''))
}

test.each(languages)('every constraint that a person can break has a sentence (%s)', async (language) => {
  const names = await breakable()

  const silent = inLanguage(language, () => names.filter((name) => !hasMessage(`problem.${name}`)))

  expect(names.length).toBeGreaterThan(50)
  expect(silent).toEqual([])
})
