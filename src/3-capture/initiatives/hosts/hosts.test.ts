import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { type Actor, asSystem, lookAsSystem, lookPublic, perform } from '#access'
import { figureOf, totalOf } from '#figures'
import { loadUnits } from '#org'
import { migrationsOf } from '#platform/migrate'
import { databaseAddress, ownerDatabase, useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson, aUnit } from '../../../../test/support/district.ts'
import { pagesOf } from '../../../../test/support/pages.ts'
import { openData } from '../../../7-publish/portal/open-data/read.ts'
import { openInitiatives } from '../../../7-publish/portal/open-data/store.ts'
import { recordActivity } from '../../activities/record-activity.ts'
import { advanceInitiative } from '../advance-initiative.ts'
import { initiativePages } from '../pages/initiative-page.tsx'
import { registryPages } from '../pages/registry-pages.tsx'
import { proposeInitiative } from '../propose-initiative.ts'
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
  return { ...district, school: school.id, otherProvince: province.id, teacher }
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

/** Lifts all that stands beneath no other area under one root, as a server of the country has it. */
const beneathOneCountry = (provinces: readonly string[]) =>
  asSystem('test.country', async (tx) => {
    const country = aUnit({ name: 'Việt Nam', kind: 'country' })
    const placement = { tree: 'area', validFrom: '2000-01-01', validTo: null, parentId: country.id } as const
    await loadUnits(tx, {
      units: [country],
      placements: provinces.map((unitId) => ({ ...placement, unitId })),
    })
  })

test('two provinces of one country are two provinces', async () => {
  const { recorder, initiativeId, school, province, otherProvince } = await besideAnotherProvince()
  await beneathOneCountry([province, otherProvince])

  await nameCoHost(recorder, initiativeId, school)

  expect(await toldOf(initiativeId)).toEqual([])
})

test('who stepped back and is named again is asked again', async () => {
  const { recorder, teacher, initiativeId, school } = await besideAnotherProvince()

  for (const _ of ['first', 'again']) {
    await nameCoHost(recorder, initiativeId, school)
    await takeCoHostAway(teacher, initiativeId, school)
  }

  const { rows } = await sql`select from notices.notice where unit_id = ${school}`.execute(ownerDatabase())
  expect(rows.length).toBe(2)
})

test('nobody is asked about a proposal, which only its own unit sees', async () => {
  const { recorder, checker, elders, union } = await withElders()
  const id = await proposeInitiative(recorder, {
    ...{ kind: 'test_composting', unitId: union, name: 'Ủ lá khô', summary: 'Lá khô thành phân' },
  })
  const at = `/quan-ly/mo-hinh/${id}`

  const proposed = await get(recorder, at)
  const refused = await code(nameCoHost(recorder, id, elders))
  await advanceInitiative(checker, id, {
    ...{ to: 'registered', day: '2024-01-05', document: '', note: '', learnt: '', version: 'proposed' },
  })
  const registered = await get(recorder, at)

  expect(refused).toBe('hosts_follow_registration')
  expect(proposed.text).toContain('Đăng ký mô hình trước, rồi thêm đơn vị cùng thực hiện')
  expect(proposed.text).not.toContain('Thêm đơn vị cùng thực hiện')
  expect(registered.text).toContain('Thêm đơn vị cùng thực hiện')
  expect(await code(nameCoHost(recorder, id, elders))).toBe('done')
})

test('hosts from before anybody was asked: one of a unit that is no more stays named, one of another province is asked', async () => {
  const { initiativeId, school, neighbour } = await besideAnotherProvince()
  const former = aUnit({
    name: 'Hội Làm vườn xã Hai',
    kind: 'commune_organisation',
    line: 'farmers',
    validTo: '2025-07-01',
  })
  const placement = {
    tree: 'area',
    unitId: former.id,
    validFrom: '2000-01-01',
    validTo: '2025-07-01',
  } as const
  await asSystem('test.former', (tx) =>
    loadUnits(tx, { units: [former], placements: [{ ...placement, parentId: neighbour }] }),
  )
  const migration = migrationsOf().find(({ name }) => name.startsWith('0136_'))
  const client = new pg.Client({ connectionString: databaseAddress() })
  await client.connect()
  await client.query(`alter table initiatives.co_host disable trigger user`)
  for (const unitId of [former.id, school])
    await client.query(
      `insert into initiatives.co_host (initiative_id, unit_id, named_at) values ($1, $2, '2024-01-01')`,
      [initiativeId, unitId],
    )
  await client.query(`alter table initiatives.co_host enable trigger user`)

  const before = await toldOf(initiativeId)
  await client.query(migration?.text ?? '')
  const asked = await client.query(
    `select unit_id from notices.notice where kind = 'initiatives.notice.host_named' and href like $1`,
    [`%${initiativeId}%`],
  )
  await client.end()

  expect([before, await toldOf(initiativeId)]).toEqual([[], ['Hội Làm vườn xã Hai']])
  expect(asked.rows).toEqual([{ unit_id: school }])
})

test('the open data name no host of another province before it has agreed, whoever reads them', async () => {
  const { recorder, initiativeId, school } = await besideAnotherProvince()
  await nameCoHost(recorder, initiativeId, school)

  const rows = await lookAsSystem((db) => openInitiatives(db, 100))

  expect(rows.length).toBeGreaterThan(0)
  expect(rows.filter(({ coHosts }) => coHosts.includes('tỉnh Khác'))).toEqual([])
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
