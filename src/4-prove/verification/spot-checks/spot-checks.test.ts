import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { type Actor, asSystem, look, perform } from '#access'
import {
  activityPage,
  checkActivity,
  correctActivity,
  correctAsFound,
  findActivity,
  recordActivity,
} from '#activities'
import { attachmentsOf } from '#evidence'
import { figureOf } from '#figures'
import { useSecret } from '#platform/secret'
import { spanOf } from '#platform/time'
import { ownerDatabase, useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson } from '../../../../test/support/district.ts'
import { opened } from '../../../5-count/figures/read.ts'
import { web } from '../../../web.ts'
import { closeSpotCheck } from './close-spot-check.ts'
import { drawSample, sampleSizeFor } from './draw.ts'
import { drawSampleOf } from './draw-sample.ts'
import type { Outcome } from './entry.ts'
import { planSpotCheck } from './plan-spot-check.ts'
import { listOf, spotCheckPage, visitPage } from './read.ts'
import { recordFinding } from './record-finding.ts'

useDatabase()
useSecret('một bí mật của lần thử, đủ dài để dùng', '')

const march = spanOf('2026-03') ?? { from: '', until: '' }
const missing = { code: 'not_found_or_not_allowed' }
const aPlan = (unit: string) => ({
  unit,
  indicator: 'test_waste_kg',
  kind: null,
  period: '2026-03',
  purpose: 'Kế hoạch kiểm tra quý I',
  confidence: 95,
  tolerable: 5,
  expected: 10,
})

/** A district with accepted records of the amounts 1, 2, 3 …, and an inspector of the province. */
async function checkedDistrict(count: number) {
  const district = await aDistrict()
  const inspectors = await asSystem('test.inspectors', async (tx) => ({
    inspector: await aPerson(tx, 'Kiểm Tra Viên', { role: 'inspector', unitId: district.province }),
    elsewhere: await aPerson(tx, 'Kiểm Tra Xã Hai', { role: 'inspector', unitId: district.neighbour }),
  }))
  const ids: string[] = []
  for (let index = 1; index <= count; index += 1) {
    const entry = anEntry(district.initiativeId, { answers: { waste: index, households: 1 } })
    await recordActivity(district.recorder, entry)
    await checkActivity(district.checker, entry.id, {
      seen: 1,
      verdict: 'accepted',
      reason: '',
      field: '',
      publishPhotos: false,
    })
    ids.push(entry.id)
  }
  const figure = async (unitId = district.province) => {
    const { entries: _, ...levels } = await look(district.leader, 'figure.read', null, (db) =>
      figureOf(db, { unitId }, 'test_waste_kg', march),
    )
    return levels
  }
  return { ...district, ...inspectors, ids, figure }
}

const find = (
  actor: Actor,
  checkId: string,
  activityId: string,
  outcome: Outcome,
  answers: Record<string, unknown> = {},
) => recordFinding(actor, checkId, activityId, { outcome, note: 'Đã gặp bà con', answers, photos: [] })

