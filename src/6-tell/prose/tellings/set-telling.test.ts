import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { loadIndicators } from '#figures'
import { database } from '#platform/database'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, aPerson } from '../../../../test/support/district.ts'
import { tellingEntry } from './entry.ts'
import { resetTelling, setTelling } from './set-telling.ts'
import { tellingsFor } from './store.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
let office: Awaited<ReturnType<typeof aPerson>>
beforeEach(async () => {
  district = await aDistrict()
  office = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Văn phòng tỉnh', { role: 'checker', unitId: district.province }),
  )
})

const entry = (typed: Record<string, string>) => tellingEntry.parse({ weight: '2', ...typed })
const told = (unitId: string, code = 'test_waste_kg', day = '2026-03-31') =>
  look(district.leader, 'report.read', unitId, async (db) => (await tellingsFor(db, unitId, day)).get(code))

test('an office tells an indicator in its own words, for itself and what stands beneath, the nearest first', async () => {
  const { province, commune, neighbour, hamlet, checker } = district
  await setTelling(office, province, 'test_waste_kg', entry({ told: 'gom {n} rác', weight: '3' }))
  await setTelling(checker, commune, 'test_waste_kg', entry({ told: 'ủ {n} rác bếp', weight: '1' }))

  expect(await told(neighbour)).toMatchObject({ told: 'gom {n} rác', weight: 3 })
  expect(await told(commune)).toMatchObject({ told: 'ủ {n} rác bếp', weight: 1 })
  expect(await told(hamlet)).toMatchObject({ told: 'ủ {n} rác bếp' })
  expect(await told(commune, 'documents_issued')).toMatchObject({ told: 'ban hành {n} văn bản' })
})

test('going back leaves what the unit above says, and every version is kept', async () => {
  const { province, commune, checker } = district
  await setTelling(office, province, 'test_waste_kg', entry({ told: 'gom {n} rác' }))
  await setTelling(checker, commune, 'test_waste_kg', entry({ told: 'ủ {n} rác' }))
  await setTelling(checker, commune, 'test_waste_kg', entry({ seen: '1', told: 'ủ {n} rác bếp' }))
  await expect(resetTelling(checker, commune, 'test_waste_kg', { seen: 1 })).rejects.toMatchObject({
    code: 'seen_is_outdated',
  })

  await resetTelling(checker, commune, 'test_waste_kg', { seen: 2 })

  expect(await told(commune)).toMatchObject({ told: 'gom {n} rác' })
  const kept = await database()
    .selectFrom('reports.telling')
    .select(['version', 'told'])
    .where('unit_id', '=', commune)
    .orderBy('version')
    .execute()
  expect(kept.map(({ version, told: words }) => [version, words])).toEqual([
    [1, 'ủ {n} rác'],
    [2, 'ủ {n} rác bếp'],
    [3, null],
  ])
})

test('only who manages outlines of a unit says how it tells', async () => {
  const { commune, province, checker, leader, recorder, stranger } = district
  const refused = { code: 'not_found_or_not_allowed' }
  for (const actor of [leader, recorder, stranger]) {
    await expect(setTelling(actor, commune, 'test_waste_kg', entry({}))).rejects.toMatchObject(refused)
    await expect(resetTelling(actor, commune, 'test_waste_kg', { seen: 0 })).rejects.toMatchObject(refused)
  }
  await expect(setTelling(checker, province, 'test_waste_kg', entry({}))).rejects.toMatchObject(refused)
  await expect(setTelling(checker, commune, 'khong_co', entry({}))).rejects.toMatchObject(refused)

  await setTelling(checker, commune, 'test_waste_kg', entry({ told: 'ủ {n} rác' }))
  await resetTelling(checker, commune, 'test_waste_kg', { seen: 1 })
})

test.each([
  [{ of: 'test_waste_kg', as: 'with' }, 'of', 'telling_leans_on_itself'],
  [{ of: 'khong_co', as: 'with' }, 'of', 'telling_leans_on_nothing'],
  [{ of: 'test_households' }, 'as', 'telling_leans_in_no_way'],
  [{ as: 'part' }, 'of', 'telling_leans_in_no_way'],
  [{ of: 'test_households', as: 'rate' }, 'as', 'telling_of_a_rate_is_no_percent'],
  [{ of: 'test_households', as: 'rate', told: 'đạt {n}' }, 'told', 'telling_of_a_rate_has_words'],
])('what cannot be told is refused at its field: %j', async (typed, field, code) => {
  await expect(
    setTelling(district.checker, district.commune, 'test_waste_kg', entry(typed)),
  ).rejects.toMatchObject({ fields: expect.arrayContaining([expect.objectContaining({ field, code })]) })
})

