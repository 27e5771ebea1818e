import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Actor, asSystem, lookPublic, perform } from '#access'
import { figureOf, totalOf } from '#figures'
import { loadUnits } from '#org'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson, aUnit } from '../../../../test/support/district.ts'
import { pagesOf } from '../../../../test/support/pages.ts'
import { openData } from '../../../7-publish/portal/open-data/read.ts'
import { recordActivity } from '../../activities/record-activity.ts'
import { initiativePages } from '../pages/initiative-page.tsx'
import { registryPages } from '../pages/registry-pages.tsx'
import { registry } from '../read.ts'
import { initiativesWithIds } from '../store.ts'
import { agreeToHost, nameCoHost, takeCoHostAway } from './name-hosts.ts'

useDatabase()
const { get, post } = pagesOf(registryPages, initiativePages)

async function withElders() {
  const district = await aDistrict()
  const elders = aUnit({
    name: 'Hội Người cao tuổi xã Hai',
    kind: 'commune_organisation',
    line: 'elderly',
  })
  const placement = { tree: 'area', unitId: elders.id, validFrom: '2000-01-01', validTo: null } as const
  await asSystem('test.elders', (tx) =>
    loadUnits(tx, { units: [elders], placements: [{ ...placement, parentId: district.neighbour }] }),
  )
  return { ...district, elders: elders.id }
}

const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault: { code?: string }) => fault.code ?? String(fault),
  )
const found = async (actor: Actor, search: { line?: string; under?: string }) =>
  (await registry(actor, { ...search, limit: 30 })).rows.map(({ id }) => id)

test('an initiative of two hosts is found under both, and its figures count for the first alone', async () => {
  const { recorder, initiativeId, elders, neighbour, commune, union } = await withElders()
  const before = await found(recorder, { line: 'elderly' })

  await nameCoHost(recorder, initiativeId, elders)
  await recordActivity(recorder, anEntry(initiativeId))

  const figure = async (unitId: string, line?: string) =>
    lookPublic(async (db) => {
      const span = { from: '2026-03-01', until: '2026-04-01' }
      return totalOf(await figureOf(db, { unitId, line }, 'test_waste_kg', span))
    })
  expect(before).toEqual([])
  for (const search of [{ line: 'elderly' }, { line: 'farmers' }, { under: neighbour }, { under: union }])
    expect(await found(recorder, search)).toEqual([initiativeId])
  expect(await Promise.all([commune, neighbour].map((unit) => figure(unit)))).toEqual([12.5, 0])
  expect(await Promise.all(['farmers', 'elderly'].map((line) => figure(commune, line)))).toEqual([12.5, 0])
  expect(await openData.initiatives()).toMatchObject([
    { coHosts: 'Hội Người cao tuổi xã Hai', unitName: 'Hội Nông dân xã Một' },
  ])
})

test('a host is named once, never beside itself, by who may propose for the initiative, and taken away by either unit', async () => {
  const { recorder, stranger, inspector, initiativeId, elders, union } = await withElders()

  const answers = [
    await code(nameCoHost(stranger, initiativeId, elders)),
    await code(nameCoHost(recorder, initiativeId, union)),
    await code(nameCoHost(recorder, initiativeId, elders)),
    await code(nameCoHost(recorder, initiativeId, elders)),
    await code(takeCoHostAway(inspector, initiativeId, elders)),
    await code(takeCoHostAway(stranger, initiativeId, elders)),
    await code(nameCoHost(recorder, initiativeId, elders)),
    await code(takeCoHostAway(recorder, initiativeId, elders)),
    await code(takeCoHostAway(recorder, initiativeId, elders)),
  ]

  expect(answers).toEqual([
    'not_found_or_not_allowed',
    'host_leads_already',
    'done',
    'initiative_has_host_already',
    'not_found_or_not_allowed',
    'done',
    'done',
    'done',
    'not_found_or_not_allowed',
  ])
})

test('on its page a unit is chosen, added and removed without a script', async () => {
  const { recorder, initiativeId, elders } = await withElders()
  const at = `/quan-ly/mo-hinh/${initiativeId}`

  const chosen = await get(recorder, `${at}?them-don-vi=${elders}`)
  const added = await post(recorder, `${at}/don-vi`, { unitId: elders })
  const twice = await post(recorder, `${at}/don-vi`, { unitId: elders })
  const seen = await get(recorder, `${at}?da=don-vi`)
  const list = await get(recorder, '/quan-ly/mo-hinh?nganh=elderly')
  const others = await get(recorder, '/quan-ly/mo-hinh?nganh=elderly&loai=test_sponsorship')
  const removed = await post(recorder, `${at}/don-vi/bo`, { unitId: elders })

  expect(chosen.text).toContain('Thêm đơn vị này')
  expect([added, removed]).toMatchObject([
    { status: 303, location: `${at}?da=don-vi` },
    { status: 303, location: `${at}?da=don-vi` },
  ])
  expect(twice).toMatchObject({ status: 422 })
  expect(twice.text).toContain('đã có trong danh sách cùng thực hiện')
  for (const page of [seen, list])
    expect(page.text).toContain('Hội Nông dân xã Một, Hội Người cao tuổi xã Hai')
  expect(others.text).not.toContain('Rác thành phân')
  expect((await get(recorder, at)).text).not.toContain('Bỏ Hội Người cao tuổi')
})

