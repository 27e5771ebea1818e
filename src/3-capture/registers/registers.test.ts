import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { type Actor, asSystem } from '#access'
import { recordActivity, reopenActivity } from '#activities'
import type { Confirmation } from '#imports'
import { advanceInitiative, proposeInitiative } from '#initiatives'
import { loadUnits } from '#org'
import { database } from '#platform/database'
import { inLanguage } from '#platform/i18n'
import { newId } from '#platform/ids'
import { migrationsOf } from '#platform/migrate'
import { type Cell, writeXlsx } from '#platform/spreadsheet'
import { ownerDatabase, useDatabase } from '../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson, aUnit } from '../../../test/support/district.ts'
import { queueToCheck } from '../activities/read.ts'

import { checkIntake, intakeOf, pastRecords } from './check-intake.ts'
import { registerImport } from './import-registers.ts'
import { takeTurnOfKind } from './store.ts'
import { emptyRegister } from './template.ts'

useDatabase()

let district: Awaited<ReturnType<typeof aDistrict>>
/** Keeps the old registers of the commune, and checks there; a second checker looks at what they bring in. */
let keeper: Actor
let second: Actor

beforeEach(async () => {
  district = await aDistrict()
  keeper = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Người Giữ Sổ', { role: 'checker', unitId: district.commune }),
  )
  second = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Người Duyệt Khác', { role: 'checker', unitId: district.commune }),
  )
})

const into = { kind: 'test_composting' }
const union = 'Hội Nông dân xã Một'
const head = ['TT', 'Đơn vị', 'Mô hình', 'Ngày', 'Đã làm gì', 'Rác đã xử lý (kg)', 'Số hộ đang làm', 'Ở đâu']
const fileOf = (rows: Cell[][], name = 'so-cu.xlsx') => ({
  name,
  bytes: writeXlsx([{ name: 'Sổ', rows: [['SỔ THEO DÕI'], head, ...rows] }]),
})
const row = (
  over: { unit?: string; initiative?: string; day?: string; waste?: Cell; what?: string } = {},
): Cell[] => [
  1,
  over.unit ?? union,
  over.initiative ?? 'Rác thành phân',
  over.day ?? '15/3/2022',
  over.what ?? 'Thu gom quý I',
  over.waste === undefined ? '12,5' : over.waste,
  20,
  'Ấp 1',
]
const preview = (actor: Actor, rows: Cell[][]) => registerImport.preview(actor, into, fileOf(rows))
const confirmed = ({ confirm }: { confirm: Confirmation | null }) => ({
  importId: '',
  fileHash: '',
  seen: '',
  ...confirm,
})
const bringIn = async (actor: Actor, rows: Cell[][]) =>
  registerImport.confirm(actor, confirmed(await preview(actor, rows)))
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault: { code?: string }) => fault.code ?? String(fault),
  )
/** All waste of the union that stands, by its proof. */
const sumOf = async (assurance: string): Promise<number> => {
  const { rows } = await sql<{ sum: number }>`
    select coalesce(sum(amount), 0)::float as sum from figures.standing
     where indicator = 'test_waste_kg' and assurance = ${assurance} and unit_id = ${district.union}`.execute(
    database(),
  )
  return rows[0]?.sum ?? 0
}

test('a register becomes records that wait for another checker, and counts at once as declared', async () => {
  const seen = await preview(keeper, [
    row(),
    row({ day: '2023-06-30', waste: 40 }),
    ['', 'Cộng', '', '', '', 52.5, '', ''],
  ])
  const id = await registerImport.confirm(keeper, confirmed(seen))
  const own = await intakeOf(keeper, id)
  const others = await intakeOf(second, id)
  const queue = await queueToCheck(second, undefined)

  expect(seen.plan.problems).toEqual([])
  expect(seen.plan.records.map(({ day, answers }) => [day, answers])).toEqual([
    ['2022-03-15', { waste: 12.5, households: 20, place: 'Ấp 1' }],
    ['2023-06-30', { waste: 40, households: 20, place: 'Ấp 1' }],
  ])
  expect(own).toMatchObject({ intake: { recorded: 2, accepted: 0 }, together: 0 })
  expect(others.together).toBe(2)
  expect([queue.rows.length, queue.count]).toEqual([0, 0])
  expect((await pastRecords(second, undefined)).waiting).toBe(1)
  expect(await sumOf('declared')).toBe(52.5)
})

