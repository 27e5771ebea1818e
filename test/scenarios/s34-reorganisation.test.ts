import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, lookAsSystem } from '#access'
import { activityPage, checkActivity, correctActivity, recordActivity } from '#activities'
import { figuresOfUnits, foldFigures, indicatorsOf, lineageOf, verifyFigures } from '#figures'
import { unitBySlug } from '#org'
import { newId } from '#platform/ids'
import { addDays, today } from '#platform/time'
import { reorganise, undoReorganisation } from '../../src/1-ground/org/reorganise/reorganise.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict, anEntry, aPerson } from '../support/district.ts'

// S34: units are merged; what was reported stays true as it was, is read for today's units too, and everybody goes on.
useDatabase()

const reform = '2026-01-01'
const span = { from: '2025-01-01', until: '2027-01-01' }
const verdict = { verdict: 'accepted' as const, reason: '', field: '', publishPhotos: false }
let at: Awaited<ReturnType<typeof aDistrict>>
let officer: Actor
let formerChecker: Actor
let checker: Actor
let administrator: Actor
const waiting = anEntryOf('2025-11-10', 40)

function anEntryOf(day: string, kilograms: number) {
  return { day, answers: { waste: kilograms, households: 3 } }
}

/** Totals of some units in both readings. */
async function totals(basis: 'then' | 'today') {
  return lookAsSystem(async (db) => {
    const indicators = (await indicatorsOf(db)).filter(({ code }) => code === 'test_waste_kg')
    const unitIds = [at.province, at.commune, at.neighbour]
    const found = await figuresOfUnits(db, { unitIds, indicators, span, scope: { basis } })
    return unitIds.map((unitId) => {
      const figure = found.get(unitId)?.get('test_waste_kg')
      return figure ? figure.declared + figure.evidenced + figure.confirmed + figure.verified : 0
    })
  })
}

let sentBefore: ReturnType<typeof anEntry>
beforeAll(async () => {
  at = await aDistrict()
  await asSystem('test.people', async (tx) => {
    officer = await aPerson(tx, 'Cán bộ xã Một', { role: 'recorder', unitId: at.commune })
    formerChecker = await aPerson(tx, 'Người duyệt xã Một', { role: 'checker', unitId: at.commune })
    checker = await aPerson(tx, 'Người duyệt xã Hai', { role: 'checker', unitId: at.neighbour })
    administrator = await aPerson(tx, 'Quản trị tỉnh', { role: 'administrator', unitId: at.province })
  })
  const done = anEntry(at.initiativeId, anEntryOf('2025-06-10', 100))
  await recordActivity(officer, done)
  await checkActivity(formerChecker, done.id, { seen: 1, ...verdict })
  sentBefore = anEntry(at.initiativeId, waiting)
  await recordActivity(officer, sentBefore)
  await foldFigures()
})

test('a merger that is still to come changes nothing, and is undone without a trace', async () => {
  const before = [await totals('then'), await totals('today')]
  const id = newId()
  await reorganise(administrator, {
    id,
    kind: 'merge',
    day: addDays(today(), 60),
    document: 'Nghị quyết thử',
    from: [at.commune],
    into: { unitId: at.neighbour },
  })

  expect([await totals('then'), await totals('today')]).toEqual(before)
  expect(await verifyFigures()).toEqual([])
  await undoReorganisation(administrator, id)
  expect([await totals('then'), await totals('today')]).toEqual(before)
  expect(await verifyFigures()).toEqual([])
})

test('after the merger figures are true both ways, and the total is the same to the last unit', async () => {
  expect(await totals('today')).toEqual([140, 140, 0])

  await reorganise(administrator, {
    id: newId(),
    kind: 'merge',
    day: reform,
    document: 'Nghị quyết sắp xếp xã Một và xã Hai',
    from: [at.commune],
    into: { unitId: at.neighbour },
  })

  expect(await totals('then')).toEqual([140, 140, 0])
  // The unit that is no more answers for what it did; today it all belongs to who took over.
  expect(await totals('today')).toEqual([140, 140, 140])
  await foldFigures()
  expect(await totals('today')).toEqual([140, 140, 140])
  expect(await verifyFigures()).toEqual([])
})

test('a record of after the merger, from a phone that knew nothing of it, belongs to the new unit', async () => {
  const entry = anEntry(at.initiativeId, anEntryOf('2026-02-10', 7))

  await recordActivity(officer, entry)
  await recordActivity(officer, entry)

  expect(await totals('then')).toEqual([147, 140, 7])
  expect(await totals('today')).toEqual([147, 140, 147])
  const { rows } = await lookAsSystem((db) =>
    lineageOf(db, { unitId: at.neighbour, basis: 'today' }, 'test_waste_kg', span, { limit: 10 }),
  )
  expect(rows.map(({ counted }) => counted).sort((a, b) => a - b)).toEqual([7, 40, 100])
})

test('what waited to be checked is checked by the checker of the new unit, and corrected by who recorded it', async () => {
  await checkActivity(checker, sentBefore.id, { seen: 1, ...verdict })
  await correctActivity(officer, sentBefore.id, {
    seen: 1,
    day: waiting.day,
    summary: 'Cân lại',
    reason: 'Cân lại',
    answers: { waste: 45, households: 3 },
    photos: { kept: [], sentAhead: [] },
    removed: [],
  })

  expect((await activityPage(formerChecker, sentBefore.id)).activity.id).toBe(sentBefore.id)
  expect(await totals('today')).toEqual([152, 145, 152])
})

test('the old address still opens, and says who carries on', async () => {
  const slug = await lookAsSystem((db) =>
    db.selectFrom('org.unit').select('slug').where('id', '=', at.commune).executeTakeFirstOrThrow(),
  )
  expect(await lookAsSystem((db) => unitBySlug(db, slug.slug))).toMatchObject({
    id: at.commune,
    validTo: reform,
  })
})
