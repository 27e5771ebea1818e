import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { asSystem, lookAsSystem } from '#access'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { addDays, today } from '#platform/time'
import { ownerDatabase, useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry } from '../../../../test/support/district.ts'
import { checkActivity } from '../../../3-capture/activities/check-activity.ts'
import { correctActivity } from '../../../3-capture/activities/correct-activity.ts'
import { recordActivity } from '../../../3-capture/activities/record-activity.ts'
import { assureFacts, postFacts } from '../../figures/post-facts.ts'
import { loadIndicators } from '../../figures/store.ts'
import { differenceBetween } from './compare.ts'
import { whyChanged } from './read.ts'
import { sumOf, totalOfCauses } from './rules.ts'
import { readingsOf } from './store.ts'
import { keepReading, takeReading } from './take-reading.ts'

useDatabase()

let district: Awaited<ReturnType<typeof aDistrict>>

beforeAll(async () => {
  district = await aDistrict()
})

const wasteOf = (waste: string, over = {}) =>
  anEntry(district.initiativeId, { answers: { waste, households: 12 }, ...over })

const question = (over = {}) => ({
  slug: district.communeSlug,
  indicator: 'test_waste_kg',
  period: '2026-03',
  ...over,
})

const read = (code = 'test_waste_kg') =>
  lookAsSystem((db) => takeReading(db, { unitId: district.commune }, code, '2026-03'))

test('the causes are named with their records, add up, and lead to the records', async () => {
  const [corrected, returned, proven, untouched] = [
    wasteOf('10'),
    wasteOf('16'),
    wasteOf('7,5'),
    wasteOf('100'),
  ] as const
  for (const entry of [corrected, returned, proven, untouched]) await recordActivity(district.recorder, entry)
  await asSystem('test.keep', async (tx) => keepReading(tx, await read(), null))

  const added = wasteOf('30')
  await recordActivity(district.recorder, added)
  await correctActivity(district.recorder, corrected.id, {
    ...corrected,
    answers: { waste: '12', households: 12 },
    seen: 1,
    reason: '',
    removed: [],
  })
  await checkActivity(district.checker, returned.id, {
    seen: 1,
    verdict: 'returned',
    reason: 'Ghi nhầm ngày.',
    field: '',
    publishPhotos: false,
  })
  await asSystem('test.prove', (tx) => assureFacts(tx, { kind: 'activity', ...proven }, 'evidenced'))
  const page = await whyChanged(district.recorder, question())

  expect(page.difference.before).toMatchObject({ declared: 133.5, evidenced: 0 })
  expect(page.difference.after).toMatchObject({ declared: 142, evidenced: 7.5 })
  expect(
    Object.fromEntries(
      page.difference.causes.map(({ cause, records, change }) => [cause, [records, sumOf(change)]]),
    ),
  ).toEqual({ new: [1, 30], corrected: [1, 2], withdrawn: [1, -16], proof_raised: [1, 0] })
  expect(
    Object.fromEntries(page.records.map((row) => [row.sourceId, [row.causes, row.before, row.after]])),
  ).toEqual({
    [added.id]: [['new'], 0, 30],
    [corrected.id]: [['corrected'], 10, 12],
    [returned.id]: [['withdrawn'], 16, 0],
    [proven.id]: [['proof_raised'], 7.5, 7.5],
  })
  expect(page.words.get(added.id)?.href).toBe(`/hoat-dong/${added.id}`)
})

test('pages of records follow one another without a gap, and one cause can be asked for', async () => {
  const all = await whyChanged(district.recorder, question())
  const paged: string[] = []
  let after: { day: string; id: string } | undefined
  do {
    const page = await whyChanged(district.recorder, question({ after, limit: 1 }))
    paged.push(...page.records.map(({ key }) => key))
    after = page.next
  } while (after)

  expect(paged).toEqual(all.records.map(({ key }) => key))
  const withdrawn = await whyChanged(district.recorder, question({ cause: 'withdrawn' }))
  expect(withdrawn.records.map(({ causes }) => causes)).toEqual([['withdrawn']])
})

test('who may not see the records learns the causes, and of the records no word', async () => {
  const page = await whyChanged(district.stranger, question())

  expect(page.records).toHaveLength(4)
  expect(page.words.size).toBe(0)
})

test('a reading of another figure is none of this one', async () => {
  const other = await asSystem('test.keep', async (tx) =>
    keepReading(tx, await read('test_households'), null),
  )

  await expect(whyChanged(district.recorder, question({ since: other }))).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
  await expect(whyChanged(district.recorder, question({ since: newId() }))).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
  await expect(whyChanged(district.recorder, question({ since: today() }))).rejects.toMatchObject({
    code: 'since_day_is_not_past',
  })
})