test('another checker accepts the whole file at once, and it stays declared', async () => {
  const id = await bringIn(keeper, [row(), row({ day: '2023-06-30' })])

  const byMaker = await code(checkIntake(keeper, id, { verdict: 'accepted', seen: 2, reason: '' }))
  const outdated = await code(checkIntake(second, id, { verdict: 'accepted', seen: 5, reason: '' }))
  const count = await checkIntake(second, id, { verdict: 'accepted', seen: 2, reason: '' })

  expect([byMaker, outdated]).toEqual(['seen_is_outdated', 'seen_is_outdated'])
  expect(count).toBe(2)
  expect((await intakeOf(second, id)).intake).toMatchObject({ recorded: 0, accepted: 2 })
  expect(await sumOf('declared')).toBe(25)
})

test('a rejected file counts nowhere, and can come in again corrected', async () => {
  const id = await bringIn(keeper, [row(), row({ day: '2023-06-30' })])

  const silent = await code(checkIntake(second, id, { verdict: 'rejected', seen: 2, reason: '' }))
  await checkIntake(second, id, { verdict: 'rejected', seen: 2, reason: 'Nhầm đơn vị tính' })
  const again = await preview(keeper, [row({ waste: 1 })])

  expect(silent).toBe('review_rejection_has_no_reason')
  expect(await sumOf('declared')).toBe(0)
  expect(again.plan).toMatchObject({ problems: [], already: 0, records: [{ row: 3 }] })
})

const began = async (name: string) => {
  const { rows } = await sql<{ id: string; state: string; startedOn: string | null }>`
    select id, state, started_on as "startedOn" from initiatives.initiative
     where name = ${name} and unit_id = ${district.union}`.execute(database())
  return rows[0] ?? { id: '', state: 'none', startedOn: null }
}
const reject = (id: string, seen: number) =>
  checkIntake(second, id, { verdict: 'rejected', seen, reason: 'Nhầm đơn vị tính' })

test('what rejected files have started is a proposal again, unless something else uses it, and a corrected file begins it', async () => {
  const [east, west, hosted] = ['Ủ rác xóm Đông', 'Ủ rác xóm Tây', 'Ủ rác xóm Bắc']
  const id = await bringIn(keeper, [...[east, west, hosted].map((initiative) => row({ initiative })), row()])
  const other = await bringIn(keeper, [row({ initiative: west, day: '1/7/2023' })])
  await sql`insert into initiatives.co_host (initiative_id, unit_id)
    values (${(await began(hosted)).id}, ${district.commune})`.execute(ownerDatabase())

  await reject(id, 4)
  const twice = await code(reject(id, 4))
  const after = await Promise.all([east, west, hosted, 'Rác thành phân'].map(began))
  const again = await preview(keeper, [row({ initiative: east, waste: 1 })])
  await registerImport.confirm(keeper, confirmed(again))
  await reject(other, 1)

  expect(twice).toBe('done')
  expect(after).toMatchObject([
    { state: 'proposed', startedOn: null },
    { state: 'active', startedOn: '2023-07-01' },
    { state: 'active', startedOn: '2022-03-15' },
    { state: 'active', startedOn: '2021-05-01' },
  ])
  expect(again.plan).toMatchObject({ problems: [], earlier: [{ from: null, to: '2022-03-15' }] })
  expect(await began(east)).toMatchObject({ state: 'active', startedOn: '2022-03-15' })
  expect(await began(west)).toMatchObject({ state: 'proposed', startedOn: null })
  expect(await sumOf('declared')).toBe(1)
})