test('decimals keep to what the indicator counts, and a circle is refused at whoever closes it', async () => {
  const { commune, checker } = district
  await asSystem('test.indicators', (tx) =>
    loadIndicators(tx, [
      {
        code: 'test_persons',
        name_vi: 'Người dự',
        name_en: 'People',
        unit_vi: 'người',
        unit_en: 'people',
        rule: 'sum',
        position: 910,
        definition_vi: 'x',
        definition_en: 'x',
      },
    ]),
  )
  const set = (code: string, typed: Record<string, string>) =>
    setTelling(checker, commune, code, entry(typed))

  await expect(set('test_persons', { decimals: '1' })).rejects.toMatchObject({
    fields: [{ field: 'decimals', code: 'telling_has_too_many_decimals' }],
  })
  await set('test_waste_kg', { decimals: '1', of: 'test_households', as: 'with' })
  await set('test_households', { of: 'test_children', as: 'with' })
  await expect(set('test_children', { of: 'test_waste_kg', as: 'part' })).rejects.toMatchObject({
    fields: [{ field: 'of', code: 'telling_leans_in_a_circle' }],
  })
})

test.each([
  [{ told: 'ủ rác' }, 'telling_has_no_number'],
  [{ told: 'ủ {n} rác, {n} kg' }, 'telling_has_no_number'],
  [{ told: 'ủ {n} rác {x}' }, 'telling_has_no_number'],
  [{ leans_on: 'test_waste_kg', way: 'with' }, 'telling_leans_on_itself'],
  [{ leans_on: 'khong_co', way: 'with' }, 'telling_leans_on_nothing'],
  [{ leans_on: 'test_households' }, 'telling_leans_in_no_way'],
  [{ leans_on: 'test_households', way: 'rate', told: '{n}' }, 'telling_of_a_rate_has_words'],
  [{ decimals: 4 }, 'telling_decimals_are_out_of_range'],
  [{ weight: 4 }, 'telling_weight_is_out_of_range'],
  [{ is_default: true, told: '{n}' }, 'telling_of_default_says_more'],
  [{ indicator: 'khong_co' }, 'telling_indicator_is_unknown'],
])('the database refuses what no program should send: %j', async (row, constraint) => {
  const { commune, checker } = district

  await expect(
    asSystem('test.telling', (tx) =>
      tx
        .insertInto('reports.telling')
        .values({
          unit_id: commune,
          indicator: 'test_waste_kg',
          version: 1,
          written_by: checker.personId,
          ...row,
        })
        .execute(),
    ),
  ).rejects.toMatchObject({ constraint })
})

test('the database refuses a circle, decimals of what is counted whole, and any change of a version', async () => {
  const { commune, province, checker } = district
  const insert = (indicator: string, row: object, unit_id = commune) =>
    asSystem('test.telling', (tx) =>
      tx
        .insertInto('reports.telling')
        .values({ unit_id, indicator, version: 1, written_by: checker.personId, ...row })
        .execute(),
    )
  await insert('test_waste_kg', { leans_on: 'test_households', way: 'with' }, province)
  await insert('test_households', { leans_on: 'test_children', way: 'with' })
  await sql`update figures.indicator set is_money = true where code = 'test_given_dong'`.execute(database())

  await expect(insert('test_children', { leans_on: 'test_waste_kg', way: 'with' })).rejects.toMatchObject({
    constraint: 'telling_leans_in_a_circle',
  })
  await expect(insert('test_given_dong', { decimals: 1 })).rejects.toMatchObject({
    constraint: 'telling_has_too_many_decimals',
  })
  for (const change of [sql`update reports.telling set told = '{n}'`, sql`delete from reports.telling`])
    await expect(asSystem('test.change', (tx) => change.execute(tx))).rejects.toThrow()
})
