import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, asSystem, look, perform } from '#access'
import { postFacts } from '#figures'
import { loadUnits } from '#org'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { ownerDatabase, useDatabase } from '../../../test/support/database.ts'
import { aDistrict, aPerson, aUnit } from '../../../test/support/district.ts'
import { formerTargets, tableToFill } from './hand-down.ts'
import { targetAt, targetsOf, targetsUnder } from './read.ts'
import { changeTarget, handDownTargets, setTarget, takeBackTarget } from './set-target.ts'
import { targetsOfUnit } from './store.ts'

useDatabase()

let district: Awaited<ReturnType<typeof aDistrict>>
let head: Actor
let officer: Actor

beforeEach(async () => {
  district = await aDistrict()
  await asSystem('test.people', async (tx) => {
    head = await aPerson(tx, 'Cán bộ tỉnh', { role: 'checker', unitId: district.province })
    officer = await aPerson(tx, 'Cán bộ xã', { role: 'checker', unitId: district.commune })
  })
})

const anAim = (over: Partial<Parameters<typeof setTarget>[2]> = {}) => ({
  indicator: 'test_waste_kg',
  amount: 5000,
  direction: 'at_least' as const,
  documentId: undefined,
  note: '',
  ...over,
})
const at = (unitId: string, setByUnitId = unitId, year = 2026) => ({ unitId, setByUnitId, year })
const table = (over: Partial<Parameters<typeof handDownTargets>[2]> = {}) => ({
  direction: 'at_least' as const,
  documentId: undefined,
  reason: '',
  ...over,
})
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault: { code?: string; fields?: { code: string }[] }) =>
      fault.fields?.[0]?.code ?? fault.code ?? String(fault),
  )
const post = (unitId: string, amount: number, day: string, indicator = 'test_waste_kg') =>
  asSystem('test.facts', (tx) =>
    postFacts(tx, { kind: 'activity', id: newId(), unitId, day, seriesId: newId() }, 'evidenced', [
      { indicator, amount },
    ]),
  )

test('what is handed down is held against the whole, and progress comes from the figures alone', async () => {
  await setTarget(head, at(district.province), anAim())
  const rows = [
    { unitId: district.commune, amount: 2400, seen: 0 },
    { unitId: district.neighbour, amount: 2400, seen: 0 },
  ]

  const written = await handDownTargets(
    head,
    { ...at(district.province), indicator: 'test_waste_kg' },
    table(),
    rows,
  )
  await post(district.hamlet, 1300, '2026-05-02')
  const opened = await targetAt(
    head,
    { slug: district.provinceSlug, code: 'test_waste_kg', year: 2026 },
    '2026-07-02',
  )

  expect(written).toEqual({ set: 2, changed: 0, unchanged: 0 })
  expect(opened.sums).toEqual({ areas: { handed: 4800, difference: 200, parts: 2 } })
  expect(opened.own?.outlook).toMatchObject({ state: 'off_track', total: 1300, percent: 26 })
  expect(opened.own?.figure).toMatchObject({ declared: 0, evidenced: 1300 })
  expect(opened.handed.map(({ target, outlook }) => [target.unitName, outlook.state])).toEqual([
    ['Xã Hai', 'no_data'],
    ['Xã Một', 'on_track'],
  ])
})