test('the hash of the seed is public before the draw, the seed after it; whoever has both draws the same sample', async () => {
  const { inspector, provinceSlug, ids } = await checkedDistrict(40)
  const faults: unknown[] = []
  const app = web({ site: { name: 'Thử' }, log: (fault) => faults.push(fault) })
  const read = async (id: string) => (await app.request(`http://localhost/kiem-tra/${id}`)).text()
  const id = await planSpotCheck(inspector, aPlan(provinceSlug))

  const before = await spotCheckPage(inspector, id)
  expect([before.check.seed, before.planned?.records]).toEqual([null, 40])
  expect(await read(id)).toContain(before.check.commitment)
  await drawSampleOf(inspector, id)

  const { check } = await spotCheckPage(inspector, id)
  const seed = check.seed ?? ''
  expect(createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex')).toBe(before.check.commitment)
  expect(await read(id)).toContain(seed)
  const list = await listOf(inspector, id)
  expect(list.map((one) => one.id).sort()).toEqual([...ids].sort())
  const again = drawSample(list, sampleSizeFor(list.length, check), seed)
  expect(
    again
      .filter(({ isDrawn }) => isDrawn)
      .map((one) => one.id)
      .sort(),
  ).toEqual(
    list
      .filter(({ isDrawn }) => isDrawn)
      .map((one) => one.id)
      .sort(),
  )
  const lines = list.map((one) => `${one.id}\t${one.amount}`).sort()
  expect(
    createHash('sha256')
      .update(`${lines.join('\n')}\n`)
      .digest('hex'),
  ).toBe(check.populationHash)
  await expect(drawSampleOf(inspector, id)).rejects.toMatchObject({ code: 'spot_check_is_drawn_already' })
  expect(faults).toEqual([])
})

test('no two checks are drawn by the same seed, and none by one that can be guessed', async () => {
  const { inspector, provinceSlug } = await checkedDistrict(3)
  const seeds: string[] = []

  for (let round = 0; round < 3; round += 1) {
    const id = await planSpotCheck(inspector, aPlan(provinceSlug))
    await drawSampleOf(inspector, id)
    seeds.push((await spotCheckPage(inspector, id)).check.seed ?? '')
  }

  expect(new Set(seeds).size).toBe(3)
  // 32 random bytes: of their 64 digits at least nine are different ones, but for one time in a thousand million.
  for (const seed of seeds) expect(new Set(seed).size).toBeGreaterThan(8)
})

test.each([
  ["update verification.spot_check set seed = repeat('0', 64)", 'spot_check_is_drawn_already'],
  ['update verification.candidate set is_drawn = not is_drawn', 'record_is_append_only'],
  ['delete from verification.finding', 'record_is_append_only'],
  ['update verification.answer set happened = happened', 'record_is_append_only'],
  ['delete from verification.proof', 'record_is_append_only'],
])('even the owner of the database is refused: %s', async (statement, constraint) => {
  const { inspector, provinceSlug } = await checkedDistrict(3)
  const id = await planSpotCheck(inspector, aPlan(provinceSlug))
  await expect(
    sql`update verification.spot_check set seed = repeat('0', 64), population_hash = '', sample_hash = '', population_size = 1,
        sample_size = 1, declared = 1, drawn_by = planned_by, drawn_at = now() where id = ${id}`.execute(
      ownerDatabase(),
    ),
  ).rejects.toMatchObject({ constraint: 'spot_check_seed_is_another' })
  await drawSampleOf(inspector, id)

  await expect(sql.raw(statement).execute(ownerDatabase())).rejects.toMatchObject({ constraint })
})

test('closing verifies what is right, corrects what differs in the inspector’s name, rejects what is not there', async () => {
  const { inspector, recorder, checker, provinceSlug, commune, ids, figure } = await checkedDistrict(6)
  const [one = '', two = '', three = '', four = '', five = '', six = ''] = ids
  const id = await planSpotCheck(inspector, aPlan(provinceSlug))
  await drawSampleOf(inspector, id)
  await find(inspector, id, one, 'absent')
  await find(inspector, id, one, 'right')
  await find(inspector, id, two, 'different', { waste: '1,5', households: 99 })
  await find(inspector, id, three, 'absent')
  await find(inspector, id, four, 'out_of_reach')
  await find(inspector, id, five, 'different', { waste: 2 })
  expect(await figure()).toEqual({ declared: 21, evidenced: 0, confirmed: 0, verified: 0 })
  await expect(closeSpotCheck(inspector, id, 'Kết luận')).rejects.toMatchObject({
    code: 'spot_check_has_visits_left',
  })
  // Its unit corrects one itself before the conclusion, and changes another that was found right.
  const correct = (activityId: string, waste: number) =>
    correctActivity(recorder, activityId, {
      seen: 1,
      day: '2026-03-08',
      summary: 'Sửa',
      answers: { waste, households: 1 },
      reason: 'Tự kiểm lại',
      photos: { kept: [], sentAhead: [] },
      removed: [],
    })
  await correct(five, 2)
  await checkActivity(checker, five, {
    seen: 2,
    verdict: 'accepted',
    reason: '',
    field: '',
    publishPhotos: false,
  })
  await find(inspector, id, six, 'right')
  await correct(six, 60)

  await closeSpotCheck(inspector, id, 'Số liệu khai cao hơn thật')

  // 1 right, 1.5 and 2 as found; 4 untouched, 60 said by nobody but its unit; 3 is gone.
  expect(await figure()).toEqual({ declared: 64, evidenced: 0, confirmed: 0, verified: 4.5 })
  expect(await figure(commune)).toEqual({ declared: 64, evidenced: 0, confirmed: 0, verified: 4.5 })
  const corrected = await activityPage(recorder, two)
  expect([corrected.activity.state, corrected.activity.version]).toEqual(['accepted', 2])
  expect(corrected.activity.answers).toEqual({ waste: 1.5, households: 1 })
  expect(corrected.history.map((row) => [row.writerName, row.answers.waste])).toEqual([
    ['Kiểm Tra Viên', 1.5],
    ['Người Ghi', 2],
  ])
  expect(corrected.history[0]?.changeReason).toContain('Đã gặp bà con')
  expect((await activityPage(recorder, three)).activity.state).toBe('rejected')
  const { check, estimate } = await spotCheckPage(inspector, id)
  // What could not be looked at counts as not there: 1 + 1.5 + 0 + 0 + 2 + 6 of 21.
  expect(estimate).toMatchObject({
    declared: 21,
    total: 10.5,
    lower: 10.5,
    upper: 10.5,
    wrong: 4,
    method: 'complete',
  })
  expect(check.estimate).toEqual(estimate)
  const question = { slug: provinceSlug, period: '2026-03', indicator: 'test_waste_kg' }
  expect((await opened(inspector, question)).beside.map(({ href }) => href)).toEqual([
    `/kiem-tra-thuc-te/${id}`,
  ])
  expect((await opened(recorder, question)).beside).toEqual([])
  await expect(find(inspector, id, one, 'right')).rejects.toMatchObject({ code: 'spot_check_is_closed' })
  await expect(closeSpotCheck(inspector, id, 'Lần nữa')).rejects.toMatchObject({
    code: 'spot_check_is_closed',
  })
})

test('a check waits for whoever answers about one of its records at the same time', async () => {
  const { inspector, provinceSlug, ids, figure } = await checkedDistrict(2)
  const check = await planSpotCheck(inspector, aPlan(provinceSlug))
  await drawSampleOf(inspector, check)
  for (const id of ids) await find(inspector, check, id, 'right')
  const waiting = () =>
    sql<{ count: number }>`
      select count(*)::int as count from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`
      .execute(ownerDatabase())
      .then(({ rows }) => rows[0]?.count)

  let closing: Promise<void> | undefined
  await ownerDatabase()
    .transaction()
    .execute(async (tx) => {
      await sql`select verification.lock_record(${ids[1]}::uuid)`.execute(tx)
      closing = closeSpotCheck(inspector, check, 'Đúng')
      await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 15_000, interval: 50 })
    })
  await closing

  expect((await figure()).verified).toBe(3)
})

