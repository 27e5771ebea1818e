import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { type Actor, asSystem, look, lookPublic, perform } from '#access'
import { loadIndicators, totalOf } from '#figures'
import { studyIndicators } from '#occasions'
import { newId } from '#platform/ids'
import { ownerDatabase, useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson } from '../../../../test/support/district.ts'
import { pagesOf } from '../../../../test/support/pages.ts'
import { launchCampaign, rewordCampaign } from '../../../2-promise/campaigns/launch-campaign.ts'
import { campaignPages } from '../../../2-promise/campaigns/pages/index.tsx'
import {
  campaignList,
  campaignPage,
  publicCampaign,
  publicCampaigns,
} from '../../../2-promise/campaigns/read.ts'
import { seriesOf } from '../../../2-promise/campaigns/store.ts'
import { recordActivity } from '../../activities/record-activity.ts'
import { holdSession } from '../../gatherings/count-attendance.ts'
import { planSession } from '../../gatherings/plan-session.ts'
import { aSession } from '../../gatherings/session.fixture.ts'
import { initiativePages } from '../pages/initiative-page.tsx'
import { choosePages } from './choose-pages.tsx'
import { chooseForCampaign, joinCampaigns } from './join-campaigns.ts'

useDatabase()
const { get, post } = pagesOf(campaignPages, choosePages, initiativePages)
let district: Awaited<ReturnType<typeof aDistrict>>
let head: Actor
beforeEach(async () => {
  district = await aDistrict()
  head = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Cán bộ tỉnh', { role: 'checker', unitId: district.province }),
  )
})

const aCampaign = (unitId: string, over: object = {}) => ({
  id: newId(),
  unitId,
  sort: 'drive' as const,
  name: '90 ngày làm sạch kênh rạch',
  summary: '',
  fromDay: '2026-03-01',
  lastDay: '2026-03-31',
  document: '',
  isPublic: false,
  ...over,
})
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault: { code?: string }) => fault.code ?? String(fault),
  )
const wasteOf = async (actor: Actor, id: string) => {
  const { whole } = (await campaignPage(actor, id)).results
  const found = whole.find(({ indicator }) => indicator.code === 'test_waste_kg')
  return found && totalOf(found.figure)
}

test('a campaign comes to what its initiatives did on its days, and follows when its days are changed', async () => {
  const { recorder, initiativeId, province } = district
  const campaign = aCampaign(province)
  await launchCampaign(head, campaign)
  await launchCampaign(head, campaign)
  for (const day of ['2026-03-01', '2026-03-31', '2026-04-01'])
    await recordActivity(recorder, anEntry(initiativeId, { day, summary: `Ủ rác ${day}` }))

  const before = await wasteOf(head, campaign.id)
  await joinCampaigns(recorder, initiativeId, [campaign.id])
  const joined = await wasteOf(head, campaign.id)
  await rewordCampaign(head, campaign.id, { ...campaign, lastDay: null })
  const open = await wasteOf(head, campaign.id)
  await joinCampaigns(recorder, initiativeId, [])

  expect([before, joined, open]).toEqual([undefined, 25, 37.5])
  expect(await wasteOf(head, campaign.id)).toBeUndefined()
})

test('only who leads launches and chooses for units beneath; who proposes for an initiative joins what stands above', async () => {
  const { recorder, stranger, checker, initiativeId, province, commune, neighbour } = district
  const [above, own, beside] = [aCampaign(province), aCampaign(commune), aCampaign(neighbour)]
  await launchCampaign(head, above)
  await launchCampaign(checker, own)
  await launchCampaign(stranger, beside)
  const choose = (actor: Actor, id: string) =>
    code(chooseForCampaign(actor, id, { shown: [initiativeId], chosen: [initiativeId] }))

  const answers = {
    recorderLaunches: await code(launchCampaign(recorder, aCampaign(commune, { name: 'Nhóm khác' }))),
    twice: await code(launchCampaign(checker, aCampaign(commune))),
    backwards: await code(
      launchCampaign(checker, aCampaign(commune, { name: 'Ngược', lastDay: '2026-02-01' })),
    ),
    neighbourSees: await code(campaignPage(stranger, own.id)),
    neighbourRewords: await code(rewordCampaign(stranger, above.id, aCampaign(province))),
    neighbourChooses: await choose(stranger, beside.id),
    joinsBeside: await code(joinCampaigns(recorder, initiativeId, [beside.id])),
    joinsAbove: await code(joinCampaigns(recorder, initiativeId, [above.id])),
    strangerJoins: await code(joinCampaigns(stranger, initiativeId, [above.id])),
    ownChooses: await choose(checker, own.id),
  }

  expect(answers).toEqual({
    recorderLaunches: 'not_found_or_not_allowed',
    twice: 'campaign_name_is_taken_here',
    backwards: 'campaign_ends_before_it_begins',
    neighbourSees: 'not_found_or_not_allowed',
    neighbourRewords: 'not_found_or_not_allowed',
    neighbourChooses: 'not_found_or_not_allowed',
    joinsBeside: 'field_is_no_choice',
    joinsAbove: 'done',
    strangerJoins: 'not_found_or_not_allowed',
    ownChooses: 'done',
  })
  const seen = (await campaignList(stranger, { limit: 10 })).rows.map(({ id }) => id)
  expect(seen.toSorted()).toEqual([beside.id, above.id].toSorted())
})

