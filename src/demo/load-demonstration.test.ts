import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { look, lookPublic } from '#access'
import { myWork } from '#activities'
import { figureOf, totalOf } from '#figures'
import { unitBySlug } from '#org'
import { readConfig } from '#platform/config'
import { database } from '#platform/database'
import { addDays } from '#platform/time'
import { copyOfDemonstration, dropCopy, loadSeen } from '../../test/support/demonstration.ts'
import { targetsOf } from '../2-promise/targets/read.ts'
import { funnelOf } from '../3-capture/pledges/funnel/read-funnel.ts'
import { personalInOwnCells } from '../3-capture/pledges/personal/store.ts'
import { photoQuestions } from '../4-prove/evidence/reuse/read.ts'
import { prepare } from '../main.ts'
import { recordActivities } from './activities.ts'
import { brokenLoad, demonstrationSignIns, isEmpty, loadDemonstration } from './index.ts'
import { placeInitiatives } from './initiatives.ts'
import { inventPeople } from './people.ts'
import { layOutDistrict } from './units.ts'

// The district of this run, whose load broke off twice.
const copy = `loaded_${process.pid}`
const ever = { from: '2021-01-01', until: '2100-01-01' }
let today: string
let running: Awaited<ReturnType<typeof prepare>>

beforeAll(async () => {
  const { databaseUrl, folder } = await copyOfDemonstration(copy)
  running = await prepare(readConfig({ DATABASE_URL: databaseUrl, DATA_FOLDER: folder }), () => {})
  today = loadSeen().today
}, 900_000)

afterAll(async () => {
  await running.stop()
  await dropCopy(copy)
})

const yearOf = (day: string) => Number(day.slice(0, 4))
const unit = async (slug: string) => {
  const found = await lookPublic((db) => unitBySlug(db, slug))
  if (!found) throw new Error(`No unit ${slug}.`)
  return found.id
}
const total = async (slug: string, indicator: string, span = ever) => {
  const unitId = await unit(slug)
  return totalOf(await lookPublic((db) => figureOf(db, { unitId }, indicator, span)))
}

