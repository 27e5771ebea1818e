import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { database, inTransaction } from '#platform/database'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, anEntry, sponsorship } from '../../../test/support/district.ts'
import { checkActivity } from '../../3-capture/activities/check-activity.ts'
import { recordActivity } from '../../3-capture/activities/record-activity.ts'

useDatabase()

let district: Awaited<ReturnType<typeof aDistrict>>
let activityId: string
let acceptedId: string
let protectedId: string

beforeAll(async () => {
  district = await aDistrict()
  const [waiting, accepted] = [anEntry(district.initiativeId), anEntry(district.initiativeId)]
  await recordActivity(district.recorder, waiting)
  await recordActivity(district.recorder, accepted)
  await checkActivity(district.checker, accepted.id, {
    seen: 1,
    verdict: 'accepted',
    reason: '',
    field: '',
    publishPhotos: false,
  })
  activityId = waiting.id
  acceptedId = accepted.id
  const initiative = newId()
  await sql`insert into initiatives.initiative (id, kind, unit_id, name, slug, state, started_on)
    values (${initiative}, ${sponsorship.code}, ${district.union}, 'Mẹ đỡ đầu thử', ${`me-do-dau-${initiative.slice(-6)}`}, 'active', '2021-05-01')`.execute(
    database(),
  )
  const entry = anEntry(initiative, { answers: { children: { female: 1, male: 1 } } })
  await recordActivity(district.recorder, entry)
  await checkActivity(district.checker, entry.id, {
    seen: 1,
    verdict: 'accepted',
    reason: '',
    field: '',
    publishPhotos: true,
  })
  protectedId = entry.id
})

/** Runs a statement past the first lock: straight in a transaction of the person, without asking the permission table. */
const past = async (
  person: { personId: string } | 'public',
  statement: RawBuilder<unknown>,
): Promise<number | string> => {
  const identity =
    person === 'public'
      ? ({ role: 'lantoa_public' } as const)
      : ({ role: 'lantoa_app', personId: person.personId } as const)
  try {
    return await inTransaction(identity, async (tx) => {
      const { rows, numAffectedRows } = await statement.execute(tx)
      return Number(numAffectedRows ?? rows.length)
    })
  } catch (fault) {
    return (fault as { code: string }).code
  }
}
const refused = '42501'

describe('a stranger from the next commune, past the first lock,', () => {
  test.each([
    ['activities', () => sql`select id from activities.activity where id = ${activityId}`, 0],
    ['versions', () => sql`select number from activities.version where activity_id = ${activityId}`, 0],
    ['reviews', () => sql`select id from activities.review where activity_id = ${acceptedId}`, 0],
    ['roles', () => sql`select id from access.role_held where person_id = ${district.checker.personId}`, 0],
    ['the audit trail', () => sql`select entry from access.audit`, 0],
    ['reports', () => sql`select id from reports.report`, 0],
    [
      'records, to change them',
      () => sql`update activities.activity set summary = 'x' where id = ${activityId}`,
      0,
    ],
    [
      'initiatives, to change them',
      () => sql`update initiatives.initiative set name = 'xyz' where id = ${district.initiativeId}`,
      0,
    ],
    ['units, to rename them', () => sql`update org.unit set name = 'x' where id = ${district.commune}`, 0],
    [
      'people, to rename them',
      () => sql`update access.person set name = 'x' where id = ${district.checker.personId}`,
      refused,
    ],
  ])('reaches none of the other’s %s', async (_, statement, expected) => {
    expect(await past(district.stranger, statement())).toBe(expected)
  })

  test.each([
    [
      'a record',
      () =>
        sql`insert into activities.activity (initiative_id, unit_id, form_id, day, summary, answers) select initiative_id, unit_id, form_id, day, 'x', '{}' from (select ${district.initiativeId}::uuid as initiative_id, ${district.union}::uuid as unit_id, (select id from initiatives.form limit 1) as form_id, date '2026-03-01' as day) as row`,
    ],
    [
      'a fact',
      () =>
        sql`insert into figures.fact (unit_id, indicator, day, amount, assurance, series_id, source_kind, source_id) values (${district.union}, 'test_waste_kg', '2026-03-01', 9, 'verified', ${district.initiativeId}, 'activity', ${activityId})`,
    ],
    [
      'an initiative',
      () =>
        sql`insert into initiatives.initiative (kind, unit_id, name, slug) values ('test_composting', ${district.union}, 'Lạ', ${`la-${newId()}`})`,
    ],
    [
      'a recognition',
      () =>
        sql`insert into initiatives.recognition (initiative_id, level, document, decided_on, issuer, recorded_by) values (${district.initiativeId}, 'national', '1', '2026-01-01', 'x', ${district.stranger.personId})`,
    ],
    [
      'a guide',
      () => sql`insert into initiatives.guide (initiative_id, how) values (${district.initiativeId}, 'x')`,
    ],
    [
      'a target',
      () =>
        sql`insert into initiatives.target (initiative_id, indicator, amount, until) values (${district.initiativeId}, 'test_waste_kg', 1, '2026-12-31')`,
    ],
    [
      'a contact',
      () => sql`insert into initiatives.contact (unit_id, email) values (${district.union}, 'x@example.com')`,
    ],
    [
      'a role for themselves',
      () =>
        sql`insert into access.role_held (person_id, role, unit_id) values (${district.stranger.personId}, 'administrator', ${district.commune})`,
    ],
    [
      'a report',
      () =>
        sql`insert into reports.report (unit_id, outline, period, issued_on) values (${district.commune}, 'monthly', '2026-03', '2026-04-01')`,
    ],
    [
      'a consent',
      () =>
        sql`insert into evidence.consent (unit_id, person_name, person_kind, things, channels, purpose, given_on, given_how, recorded_by) values (${district.commune}, 'x', 'adult', '{photo}', '{portal}', 'xyz', '2026-03-01', 'paper', ${district.stranger.personId})`,
    ],
    [
      'evidence',
      () =>
        sql`insert into evidence.file (sha256, media_type, bytes) values (repeat('a', 64), 'image/jpeg', 1)`,
      1,
    ],
  ])('cannot write %s there', async (_, statement, expected: number | string = refused) => {
    // A file of one's own proves nothing until it is attached, so that alone may be kept.
    expect(await past(district.stranger, statement())).toBe(expected)
  })

  test('cannot accept a record of the other by writing the review', async () => {
    const review = sql`insert into activities.review (activity_id, version, written_by, verdict, checked_by)
      values (${activityId}, 1, ${district.recorder.personId}, 'accepted', ${district.stranger.personId})`

    expect(await past(district.stranger, review)).toBe(refused)
  })
})