test('what a rejected file has let begin is what it was before: a registered one, and the first day of one that ran', async () => {
  const register = async (name: string) => {
    const id = await proposeInitiative(keeper, {
      ...{ kind: into.kind, unitId: district.union, name, summary: 'Ủ rác thành phân' },
    })
    await advanceInitiative(keeper, id, {
      ...{ to: 'registered', day: '2024-01-05', document: '', note: '', learnt: '', version: 'proposed' },
    })
  }
  await register('Ủ rác xóm Nam')
  await register('Ủ rác xóm Giữa')
  const id = await bringIn(
    keeper,
    ['Ủ rác xóm Nam', 'Ủ rác xóm Giữa', 'Rác thành phân'].map((initiative) =>
      row({ initiative, day: '2/2/2019' }),
    ),
  )
  const running = await Promise.all(['Ủ rác xóm Nam', 'Rác thành phân'].map(began))
  await advanceInitiative(keeper, (await began('Ủ rác xóm Giữa')).id, {
    ...{
      to: 'ended',
      day: '2024-06-01',
      document: '',
      note: 'Hết kinh phí',
      learnt: 'Cần vốn',
      version: 'active',
    },
  })

  await reject(id, 3)

  expect(running).toMatchObject([
    { state: 'active', startedOn: '2019-02-02' },
    { state: 'active', startedOn: '2019-02-02' },
  ])
  expect(await Promise.all(['Ủ rác xóm Nam', 'Ủ rác xóm Giữa', 'Rác thành phân'].map(began))).toMatchObject([
    { state: 'registered', startedOn: null },
    { state: 'ended', startedOn: '2019-02-02' },
    { state: 'active', startedOn: '2021-05-01' },
  ])
})

const lifeOf = async (id: string) => {
  const { rows } = await sql<{ event: string; day: string; note: string }>`
    select event, day, note from initiatives.life where initiative_id = ${id} order by at, id`.execute(
    ownerDatabase(),
  )
  return rows
}

test('two files that let one begin earlier, both rejected, leave the day that was known before them', async () => {
  const first = await bringIn(keeper, [row({ day: '1/3/2018' })])
  const second = await bringIn(keeper, [row({ day: '4/9/2017' })])

  await reject(first, 1)
  const between = await began('Rác thành phân')
  await reject(second, 1)
  const after = await began('Rác thành phân')

  expect([between.startedOn, after.startedOn]).toEqual(['2017-09-04', '2021-05-01'])
  expect((await lifeOf(after.id)).at(-1)).toEqual({
    event: 'active',
    day: '2021-05-01',
    note: 'Tệp “so-cu.xlsx” bị từ chối: Nhầm đơn vị tính',
  })
})

test('an initiative whose first day was moved back by a rejection is still taken back with the file that started it', async () => {
  const name = 'Ủ rác xóm Đông'
  const start = await bringIn(keeper, [row({ initiative: name, day: '8/8/2019' })])
  const earlier = await bringIn(keeper, [row({ initiative: name, day: '9/9/2018' })])

  await reject(earlier, 1)
  const between = await began(name)
  await reject(start, 1)

  expect(between).toMatchObject({ state: 'active', startedOn: '2019-08-08' })
  expect(await began(name)).toMatchObject({ state: 'proposed', startedOn: null })
})

test('a day on which a rejected file started an initiative is known no more, one on which a person began it is', async () => {
  const [byFiles, byPerson] = ['Ủ rác xóm Đông', 'Ủ rác xóm Tây']
  const started = await bringIn(
    keeper,
    [byFiles, byPerson].map((initiative) => row({ initiative, day: '8/8/2019' })),
  )
  await bringIn(keeper, [row({ initiative: byFiles, day: '7/7/2024' })])
  const rejectedAlone = await bringIn(keeper, [row({ initiative: byFiles, day: '9/9/2018' })])
  await reject(started, 2)
  const step = { document: '', note: '', learnt: '' }
  const { id } = await began(byPerson)
  await advanceInitiative(keeper, id, { ...step, to: 'registered', day: '2022-02-02', version: 'proposed' })
  await advanceInitiative(keeper, id, { ...step, to: 'active', day: '2022-02-02', version: 'registered' })
  await recordActivity(district.recorder, { ...anEntry(id), day: '2025-05-05' })
  const earlier = await bringIn(keeper, [row({ initiative: byPerson, day: '6/6/2020' })])

  await reject(rejectedAlone, 1)
  await reject(earlier, 1)

  expect(await Promise.all([byFiles, byPerson].map(began))).toMatchObject([
    { state: 'active', startedOn: '2024-07-07' },
    { state: 'active', startedOn: '2022-02-02' },
  ])
})

test('a first day is not moved beyond the day on which the initiative ended', async () => {
  const id = await bringIn(keeper, [row({ day: '1/3/2018' })])
  const { id: initiativeId } = await began('Rác thành phân')
  await advanceInitiative(keeper, initiativeId, {
    ...{ to: 'ended', day: '2020-06-01', document: '', note: 'Hết kinh phí', learnt: 'Cần vốn' },
    version: 'active',
  })

  await reject(id, 1)

  expect(await began('Rác thành phân')).toMatchObject({ state: 'ended', startedOn: '2018-03-01' })
})

