import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#platform/database'
import { useDatabase } from '../support/database.ts'

useDatabase()

// Tables whose rows need not be bound to the audit, each with the reason. Any other table of the catalogue must be in
// ledger.bound: add it there in the migration that makes it.
const unbound: Record<string, string> = {
  'access.(attempt|credential|known_device|link|second_step|session|token)':
    'secrets of signing in, which come and go',
  'access.permission': 'compared with the program itself',
  'access.(said|security_event)':
    'what somebody said or what happened to an account of late, kept for a while',
  'access.(audit|audit_chain)': 'the audit is the chain',
  'activities.(form_correction|form_photo|photo_under_way|place|receipt)':
    'on the way, or found again from the versions',
  'evidence.(comparison|fingerprint|occasion|question|time_allowance)':
    'worked out from photos, or questions about them',
  'evidence.(leaving|receipt|sent)': 'what came in, before anything rests on it',
  'federation.(.*)': 'copies of what other servers keep',
  'figures.(attribution|attribution_change|block|first_day|holding|roll_up|roll_up_state|step|told|unsettled)':
    'counted from facts; verify figures',
  'figures.(fact_.*)': 'parts of figures.fact',
  'figures.(quality_rule|question|theme)': 'asked by the system from the data',
  'gatherings.(arrival|check_in|door|doubted)': 'a door that is open, and who stands at it',
  'imports.preview': 'on the way',
  'initiatives.(contact|guide)': 'words of a page, with no figure behind',
  'ledger.(.*)': 'the ledger itself',
  'notices.(.*)': 'what was told, not what is',
  'org.(beneath|kind|line|rests_on)': 'worked out from placements, or the same on every server',
  'platform.(.*)': 'the migrations',
  'portal.change': 'counts what makes kept pages untrue',
  'pledges.tally': 'counted from pledges',
  'programme.(tally|task_reminder)': 'on the way, counted, or told',
  'reports.(figure_import|frozen_figure|reminder)': 'on the way, or found again from frozen content',
  'verification.(arrival|code|doubt)': 'would lead to the minute in which somebody answered',
}

test('every table is bound to the audit, or named with the reason why it need not be', async () => {
  const { rows } = await sql<{ name: string; bound: boolean }>`
    select n.nspname || '.' || c.relname as name, bound.relation is not null as bound
      from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
      left join ledger.bound on bound.relation = n.nspname || '.' || c.relname
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss')
     order by 1`.execute(database())
  const patterns = Object.keys(unbound).map((one) => new RegExp(`^${one.replace('.', '\\.')}$`))
  const isNamed = (name: string) => patterns.some((one) => one.test(name))

  expect(rows.length).toBeGreaterThan(100)
  expect(rows.filter(({ name, bound }) => !bound && !isNamed(name)).map(({ name }) => name)).toEqual([])
  expect(rows.filter(({ name, bound }) => bound && isNamed(name)).map(({ name }) => name)).toEqual([])
})

test('every column of a bound table is bound, or left out by name', async () => {
  const { rows } = await sql<{ relation: string }>`
    select relation from ledger.bound where columns is distinct from ledger.columns_of(bound)`.execute(
    database(),
  )

  expect(rows).toEqual([])
})