test('since the end of a day counts what reached the system later, whatever day it tells of', async () => {
  await asSystem('test.late', async (tx) => {
    for (const [amount, daysAgo] of [
      [5, 10],
      [3, 2],
    ])
      await sql`insert into figures.fact (unit_id, indicator, day, amount, assurance, series_id, source_kind, source_id, posted_at)
        values (${district.hamlet}, 'test_waste_kg', '2025-11-05', ${amount}, 'declared', ${newId()}, 'activity', ${newId()}, now() - make_interval(days => ${daysAgo}))`.execute(
        tx,
      )
  })

  const since = (daysAgo: number) =>
    whyChanged(district.recorder, question({ period: '2025-11', since: addDays(today(), -daysAgo) })).then(
      ({ difference }) => [difference.before.declared, difference.after.declared],
    )

  expect(await since(20)).toEqual([0, 8])
  expect(await since(5)).toEqual([5, 8])
  expect(await since(1)).toEqual([8, 8])
})

test('a distinct count changes by the subjects that came, went or are better proven', async () => {
  await asSystem('test.distinct', (tx) =>
    loadIndicators(tx, [{ ...definition('test_families'), rule: 'distinct', position: 950 }]),
  )
  const origin = (id: string) => ({
    kind: 'activity' as const,
    id,
    unitId: district.hamlet,
    day: '2026-03-05',
    seriesId: newId(),
  })
  const [first, second, again] = [newId(), newId(), newId()]
  const [one, two, three] = [newId(), newId(), newId()]
  const post = (id: string, subject: string) =>
    asSystem('test.post', (tx) =>
      postFacts(tx, origin(id), 'declared', [{ indicator: 'test_families', amount: 1, subject }]),
    )
  await post(first, one)
  await post(second, two)
  const before = await read('test_families')
  await post(again, one)
  await post(newId(), three)
  await asSystem('test.prove', (tx) => assureFacts(tx, origin(again), 'confirmed'))
  const after = await read('test_families')

  const told = await lookAsSystem((db) => differenceBetween(db, before, after))

  expect(told.after).toMatchObject({ declared: 2, confirmed: 1 })
  expect(
    Object.fromEntries(told.causes.map(({ cause, change }) => [cause, [change.declared, change.confirmed]])),
  ).toEqual({
    new: [1, 0],
    proof_raised: [-1, 1],
  })
})

test('a derived figure changes by its parts, and by its formula where that was another', async () => {
  await asSystem('test.derived', (tx) =>
    loadIndicators(tx, [
      { ...definition('test_waste_twice'), rule: 'derived', formula: 'test_waste_kg * 2', position: 960 },
    ]),
  )
  const before = await read('test_waste_twice')
  const entry = wasteOf('4')
  await recordActivity(district.recorder, entry)
  const between = await read('test_waste_twice')
  await sql`update figures.indicator set formula = 'test_waste_kg * 3' where code = 'test_waste_twice'`.execute(
    database(),
  )
  const after = await read('test_waste_twice')

  const same = await lookAsSystem((db) => differenceBetween(db, before, between))
  const other = await lookAsSystem((db) => differenceBetween(db, before, after))

  expect(same.causes.map(({ cause, change }) => [cause, sumOf(change)])).toEqual([['parts', 8]])
  expect(same.parts.map(({ before: was, after: is }) => is.declared - was.declared)).toEqual([4])
  expect(other.causes.map(({ cause }) => cause)).toEqual(['rule', 'parts'])
  expect(sumOf(totalOfCauses(other.causes))).toBeCloseTo(
    sumOf(after.shown.test_waste_twice as never) - sumOf(before.shown.test_waste_twice as never),
    6,
  )
})

test('an indicator that is counted by another rule owns up to it', async () => {
  const before = await read('test_households')
  const { moment } = await read('test_households')
  const pretended = {
    ...before,
    rule: 'sum' as const,
    shown: { test_households: { ...before.shown.test_households, declared: 99 } as never },
  }
  const after = await read('test_households')

  const told = await lookAsSystem((db) => differenceBetween(db, pretended, after))

  expect(moment.snapshot).toBeTruthy()
  expect(told.causes.map(({ cause }) => cause)).toEqual(['rule'])
})

test('after a restore on another server a reading is told apart by the clock', async () => {
  const id = await asSystem('test.keep', async (tx) => keepReading(tx, await read(), null))
  await asSystem('test.restore', async (tx) => {
    await sql`update figures.roll_up_state set server = server`.execute(tx)
  })
  await recordActivity(district.recorder, wasteOf('9'))

  const page = await whyChanged(district.recorder, question({ since: id }))

  expect(page.difference.causes.map(({ cause, change }) => [cause, sumOf(change)])).toEqual([['new', 9]])
})