test('an occasion names its campaign, and not one that its planner does not know', async () => {
  const { checker, stranger, commune, neighbour } = district
  const [own, beside] = [aCampaign(commune), aCampaign(neighbour)]
  await launchCampaign(checker, own)
  await launchCampaign(stranger, beside)

  await planSession(checker, commune, aSession({ title: 'Lễ phát động', campaignId: own.id }))
  const refused = await code(planSession(checker, commune, aSession({ campaignId: beside.id })))

  const { members } = await campaignPage(checker, own.id)
  expect(members.flatMap(({ rows }) => rows.map(({ title }) => title))).toEqual(['Lễ phát động'])
  expect(refused).toBe('gathering_campaign_is_unknown')
})

test('on pages a campaign is launched, its initiatives are ticked, and a figure opens to them', async () => {
  const { checker, recorder, initiativeId, commune } = district
  await recordActivity(recorder, anEntry(initiativeId))
  const id = newId()
  const typed = {
    id,
    unitId: commune,
    sort: 'movement',
    name: 'Phong trào xanh',
    fromDay: '1/3/2026',
    lastDay: '',
  }

  const form = await get(checker, '/phong-trao/them')
  const refused = await post(checker, '/phong-trao/them', { ...typed, lastDay: '1/2/2026' })
  const launched = await post(checker, '/phong-trao/them', typed)
  const list = await get(checker, `/phong-trao/${id}/mo-hinh`)
  const chosen = await post(checker, `/phong-trao/${id}/mo-hinh`, {
    shown: initiativeId,
    [`chosen.${initiativeId}`]: 'yes',
  })
  const page = await get(checker, `/phong-trao/${id}?chi-so=test_waste_kg`)
  const initiative = await get(checker, `/quan-ly/mo-hinh/${initiativeId}`)
  const out = await post(checker, `/phong-trao/${id}/mo-hinh`, { shown: initiativeId })

  expect(form.text).toContain(`<option value="${commune}" selected`)
  expect(refused.text).toContain('Ngày cuối phải bằng hoặc sau ngày đầu')
  expect(launched.location).toBe(`/phong-trao/${id}?da=dat`)
  expect(list.text).toContain('Rác thành phân')
  expect([chosen, out].map(({ status }) => status)).toEqual([303, 303])
  expect(page.text).toContain('12,5 kg')
  expect(page.text).toContain(`href="/quan-ly/mo-hinh/${initiativeId}"`)
  expect(initiative.text).toContain(`href="/phong-trao/${id}"`)
  expect((await get(checker, `/phong-trao/${id}`)).text).toContain('Chưa có mô hình, buổi nào')
})

test('the database itself hides what is in a campaign, and takes no session for one that its writer does not see', async () => {
  const { checker, stranger, recorder, commune, initiativeId } = district
  const campaign = aCampaign(commune)
  await launchCampaign(checker, campaign)
  await joinCampaigns(recorder, initiativeId, [campaign.id])
  const own = await planSession(stranger, district.neighbour, aSession())
  const series = (actor: Actor) => look(actor, 'campaign.read', null, (db) => seriesOf(db, campaign.id))
  const joins = (actor: Actor) =>
    code(
      perform(actor, 'session.hold', null, (tx) =>
        sql`update gatherings.gathering set campaign_id = ${campaign.id} where id = ${own}`.execute(tx),
      ),
    )

  expect([
    await series(checker),
    await series(stranger),
    await lookPublic((db) => seriesOf(db, campaign.id)),
  ]).toEqual([[initiativeId], [], []])
  expect(await joins(stranger)).toBe('gathering_campaign_is_unknown')
})

test('everybody reads a public campaign: its public initiatives, what was held for it, and what it came to', async () => {
  const { checker, recorder, commune, initiativeId } = district
  await asSystem('test.indicators', (tx) => loadIndicators(tx, studyIndicators))
  const [open, inside] = [
    aCampaign(commune, { isPublic: true, lastDay: null }),
    aCampaign(commune, { name: 'Việc trong nội bộ' }),
  ]
  for (const campaign of [open, inside]) await launchCampaign(checker, campaign)
  await joinCampaigns(recorder, initiativeId, [open.id, inside.id])
  await recordActivity(recorder, anEntry(initiativeId))
  const held = await planSession(checker, commune, aSession({ title: 'Lễ phát động', campaignId: open.id }))
  await planSession(checker, commune, aSession({ title: 'Buổi chưa tổ chức', campaignId: open.id }))
  await holdSession(checker, held, { seen: 1 })

  const found = await publicCampaign(open.id)
  const listed = (await publicCampaigns(undefined)).rows.map(({ id }) => id)
  // Last in this file: protection is never lifted.
  await sql`update initiatives.kind set protects_people = true where code = 'test_composting'`.execute(
    ownerDatabase(),
  )
  const protectedOne = await publicCampaign(open.id)

  expect(found.members.map(({ rows }) => rows.map(({ title }) => title))).toEqual([
    ['Rác thành phân'],
    ['Lễ phát động'],
  ])
  const waste = (page: typeof found) =>
    page.results.whole.flatMap(({ indicator, figure }) =>
      indicator.code === 'test_waste_kg' ? [totalOf(figure)] : [],
    )
  expect([waste(found), waste(protectedOne)]).toEqual([[12.5], []])
  expect([listed.includes(open.id), listed.includes(inside.id)]).toEqual([true, false])
  expect(await code(publicCampaign(inside.id))).toBe('not_found_or_not_allowed')
})
