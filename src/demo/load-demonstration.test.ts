import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { look, lookPublic } from '#access'
import { myWork } from '#activities'
import { figureOf, totalOf } from '#figures'
import { unitBySlug } from '#org'
import { database } from '#platform/database'
import { keepFilesIn } from '#platform/files'
import { useSecret } from '#platform/secret'
import { processorSeconds } from '../../test/support/busy.ts'
import { ownerDatabase, useDatabase } from '../../test/support/database.ts'
import { targetsOf } from '../2-promise/targets/read.ts'
import { funnelOf } from '../3-capture/pledges/funnel/read-funnel.ts'
import { personalInOwnCells } from '../3-capture/pledges/personal/store.ts'
import { compareAll } from '../4-prove/evidence/reuse/compare-photos.ts'
import { openComparer } from '../4-prove/evidence/reuse/comparer.ts'
import { photoQuestions } from '../4-prove/evidence/reuse/read.ts'
import { recordActivities } from './activities.ts'
import { brokenLoad, isEmpty, loadDemonstration } from './index.ts'
import { placeInitiatives } from './initiatives.ts'
import { inventPeople } from './people.ts'
import { layOutDistrict } from './units.ts'

useDatabase()
// Names on attendance lists are sealed.
useSecret('một bí mật của lần thử, đủ dài để dùng', '')
const today = '2026-11-20'
const folder = mkdtempSync(join(tmpdir(), 'lantoa-demo-'))
const ever = { from: '2021-01-01', until: '2027-01-01' }
let loaded: Awaited<ReturnType<typeof loadDemonstration>>
let seconds: number

beforeAll(async () => {
  keepFilesIn(folder)
  useSecret(undefined, join(folder, 'secret'))
  seconds = await processorSeconds(async () => {
    await expect(loadBrokenAt('verification.finding', today)).rejects.toThrow('broken off')
    // The next day.
    await expect(loadBrokenAt('reports.signature', '2026-11-21')).rejects.toThrow('broken off')
    expect((await brokenLoad())?.today).toBe(today)
    loaded = await loadDemonstration({ today: '2026-11-21', say: () => {} })
  })
  // Each load that goes on invents the district again.
  const inventing = await processorSeconds(async () => {
    recordActivities(placeInitiatives(layOutDistrict(), today), inventPeople(), today)
  })
  seconds -= 2 * inventing
}, 600_000)

/** A load that a fault ends where it writes the first row of a table. */
async function loadBrokenAt(table: string, today: string): Promise<void> {
  await sql`create or replace function org.break() returns trigger language plpgsql as
    'begin raise exception ''broken off''; end'`.execute(ownerDatabase())
  await sql`create trigger breaks_off before insert on ${sql.raw(table)} execute function org.break()`.execute(
    ownerDatabase(),
  )
  try {
    await loadDemonstration({ today, say: () => {} })
  } finally {
    await sql`drop trigger breaks_off on ${sql.raw(table)}`.execute(ownerDatabase())
  }
}

// A hundred megabytes of pictures are not left behind.
afterAll(() => rmSync(folder, { recursive: true, force: true }))

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
  console.info(
    `demonstration district: ${seconds.toFixed(1)} s of processor time, ${JSON.stringify(loaded.counts)}`,
  )

  // Of this process and its threads, which is most of what a first start takes.
  expect(seconds).toBeLessThan(60)
  expect(loaded.counts.people).toBe(30)
  expect(loaded.counts.photos).toBeGreaterThan(2500)
  expect(loaded.signIns.length).toBeGreaterThanOrEqual(8)
  expect(await isEmpty()).toBe(false)
  await expect(loadDemonstration({ today, say: () => {} })).rejects.toThrow('empty database')
})

test('a load that broke off twice went on where it was: nothing is there twice, and the review is signed and public', async () => {
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
  const comparer = openComparer()
  const checker = inventPeople().find(({ userName }) => userName === 'duyet.tinh')
  if (!checker) throw new Error('Nobody checks for the province.')
  const began = performance.now()
  await compareAll(comparer)
  await comparer.end()
  console.info(`doubtful photos compared in ${((performance.now() - began) / 1000).toFixed(1)} s`)

  const { rows } = await photoQuestions({ personId: checker.id, name: '' }, { isOpen: true, limit: 200 })

  expect(rows.map(({ kind }) => kind).sort()).toEqual([
    'altered_picture',
    'altered_picture',
    'same_picture',
    'taken_before',
  ])
}, 600_000)

test('some of what was recorded was confirmed by people, and some was checked on the spot', async () => {
  const unitId = await unit('tinh-tay-ninh')
  const year = { from: `${today.slice(0, 4)}-01-01`, until: `${Number(today.slice(0, 4)) + 1}-01-01` }

  const waste = await lookPublic((db) => figureOf(db, { unitId }, 'organic_waste_kg', year))
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
  const now = await targetsOf(actor, 'tinh-tay-ninh', 2026, today)
  const before = await targetsOf(actor, 'huyen-can-duoc', 2024, today)

  const statesOf = (page: typeof now) => new Set(page.standings.map(({ outlook }) => outlook.state))
  expect(now.standings.length).toBeGreaterThanOrEqual(6)
  expect(statesOf(now).size).toBeGreaterThanOrEqual(3)
  expect([...statesOf(before)].sort()).toEqual(['met', 'missed'])
  expect([...before.sums.values()].some(({ areas }) => (areas?.difference ?? 0) > 0)).toBe(true)
})

test('people pledge for themselves in the demonstration too, and their leaders read none of it', async () => {
  const leader = inventPeople().find(({ userName }) => userName === 'lanhdao.rachkien')
  const actor = { personId: leader?.id ?? '', name: '' }
  const funnel = await funnelOf(actor, 'xa-rach-kien', 2026, today)
  const read = await look(actor, 'pledge.make', null, (db) => personalInOwnCells(db, actor.personId, 2026))

  expect(funnel.whole.amounts.pledges_personal).toBeGreaterThanOrEqual(5)
  expect(read).toEqual([])
})