test('a verified record stays so when its words are put better, and not when its figures change', async () => {
  const { inspector, recorder, checker, provinceSlug, ids, figure } = await checkedDistrict(1)
  const [id = ''] = ids
  const check = await planSpotCheck(inspector, aPlan(provinceSlug))
  await drawSampleOf(inspector, check)
  await find(inspector, check, id, 'right')
  await closeSpotCheck(inspector, check, 'Đúng')
  const rewrite = async (seen: number, waste: number) => {
    await correctActivity(recorder, id, {
      seen,
      day: '2026-03-08',
      summary: `Bản ${seen}`,
      answers: { waste, households: 1 },
      reason: 'Viết lại',
      photos: { kept: [], sentAhead: [] },
      removed: [],
    })
    await checkActivity(checker, id, {
      seen: seen + 1,
      verdict: 'accepted',
      reason: '',
      field: '',
      publishPhotos: false,
    })
  }

  expect((await figure()).verified).toBe(1)
  await rewrite(1, 1)
  expect((await figure()).verified).toBe(1)
  await rewrite(2, 7)
  expect(await figure()).toMatchObject({ declared: 7, verified: 0 })
})

test('a finding needs words unless it is right, a number that differs, and a record that is not one’s own', async () => {
  const { inspector, provinceSlug, union, initiativeId, ids } = await checkedDistrict(2)
  await asSystem('test.role', (tx) =>
    tx
      .insertInto('access.role_held')
      .values({ person_id: inspector.personId, role: 'recorder', unit_id: union, valid_from: '2020-01-01' })
      .execute(),
  )
  const own = anEntry(initiativeId, { answers: { waste: 3 } })
  await recordActivity(inspector, own)
  const id = await planSpotCheck(inspector, aPlan(provinceSlug))
  await drawSampleOf(inspector, id)
  const [first = ''] = ids
  const found = { note: 'Đã xem', answers: {}, photos: [] }

  await expect(
    recordFinding(inspector, id, first, { ...found, outcome: 'absent', note: '' }),
  ).rejects.toMatchObject({ code: 'finding_has_no_words' })
  await expect(find(inspector, id, first, 'different', { waste: 1 })).rejects.toMatchObject({
    code: 'finding_is_not_different',
  })
  await expect(find(inspector, id, first, 'different', { waste: 'nhiều' })).rejects.toMatchObject({
    code: 'form_has_faults',
  })
  await expect(find(inspector, id, own.id, 'right')).rejects.toMatchObject({
    code: 'finding_is_of_own_record',
  })
  await expect(find(inspector, id, id, 'right')).rejects.toMatchObject(missing)
  const photo = {
    sha256: 'b'.repeat(64),
    bytes: 9,
    width: 3,
    height: 3,
    takenAt: undefined,
    mediaType: 'image/jpeg' as const,
    name: '',
  }
  await recordFinding(inspector, id, first, { ...found, outcome: 'right', photos: [photo] })

  const page = await visitPage(inspector, id, first)
  expect(page.foundPhotos.map(({ sha256 }) => sha256)).toEqual([photo.sha256])
  expect(
    await look(inspector, 'activity.read', null, (db) => attachmentsOf(db, 'activity', [first])),
  ).toEqual([])
})