test('the database holds one target a unit, indicator and year, whoever comes second', async () => {
  const attempts = await Promise.all(
    [1, 2, 3].map((amount) =>
      code(setTarget(head, at(district.commune, district.province), anAim({ amount }))),
    ),
  )

  expect(attempts.sort()).toEqual(['done', 'target_is_set_already', 'target_is_set_already'])
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from programme.target
     where unit_id = ${district.commune}`.execute(database())
  expect(rows[0]?.count).toBe(1)
})

test('changing a target is a new version with its reason; who saw an older one is told', async () => {
  await setTarget(head, at(district.province), anAim())
  const what = { ...at(district.province), indicator: 'test_waste_kg' }
  const change = { amount: 6000, direction: 'at_least' as const, documentId: undefined, note: '', seen: 1 }

  await changeTarget(head, what, { ...change, reason: 'Nghị quyết bổ sung' })
  const second = await code(changeTarget(head, what, { ...change, amount: 7000, reason: 'Lần hai' }))
  const opened = await targetAt(head, { slug: district.provinceSlug, code: 'test_waste_kg', year: 2026 })

  expect(second).toBe('seen_is_outdated')
  expect(opened.history.map(({ number, amount, reason }) => [number, amount, reason])).toEqual([
    [2, 6000, 'Nghị quyết bổ sung'],
    [1, 5000, ''],
  ])
  await expect(
    sql`update programme.target_version set amount = 1 where number = 1`.execute(ownerDatabase()),
  ).rejects.toThrow('append-only')
})

test('a target that was taken back is gone from the year, stays in its history and can be set again', async () => {
  const what = { ...at(district.province), indicator: 'test_waste_kg' }
  await setTarget(head, at(district.province), anAim())

  await takeBackTarget(head, what, { reason: 'Đặt nhầm', documentId: undefined, seen: 1 })
  const without = await targetsOf(head, district.provinceSlug, 2026)
  await setTarget(head, at(district.province), anAim({ amount: 4000 }))
  const again = await targetAt(head, { slug: district.provinceSlug, code: 'test_waste_kg', year: 2026 })

  expect(without.standings).toEqual([])
  expect(again.history.map(({ amount }) => amount)).toEqual([4000, null, 5000])
})

test('handing down again changes only what differs, and not without a reason', async () => {
  const what = { ...at(district.province), indicator: 'test_waste_kg' }
  const rows = (one: number, other: number, seen: number) => [
    { unitId: district.commune, amount: one, seen },
    { unitId: district.neighbour, amount: other, seen },
  ]
  await handDownTargets(head, what, table(), rows(10, 20, 0))

  const silent = await code(handDownTargets(head, what, table(), rows(10, 25, 1)))
  const said = await handDownTargets(head, what, table({ reason: 'Điều chỉnh' }), rows(10, 25, 1))

  expect(silent).toBe('target_change_has_no_reason')
  expect(said).toEqual({ set: 0, changed: 1, unchanged: 1 })
})

describe('who may', () => {
  test('a commune reads its own, sets its own, and changes nothing that was handed down to it', async () => {
    await setTarget(head, at(district.province), anAim())
    await setTarget(head, at(district.commune, district.province), anAim({ amount: 2000 }))
    await setTarget(head, at(district.neighbour, district.province), anAim({ amount: 2000 }))
    const what = { ...at(district.commune), indicator: 'test_waste_kg' }
    const change = {
      amount: 1,
      direction: 'at_least' as const,
      documentId: undefined,
      note: '',
      seen: 1,
      reason: 'Hạ',
    }

    expect(await code(changeTarget(officer, what, change))).toBe('seen_is_outdated')
    expect(
      await code(
        setTarget(officer, at(district.commune, district.province), anAim({ indicator: 'test_households' })),
      ),
    ).toBe('not_found_or_not_allowed')
    expect(await code(setTarget(officer, at(district.neighbour), anAim()))).toBe('not_found_or_not_allowed')
    expect(
      await code(setTarget(officer, at(district.commune), anAim({ indicator: 'test_households' }))),
    ).toBe('done')
    const seen = await look(officer, 'target.read', null, (db) =>
      Promise.all(
        [district.province, district.commune, district.neighbour].map((id) => targetsOfUnit(db, id, 2026)),
      ),
    )
    expect(seen.map((targets) => targets.length)).toEqual([0, 2, 0])
    expect(await code(targetsOf(officer, district.provinceSlug, 2026))).toBe('not_found_or_not_allowed')
  })

  test('a recorder reads and sets nothing, a leader sets, a stranger sees nothing', async () => {
    await setTarget(district.leader, at(district.province), anAim())

    expect(await code(setTarget(district.recorder, at(district.union), anAim()))).toBe(
      'not_found_or_not_allowed',
    )
    expect(await code(targetsOf(district.stranger, district.communeSlug, 2026))).toBe(
      'not_found_or_not_allowed',
    )
    expect(await code(targetsOf(district.leader, district.communeSlug, 2026))).toBe('done')
  })

  test('a version cannot be slipped in beneath the use case', async () => {
    await setTarget(head, at(district.commune, district.province), anAim())

    const slipped = perform(officer, 'target.set', district.commune, (tx) =>
      sql`insert into programme.target_version (target_id, number, amount, direction, basis, reason, set_by)
          select id, 2, 1, 'at_least', 'flow', 'khong', ${officer.personId}::uuid from programme.target`.execute(
        tx,
      ),
    )

    expect(await code(slipped)).toBe('not_found_or_not_allowed')
  })
})

test.each([
  [{ amount: 1.2345 }, 'number_is_too_fine'],
  [{ amount: 0 }, 'target_amount_is_nothing'],
  [{ indicator: 'khong_co' }, 'indicator_is_unknown'],
  [{ documentId: newId() }, 'target_document_is_unknown'],
])('%o is refused: %s', async (over, problem) => {
  expect(await code(setTarget(head, at(district.province), anAim(over)))).toBe(problem)
})

test('above, one sees what is behind beneath, the worst first', async () => {
  await setTarget(head, at(district.commune, district.province), anAim({ amount: 100 }))
  await setTarget(head, at(district.neighbour, district.province), anAim({ amount: 100 }))
  await post(district.commune, 60, '2026-03-01')
  await post(district.neighbour, 10, '2026-03-01')

  const under = await targetsUnder(head, { slug: district.provinceSlug, year: 2026 }, '2026-07-02')
  const red = await targetsUnder(
    head,
    { slug: district.provinceSlug, year: 2026, states: ['off_track'] },
    '2026-07-02',
  )

  expect(under.rows.map(({ target, outlook }) => [target.unitName, outlook.state])).toEqual([
    ['Xã Hai', 'off_track'],
    ['Xã Một', 'on_track'],
  ])
  expect(Object.fromEntries(under.counts)).toEqual({ off_track: 1, on_track: 1 })
  expect(red.total).toBe(1)
})

test('the table proposes what each reached last year, to the last piece, and writes nothing by it', async () => {
  await setTarget(head, at(district.province), anAim({ amount: 1001 }))
  await post(district.commune, 300, '2025-06-01')
  await post(district.neighbour, 100, '2025-06-01')
  const asked = { slug: district.provinceSlug, code: 'test_waste_kg', year: 2026 }

  const filled = await tableToFill(head, { ...asked, proposal: 'last_year' }, '2026-02-01')
  const equal = await tableToFill(head, { ...asked, proposal: 'equal' }, '2026-02-01')

  expect(filled.offered).toEqual(['equal', 'last_year'])
  expect(filled.rows.map(({ unit, proposed }) => [unit.name, proposed])).toEqual([
    ['Xã Hai', 250],
    ['Xã Một', 751],
  ])
  expect(equal.rows.map(({ proposed }) => proposed)).toEqual([501, 500])
  expect(filled.rows.every(({ now }) => now === undefined)).toBe(true)
})

test('after a merger the new commune is offered the sum of those it carries on', async () => {
  const old = await mergeIntoOne()
  await asSystem('test.old', async (tx) => {
    for (const [index, unitId] of old.former.entries())
      await sql`with set_one as (
          insert into programme.target (unit_id, indicator, year, set_by_unit_id)
          values (${unitId}, 'test_waste_kg', 2025, ${district.province}) returning id)
        insert into programme.target_version (target_id, number, amount, direction, basis)
        select id, 1, ${100 * (index + 1)}, 'at_least', 'flow' from set_one`.execute(tx)
  })
  const asked = { slug: district.provinceSlug, code: 'test_waste_kg', year: 2025 }

  const open = await formerTargets(head, district.provinceSlug, 2025, '2025-08-01')
  const filled = await tableToFill(head, { ...asked, proposal: 'former' }, '2025-08-01')
  const row = filled.rows.find(({ unit }) => unit.id === old.heir)
  await handDownTargets(
    head,
    { unitId: district.province, indicator: 'test_waste_kg', year: 2025 },
    table(),
    [{ unitId: old.heir, amount: row?.proposed ?? 0, seen: 0 }],
  )
  const afterwards = await formerTargets(head, district.provinceSlug, 2025, '2025-08-01')

  expect(open).toMatchObject([{ indicator: { code: 'test_waste_kg' }, units: 1 }])
  expect(row).toMatchObject({ proposed: 300, former: { amount: 300 } })
  expect(afterwards).toEqual([])
})

/** Two communes that became one on 1 July 2025. */
async function mergeIntoOne() {
  const former = ['Xã Cũ A', 'Xã Cũ B'].map((name) => aUnit({ name, kind: 'commune', validTo: '2025-07-01' }))
  const heir = aUnit({ name: 'Xã Mới', kind: 'commune', validFrom: '2025-07-01' })
  const place = (unit: { id: string }, validFrom: string, validTo: string | null) => ({
    tree: 'area' as const,
    unitId: unit.id,
    parentId: district.province,
    validFrom,
    validTo,
  })
  await asSystem('test.merge', (tx) =>
    loadUnits(tx, {
      units: [...former, heir],
      placements: [
        ...former.map((unit) => place(unit, '2000-01-01', '2025-07-01')),
        place(heir, '2025-07-01', null),
      ],
      reorganisations: [
        {
          kind: 'merge',
          day: '2025-07-01',
          document: 'Nghị quyết thử',
          successions: former.map((unit) => ({ fromUnitId: unit.id, toUnitId: heir.id })),
        },
      ],
    }),
  )
  return { former: former.map(({ id }) => id), heir: heir.id }
}
