import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { asSystem, look, lookPublic } from '#access'
import { figureByMonth, figureOf, figuresOf, foldFigures, lineageOf, postFacts, totalOf } from '#figures'
import { loadUnits } from '#org'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { spanOf } from '#platform/time'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, aUnit, sponsorship } from '../../../test/support/district.ts'
import { tellProtected } from '../../5-count/figures/protected/tell-protected.ts'
import { openData } from './open-data/read.ts'

useDatabase()

const year = spanOf('2026') ?? { from: '', until: '' }
const october = spanOf('2026-10') ?? { from: '', until: '' }

let district: Awaited<ReturnType<typeof aDistrict>> & { third: string }
const series = new Map<string, string>()

/** Children helped by a unit on a day, half a million each, as a record of a kind that protects them posts it. */
const help = (unitId: string, day: string, children: number) =>
  asSystem('test.help', async (tx) => {
    const seriesId = series.get(unitId) ?? newId()
    if (!series.has(unitId))
      await tx
        .insertInto('initiatives.initiative')
        .values({
          id: seriesId,
          kind: sponsorship.code,
          unit_id: unitId,
          name: 'Mẹ đỡ đầu',
          slug: `me-do-dau-${seriesId.slice(-8)}`,
          state: 'active',
          started_on: '2021-05-01',
        })
        .execute()
    series.set(unitId, seriesId)
    await postFacts(tx, { kind: 'activity', id: newId(), unitId, day, seriesId }, 'declared', [
      { indicator: 'test_children', amount: children },
      { indicator: 'test_given_dong', amount: children * 500_000 },
    ])
  })

beforeAll(async () => {
  const made = await aDistrict()
  const third = aUnit({ name: 'Xã Ba', kind: 'commune' })
  await asSystem('test.commune', (tx) =>
    loadUnits(tx, {
      units: [third],
      placements: [
        { tree: 'area', unitId: third.id, parentId: made.province, validFrom: '2000-01-01', validTo: null },
      ],
    }),
  )
  district = { ...made, third: third.id }
  await help(made.hamlet, '2026-10-20', 1)
  await help(made.union, '2026-10-21', 1)
  await help(made.neighbour, '2026-10-02', 6)
  await help(third.id, '2026-10-03', 4)
  await help(made.neighbour, '2026-11-20', 8)
  await foldFigures()
  await tellProtected('2026-11-29')
})

const inPublic = async (unitId: string, code = 'test_children', span = year) =>
  lookPublic(async (db) => {
    const figure = await figureOf(db, { unitId }, code, span)
    return { total: totalOf(figure), entries: figure.entries, isWithheld: figure.isWithheld ?? false }
  })

test('everybody reads a commune where enough were helped, and of small ones only what they come to together', async () => {
  expect(await inPublic(district.neighbour)).toEqual({ total: 6, entries: 1, isWithheld: true })
  expect(await inPublic(district.commune)).toEqual({ total: 0, entries: 0, isWithheld: true })
  expect(await inPublic(district.third)).toEqual({ total: 0, entries: 0, isWithheld: true })
  expect(await inPublic(district.hamlet)).toEqual({ total: 0, entries: 0, isWithheld: true })
  // 6 of the large one, and 2 + 4 of the two others together: had those been 4 + 4, they would stay out.
  expect(await inPublic(district.province)).toMatchObject({ total: 12 })
})

test('money goes with the people: where they are not told, it is not either', async () => {
  expect(await inPublic(district.neighbour, 'test_given_dong')).toMatchObject({ total: 3_000_000 })
  expect(await inPublic(district.commune, 'test_given_dong')).toMatchObject({ total: 0, entries: 0 })
})

test('neither a day, nor a record, nor an unfinished month, nor a line of organisations is public', async () => {
  const day = { from: '2026-10-02', until: '2026-10-03' }
  const scope = { unitId: district.neighbour }

  const seen = await lookPublic(async (db) => ({
    facts: (await lineageOf(db, scope, 'test_children', year, { limit: 50 })).rows,
    months: await figureByMonth(db, scope, 'test_children', year),
    ofLine: totalOf(await figureOf(db, { ...scope, line: 'women' }, 'test_children', october)),
    all: (await figuresOf(db, { seriesId: series.get(district.neighbour) ?? '' }, year)).length,
  }))

  expect(await inPublic(district.neighbour, 'test_children', day)).toMatchObject({ total: 0 })
  expect(seen.facts).toEqual([])
  expect(seen.months.map(({ figure }) => totalOf(figure))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0])
  expect(seen).toMatchObject({ ofLine: 0, all: 0 })
})

test('whoever reads the database as the public finds no fact, no total, and not who is in a sum', async () => {
  const counts = await lookPublic(async (db) => {
    const { rows } = await sql<{ count: number }>`
      select (select count(*) from figures.fact where indicator like 'test_children')
           + (select count(*) from figures.step where indicator like 'test_children')
           + (select count(*) from figures.condensed where indicator like 'test_children')
           + (select count(*) from figures.roll_up where indicator like 'test_children') as count`.execute(db)
    return rows
  })
  const members = lookPublic((db) => sql`select members from figures.block`.execute(db))

  expect(counts).toEqual([{ count: 0 }])
  await expect(members).rejects.toThrow(/permission denied/)
})

test('the open data have the same sums: none is small, and all add up to the province', async () => {
  const rows = (await openData.flows('2026')).filter(({ indicator }) => indicator === 'test_children')

  expect(rows.map(({ amount }) => amount).sort()).toEqual([6, 6])
  expect(rows.every(({ month }) => month === '2026-10')).toBe(true)
})

test('officers go on reading every figure as it is', async () => {
  const figure = await look(district.leader, 'figure.read', null, (db) =>
    figureOf(db, { unitId: district.commune }, 'test_children', year),
  )

  expect(totalOf(figure)).toBe(2)
  expect(figure.isWithheld).toBeUndefined()
})

test('one more child between two exports is not to be seen; five more are', async () => {
  await help(district.neighbour, '2026-10-25', 1)
  await tellProtected('2026-11-30')
  const afterOne = await inPublic(district.neighbour, 'test_children', october)
  await help(district.neighbour, '2026-10-26', 4)
  await tellProtected('2026-11-30')

  expect(afterOne).toMatchObject({ total: 6 })
  expect(await inPublic(district.neighbour, 'test_children', october)).toMatchObject({ total: 11 })
})

test('a kind that begins to protect people takes its figures away at once', async () => {
  await asSystem('test.waste', (tx) =>
    postFacts(
      tx,
      {
        kind: 'activity',
        id: newId(),
        unitId: district.union,
        day: '2026-10-05',
        seriesId: district.initiativeId,
      },
      'declared',
      [{ indicator: 'test_waste_kg', amount: 3 }],
    ),
  )
  const before = await inPublic(district.commune, 'test_waste_kg')
  await sql`update initiatives.kind set protects_people = true where code = 'test_composting'`.execute(
    database(),
  )

  const after = await inPublic(district.commune, 'test_waste_kg')

  expect(before).toEqual({ total: 3, entries: 1, isWithheld: false })
  expect(after).toEqual({ total: 0, entries: 0, isWithheld: true })
})
