import { expect, test } from 'vitest'
import { type Actor, asSystem, lookPublic } from '#access'
import { figureOf, totalOf } from '#figures'
import { loadUnits } from '#org'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry, aUnit } from '../../../../test/support/district.ts'
import { pagesOf } from '../../../../test/support/pages.ts'
import { openData } from '../../../7-publish/portal/open-data/read.ts'
import { recordActivity } from '../../activities/record-activity.ts'
import { initiativePages } from '../pages/initiative-page.tsx'
import { registryPages } from '../pages/registry-pages.tsx'
import { registry } from '../read.ts'
import { nameCoHost, takeCoHostAway } from './name-hosts.ts'

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

test('a host is named once, never beside itself, and only by who may propose for the unit of the initiative', async () => {
  const { recorder, stranger, initiativeId, elders, union } = await withElders()

  const answers = [
    await code(nameCoHost(stranger, initiativeId, elders)),
    await code(nameCoHost(recorder, initiativeId, union)),
    await code(nameCoHost(recorder, initiativeId, elders)),
    await code(nameCoHost(recorder, initiativeId, elders)),
    await code(takeCoHostAway(stranger, initiativeId, elders)),
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