test('a rejection and a file of the same kind wait for each other', async () => {
  const id = await bringIn(keeper, [row({ initiative: 'Ủ rác xóm Đông' })])
  let isOver = false

  const [rejecting, wasOver] = await asSystem('test.turn', async (tx) => {
    await takeTurnOfKind(tx, into.kind)
    const attempt = reject(id, 1).then(() => {
      isOver = true
    })
    await setTimeout(300)
    return [{ attempt }, isOver]
  })
  await rejecting.attempt

  expect([wasOver, isOver]).toEqual([false, true])
})

test('everybody reads the life of an initiative: of protected people it tells neither the reason nor the name of the file', async () => {
  const name = 'Mẹ đỡ đầu xóm Đông'
  const kind = 'test_sponsorship'
  const bytes = writeXlsx([
    {
      name: 'Sổ',
      rows: [
        ['Đơn vị', 'Mô hình', 'Ngày', 'Trẻ được đỡ đầu', 'Tiền đã trao (đ)'],
        [union, name, '5/6/2022', 2, 600000],
      ],
    },
  ])
  const seen = await registerImport.preview(keeper, { kind }, { name: 'be-Na.xlsx', bytes })
  const id = await registerImport.confirm(keeper, confirmed(seen))
  await checkIntake(second, id, { verdict: 'rejected', seen: 1, reason: 'Bé Na không ở ấp này' })
  const notes = async () => (await lifeOf((await began(name)).id)).map(({ note }) => note)
  const written = await notes()
  const owner = ownerDatabase()
  const { id: initiativeId } = await began(name)
  const { id: composting } = await began('Rác thành phân')
  const old = [
    'Theo tệp số liệu cũ “be-Na.xlsx”.',
    'The file “be-Na.xlsx” was rejected: Bé Na “nhỏ”',
    'Họp bé',
  ]
  for (const one of [initiativeId, composting])
    await sql`insert into initiatives.life (initiative_id, event, day, note)
      select ${one}::uuid, 'active', '2022-01-01', unnest(${old}::text[])`.execute(owner)

  await sql.raw(migrationsOf().find((one) => one.name.startsWith('0138_'))?.text ?? '').execute(owner)

  expect(seen.plan.problems).toEqual([])
  expect(written).toEqual([
    ...Array(3).fill('Theo tệp số liệu cũ “Mẹ đỡ đầu”.'),
    'Tệp “Mẹ đỡ đầu” bị từ chối.',
  ])
  expect((await notes()).slice(-3).sort()).toEqual([
    'Họp bé',
    'The file “Mẹ đỡ đầu” was rejected.',
    'Theo tệp số liệu cũ “Mẹ đỡ đầu”.',
  ])
  expect((await lifeOf(composting)).map(({ note }) => note)).toEqual(expect.arrayContaining(old))
})

test('a record of a rejected file is not taken up again in a proposal', async () => {
  const id = await bringIn(keeper, [row({ initiative: 'Ủ rác xóm Đông' }), row()])
  await reject(id, 2)
  const { rows } = await sql<{ id: string; name: string }>`
    select activity.id, initiative.name from activities.activity
      join initiatives.initiative on initiative.id = activity.initiative_id
     where intake_id = ${id} order by initiative.name`.execute(database())
  const reopen = (name: string) =>
    code(
      reopenActivity(district.leader, rows.find((one) => one.name === name)?.id ?? '', {
        seen: 1,
        reason: 'Không nhầm',
      }),
    )

  expect([await reopen('Ủ rác xóm Đông'), await reopen('Rác thành phân')]).toEqual([
    'initiative_has_not_started',
    'done',
  ])
  expect(await sumOf('declared')).toBe(12.5)
})

test('a record that comes in while a file is rejected finds a proposal, or keeps the initiative running', async () => {
  const id = await bringIn(keeper, [row({ initiative: 'Ủ rác xóm Đông' })])
  const { id: initiativeId } = await began('Ủ rác xóm Đông')
  const entry = { ...anEntry(initiativeId), day: '2024-05-05' }

  const [recorded] = await Promise.all([code(recordActivity(district.recorder, entry)), reject(id, 1)])

  expect((await began('Ủ rác xóm Đông')).state).toBe(recorded === 'done' ? 'active' : 'proposed')
  expect(['done', 'initiative_has_not_started']).toContain(recorded)
})

