import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { recordActivity } from '../../src/3-capture/activities/record-activity.ts'
import { ownerDatabase, useDatabase } from '../support/database.ts'
import { aDistrict, anEntry } from '../support/district.ts'

useDatabase()

test.each([
  'update figures.fact set amount = 0',
  'delete from figures.fact',
  'truncate figures.fact cascade',
  'update activities.version set summary = summary',
  'delete from activities.review',
  'delete from initiatives.life',
  'update access.audit set action = action',
])('even the owner of the database is refused: %s', async (statement) => {
  const district = await aDistrict()
  await recordActivity(district.recorder, anEntry(district.initiativeId))

  await expect(sql.raw(statement).execute(ownerDatabase())).rejects.toMatchObject({
    constraint: 'record_is_append_only',
  })
})

test('what is only ever added to refuses its owner too: every such table of the catalogue', async () => {
  const { rows } = await sql<{ table: string; verb: string; column: string }>`
    select distinct tgrelid::regclass::text as table, verb.name as verb,
           (select attname from pg_attribute where attrelid = tgrelid and attnum > 0 and attgenerated = '' and attidentity = '' order by attnum limit 1) as column
      from pg_trigger join pg_proc on pg_proc.oid = tgfoid and pg_proc.oid = 'access.refuse_change'::regproc
     cross join (values ('delete', 8), ('update', 16), ('truncate', 32)) as verb (name, bit)
     where not tgisinternal and tgtype & verb.bit > 0 and tgtype & 1 = 0 and tgqual is null`.execute(
    ownerDatabase(),
  )

  const refusals: string[] = []
  // One after the other: statements that lock many tables would wait for one another in a circle.
  for (const { table, verb, column } of rows) {
    const statement = {
      delete: `delete from ${table}`,
      update: `update ${table} set "${column}" = "${column}"`,
      truncate: `truncate ${table} cascade`,
    }[verb]
    refusals.push(
      await sql
        .raw(statement ?? '')
        .execute(ownerDatabase())
        .then(
          () => `${verb} ${table} is taken`,
          (fault: { constraint?: string }) => fault.constraint ?? String(fault),
        ),
    )
  }
  expect(rows.length).toBeGreaterThan(60)
  expect([...new Set(refusals)]).toEqual(['record_is_append_only'])
})