test('only an inspector of the unit plans, draws and finds, and changes only what was drawn for a check under way', async () => {
  const district = await checkedDistrict(3)
  const { inspector, elsewhere, checker, leader, recorder, provinceSlug, communeSlug, ids } = district
  const id = await planSpotCheck(inspector, aPlan(communeSlug))
  const [first = ''] = ids

  for (const actor of [checker, leader, recorder, elsewhere]) {
    await expect(planSpotCheck(actor, aPlan(communeSlug))).rejects.toMatchObject(missing)
    await expect(drawSampleOf(actor, id)).rejects.toMatchObject(missing)
  }
  await expect(planSpotCheck(elsewhere, aPlan(provinceSlug))).rejects.toMatchObject(missing)
  await expect(spotCheckPage(elsewhere, id)).rejects.toMatchObject(missing)
  await expect(spotCheckPage(recorder, id)).rejects.toMatchObject(missing)
  expect((await spotCheckPage(checker, id)).may).toEqual({ plan: false, record: false })

  const changed = perform(inspector, 'spotcheck.record', district.commune, async (tx) => {
    const activity = await findActivity(tx, first)
    if (activity)
      await correctAsFound(tx, activity, {
        answers: { waste: 9 },
        reason: 'Không qua bốc mẫu',
        personId: inspector.personId,
      })
  })
  await expect(changed).rejects.toMatchObject({ code: 'seen_is_outdated' })
  await drawSampleOf(inspector, id)
  await expect(find(elsewhere, id, first, 'right')).rejects.toMatchObject(missing)
  await expect(find(checker, id, first, 'right')).rejects.toMatchObject(missing)
  await find(inspector, id, first, 'right')
})

test('what is worked out from other figures is not drawn from, nor what nobody has entered', async () => {
  const { inspector, provinceSlug } = await checkedDistrict(1)
  const plan = aPlan(provinceSlug)

  await expect(planSpotCheck(inspector, { ...plan, indicator: 'khong_co' })).rejects.toMatchObject({
    code: 'indicator_is_unknown',
  })
  await expect(planSpotCheck(inspector, { ...plan, kind: 'khong_co' })).rejects.toMatchObject({
    code: 'spot_check_kind_is_unknown',
  })
  const empty = await planSpotCheck(inspector, { ...plan, period: '2024' })
  await expect(drawSampleOf(inspector, empty)).rejects.toMatchObject({ code: 'spot_check_has_no_records' })
  const households = await planSpotCheck(inspector, {
    ...plan,
    indicator: 'test_households',
    kind: 'test_composting',
  })
  await drawSampleOf(inspector, households)
  expect((await spotCheckPage(inspector, households)).check).toMatchObject({ populationSize: 1, declared: 1 })
})