test('whatever can belong to an initiative is asked about before a rejected file takes it back', async () => {
  const { rows } = await sql<{ name: string; isAsked: boolean }>`
    select distinct conrelid::regclass::text as name,
           (select prosrc from pg_proc where oid = 'activities.take_back_begun'::regproc)
             ~ ('(from|join) (' || conrelid::regclass || '|' || relname || ')\\M') as "isAsked"
      from pg_constraint join pg_class on pg_class.oid = conrelid
     where contype = 'f' and confrelid = 'initiatives.initiative'::regclass`.execute(ownerDatabase())

  expect(rows.length).toBeGreaterThan(9)
  expect(rows.filter(({ isAsked }) => !isAsked)).toEqual([])
})

test('of a file from a year that is archived, only the open years can be rejected', async () => {
  const id = await bringIn(keeper, [row({ day: '2021-06-01', waste: 7 }), row({ day: '2023-06-30' })])
  await sql`insert into figures.archive (year, file, sha256, facts) values (2021, 'cu.gz', ${'0'.repeat(64)}, 0)`.execute(
    ownerDatabase(),
  )

  const before = await intakeOf(second, id)
  const count = await checkIntake(second, id, { verdict: 'rejected', seen: 2, reason: 'Nhầm đơn vị tính' })
  const sum = await sumOf('declared')
  const again = await code(checkIntake(second, id, { verdict: 'rejected', seen: 1, reason: 'Nhầm lần nữa' }))
  await checkIntake(second, id, { verdict: 'accepted', seen: 1, reason: '' })
  await sql`delete from figures.archive where year = 2021`.execute(ownerDatabase())

  expect(before).toMatchObject({ together: 2, closed: 1 })
  expect([count, sum, again]).toEqual([1, 7, 'fact_year_is_archived'])
  expect((await intakeOf(second, id)).intake).toMatchObject({ recorded: 0, accepted: 1, rejected: 1 })
})

test('the same file again makes nothing, and one row twice is asked about', async () => {
  await bringIn(keeper, [row(), row({ day: '2023-06-30' })])

  const again = await preview(keeper, [row(), row({ day: '2023-06-30' }), row({ day: '2023-07-31' })])
  const twice = await preview(keeper, [
    row({ day: '2020-01-01', unit: 'x' }),
    row({ what: 'A' }),
    row({ what: 'A' }),
  ])

  expect(again.plan).toMatchObject({ already: 2, problems: [], records: [{ day: '2023-07-31' }] })
  expect(twice.plan.problems.map((one) => [one.row, one.code])).toEqual([
    [3, 'row_names_no_unit'],
    [5, 'past_row_is_twice'],
  ])
})

test('an initiative that is not there yet is started by whoever may, from its first day on', async () => {
  const rows = [
    row({ initiative: 'Ủ rác tại nhà', day: '30/9/2019' }),
    row({ initiative: 'ủ rác  tại nhà', day: '31/12/2018' }),
    row({ initiative: 'Ủ rác tại nhà', unit: 'Hội Nông dân xã Hai', day: '31/12/2018' }),
  ]

  const byRecorder = await preview(district.recorder, rows.slice(0, 1))
  const seen = await preview(keeper, rows.slice(0, 2))
  const beside = await preview(keeper, rows)
  await registerImport.confirm(keeper, confirmed(seen))
  const again = await preview(keeper, rows.slice(0, 2))

  expect(byRecorder.plan.problems.map((one) => one.code)).toEqual(['past_initiative_is_not_there'])
  expect(seen.plan.initiatives).toMatchObject([{ name: 'Ủ rác tại nhà', startedOn: '2018-12-31' }])
  expect(beside.plan.problems.map((one) => [one.row, one.code])).toEqual([[5, 'row_names_no_unit']])
  expect(again.plan).toMatchObject({ already: 2, records: [], initiatives: [] })
})