test('who works there reads it and may write it', async () => {
  expect(await past(district.checker, sql`select id from activities.activity where id = ${activityId}`)).toBe(
    1,
  )
  expect(
    await past(
      district.recorder,
      sql`update activities.activity set changed_at = now() where id = ${activityId}`,
    ),
  ).toBe(1)
})

test('who works there writes its guide and targets, and a checker its recognition', async () => {
  const guide = sql`insert into initiatives.guide (initiative_id, how) values (${district.initiativeId}, 'x')`
  const recognition = (by: { personId: string }) =>
    sql`insert into initiatives.recognition (initiative_id, level, document, decided_on, issuer, recorded_by) values (${district.initiativeId}, 'commune', '1', '2026-01-01', 'x', ${by.personId})`

  expect(await past(district.recorder, guide)).toBe(1)
  expect(await past(district.recorder, recognition(district.recorder))).toBe(refused)
  expect(await past(district.checker, recognition(district.checker))).toBe(1)
  // Nobody enters a recognition in another's name.
  expect(await past(district.checker, recognition(district.recorder))).toBe(refused)
  expect(
    await past(district.checker, sql`update initiatives.recognition set level = 'national' where true`),
  ).toBe(refused)
  expect(await past('public', sql`select level from initiatives.recognition`)).toBe(1)
  expect(await past('public', sql`select recorded_by from initiatives.recognition`)).toBe(refused)
})

describe('the public', () => {
  test.each([
    ['what a checker accepted', () => sql`select id from activities.activity where id = ${acceptedId}`, 1],
    ['nothing that waits', () => sql`select id from activities.activity where id = ${activityId}`, 0],
    [
      'no word of an initiative that protects people',
      () => sql`select id from activities.activity where id = ${protectedId}`,
      0,
    ],
    ['no photo of it', () => sql`select id from evidence.attachment where source_id = ${protectedId}`, 0],
    ['not who recorded', () => sql`select recorded_by from activities.activity`, refused],
    ['no version', () => sql`select number from activities.version`, refused],
    ['no person', () => sql`select name from access.person`, refused],
    ['no report', () => sql`select id from reports.report`, refused],
    ['no hash of an original', () => sql`select sha256 from evidence.attachment`, refused],
    ['no name of a file', () => sql`select name from evidence.attachment`, refused],
    ['no consent', () => sql`select id from evidence.consent`, refused],
    ['nothing of what rests on one', () => sql`select consent_id from evidence.consent_subject`, refused],
    ['and writes nothing', () => sql`insert into figures.fact (amount) values (1)`, refused],
  ])('reads %s', async (_, statement, expected) => {
    expect(await past('public', statement())).toBe(expected)
  })
})

test.each(['credential', 'session', 'second_step', 'link', 'token', 'attempt', 'audit_chain'])(
  'the role of requests has no right at all on access.%s',
  async (table) => {
    expect(await past(district.checker, sql`select 1 from access.${sql.id(table)}`)).toBe(refused)
  },
)

describe('a signing key', () => {
  const columns = ['id', 'public_key', 'made_at', 'ended_at']

  test.each(['sealed', 'salt', 'cost', 'ended_why'])(
    'hides its %s from everybody, its own person as well',
    async (name) => {
      const statement = sql`select ${sql.id(name)} from access.signing_key`

      expect(await past(district.checker, statement)).toBe(refused)
      expect(await past('public', statement)).toBe(refused)
    },
  )

  test('shows everybody what its signatures are checked with, and is written by nobody', async () => {
    await sql`insert into access.signing_key (person_id, public_key, sealed, salt, cost, block_size, parallel)
      values (${district.checker.personId}, ${Buffer.alloc(32, 7)}, ${Buffer.alloc(76)}, ${Buffer.alloc(16)}, 32768, 8, 1)`.execute(
      database(),
    )
    const shown = sql`select ${sql.join(columns.map((name) => sql.id(name)))} from access.signing_key`

    expect(await past('public', shown)).toBe(1)
    expect(await past(district.stranger, shown)).toBe(1)
    expect(await past('public', sql`select person_id from access.signing_key`)).toBe(refused)
    expect(await past(district.checker, sql`update access.signing_key set ended_at = now()`)).toBe(refused)
    expect(await past(district.checker, sql`delete from access.signing_key`)).toBe(refused)
    expect(
      await past(
        district.checker,
        sql`insert into access.signing_key (person_id, public_key) values (${district.checker.personId}, '')`,
      ),
    ).toBe(refused)
  })
})