test('it loads within the time that a first start has, and only once', async () => {
  const { seconds } = loadSeen()
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from access.person) as people,
           (select count(*)::int from evidence.attachment where source_kind = 'activity') as photos`.execute(
    database(),
  )
  console.info(
    `demonstration district: ${seconds.toFixed(1)} s of processor time, ${JSON.stringify(rows[0])}`,
  )

  // Of this process and its threads, which is most of what a first start takes.
  expect(seconds).toBeLessThan(60)
  expect(rows[0]?.people).toBe(30)
  expect(rows[0]?.photos).toBeGreaterThan(2500)
  expect(demonstrationSignIns().length).toBeGreaterThanOrEqual(8)
  expect(await isEmpty()).toBe(false)
  await expect(loadDemonstration({ today, say: () => {} })).rejects.toThrow('empty database')
})

test('a load that broke off twice went on where it was: nothing is there twice, and the review is signed and public', async () => {
  // The second load was asked for on the next day.
  expect(loadSeen().broken).toEqual([
    { fault: 'error: broken off', goesOnWith: today },
    { fault: 'error: broken off', goesOnWith: today },
  ])
  const { rows } = await sql<Record<string, number>>`
    select (select count(*) from verification.spot_check) as checks,
           (select count(*) from verification.spot_check where closed_at is not null) as closed,
           (select count(*) - count(distinct activity_id) from verification.batch) as "askedTwice",
           (select count(*) - count(distinct activity_id) from verification.finding) as "foundTwice",
           (select count(*) from reports.frozen) as frozen,
           (select count(*) from reports.signature) as signatures,
           (select count(*) from reports.frozen where is_public) as public,
           (select count(*) from access.audit where action = 'demonstration.load') as loads`.execute(
    database(),
  )

  expect(rows).toEqual([
    { checks: 1, closed: 1, askedTwice: 0, foundTwice: 0, frozen: 1, signatures: 1, public: 1, loads: 1 },
  ])
  expect(await brokenLoad()).toBeUndefined()
})

test('the province of today counts exactly what was recorded and not returned, in the old units and in the new', async () => {
  const recorded = recordActivities(placeInitiatives(layOutDistrict(), today), inventPeople(), today)
  const sumOf = (key: string) =>
    recorded
      .filter(({ check }) => check?.verdict !== 'returned')
      .reduce((sum, { answers }) => sum + Number(answers[key] ?? 0), 0)

  expect(await total('tinh-tay-ninh', 'plastic_kg')).toBe(sumOf('plastic_kg'))
  expect(await total('tinh-tay-ninh', 'organic_waste_kg')).toBe(sumOf('waste_kg'))
  expect(await total('tinh-tay-ninh', 'piggy_bank_dong')).toBe(
    recorded
      .filter(({ run, check }) => run.plan.kind === 'piggy_bank' && check?.verdict !== 'returned')
      .reduce((sum, { answers }) => sum + Number(answers.amount_dong ?? 0), 0),
  )
})

test('the old district and the six communes of today answer for the same years alike', async () => {
  const before = { from: '2021-01-01', until: '2025-07-01' }
  const communes = ['xa-can-duoc', 'xa-rach-kien', 'xa-long-cang', 'xa-my-le', 'xa-tan-lan', 'xa-long-huu']
  const today = await Promise.all(communes.map((slug) => total(slug, 'household_composting', before)))

  expect(today.reduce((sum, one) => sum + one, 0)).toBe(
    await total('huyen-can-duoc', 'household_composting', before),
  )
  expect(today.every((one) => one > 0)).toBe(true)
})

test('whoever signs in to record has initiatives to record, and whoever checks has records waiting', async () => {
  const people = inventPeople()
  const as = (userName: string) => {
    const person = people.find((one) => one.userName === userName)
    if (!person) throw new Error(`Nobody is called ${userName}.`)
    return { personId: person.id, name: person.name }
  }

  for (const userName of ['ghi.rachkien', 'chihoi.longtrach'])
    expect((await myWork(as(userName))).initiatives.length, userName).toBeGreaterThan(0)
  for (const userName of ['duyet.rachkien', 'duyet.tinh'])
    expect((await myWork(as(userName))).waitingCount, userName).toBeGreaterThan(0)
})

test('a checker finds one doubtful photo of each kind among thousands, and no other', async () => {
  const checker = inventPeople().find(({ userName }) => userName === 'duyet.tinh')
  if (!checker) throw new Error('Nobody checks for the province.')

  const { rows } = await photoQuestions({ personId: checker.id, name: '' }, { isOpen: true, limit: 200 })

  expect(rows.map(({ kind }) => kind).sort()).toEqual([
    'altered_picture',
    'altered_picture',
    'same_picture',
    'taken_before',
  ])
})

test('some of what was recorded was confirmed by people, and some was checked on the spot', async () => {
  const unitId = await unit('tinh-tay-ninh')
  const lately = { from: addDays(today, -365), until: addDays(today, 1) }

  const waste = await lookPublic((db) => figureOf(db, { unitId }, 'organic_waste_kg', lately))
  const { rows } = await sql<{ confirmed: number }>`
    select count(distinct source_id) as confirmed from figures.standing where assurance = 'confirmed'`.execute(
    database(),
  )

  expect(waste.verified).toBeGreaterThan(0)
  expect(waste.evidenced).toBeGreaterThan(0)
  expect(rows[0]?.confirmed).toBeGreaterThan(10)
})

test('targets are drawn around what was done: some are met, some behind, one is handed down for less than the whole', async () => {
  const leader = inventPeople().find(({ userName }) => userName === 'lanhdao.tinh')
  const actor = { personId: leader?.id ?? '', name: leader?.name ?? '' }
  const now = await targetsOf(actor, 'tinh-tay-ninh', yearOf(today), today)
  const before = await targetsOf(actor, 'huyen-can-duoc', 2024, today)

  const statesOf = (page: typeof now) => new Set(page.standings.map(({ outlook }) => outlook.state))
  // In the first months of a year little has been done that a target could be drawn around.
  const isEarly = today.slice(5) < '04-01'
  expect(now.standings.length).toBeGreaterThanOrEqual(isEarly ? 1 : 6)
  expect(statesOf(now).size).toBeGreaterThanOrEqual(isEarly ? 1 : 3)
  expect([...statesOf(before)].sort()).toEqual(['met', 'missed'])
  expect([...before.sums.values()].some(({ areas }) => (areas?.difference ?? 0) > 0)).toBe(true)
})

test('people pledge for themselves in the demonstration too, and their leaders read none of it', async () => {
  const leader = inventPeople().find(({ userName }) => userName === 'lanhdao.rachkien')
  const actor = { personId: leader?.id ?? '', name: '' }
  const funnel = await funnelOf(actor, 'xa-rach-kien', yearOf(today), today)
  const read = await look(actor, 'pledge.make', null, (db) =>
    personalInOwnCells(db, actor.personId, yearOf(today)),
  )

  expect(funnel.whole.amounts.pledges_personal).toBeGreaterThanOrEqual(5)
  expect(read).toEqual([])
})
