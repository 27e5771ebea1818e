import { expect, test } from 'vitest'
import { lookPublic } from '#access'
import { figuresOf, totalOf } from '#figures'
import { today } from '#platform/time'
import { useDatabase } from '../../../test/support/database.ts'
import { pagesOf } from '../../../test/support/pages.ts'
import { countAttendance, holdSession } from './count-attendance.ts'
import { inviteUnits } from './invite-units.ts'
import { sessionPages } from './pages/index.ts'
import { changeSession, planSession } from './plan-session.ts'
import { sessionPage, sessionsPage } from './read.ts'
import { aCount, aSession, aStudyingDistrict, counts } from './session.fixture.ts'

useDatabase()
const { get, post } = pagesOf(sessionPages)

const figuresAt = (unitId: string) =>
  lookPublic(async (db) => {
    const day = today()
    const found = await figuresOf(
      db,
      { unitId },
      { from: `${Number(day.slice(0, 4)) - 1}-01-01`, until: '2999-01-01' },
    )
    return Object.fromEntries(found.map(({ indicator, figure }) => [indicator.code, totalOf(figure)]))
  })
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault: { code?: string }) => fault.code ?? String(fault),
  )

test('a review that honours people is one of each, its people count once, and by category', async () => {
  const { checker, commune } = await aStudyingDistrict()
  const entry = aSession({
    title: 'Sơ kết 05 năm và biểu dương',
    occasion: 'review_conference',
    also: ['honouring'],
    parts: 'Báo cáo kết quả 05 năm – Thường trực Đảng ủy\nTrao giấy khen',
  })
  const id = await planSession(checker, commune, entry)
  const people = [aCount(null, { members: 80, others: 40 })]
  const attended = [
    { category: 'officials', amount: 60, amountIs: 'exact' as const },
    { category: 'residents', amount: 30, amountIs: 'about' as const },
  ]

  await countAttendance(checker, id, counts(1, people, { attended }))
  await holdSession(checker, id, { seen: 2 })
  const held = await figuresAt(commune)
  await changeSession(checker, id, { seen: 3, reason: 'Không biểu dương' }, { ...entry, also: [] })
  const changed = await figuresAt(commune)

  expect(held).toEqual({
    reviews_held: 1,
    honouring_held: 1,
    occasion_attendances: 120,
    attended_party_members: 80,
    attended_officials: 60,
    attended_residents: 30,
  })
  expect([changed.honouring_held, changed.reviews_held, changed.attended_officials]).toEqual([
    undefined,
    1,
    60,
  ])
})

test('a category has no more people than came in all, and one purpose is not named twice', async () => {
  const { checker, stranger, commune } = await aStudyingDistrict()
  const id = await planSession(checker, commune, aSession({ occasion: 'festival', also: ['exchange'] }))
  const of = (amount: number, seen: number) =>
    counts(seen, [aCount(null, { others: 50 })], {
      attended: [{ category: 'pupils', amount, amountIs: 'exact' }],
    })
  await holdSession(checker, id, { seen: 1 })

  const answers = [
    await code(countAttendance(checker, id, { ...of(51, 2), reason: 'Đếm lại' })),
    await code(countAttendance(stranger, id, { ...of(50, 2), reason: 'Đếm lại' })),
    await code(countAttendance(checker, id, { ...of(50, 2), reason: 'Đếm lại' })),
    await code(planSession(checker, commune, aSession({ also: ['honouring', 'honouring'] }))),
  ]

  expect(answers).toEqual([
    'attended_more_than_all',
    'not_found_or_not_allowed',
    'done',
    'gathering_has_purpose_twice',
  ])
  const found = await sessionsPage(checker, { occasion: 'exchange', limit: 5 })
  expect(found.rows.map((row) => row.id)).toEqual([id])
})

test('categories wait until every unit has said how many came', async () => {
  const { checker, commune, union, hamlet } = await aStudyingDistrict()
  const id = await planSession(checker, commune, aSession({ occasion: 'festival' }))
  for (const unitId of [union, hamlet]) await inviteUnits(checker, id, [{ unitId }])
  const attended = [{ category: 'pupils', amount: 40, amountIs: 'exact' as const }]
  const count = async (hamletSaid: object) => {
    const { gathering } = await sessionPage(checker, id)
    const rows = [aCount(union, { others: 30 }), aCount(hamlet, hamletSaid)]
    return code(
      countAttendance(checker, id, counts(gathering.version, rows, { attended, reason: 'Đếm dần' })),
    )
  }
  await holdSession(checker, id, { seen: (await sessionPage(checker, id)).gathering.version })

  const one = await count({})
  const fewer = await count({ others: 9 })
  const enough = await count({ others: 10 })

  expect([one, fewer, enough]).toEqual(['done', 'attended_more_than_all', 'done'])
})

test('purposes, parts and categories are typed in forms and shown', async () => {
  const { checker, commune } = await aStudyingDistrict()
  const { documentIds: _, themeId: __, campaignId: ___, also: ____, ...rest } = aSession({ day: today() })
  const planned = await post(checker, '/hoc-tap/moi', {
    ...rest,
    unitId: commune,
    occasion: 'review_conference',
    'also.review_conference': 'yes',
    'also.honouring': 'yes',
    parts: 'Khai mạc\nTham luận – Bí thư Đoàn',
  })
  const at = planned.location?.replace(/\/moi.*$|\?.*$/, '') ?? ''

  const counted = await post(checker, `${at}/diem-danh`, {
    seen: '1',
    counted: 'whole',
    'others.none': 'trên 100',
    'attended.youth': 'khoảng 40',
  })
  const refused = await post(checker, `${at}/diem-danh`, {
    seen: '2',
    counted: 'whole',
    'attended.youth': 'nhiều',
  })
  const page = await get(checker, at)

  expect(counted.status).toBe(303)
  expect(refused.status).toBe(422)
  expect(page.text).toContain('Hội nghị sơ kết, tổng kết; Hội nghị, lễ biểu dương, tôn vinh')
  expect(page.text).toContain('Tham luận – Bí thư Đoàn')
  expect(page.text).toContain('Đoàn viên, thanh niên: khoảng 40')
  const { gathering } = await sessionPage(checker, at.split('/').at(-1) ?? '')
  expect(gathering.also).toEqual(['honouring'])
})
