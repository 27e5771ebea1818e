import { expect, test } from 'vitest'
import { look } from '#access'
import { figureOf, lineageOf } from '#figures'
import { advanceInitiative } from '#initiatives'
import { spanOf } from '#platform/time'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, anEntry } from '../../../test/support/district.ts'
import { checkActivity } from './check-activity.ts'
import { correctActivity } from './correct-activity.ts'
import { activityPage, myWork, queueToCheck } from './read.ts'
import { recordActivity } from './record-activity.ts'

useDatabase()

type District = Awaited<ReturnType<typeof aDistrict>>
const march = spanOf('2026-03') ?? { from: '', until: '' }
const none = { kept: [], sentAhead: [] }

const figure = (district: District, unitId: string, code = 'test_waste_kg', span = march) =>
  look(district.leader, 'figure.read', null, (db) => figureOf(db, { unitId }, code, span))

const accept = (district: District, id: string, seen = 1) =>
  checkActivity(district.checker, id, {
    seen,
    verdict: 'accepted',
    reason: '',
    field: '',
    publishPhotos: false,
  })

test('an entry sent three times at once counts once, in its commune and in its province', async () => {
  const district = await aDistrict()
  const entry = anEntry(district.initiativeId)

  await Promise.all([1, 2, 3].map(() => recordActivity(district.recorder, entry)))

  const expected = { declared: 12.5, evidenced: 0, confirmed: 0, verified: 0, entries: 1 }
  expect(await figure(district, district.commune)).toEqual(expected)
  expect(await figure(district, district.province)).toEqual(expected)
  expect((await figure(district, district.neighbour)).entries).toBe(0)
})

test('another entry under the same id is refused and changes nothing', async () => {
  const district = await aDistrict()
  const entry = anEntry(district.initiativeId)
  await recordActivity(district.recorder, entry)

  const other = recordActivity(district.recorder, { ...entry, answers: { waste: 99 } })

  await expect(other).rejects.toMatchObject({ code: 'activity_id_is_taken' })
  expect((await figure(district, district.commune)).declared).toBe(12.5)
})

test('a summary, a day or an initiative that differs is named, also after a correction; the same entry is taken again', async () => {
  const district = await aDistrict()
  const entry = anEntry(district.initiativeId)
  await recordActivity(district.recorder, entry)
  await correctActivity(district.recorder, entry.id, {
    seen: 1,
    day: entry.day,
    summary: 'Đã sửa',
    answers: entry.answers,
    reason: '',
    photos: none,
    removed: [],
  })
  const again = (over: Partial<typeof entry>) =>
    recordActivity(district.recorder, { ...entry, ...over }).then(
      () => [],
      (fault) => fault.fields.map((one: { field: string; code: string }) => `${one.field} ${one.code}`),
    )

  expect(await again({})).toEqual([])
  expect(await again({ summary: 'Đã sửa' })).toEqual(['summary activity_differs'])
  expect(await again({ day: '2026-03-09', answers: { waste: 1 } })).toEqual([
    'day activity_differs',
    'a.households activity_differs',
    'a.waste activity_differs',
  ])
})

test.each([
  ['waste', { waste: 'nhiều lắm' }, 'field_is_no_number'],
  ['waste', { waste: -1 }, 'field_is_too_small'],
  ['waste', {}, 'field_is_required'],
  ['waste', { waste: Number.NaN }, 'field_is_no_number'],
  ['waste', { waste: '1.250' }, 'number_reads_two_ways'],
  ['waste', { waste: '1.250.00' }, 'field_is_no_number'],
  ['waste', { waste: 12.3456 }, 'number_is_too_fine'],
  ['households', { waste: 1, households: 1.5 }, 'field_is_no_whole_number'],
  ['households', { waste: 1, households: '0.500' }, 'field_is_no_whole_number'],
  ['place', { waste: 1, place: 'x'.repeat(501) }, 'field_is_too_long'],
])('a wrong answer to %s (%j) is named and nothing is written', async (key, answers, code) => {
  const district = await aDistrict()

  const attempt = recordActivity(district.recorder, anEntry(district.initiativeId, { answers }))

  await expect(attempt).rejects.toMatchObject({
    code: 'form_has_faults',
    fields: [{ field: `a.${key}`, code }],
  })
  expect((await figure(district, district.commune)).entries).toBe(0)
})

