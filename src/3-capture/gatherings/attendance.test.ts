import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { figureOf, totalOf } from '#figures'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { addDays, today } from '#platform/time'
import { useDatabase } from '../../../test/support/database.ts'
import { aPerson, aUnit } from '../../../test/support/district.ts'
import { calendarEntriesOfSessions } from './calendar.ts'
import { countAttendance, holdSession } from './count-attendance.ts'
import { expectGuests, inviteSelection, inviteUnits } from './invite-units.ts'
import { confirmList, previewTyped } from './lists/list.fixture.ts'
import { cancelSession, changeSession, planSession } from './plan-session.ts'
import { sessionPage, sessionsPage } from './read.ts'
import { aCount, aSession, aStudyingDistrict, counts } from './session.fixture.ts'

useDatabase()
useSecret('một bí mật của lần thử, đủ dài để dùng', '')

type District = Awaited<ReturnType<typeof aStudyingDistrict>>
const ever = { from: '2020-01-01', until: '2030-01-01' }

const figure = async (district: District, code: string, unitId = district.province) =>
  look(district.leader, 'figure.read', null, (db) => figureOf(db, { unitId }, code, ever))
const total = async (district: District, code: string, unitId = district.province) =>
  totalOf(await figure(district, code, unitId))

/** A session of the commune to which its union and its hamlet branch are called. */
async function aCalledSession(over: Parameters<typeof aSession>[0] = {}) {
  const district = await aStudyingDistrict()
  const id = await planSession(district.checker, district.commune, aSession(over))
  await inviteUnits(district.checker, id, [
    { unitId: district.union, expectedMembers: 20, expectedOthers: 10 },
    { unitId: district.hamlet, expectedMembers: 8 },
  ])
  return { district, id }
}
const seenOf = async (district: District, id: string) =>
  (await sessionPage(district.checker, id)).gathering.version
const count = async (district: District, id: string, rows: ReturnType<typeof aCount>[], reason = '') =>
  countAttendance(district.checker, id, counts(await seenOf(district, id), rows, { reason }))
const hold = async (district: District, id: string) =>
  holdSession(district.checker, id, { seen: await seenOf(district, id) })

test('from a number for each unit to the rate in a figure: both parts, each person once, in the unit they come from', async () => {
  const { district, id } = await aCalledSession()
  await count(district, id, [
    aCount(district.union, { members: 18, others: 7 }),
    aCount(district.hamlet, { members: 8, others: 0 }),
    aCount(null, { members: 2, others: 3 }),
  ])

  await hold(district, id)

  expect(await total(district, 'study_sessions')).toBe(1)
  expect(await total(district, 'study_attendances')).toBe(18 + 7 + 8 + 2 + 3)
  expect(await total(district, 'study_attendances', district.union)).toBe(18 + 7 + 8)
  expect(await total(district, 'study_attendances', district.hamlet)).toBe(8)
  expect(await total(district, 'study_party_members')).toBe(28)
  expect(await total(district, 'study_non_party')).toBe(10)
  // Who came without being called is no share of those called.
  expect(await total(district, 'study_party_members_present')).toBe(26)
  expect(await total(district, 'study_party_members_invited')).toBe(28)
  const rate = await figure(district, 'study_rate')
  expect(Math.floor(rate.derived?.value ?? 0)).toBe(92)
  expect((await figure(district, 'study_attendances')).declared).toBe(38)
})

test('a unit of which nobody has said anything is a gap; an explicit nought is none', async () => {
  const { district, id } = await aCalledSession()
  await count(district, id, [aCount(district.union, { members: 0, others: 0 })])

  await hold(district, id)

  expect(await total(district, 'study_party_members_invited')).toBe(20)
  expect((await figure(district, 'study_rate')).derived?.value).toBe(0)
  expect((await figure(district, 'study_attendances', district.hamlet)).entries).toBe(0)
})