test('a reading is never changed, and cannot be taken where others may write between', async () => {
  const [kept] = await lookAsSystem(async (db) =>
    readingsOf(db, await takeReading(db, { unitId: district.commune }, 'test_waste_kg', '2026-03')),
  )
  const change = (statement: string) =>
    sql
      .raw(statement)
      .execute(ownerDatabase())
      .catch((fault) => fault)

  expect(await change(`update figures.reading set shown = '{}' where id = '${kept?.id}'`)).toMatchObject({
    constraint: 'record_is_append_only',
  })
  expect(await change(`delete from figures.reading where id = '${kept?.id}'`)).toMatchObject({
    constraint: 'record_is_append_only',
  })
  await expect(
    asSystem('test.take', (tx) => takeReading(tx, { unitId: district.commune }, 'test_waste_kg', '2026-03')),
  ).rejects.toThrow('one snapshot')
})

test('a unit that was moved is a cause of its own, in where it left and in where it came', async () => {
  const origin = {
    kind: 'activity',
    id: newId(),
    unitId: district.hamlet,
    day: '2025-09-05',
    seriesId: newId(),
  } as const
  await asSystem('test.post', (tx) =>
    postFacts(tx, origin, 'evidenced', [{ indicator: 'test_waste_kg', amount: 5 }]),
  )
  const readingOf = (unitId: string) =>
    lookAsSystem((db) => takeReading(db, { unitId }, 'test_waste_kg', '2025-09'))
  const before = { left: await readingOf(district.commune), came: await readingOf(district.neighbour) }
  const id = await asSystem('test.keep', (tx) => keepReading(tx, before.left, null))
  await asSystem('test.move', async (tx) => {
    const place = sql`tree = 'area' and unit_id = ${district.hamlet} and parent_id = ${district.commune}`
    await sql`update org.placement set valid_to = '2026-01-01' where ${place}`.execute(tx)
    await sql`insert into org.placement (tree, unit_id, parent_id, valid_from)
      values ('area', ${district.hamlet}, ${district.neighbour}, '2026-01-01')`.execute(tx)
  })

  const left = await whyChanged(district.recorder, question({ period: '2025-09', since: id }))
  const after = await readingOf(district.neighbour)
  const came = await lookAsSystem((db) => differenceBetween(db, before.came, after))

  expect(left.difference.causes).toMatchObject([{ cause: 'moved', records: 1, change: { evidenced: -5 } }])
  expect(left.moved).toMatchObject([{ unitId: district.hamlet, records: 1, change: -5 }])
  expect(left.records).toEqual([])
  expect(came.causes).toMatchObject([{ cause: 'moved', change: { evidenced: 5 } }])
})

const definition = (code: string) => ({
  code,
  name_vi: code,
  name_en: code,
  unit_vi: 'hộ',
  unit_en: 'households',
  definition_vi: code,
  definition_en: code,
})

test('a reading of the own or of the units beneath says why it is another, and neither speaks of the other', async () => {
  const code = 'test_waste_kg'
  const of = (reach: 'own' | 'below') =>
    lookAsSystem((db) => takeReading(db, { unitId: district.province, reach }, code, '2026-05'))
  const post = (unitId: string, amount: number) =>
    asSystem('test.post', (tx) => {
      const id = newId()
      const origin = { kind: 'activity', id, unitId, day: '2026-05-10', seriesId: id } as const
      return postFacts(tx, origin, 'declared', [{ indicator: code, amount }])
    })
  await post(district.province, 4)
  await post(district.union, 30)
  const [own, below] = [await of('own'), await of('below')]
  await asSystem('test.keep', async (tx) => {
    await keepReading(tx, own, null)
    await keepReading(tx, below, null)
  })

  await post(district.province, 1)
  await post(district.union, 70)
  const [ofOwn, ofBelow] = await lookAsSystem(async (db) => [
    await differenceBetween(
      db,
      own,
      await takeReading(db, { unitId: district.province, reach: 'own' }, code, '2026-05'),
    ),
    await differenceBetween(
      db,
      below,
      await takeReading(db, { unitId: district.province, reach: 'below' }, code, '2026-05'),
    ),
  ])

  expect(ofOwn?.before.declared).toBe(4)
  expect(ofOwn?.after.declared).toBe(5)
  expect(ofOwn?.causes.map(({ cause, change }) => [cause, change.declared])).toEqual([['new', 1]])
  expect(ofBelow?.before.declared).toBe(30)
  expect(ofBelow?.causes.map(({ cause, change }) => [cause, change.declared])).toEqual([['new', 70]])
})