test.each([
  [
    { waste: '0.500', households: '1,000' },
    { waste: 0.5, households: 1000 },
  ],
  [
    { waste: '0.125', households: '1.000' },
    { waste: 0.125, households: 1000 },
  ],
  [
    { waste: '1.250,5 kg', households: '1 250' },
    { waste: 1250.5, households: 1250 },
  ],
])('%j is recorded as %j', async (typed, kept) => {
  const district = await aDistrict()
  const entry = anEntry(district.initiativeId, { answers: typed })

  await recordActivity(district.recorder, entry)

  const { activity } = await activityPage(district.recorder, entry.id)
  expect(activity.answers).toMatchObject(kept)
  expect((await figure(district, district.commune)).declared).toBe(kept.waste)
})

test.each([
  ['2099-01-01', 'activity_day_is_in_future'],
  ['2020-01-01', 'initiative_started_later'],
])('the day %s is refused as %s', async (day, code) => {
  const district = await aDistrict()

  const attempt = recordActivity(district.recorder, anEntry(district.initiativeId, { day }))

  await expect(attempt).rejects.toMatchObject({ code, fields: [{ field: 'day' }] })
})

test('a recorder of another unit, or an id that nobody has, gets one and the same answer', async () => {
  const district = await aDistrict()

  const answers = await Promise.allSettled([
    recordActivity(district.stranger, anEntry(district.initiativeId)),
    recordActivity(district.recorder, anEntry('00000000-0000-7000-8000-000000000000')),
  ])

  expect(answers.map((one) => one.status === 'rejected' && one.reason.code)).toEqual([
    'not_found_or_not_allowed',
    'not_found_or_not_allowed',
  ])
})

test('accepted without a photo a record stays declared; nobody accepts their own; returned it counts nowhere', async () => {
  const district = await aDistrict()
  const entry = anEntry(district.initiativeId)
  await recordActivity(district.recorder, entry)

  const own = checkActivity(district.recorder, entry.id, {
    seen: 1,
    verdict: 'accepted',
    reason: '',
    field: '',
    publishPhotos: false,
  })
  await expect(own).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
  const silent = checkActivity(district.checker, entry.id, {
    seen: 1,
    verdict: 'returned',
    reason: '',
    field: '',
    publishPhotos: false,
  })
  await expect(silent).rejects.toMatchObject({ code: 'review_return_has_no_reason' })
  await checkActivity(district.checker, entry.id, {
    seen: 1,
    verdict: 'returned',
    reason: 'Thiếu số hộ',
    field: 'households',
    publishPhotos: false,
  })

  expect(await figure(district, district.province)).toMatchObject({ declared: 0, entries: 0 })
  expect((await myWork(district.recorder)).returned.map((row) => row.id)).toEqual([entry.id])

  await correctActivity(district.recorder, entry.id, {
    seen: 1,
    day: entry.day,
    summary: entry.summary,
    answers: { waste: 20 },
    reason: '',
    photos: none,
    removed: [],
  })
  await accept(district, entry.id, 2)

  expect(await figure(district, district.province)).toMatchObject({ declared: 20, evidenced: 0, entries: 1 })
  expect((await activityPage(district.checker, entry.id)).history.map((row) => row.verdict)).toEqual([
    'accepted',
    'returned',
  ])
})

test('a checker who also recorded waits for another checker', async () => {
  const district = await aDistrict()
  const entry = anEntry(district.initiativeId)
  await recordActivity(district.checker, entry)

  await expect(accept(district, entry.id)).rejects.toMatchObject({ code: 'review_is_by_its_writer' })
  expect((await queueToCheck(district.checker, undefined)).rows).toEqual([])
})