async function besideAnotherProvince() {
  const district = await aDistrict()
  const [province, school] = [
    aUnit({ name: 'tỉnh Khác', kind: 'province' }),
    aUnit({ name: 'Trường Tiểu học tỉnh Khác', kind: 'commune_organisation', line: 'schools' }),
  ]
  const placement = { tree: 'area', validFrom: '2000-01-01', validTo: null } as const
  const teacher = await asSystem('test.school', async (tx) => {
    await loadUnits(tx, {
      units: [province, school],
      placements: [{ ...placement, unitId: school.id, parentId: province.id }],
    })
    return aPerson(tx, 'Cô Hiệu trưởng', { role: 'recorder', unitId: school.id })
  })
  return { ...district, school: school.id, teacher }
}
const toldOf = (initiativeId: string) =>
  lookPublic(async (db) =>
    (await initiativesWithIds(db, [initiativeId]))[0]?.coHosts.map((one) => one.unitName),
  )

test('a unit of another province is named when it has agreed, and steps back when it likes', async () => {
  const { recorder, stranger, teacher, initiativeId, school } = await besideAnotherProvince()
  const at = `/quan-ly/mo-hinh/${initiativeId}`
  await nameCoHost(recorder, initiativeId, school)

  const [waiting, ofRecorder, ofStranger, ofTeacher] = [
    await toldOf(initiativeId),
    await get(recorder, at),
    await get(stranger, at),
    await get(teacher, at),
  ]
  const foundBefore = await found(recorder, { line: 'schools' })
  const refused = [
    await code(agreeToHost(stranger, initiativeId, school)),
    await code(agreeToHost(recorder, initiativeId, school)),
  ]
  const agreed = await post(teacher, `${at}/don-vi/dong-y`, { unitId: school })
  const named = await toldOf(initiativeId)
  const foundAfter = await found(stranger, { line: 'schools' })
  const back = await post(teacher, `${at}/don-vi/bo`, { unitId: school })

  expect(waiting).toEqual([])
  expect(ofRecorder.text).toContain('Chờ Trường Tiểu học tỉnh Khác đồng ý')
  expect(ofStranger.text).not.toContain('Trường Tiểu học tỉnh Khác')
  expect(ofTeacher.text).toContain('Đơn vị có đồng ý không?')
  expect([foundBefore, foundAfter]).toEqual([[], [initiativeId]])
  expect(refused).toEqual(['not_found_or_not_allowed', 'not_found_or_not_allowed'])
  expect([agreed.status, back.status]).toEqual([303, 303])
  expect(named).toEqual(['Trường Tiểu học tỉnh Khác'])
  expect(await toldOf(initiativeId)).toEqual([])
})

test('the database lets nobody name a unit in the name of another, or agree for it', async () => {
  const { recorder, checker, teacher, initiativeId, school } = await besideAnotherProvince()
  const writes = (actor: Actor, statement: ReturnType<typeof sql>) =>
    code(perform(actor, 'initiative.read', null, async (tx) => void (await statement.execute(tx))))
  const inAnothersName = await writes(
    recorder,
    sql`insert into initiatives.co_host (initiative_id, unit_id, named_by)
      values (${initiativeId}, ${school}, ${checker.personId})`,
  )
  await writes(
    recorder,
    sql`insert into initiatives.co_host (initiative_id, unit_id, named_by, accepted_by, accepted_at)
      values (${initiativeId}, ${school}, ${recorder.personId}, ${recorder.personId}, now())`,
  )
  await writes(
    recorder,
    sql`update initiatives.co_host set accepted_at = now(), accepted_by = ${recorder.personId}`,
  )
  const forAnother = await writes(
    teacher,
    sql`update initiatives.co_host set accepted_at = now(), accepted_by = ${recorder.personId}`,
  )

  expect([inAnothersName, forAnother]).not.toContain('done')
  expect(await toldOf(initiativeId)).toEqual([])
})
