import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '#platform/database'
import {
  attempt,
  endStranger,
  letStrangerIn,
  type Role,
  type Table,
  tablesFor,
  triesOf,
  type Verb,
  verbs,
} from './stranger.ts'

const name = `strangers_${process.pid}`
beforeAll(() => letStrangerIn(name), 900_000)
afterAll(() => endStranger(name))

/** By verb, the tables of which a stranger reaches a row, or gets as far as to something else than the refusal of a policy. */
async function attacked(role: Role): Promise<Record<Verb, string[]>> {
  const reached: Record<Verb, string[]> = { select: [], insert: [], update: [], delete: [] }
  for (const table of await tablesFor(role))
    for (const verb of verbs) {
      // Of two ways to enter a row the first, in one's own name, gets further.
      for (const statement of triesOf(verb, table).slice(0, verb === 'insert' ? 1 : undefined)) {
        const came = await attempt(role, statement)
        if (came !== 0 && came !== '42501' && !reached[verb].includes(table.name))
          reached[verb].push(table.name)
      }
    }
  return reached
}

/**
 * What everybody may read: units and their trees, facts without names, the words of kinds, forms, indicators, outlines,
 * the directives and parameters that hold for all.
 */
const openToAll = [
  'access.signing_key',
  ...[
    'attribution',
    'attribution_change',
    'fact',
    'first_day',
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
  'parameters.directive',
  'parameters.parameter',
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
  'reports.regime',
]
/** Of these the public sees the rows that are published. */
const published = [
  'activities.activity',
  'evidence.attachment',
  'evidence.file',
  'figures.block',
  'figures.told',
  'initiatives.in_campaign',
  'programme.campaign',
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
  'imports.preview',
  'notices.address',
  'notices.feed',
  'notices.push_subscription',
  'notices.ways_chosen',
  'pledges.personal',
]
/**
 * What says nothing by itself: a file without records, bytes attached to nothing, a query that is kept, a unit or a decision
 * without a place in a tree.
 */
const harmless = [
  'activities.intake',
  'evidence.file',
  'figures.reading',
  'figures.theme',
  'org.reorganisation',
  'org.unit',
]
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

/** Policies that a stranger does not miss. Everybody, or every officer, reads all that stands in the demonstration: */
const openAnyway = [
  ...['access.person select person_is_read', 'federation.report select report_is_read'],
  ...['field', 'guide', 'recognition', 'target'].map(
    (table) => `initiatives.${table} select ${table}_is_read`,
  ),
  ...['figures.reading select reading_is_read', 'initiatives.form select form_is_read'],
  ...['reports.outline select outline_is_read', 'reports.regime select regime_is_read'],
].map((policy) => `${policy} lantoa_app`)
const publicAnyway = [
  ...['figures.condensed select condensed_is_public', 'figures.span_fact select span_fact_is_public'],
  ...['field', 'guide', 'target'].map((table) => `initiatives.${table} select ${table}_is_read`),
  ...['form', 'kind', 'recognition'].map((table) => `initiatives.${table} select ${table}_is_published`),
  'initiatives.in_campaign select in_campaign_is_public',
  'programme.campaign select campaign_is_public',
  'reports.outline select outline_is_public',
].map((policy) => `${policy} lantoa_public`)
/** Who has the role anywhere adds what is harmless; of a file another policy says yes, of a section a trigger no. */
const enteredAnyway = [
  ...[
    '',
    '_by_inspectors',
    '_for_sessions',
    '_with_declared',
    '_with_documents',
    '_with_figures',
    '_with_papers',
    '_with_reports',
  ].map((way) => `evidence.file insert file_is_added${way}`),
  'evidence.file insert file_of_a_pledge_is_added',
  'figures.theme insert theme_name_is_given',
  'org.reorganisation insert reorganisation_is_decided',
  'org.unit insert unit_is_added',
  'reports.section insert section_is_begun',
].map((policy) => `${policy} lantoa_app`)
/** They take from what other policies give; evidence-of-pledges-stays-with-them and the tests of sealed words miss them. */
const narrowing = [
  'evidence.attachment insert attachment_is_of_own_pledge',
  'evidence.attachment select attachment_is_for_those_who_need_it',
  'evidence.attachment select attachment_of_a_pledge_stays_with_it',
].map((policy) => `${policy} lantoa_app`)

type Policy = { name: string; table: string; command: string; roles: Role[]; loosened: string }

/** Every policy that asks something, with the statement that makes it ask nothing. */
async function policies(): Promise<Policy[]> {
  const { rows } = await sql<Policy>`
    select policyname as name, format('%I.%I', schemaname, tablename)::regclass::text as table, lower(cmd) as command, roles::text[] as roles,
           format('alter policy %I on %I.%I', policyname, schemaname, tablename)
             || case when qual is null then '' else ' using (true)' end
             || case when with_check is null then '' else ' with check (true)' end as loosened
      from pg_policies
     where schemaname <> 'pgboss' and (coalesce(qual, 'true') <> 'true' or coalesce(with_check, 'true') <> 'true')
     order by 2, 1`.execute(database())
  return rows
}

/** Whether anything that a stranger tries comes out otherwise when a policy asks nothing. */
async function isMissed(
  policy: Policy,
  role: Role,
  table: Table,
  usual: Map<unknown, unknown>,
): Promise<boolean> {
  const plant = table.plant ?? 'select'
  for (const verb of policy.command === 'all' ? verbs : [policy.command as Verb])
    for (const [index, statement] of triesOf(verb, table).entries()) {
      const key = [role, table.name, verb, index].join(' ')
      if (!usual.has(key)) usual.set(key, await attempt(role, statement, sql.raw(plant)))
      const came = await attempt(role, statement, sql.raw(`${plant}; ${policy.loosened}`))
      if (came !== usual.get(key)) return true
    }
  return false
}

test('a policy that no longer asks anything lets a stranger get somewhere, whichever it is', async () => {
  const usual = new Map<unknown, unknown>()
  const unmissed: string[] = []
  let tried = 0
  for (const role of ['lantoa_app', 'lantoa_public'] as const) {
    const tables = new Map((await tablesFor(role)).map((table) => [table.name, table]))
    for (const policy of await policies()) {
      const table = tables.get(policy.table)
      if (!table || !policy.roles.includes(role)) continue
      tried += 1
      if (!(await isMissed(policy, role, table, usual)))
        unmissed.push(`${policy.table} ${policy.command} ${policy.name} ${role}`)
    }
  }

  expect(unmissed.sort()).toEqual([...openAnyway, ...publicAnyway, ...enteredAnyway, ...narrowing].sort())
  expect(tried).toBeGreaterThan(200)
}, 300_000)
