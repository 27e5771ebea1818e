import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { type Actor, asSystem } from '#access'
import { loadUnits } from '#org'
import { database } from '#platform/database'
import { today } from '#platform/time'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, aPerson, aUnit } from '../../../../test/support/district.ts'
import { pagesFor } from '../../../../test/support/signed-in.ts'
import { setTargets, writeGuide } from '../guide/write-guide.ts'
import { replicateInitiative } from '../replication/replicate-initiative.ts'
import { formForRollOut, rollOutInitiative } from './roll-out-initiative.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
let head: Actor
let clerk: Actor
beforeEach(async () => {
  district = await aDistrict()
  const at = { unitId: district.province }
  head = await asSystem('test.people', (tx) => aPerson(tx, 'Cán bộ tỉnh', { role: 'checker', ...at }))
  clerk = await asSystem('test.people', (tx) => aPerson(tx, 'Văn thư tỉnh', { role: 'recorder', ...at }))
})

const rule = (over: object = {}) => ({
  kinds: [] as string[],
  lines: ['farmers'],
  levels: [] as string[],
  beneathId: null,
  plus: [] as string[],
  minus: [] as string[],
  ...over,
})
const entry = (expected: number, over: object = {}) => ({
  name: 'Rác thành phân',
  document: '12-KH/TU',
  startedOn: '' as const,
  expected,
  ...over,
})
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault: { code?: string }) => fault.code ?? String(fault),
  )
const copies = async () => {
  const { rows } = await sql<{ unit: string; state: string; started: string | null; slug: string }>`
    select unit.name as unit, initiative.state, initiative.started_on as started, initiative.slug
      from initiatives.initiative join org.unit on unit.id = initiative.unit_id
     where initiative.copied_from = ${district.initiativeId} order by unit.name collate org.names`.execute(
    database(),
  )
  return rows
}

test('all of a line get it in one step, with guide and targets; the one that has it is named and left out', async () => {
  await writeGuide(head, district.initiativeId, {
    how: 'Ủ với men vi sinh',
    steps: ['Phân loại', 'Ủ'],
    peopleNeeded: '',
    preparationDays: null,
    costDong: 0,
    costNote: '',
  })
  await setTargets(head, district.initiativeId, {
    'amount.test_waste_kg': '100',
    'until.test_waste_kg': '2022-05-01',
  })

  const seen = await formForRollOut(head, district.initiativeId, undefined, rule())
  const count = await rollOutInitiative(head, district.initiativeId, {
    rootId: district.province,
    rule: rule(),
    entry: entry(2, { startedOn: today() }),
  })
  const after = await formForRollOut(head, district.initiativeId, undefined, rule())

  expect([seen.fresh, seen.skippedCount, seen.mayBegin]).toEqual([2, 1, true])
  expect(seen.skipped).toMatchObject([{ name: 'Hội Nông dân xã Một', standing: 'has_it' }])
  expect(count).toBe(2)
  expect(await copies()).toMatchObject([
    { unit: 'Chi hội Nông dân ấp 1', state: 'active', started: today() },
    { unit: 'Hội Nông dân xã Hai', state: 'active', started: today() },
  ])
  expect([after.fresh, after.skippedCount]).toEqual([0, 3])
  const { rows } = await sql<{ guides: number; targets: number }>`
    select (select count(*)::int from initiatives.guide join initiatives.initiative as one on one.id = guide.initiative_id
             where one.copied_from = ${district.initiativeId} and guide.how = 'Ủ với men vi sinh') as guides,
           (select count(*)::int from initiatives.target join initiatives.initiative as one on one.id = target.initiative_id
             where one.copied_from = ${district.initiativeId} and target.amount = 100) as targets`.execute(
    database(),
  )
  expect(rows).toEqual([{ guides: 2, targets: 2 }])
})

test('what has changed since it was seen is said, and nothing is written', async () => {
  await replicateInitiative(district.stranger, district.initiativeId, {
    unitId: (await formForRollOut(head, district.initiativeId, undefined, rule())).shown.find(
      ({ name }) => name === 'Hội Nông dân xã Hai',
    )?.id as string,
    name: 'Làm theo xã Một',
    summary: '',
  })

  const outdated = await code(
    rollOutInitiative(head, district.initiativeId, {
      rootId: district.province,
      rule: rule(),
      entry: entry(2),
    }),
  )

  expect(outdated).toBe('seen_is_outdated')
  expect((await copies()).map(({ unit }) => unit)).toEqual(['Hội Nông dân xã Hai'])
})

test('who may propose but not decide rolls out proposals, and nobody reaches beyond their own units', async () => {
  const to = (actor: Actor, rootId: string, over = {}, chosen = rule()) =>
    code(rollOutInitiative(actor, district.initiativeId, { rootId, rule: chosen, entry: entry(2, over) }))
  const seen = await formForRollOut(clerk, district.initiativeId, undefined, rule())

  expect(seen.mayBegin).toBe(false)
  expect(await to(clerk, district.province, { startedOn: today() })).toBe('not_found_or_not_allowed')
  expect(await to(district.checker, district.province)).toBe('not_found_or_not_allowed')
  expect(await to(district.leader, district.province)).toBe('not_found_or_not_allowed')
  expect(await to(district.checker, district.commune, {}, rule({ plus: [district.neighbour] }))).toBe(
    'task_unit_is_not_beneath',
  )
  expect(await to(head, district.province, { startedOn: '2199-01-01' })).toBe('initiative_step_is_in_future')
  expect(await to(clerk, district.province)).toBe('done')
  expect((await copies()).map(({ state }) => state)).toEqual(['proposed', 'proposed'])
})

test('six hundred units get it in one step, each under an address of its own', async () => {
  const hamlets = Array.from({ length: 600 }, (_, index) =>
    aUnit({ name: `Ấp ${index + 1}`, kind: 'hamlet' }),
  )
  await asSystem('test.hamlets', (tx) =>
    loadUnits(tx, {
      units: hamlets,
      placements: hamlets.map(({ id }) => ({
        tree: 'area' as const,
        unitId: id,
        parentId: district.commune,
        validFrom: '2000-01-01',
        validTo: null,
      })),
    }),
  )
  const chosen = rule({ lines: [], kinds: ['hamlet'] })
  const seen = await formForRollOut(head, district.initiativeId, undefined, chosen)

  await rollOutInitiative(head, district.initiativeId, {
    rootId: district.province,
    rule: chosen,
    entry: entry(600),
  })

  expect(seen.fresh).toBe(600)
  expect(seen.shown.slice(0, 3).map(({ name }) => name)).toEqual(['Ấp 1', 'Ấp 2', 'Ấp 3'])
  expect(new Set((await copies()).map(({ slug }) => slug)).size).toBe(600)
})

test('its page names the units and how many they are; it is not there for whoever may not', async () => {
  const pages = pagesFor()
  const at = `/quan-ly/mo-hinh/${district.initiativeId}/trien-khai`

  const page = await pages.open(clerk, `${at}?nganh=farmers`)
  const announcer = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Phát thanh viên', { role: 'announcer', unitId: district.province }),
  )
  const refused = await pages.ask(announcer, at)

  expect(page).toContain('Triển khai')
  expect(refused.status).toBe(404)
})