test('an initiative that began earlier than was known begins earlier', async () => {
  const seen = await preview(keeper, [row({ day: '1/5/2017' })])
  const byRecorder = await preview(district.recorder, [row({ day: '1/5/2017' })])

  await registerImport.confirm(keeper, confirmed(seen))

  expect(seen.plan.earlier).toMatchObject([{ from: '2021-05-01', to: '2017-05-01' }])
  expect(byRecorder.plan.problems.map((one) => one.code)).toEqual(['initiative_started_later'])
  expect(await sumOf('declared')).toBe(12.5)
})

/** Two unions that became the one of the commune on a day; the keeper keeps their old registers too. */
const twoFormerUnions = (names: [string, string]) =>
  asSystem('test.merger', async (tx) => {
    const [validFrom, validTo] = ['2000-01-01', '2023-07-01']
    const units = names.map((name) =>
      aUnit({ name, kind: 'commune_organisation', line: 'farmers', validFrom, validTo }),
    )
    await loadUnits(tx, {
      units,
      placements: units.map(({ id }) => ({
        tree: 'area' as const,
        unitId: id,
        parentId: district.commune,
        validFrom,
        validTo,
      })),
    })
    const id = newId()
    await sql`insert into org.reorganisation (id, kind, day, document) values (${id}, 'merge', ${validTo}, 'Nghị quyết 9')`.execute(
      tx,
    )
    for (const unit of units)
      await sql`insert into org.succession (reorganisation_id, from_unit_id, to_unit_id)
                values (${id}, ${unit.id}, ${district.union})`.execute(tx)
    return units.map((unit) => unit.id)
  })

test('equal rows of two units that were merged are two records, and each unit has its own level of a stock', async () => {
  await twoFormerUnions(['Hội Nông dân xã Đông', 'Hội Nông dân xã Tây'])
  const [east, west] = ['Hội Nông dân xã Đông', 'Hội Nông dân xã Tây']
  const withoutStock = (unit: string): Cell[] =>
    row({ unit, initiative: 'Ủ phân', day: '2/2/2020' }).with(6, '')

  const mixed = await preview(keeper, [row({ unit: east }), row({ unit: west })])
  const apart = await preview(keeper, [
    row({ unit: east, initiative: 'Ủ phân (xã Đông)' }),
    row({ unit: west, initiative: 'Ủ phân (xã Tây)' }),
  ])
  await bringIn(keeper, [row({ unit: east })])
  const later = await preview(keeper, [row({ unit: east }), row({ unit: west }), row({ day: '4/8/2023' })])
  const flows = await preview(keeper, [withoutStock(east), withoutStock(west)])

  expect(mixed.plan.problems.map((one) => [one.row, one.code, one.params?.other])).toEqual([
    [3, 'past_stock_of_two_units', west],
    [4, 'past_stock_of_two_units', east],
  ])
  expect(apart.plan).toMatchObject({ problems: [], initiatives: [{ unitName: union }, { unitName: union }] })
  expect(later.plan.problems.map((one) => [one.row, one.code])).toEqual([[4, 'past_stock_of_two_units']])
  expect(later.plan).toMatchObject({ already: 1, records: [{ row: 5, unitName: union }] })
  expect(flows.plan.problems).toEqual([])
  expect(flows.plan.records.map(({ unitName }) => unitName)).toEqual([east, west])
})

test('a row belongs to the initiative that ran on its day, whichever unit had it', async () => {
  const north = 'Hội Nông dân xã Bắc'
  const [northId] = await twoFormerUnions([north, 'Hội Nông dân xã Nam'])
  const [former, alike] = await asSystem('test.former', async (tx) => {
    const ids = [newId(), newId()]
    await sql`insert into initiatives.initiative (id, kind, unit_id, name, slug, state, started_on, ended_on)
              select ${ids[0]}::uuid, 'test_composting', ${northId}::uuid, 'Rác thành phân', 'rac-cu', 'ended', '2015-01-01'::date, '2020-12-31'::date
              union all
              select ${ids[1]}::uuid, 'test_composting', ${district.union}::uuid, 'RÁC thành phân', 'rac-hai', 'active', '2022-01-01'::date, null::date`.execute(
      tx,
    )
    return ids
  })

  const seen = await preview(keeper, [
    row({ unit: north, day: '3/3/2019' }),
    row({ unit: north, initiative: 'RÁC thành phân', day: '3/3/2022' }),
    row({ unit: north, initiative: 'rác thành phân', day: '3/3/2022' }),
    row({ unit: north, initiative: 'rác thành phân', day: '3/3/2014' }),
  ])

  expect(seen.plan.records.map((one) => [one.row, one.initiativeKey])).toEqual([
    [3, former],
    [4, alike],
  ])
  expect(seen.plan.problems.map((one) => [one.row, one.code])).toEqual([
    [5, 'past_initiative_is_one_of_several'],
    [6, 'past_initiative_is_one_of_several'],
  ])
  expect(seen.plan.earlier).toEqual([])
})