test('the three ways stand beside one another; where they differ, nothing is posted before somebody chooses', async () => {
  const { district, id } = await aCalledSession()
  const listed = await previewTyped(
    district.checker,
    id,
    'Lâm Văn Sáng; 1980; Hội Nông dân xã Một; x\nHuỳnh Thị Sen; 1991; Hội Nông dân xã Một',
  )
  await confirmList(district.checker, id, listed)
  await asSystem('test.door', (tx) =>
    sql`insert into gatherings.check_in (gathering_id, device, unit_id, is_member)
        select ${id}, gen_random_bytes(32), ${district.union}, n <= 2 from generate_series(1, 3) as n`.execute(
      tx,
    ),
  )
  await count(district, id, [aCount(district.union, { members: 30, membersAre: 'over' })])

  await expect(hold(district, id)).rejects.toMatchObject({ code: 'session_ways_differ' })
  expect(await total(district, 'study_attendances')).toBe(0)

  await count(district, id, [aCount(district.union, { members: 30, membersAre: 'over', way: 'list' })])
  await hold(district, id)
  expect(await total(district, 'study_attendances')).toBe(2)
  expect(await total(district, 'study_persons')).toBe(2)
  expect((await figure(district, 'study_attendances')).evidenced).toBe(2)

  await count(
    district,
    id,
    [aCount(district.union, { members: 30, membersAre: 'over', way: 'door' })],
    'Chọn mã tại cửa',
  )
  expect(await total(district, 'study_attendances')).toBe(3)
  expect(await total(district, 'study_persons')).toBe(0)

  await count(
    district,
    id,
    [aCount(district.union, { members: 30, membersAre: 'over', way: 'number' })],
    'Chọn số ghi',
  )
  const said = await figure(district, 'study_attendances')
  expect([totalOf(said), said.over, said.declared]).toEqual([30, 1, 30])
})

test('the whole may be counted at once: then it is of the unit that holds it, and of no other', async () => {
  const { district, id } = await aCalledSession()
  const seen = await seenOf(district, id)
  await countAttendance(
    district.checker,
    id,
    counts(
      seen,
      [aCount(district.union, { members: 5 }), aCount(null, { members: 25, others: 300, othersAre: 'over' })],
      {
        counted: 'whole',
      },
    ),
  )

  await hold(district, id)

  expect(await total(district, 'study_attendances')).toBe(325)
  expect((await figure(district, 'study_attendances', district.union)).entries).toBe(0)
  expect(await total(district, 'study_party_members_invited', district.commune)).toBe(28)
  expect((await sessionPage(district.checker, id)).gathering).toMatchObject({
    attendances: 325,
    attendancesAre: 'over',
  })
})

test('one person at two sessions is two attendances and one person', async () => {
  const { district, id } = await aCalledSession()
  const other = await planSession(district.checker, district.commune, aSession({ occasion: 'cell_meeting' }))
  for (const session of [id, other]) {
    const { confirm } = await previewTyped(
      district.checker,
      session,
      'Lâm  văn Sáng; 1980\nMai Thị Lựu; 12/3/1975;; x',
    )
    await confirmList(district.checker, session, { confirm })
    await hold(district, session)
  }

  expect(await total(district, 'study_attendances')).toBe(4)
  expect(await total(district, 'study_persons')).toBe(2)
  expect([await total(district, 'study_sessions'), await total(district, 'cell_theme_sessions')]).toEqual([
    1, 1,
  ])
})

test('a correction reverses and posts anew, with a reason; a session that never was takes its facts back', async () => {
  const { district, id } = await aCalledSession()
  await count(district, id, [aCount(district.union, { members: 18 })])
  await hold(district, id)

  await expect(count(district, id, [aCount(district.union, { members: 19 })])).rejects.toMatchObject({
    code: 'version_correction_has_no_reason',
  })
  await count(district, id, [aCount(district.union, { members: 19 })], 'Đếm lại theo biên bản')
  const moved = aSession({ day: addDays(today(), -40) })
  await changeSession(
    district.checker,
    id,
    { seen: await seenOf(district, id), reason: 'Ghi nhầm ngày' },
    moved,
  )

  expect(await total(district, 'study_party_members')).toBe(19)
  const { rows: facts } = await sql<{
    day: string
  }>`select distinct day from figures.standing where source_kind = 'session' and source_id = ${id}`.execute(
    database(),
  )
  expect(facts).toEqual([{ day: moved.day }])
  const { versions } = await sessionPage(district.checker, id)
  expect(versions.map(({ event }) => event).slice(0, 3)).toEqual(['corrected', 'corrected', 'held'])

  await cancelSession(district.checker, id, {
    seen: await seenOf(district, id),
    reason: 'Ghi nhầm, không tổ chức',
  })
  expect(await total(district, 'study_party_members')).toBe(0)
  expect(await total(district, 'study_sessions')).toBe(0)
})

test('what has not happened yet cannot be held, and who has seen an older version is told so', async () => {
  const { district, id } = await aCalledSession({ day: addDays(today(), 3) })

  await expect(hold(district, id)).rejects.toMatchObject({ code: 'session_is_held_too_early' })
  await expect(holdSession(district.checker, id, { seen: 1 })).rejects.toMatchObject({
    code: 'seen_is_outdated',
  })
})

