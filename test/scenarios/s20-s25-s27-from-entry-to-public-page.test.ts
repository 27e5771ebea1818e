import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, look } from '#access'
import { checkActivity, recordActivity } from '#activities'
import { figureOf, loadIndicators, readyIndicators } from '#figures'
import { loadInitiatives } from '#initiatives'
import { loadKinds, readyKinds } from '#kinds'
import { loadUnits } from '#org'
import { newId } from '#platform/ids'
import { spanOf } from '#platform/time'
import { layOutDistrict } from '../../src/demo/units.ts'
import { web } from '../../src/web.ts'
import { useDatabase } from '../support/database.ts'
import { anEntry, aPerson } from '../support/district.ts'

// S20, S25, S27: what an officer enters is what the public reads, once somebody else has accepted it.
// S22: of a kind that protects people the public reads the figure, and not a word of the record.
useDatabase()
const district = layOutDistrict()
const id = (key: string) => district.at(key).id
const march = spanOf('2026-03') ?? { from: '', until: '' }
const initiatives = {
  home_composting: { id: newId(), unitId: id('new/28114/farmers') },
  plastic_for_school: { id: newId(), unitId: id('new/28114/women') },
  piggy_bank: { id: newId(), unitId: id('new/28114/women') },
  godmothers: { id: newId(), unitId: id('new/28114/women') },
}
type Kind = keyof typeof initiatives
const slugOf = (kind: Kind) => `thu-${kind.replaceAll('_', '-')}`
let officer: Actor
let checker: Actor
let leader: Actor

const app = web({
  site: { name: 'Lan Tỏa', origin: 'http://localhost', demonstration: true },
  log: (fault) => {
    throw fault
  },
})
const read = async (path: string) => (await app.request(path)).text()

beforeAll(async () => {
  const step = { document: null, note: null, unitId: null, personId: null }
  await asSystem('test.scenarios', async (tx) => {
    await loadUnits(tx, district)
    await loadIndicators(tx, readyIndicators)
    await loadKinds(tx, readyKinds, '2021-05-18')
    await loadInitiatives(
      tx,
      Object.entries(initiatives).map(([kind, one]) => ({
        ...one,
        kind,
        name: `Thử ${kind}`,
        slug: slugOf(kind as Kind),
        summary: '',
        state: 'active' as const,
        startedOn: '2025-07-01',
        endedOn: null,
        life: [{ ...step, event: 'active' as const, day: '2025-07-01' }],
      })),
    )
    officer = await aPerson(
      tx,
      'Cán bộ Ghi',
      ...['farmers', 'women'].map((line) => ({ role: 'recorder', unitId: id(`new/28114/${line}`) })),
    )
    checker = await aPerson(tx, 'Cán bộ Duyệt', { role: 'checker', unitId: id('new/28114') })
    leader = await aPerson(tx, 'Lãnh đạo', { role: 'leader', unitId: id('newProvince') })
  })
})

async function recordAndAccept(kind: Kind, summary: string, answers: Record<string, number>) {
  const entry = anEntry(initiatives[kind].id, { summary, answers })
  await recordActivity(officer, entry)
  expect(await read(`/mo-hinh/${slugOf(kind)}`), 'nothing is public before it is accepted').not.toContain(
    summary,
  )
  await checkActivity(checker, entry.id, {
    seen: 1,
    verdict: 'accepted',
    reason: '',
    field: '',
    publishPhotos: true,
  })
}

const declared = async (indicator: string, unit: string) =>
  (await look(leader, 'figure.read', null, (db) => figureOf(db, { unitId: id(unit) }, indicator, march)))
    .declared

test.each([
  ['S20', 'home_composting', { households: 24, waste_kg: 1284 }, 'organic_waste_kg', 1284, '1.284'],
  ['S25', 'plastic_for_school', { plastic_kg: 1357 }, 'plastic_kg', 1357, '1.357'],
  ['S27', 'piggy_bank', { pigs: 1468 }, 'piggy_banks', 1468, '1.468'],
] as const)(
  '%s: %s is recorded, accepted, summed and read by the public',
  async (row, kind, answers, indicator, amount, shown) => {
    const summary = `Buổi làm việc của ${row} tại ấp.`
    await recordAndAccept(kind, summary, answers)

    expect(await declared(indicator, 'new/28114')).toBe(amount)
    expect(await declared(indicator, 'newProvince')).toBe(amount)
    const page = await read(`/mo-hinh/${slugOf(kind)}`)
    expect(page).toContain(summary)
    expect(page).toContain(shown)
    expect(page).not.toContain('Cán bộ Ghi')
    expect(page).not.toMatch(/<script(?! type="application\/ld\+json")/)
    expect(await read(`/en/mo-hinh/${slugOf(kind)}`)).toContain(summary)
  },
)

test('S22: the public reads how many children are cared for, and not a word of the record', async () => {
  const words = 'Em Nguyễn Thị Bí Mật ở cạnh chợ'
  await recordAndAccept('godmothers', words, { children: 7 })

  expect(await declared('sponsored_children', 'newProvince')).toBe(7)
  const seen = new Set<string>()
  const waiting = [
    '/',
    '/en/',
    '/so-lieu',
    '/du-lieu-mo',
    `/mo-hinh/${slugOf('godmothers')}`,
    `/thu-vien/${slugOf('godmothers')}`,
  ]
  while (waiting.length > 0 && seen.size < 250) {
    const path = waiting.pop() as string
    if (seen.has(path)) continue
    seen.add(path)
    const answer = await app.request(path)
    expect(answer.status, path).toBeLessThan(500)
    const text = await answer.text()
    expect(text, path).not.toContain('Bí Mật')
    expect(text, path).not.toContain('Cán bộ Ghi')
    for (const [, link] of text.matchAll(/href="(\/[^"#]*)"/g)) {
      const next = (link ?? '').replaceAll('&amp;', '&')
      if (/^\/(en\/?)?(so-lieu|mo-hinh|thu-vien|don-vi|du-lieu-mo|$)/.test(next)) waiting.push(next)
    }
  }
  expect(seen.size).toBeGreaterThan(20)
  expect(seen).toContain(`/mo-hinh/${slugOf('godmothers')}`)
  expect(seen).toContain(`/thu-vien/${slugOf('godmothers')}`)
}, 120_000)
