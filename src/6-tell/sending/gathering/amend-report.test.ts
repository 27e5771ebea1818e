import { beforeAll, expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { recordActivity } from '#activities'
import { loadIndicators, postFacts, reverseFacts } from '#figures'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../../test/support/database.ts'
import { anEntry } from '../../../../test/support/district.ts'
import { useFiles } from '../../../4-prove/evidence/evidence.fixture.ts'
import { signPaper } from '../../papers/sign-paper.ts'
import { frozenWithId } from '../../papers/store.ts'
import { freezeReport } from '../../reports/freeze-report.ts'
import { day, password, printing, written } from '../../reports/frozen.fixture.ts'
import { saveReport } from '../../reports/save-report.ts'
import { amendReport } from './amend-report.ts'
import { aRegime, type RegimeUnit } from './gathering.fixture.ts'
import { differencesAt } from './read-sending.ts'

useDatabase()
useFiles()
let unit: RegimeUnit

beforeAll(async () => {
  unit = await aRegime()
})

/** The sections of an amendment of a month's report of which the named sections stayed inside. */
async function amendedAfter(period: string, number: number, inside: readonly string[]) {
  const asked = { unitId: unit.commune, period }
  const record = (on: string, waste: string) =>
    recordActivity(
      unit.recorder,
      anEntry(unit.initiativeId, { day: `${period}-${on}`, answers: { waste, households: 12 } }),
    )
  await record('10', '12,5')
  await saveReport(unit.checker, { slug: unit.communeSlug, period }, written())
  const frozen = await freezeReport(
    unit.checker,
    asked,
    {
      complete: async (_, content) => ({
        ...content,
        sections: content.sections.map((one) => ({ ...one, isRestricted: inside.includes(one.key) })),
      }),
    },
    day,
  )
  await signPaper(unit.secretary, frozen.id, { proof: { password }, number, isSent: false, printing }, day)
  await record('25', '777')
  const { id } = await amendReport(unit.checker, asked, day)
  const kept = await look(unit.checker, 'report.read', null, (db) => frozenWithId(db, id))
  return kept?.content.sections ?? []
}

test('a figure that stood only in parts that stay inside is told inside, what anybody read is told to all', async () => {
  const all = written().sections.map(({ key }) => key)

  const hidden = await amendedAfter('2026-04', 21, [
    ...all,
    'results',
    'annex_indicators',
    'annex_units',
    'annex_initiatives',
  ])
  const shown = await amendedAfter('2026-05', 22, ['shortcomings'])

  expect(hidden.slice(0, 2)).toMatchObject([
    { key: 'amendment', isRestricted: false, blocks: [{ kind: 'paragraph' }] },
    { key: 'amendment_inside', isRestricted: true, blocks: [{ kind: 'paragraph' }, { kind: 'table' }] },
  ])
  expect(JSON.stringify(hidden[0])).toContain('Báo cáo này thay thế')
  expect(JSON.stringify(hidden[0])).not.toMatch(/789,5|test_waste_kg/)
  expect(JSON.stringify(hidden[1])).toContain('789,5')
  expect(shown.map(({ key }) => key)).not.toContain('amendment_inside')
  expect(JSON.stringify(shown[0])).toContain('789,5')
}, 60_000)

test('a share of nothing is told as no number, not as nothing that happened', async () => {
  const address = { slug: unit.communeSlug, period: '2026-06' }
  const asked = { unitId: unit.commune, period: '2026-06' }
  const meeting = { kind: 'activity', unitId: unit.union, day: '2026-06-10', seriesId: newId() } as const
  const invitation = { ...meeting, id: newId() }
  const indicator = (code: string, formula?: string) => ({
    ...{ code, name_vi: code, name_en: code, definition_vi: code, definition_en: code },
    ...{ unit_vi: '%', unit_en: '%', position: 970 },
    ...(formula === undefined ? { rule: 'sum' as const } : { rule: 'derived' as const, formula }),
  })
  const invited = (amount: number) => [{ indicator: 'test_invited', amount }]
  await asSystem('test.meeting', async (tx) => {
    await loadIndicators(tx, [
      ...['test_invited', 'test_attended', 'test_excused'].map((code) => indicator(code)),
      indicator('test_attendance', 'percent(test_attended, test_invited)'),
      indicator('test_excuses', 'percent(test_excused, test_invited)'),
    ])
    await postFacts(tx, invitation, 'declared', invited(10))
    await postFacts(tx, { ...meeting, id: newId() }, 'declared', [
      { indicator: 'test_attended', amount: 5 },
      { indicator: 'test_excused', amount: 0 },
    ])
  })
  const sections = written().sections.map((section) => ({
    ...section,
    text: 'Dự họp {{figure test_attendance}}%, vắng có phép {{figure test_excuses}}.',
  }))
  await saveReport(unit.checker, address, written({ sections }))
  const { id } = await freezeReport(unit.checker, asked, {}, day)
  await signPaper(unit.secretary, id, { proof: { password }, number: 23, isSent: false, printing }, day)

  await asSystem('test.correction', async (tx) => {
    await reverseFacts(tx, invitation)
    await postFacts(tx, { ...meeting, id: newId() }, 'declared', invited(0))
  })

  const { changes } = await differencesAt(unit.checker, address, day)
  const shares = changes.filter(
    ({ indicator, unitId, period, line }) =>
      /^test_(attendance|excuses)$/.test(indicator) &&
      unitId === unit.commune &&
      period === address.period &&
      line === null,
  )
  expect(shares).toMatchObject([
    { indicator: 'test_attendance', amount: 50, isKnown: false },
    { indicator: 'test_excuses', amount: 0, isKnown: false },
  ])
  const amendment = await amendReport(unit.checker, asked, day)
  const kept = await look(unit.checker, 'report.read', null, (db) => frozenWithId(db, amendment.id))
  const rows = kept?.content.sections[0]?.blocks.flatMap((block) =>
    block.kind === 'table' ? block.rows : [],
  )
  expect(rows?.map(([, name, , , before, now]) => [name, before, now])).toEqual(
    expect.arrayContaining([
      ['test_attendance (%)', '50', '–'],
      ['test_excuses (%)', '0', '–'],
    ]),
  )
}, 60_000)

test('a figure that is as large and no longer as exact is told as changed', async () => {
  const address = { slug: unit.communeSlug, period: '2026-07' }
  const asked = { unitId: unit.commune, period: '2026-07' }
  const source = {
    kind: 'activity',
    id: newId(),
    unitId: unit.union,
    day: '2026-07-10',
    seriesId: newId(),
  } as const
  const counted = [{ indicator: 'test_waste_kg', amount: 4171 }]
  await asSystem('test.count', (tx) => postFacts(tx, source, 'declared', counted))
  const sections = written().sections.map((one) => ({
    ...one,
    text: 'Đã xử lý {{figure test_waste_kg}} kg.',
  }))
  await saveReport(unit.checker, address, written({ sections }))
  const { id } = await freezeReport(unit.checker, asked, {}, day)
  await signPaper(unit.secretary, id, { proof: { password }, number: 24, isSent: false, printing }, day)
  const before = await differencesAt(unit.checker, address, day)

  await asSystem('test.correction', async (tx) => {
    await reverseFacts(tx, source)
    await postFacts(tx, { ...source, id: newId() }, 'declared', [
      { ...counted[0], qualifier: 'over' } as never,
    ])
  })

  expect(before.changes).toEqual([])
  const { changes } = await differencesAt(unit.checker, address, day)
  const ofWhole = changes.filter(
    ({ line, period, unitId }) => line === null && period === address.period && unitId === unit.commune,
  )
  expect(ofWhole).toMatchObject([{ amount: 4171, now: 4171, said: 'exact', qualifier: 'over' }])
  const { id: amendment } = await amendReport(unit.checker, asked, day)
  const kept = await look(unit.checker, 'report.read', null, (db) => frozenWithId(db, amendment))
  expect(JSON.stringify(kept?.content.sections[0])).toContain('trên 4.171')
}, 60_000)