test('units are called in one step, and hear of it once; those that are elsewhere, or are no more, are not called', async () => {
  const { district, id } = await aCalledSession({ day: addDays(today(), 5) })
  const gone = aUnit({ name: 'Chi bộ đã giải thể', kind: 'branch', line: 'party', validTo: '2025-07-01' })
  await asSystem('test.unit', (tx) =>
    tx
      .insertInto('org.unit')
      .values({
        id: gone.id,
        kind: gone.kind,
        line: gone.line,
        name: gone.name,
        short_name: gone.name,
        slug: gone.slug,
        valid_from: '2020-01-01',
        valid_to: '2025-07-01',
      })
      .execute(),
  )

  const fresh = await inviteSelection(district.checker, id, {
    kind: null,
    line: 'farmers',
    under: null,
    unitId: null,
  })
  const nobody = inviteSelection(district.checker, id, {
    kind: null,
    line: 'police',
    under: null,
    unitId: null,
  })

  expect(fresh).toBe(0)
  await expect(nobody).rejects.toMatchObject({ code: 'selection_finds_nobody' })
  await expect(inviteUnits(district.checker, id, [{ unitId: district.neighbour }])).rejects.toMatchObject({
    code: 'invited_unit_is_elsewhere',
  })
  await expect(inviteUnits(district.checker, id, [{ unitId: gone.id }])).rejects.toMatchObject({
    code: 'invited_unit_is_gone',
    params: { unit: gone.name },
  })
  await expect(inviteUnits(district.checker, id, [{ unitId: newId() }])).rejects.toMatchObject({
    code: 'invited_unit_is_unknown',
  })
  const { rows } = await sql<{
    kind: string
  }>`select kind from notices.notice where href = ${`/hoc-tap/${id}`}`.execute(database())
  expect(rows.map(({ kind }) => kind)).toEqual(['gatherings.notice.invited', 'gatherings.notice.invited'])
})

test('a called unit sees the session and its own row; the neighbour sees nothing; neither may change it', async () => {
  const { district, id } = await aCalledSession()
  const [guest, branch] = await asSystem(
    'test.people',
    async (tx) =>
      [
        await aPerson(tx, 'Chi hội trưởng', { role: 'recorder', unitId: district.hamlet }),
        await aPerson(tx, 'Hội viên nòng cốt', { role: 'leader', unitId: district.union }),
      ] as const,
  )
  await count(district, id, [
    aCount(district.union, { members: 18 }),
    aCount(district.hamlet, { members: 8 }),
  ])

  const seen = await sessionPage(guest, id)

  expect(seen.rows.map(({ unitId }) => unitId)).toEqual([district.hamlet])
  expect([seen.mayHold, seen.isOurs, seen.versions.length]).toEqual([false, false, 0])
  expect((await sessionPage(branch, id)).mayHold).toBe(false)
  await expect(sessionPage(district.stranger, id)).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
  expect((await sessionsPage(district.stranger, { limit: 10 })).rows).toEqual([])
  expect((await sessionsPage(guest, { limit: 10 })).rows.map((row) => row.id)).toEqual([id])
  for (const actor of [guest, branch, district.stranger]) {
    await expect(holdSession(actor, id, { seen: 1 })).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })
    await expect(planSession(actor, district.commune, aSession())).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })
    await expect(
      expectGuests(actor, id, {
        expectedMembers: {},
        expectedOthers: {},
        drop: {},
        wholeMembers: 1,
        wholeOthers: 1,
      }),
    ).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
  }
})

test('a session stands in the calendars of those who hold it and of those who are called, with its new hour', async () => {
  const { district, id } = await aCalledSession({ day: addDays(today(), 5) })
  const entries = (actor: District['checker']) =>
    look(actor, 'session.read', null, (db) =>
      calendarEntriesOfSessions(db, { from: today(), until: addDays(today(), 30) }),
    )
  const before = (await entries(district.recorder))[0]

  await changeSession(
    district.checker,
    id,
    { seen: await seenOf(district, id), reason: '' },
    aSession({ day: addDays(today(), 6), startsAt: '13:30', endsAt: '16:00' }),
  )

  const [after] = await entries(district.recorder)
  expect(before?.uid).toBe(after?.uid)
  expect(after?.start.toISOString()).toBe(`${addDays(today(), 6)}T06:30:00.000Z`)
  expect((after?.sequence ?? 0) > (before?.sequence ?? 0)).toBe(true)
  expect((await entries(district.stranger)).length).toBe(0)
})