test('two previews of one file that are confirmed together write it once', async () => {
  const first = await preview(keeper, [row()])
  const other = await preview(keeper, [row()])

  const outcomes = await Promise.all(
    [first, other].map((one) => code(registerImport.confirm(keeper, confirmed(one)))),
  )

  expect(outcomes.sort()).toEqual(['done', 'seen_is_outdated'])
  expect(await sumOf('declared')).toBe(12.5)
})

test('a row without words is known again, whatever language its sender reads', async () => {
  await inLanguage('en', () => bringIn(keeper, [row({ what: '' })]))

  const again = await preview(keeper, [row({ what: '' })])

  expect(again.plan).toMatchObject({ already: 1, records: [], problems: [] })
})

test('what is wrong is said at its row and column, and nothing that was written is dropped in silence', async () => {
  const seen = await preview(keeper, [
    row({ day: '30/2/2022' }),
    row({ waste: 'nhiều' }),
    row({ waste: '' }),
    row({ day: '1/1/2199' }),
    row({ waste: '1.250' }),
  ])

  expect(seen.plan.problems.map((one) => [one.row, one.column, one.code])).toEqual([
    [3, 'Ngày làm', 'import_day_is_no_day'],
    [4, 'Rác đã xử lý (kg)', 'field_is_no_number'],
    [5, 'Rác đã xử lý (kg)', 'field_is_required'],
    [6, 'Ngày làm', 'activity_day_is_in_future'],
    [7, 'Rác đã xử lý (kg)', 'number_reads_two_ways'],
  ])
})

test('rows without a problem can be taken alone', async () => {
  const seen = await preview(keeper, [row(), row({ waste: 'nhiều' }), row({ day: '2023-06-30' })])
  const importId = seen.importId ?? ''

  await registerImport.choose(keeper, importId, { skip: true })
  const left = await registerImport.previewOf(keeper, importId)
  await registerImport.confirm(keeper, confirmed(left))

  expect(seen.confirm).toBeNull()
  expect(left.plan.records.map((one) => one.row)).toEqual([3, 5])
  expect(left.notices.map((one) => one.code)).toContain('rowsSkipped')
  expect(await sumOf('declared')).toBe(25)
})

test('past records come in of a kind that is not offered for new initiatives', async () => {
  await sql`update initiatives.kind set is_offered = false where code = ${into.kind}`.execute(ownerDatabase())
  const { kinds } = await pastRecords(keeper, undefined)
  const { plan } = await preview(keeper, [row()])
  await sql`update initiatives.kind set is_offered = null`.execute(ownerDatabase())

  expect(kinds.map(({ code: one }) => one)).toContain(into.kind)
  expect(plan).toMatchObject({ problems: [], records: [{ day: '2022-03-15' }] })
})

test('the empty register is read as it is written, and says how it is filled in', async () => {
  const bytes = await emptyRegister(keeper, 'test_composting')

  const seen = await registerImport.preview(keeper, into, { name: 'mau.xlsx', bytes })

  expect(seen.plan.problems.map((one) => one.code)).toEqual(['import_has_no_rows'])
})

test('whoever records nowhere brings nothing in, and sees no file of others', async () => {
  const id = await bringIn(keeper, [row()])

  expect(await code(preview(district.leader, [row()]))).toBe('not_found_or_not_allowed')
  expect(await code(intakeOf(district.stranger, id))).toBe('not_found_or_not_allowed')
  expect(await code(checkIntake(district.stranger, id, { verdict: 'accepted', seen: 1, reason: '' }))).toBe(
    'not_found_or_not_allowed',
  )
  expect(await code(checkIntake(district.recorder, id, { verdict: 'accepted', seen: 1, reason: '' }))).toBe(
    'not_found_or_not_allowed',
  )
  expect((await pastRecords(district.stranger, undefined)).rows).toEqual([])
  expect((await pastRecords(second, undefined)).rows.map((one) => one.id)).toEqual([id])
})