test('a correction keeps the old version, moves the amount to its new day and waits for a checker again', async () => {
  const district = await aDistrict()
  const entry = anEntry(district.initiativeId)
  await recordActivity(district.recorder, entry)
  await accept(district, entry.id)
  const correction = {
    seen: 1,
    day: '2026-04-02',
    summary: entry.summary,
    answers: { waste: 30 },
    photos: none,
    removed: [],
  }

  const unexplained = correctActivity(district.recorder, entry.id, { ...correction, reason: '' })
  await expect(unexplained).rejects.toMatchObject({ code: 'correction_has_no_reason' })
  await correctActivity(district.recorder, entry.id, { ...correction, reason: 'Ghi nhầm ngày và số kg' })

  expect(await figure(district, district.commune)).toMatchObject({ declared: 0, entries: 0 })
  expect(await figure(district, district.commune, 'test_waste_kg', spanOf('2026-04'))).toMatchObject({
    declared: 30,
  })
  const { activity, history } = await activityPage(district.recorder, entry.id)
  expect([activity.state, activity.version]).toEqual(['recorded', 2])
  expect(history.map((row) => row.answers.waste)).toEqual([30, 12.5])
  await expect(accept(district, entry.id, 1)).rejects.toMatchObject({ code: 'seen_is_outdated' })
})

test('of two corrections of the same version one wins and the other is told', async () => {
  const district = await aDistrict()
  const entry = anEntry(district.initiativeId)
  await recordActivity(district.recorder, entry)
  const correct = (waste: number) =>
    correctActivity(district.recorder, entry.id, {
      seen: 1,
      day: entry.day,
      summary: entry.summary,
      answers: { waste },
      reason: '',
      photos: none,
      removed: [],
    })

  const outcomes = await Promise.allSettled([correct(1), correct(2)])

  expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  expect(outcomes.find((one) => one.status === 'rejected')?.reason).toMatchObject({
    code: 'seen_is_outdated',
  })
  expect((await figure(district, district.commune)).entries).toBe(1)
})

test('a stock takes the latest amount, not the sum, and is nought when its initiative ends', async () => {
  const district = await aDistrict()
  for (const [day, households] of [
    ['2026-01-10', 10],
    ['2026-02-10', 14],
    ['2026-03-10', 13],
  ] as const)
    await recordActivity(
      district.recorder,
      anEntry(district.initiativeId, { day, answers: { waste: 1, households } }),
    )

  expect(await figure(district, district.province, 'test_households')).toMatchObject({
    declared: 13,
    entries: 1,
  })
  expect(await figure(district, district.province, 'test_households', spanOf('2026-02'))).toMatchObject({
    declared: 14,
  })

  const chief = district.checker
  await advanceInitiative(chief, district.initiativeId, {
    to: 'ended',
    version: 'active',
    day: '2026-03-20',
    document: '',
    note: 'Đã nhập vào mô hình khác',
    learnt: 'Hai nơi gần nhau nên làm chung từ đầu.',
  })
  expect(await figure(district, district.province, 'test_households')).toMatchObject({ declared: 0 })
  expect(await figure(district, district.province, 'test_households', spanOf('2026-02'))).toMatchObject({
    declared: 14,
  })
})

test('the pages of the lineage add up to the figure, without a row twice', async () => {
  const district = await aDistrict()
  for (let index = 1; index <= 25; index += 1)
    await recordActivity(
      district.recorder,
      anEntry(district.initiativeId, {
        answers: { waste: index },
        day: `2026-03-${String((index % 9) + 1).padStart(2, '0')}`,
      }),
    )

  const rows = await look(district.leader, 'figure.read', null, async (db) => {
    const all = []
    let after: Parameters<typeof lineageOf>[4]['after']
    do {
      const page = await lineageOf(db, { unitId: district.province }, 'test_waste_kg', march, {
        after,
        limit: 7,
      })
      all.push(...page.rows)
      after = page.next
    } while (after)
    return all
  })

  expect(new Set(rows.map((row) => row.id)).size).toBe(25)
  expect(rows.reduce((sum, row) => sum + row.amount, 0)).toBe(
    (await figure(district, district.province)).declared,
  )
})
