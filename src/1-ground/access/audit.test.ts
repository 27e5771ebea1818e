import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database, inTransaction } from '#platform/database'
import { ownerDatabase, useDatabase } from '../../../test/support/database.ts'
import { aDistrict } from '../../../test/support/district.ts'
import { auditLines, brokenAudit, countAudit } from './audit-store.ts'
import { asSystem, note, perform } from './perform.ts'

useDatabase()

// A look that writes no line of its own: one that followed a forged line in its chain would fail.
const broken = () => inTransaction({ role: 'system' }, brokenAudit)

/** Does what only somebody with the owner's rights could: changes what can only be added to. */
async function tamper(statement: string): Promise<void> {
  await sql
    .raw(
      `alter table access.audit disable trigger audit_is_append_only; ${statement}; alter table access.audit enable trigger audit_is_append_only`,
    )
    .execute(ownerDatabase())
}

test('fifty changes at once leave fifty lines, in unbroken chains, each with who, what and where', async () => {
  const district = await aDistrict()
  const before = await asSystem('system.verify', countAudit)

  await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      perform(district.recorder, 'activity.record', district.union, async (tx) =>
        note(tx, { number: index }),
      ),
    ),
  )

  // The two counts leave a line of their own, too.
  expect((await asSystem('system.verify', countAudit)) - before).toBe(51)
  expect(await broken()).toEqual([])
  const { rows } = await sql<{ number: number }>`select (subject->>'number')::int as number from access.audit
    where person_id = ${district.recorder.personId} and unit_id = ${district.union} and action = 'activity.record'`.execute(
    database(),
  )
  expect(rows.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 50 }, (_, index) => index),
  )
})

test('the trail is walked line by line, also through lines of one millisecond', async () => {
  const district = await aDistrict()
  await Promise.all(
    Array.from({ length: 60 }, () =>
      perform(district.recorder, 'activity.record', district.union, async () => {}),
    ),
  )
  const all = await asSystem('test.read', (tx) => auditLines(tx, { text: '', after: undefined, limit: 1000 }))

  const walked = []
  for (let after = all[0]; after !== undefined; ) {
    const place = after
    walked.push(`${place.chain}/${place.entry}`)
    after = (
      await inTransaction({ role: 'system' }, (tx) => auditLines(tx, { text: '', after: place, limit: 1 }))
    )[0]
  }

  expect(walked.length).toBeGreaterThan(60)
  expect(walked).toEqual(all.map(({ chain, entry }) => `${chain}/${entry}`))
})

test('a change that fails leaves neither itself nor a line', async () => {
  const district = await aDistrict()
  const before = await asSystem('system.verify', countAudit)

  const attempt = perform(district.recorder, 'activity.record', district.union, async () => {
    throw new Error('half-way')
  })

  await expect(attempt).rejects.toThrow('half-way')
  expect((await asSystem('system.verify', countAudit)) - before).toBe(1)
})

test.each([
  [
    'a changed line',
    "update access.audit set action = 'other' where ctid = (select max(ctid) from access.audit)",
  ],
  [
    'a tail cut off',
    'delete from access.audit where (chain, entry) in (select number, last_entry from access.audit_chain where last_entry > 0 limit 1)',
  ],
  [
    'a forged line',
    "insert into access.audit (chain, entry, at, action, subject, hash) select number, last_entry + 1, now(), 'forged', '{}', '\\x00' from access.audit_chain limit 1",
  ],
])('%s is found', async (_, statement) => {
  await aDistrict()
  const before = (await broken()).length

  await tamper(statement)

  expect((await broken()).length).toBeGreaterThan(before)
})
