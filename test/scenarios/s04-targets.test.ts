import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { keepFilesIn } from '#platform/files'
import { targetAt, targetsOf } from '../../src/2-promise/targets/read.ts'
import { handDownTargets, setTarget } from '../../src/2-promise/targets/set-target.ts'
import { checkActivity } from '../../src/3-capture/activities/check-activity.ts'
import { recordActivity } from '../../src/3-capture/activities/record-activity.ts'
import { exploreIn } from '../../src/5-count/exploring/explorer/read-explorer.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict, anEntry, aPerson } from '../support/district.ts'

useDatabase()

test('S4: the target of a resolution is handed down, and met by what people record and a checker accepts', async () => {
  keepFilesIn(mkdtempSync(join(tmpdir(), 'lantoa-s04-')))
  const district = await aDistrict()
  const head = await asSystem('test.head', (tx) =>
    aPerson(tx, 'Cán bộ tỉnh', { role: 'checker', unitId: district.province }),
  )
  const what = { unitId: district.province, indicator: 'test_waste_kg', year: 2026 }
  const resolution = {
    amount: 100,
    direction: 'at_least' as const,
    documentId: undefined,
    note: 'Nghị quyết năm 2026',
  }
  await setTarget(head, { ...what, setByUnitId: what.unitId }, { ...resolution, indicator: what.indicator })

  const handed = await handDownTargets(
    head,
    what,
    { direction: 'at_least', documentId: undefined, reason: '' },
    [
      { unitId: district.commune, amount: 20, seen: 0 },
      { unitId: district.neighbour, amount: 75, seen: 0 },
    ],
  )
  const before = await targetsOf(district.checker, district.communeSlug, 2026, '2026-03-15')
  const entry = anEntry(district.initiativeId, { answers: { waste: '12,5', households: 12 } })
  await recordActivity(district.recorder, entry)
  await checkActivity(district.checker, entry.id, {
    verdict: 'accepted',
    seen: 1,
    reason: '',
    field: '',
    publishPhotos: false,
  })
  await recordActivity(
    district.recorder,
    anEntry(district.initiativeId, { day: '2026-03-10', answers: { waste: '8', households: 12 } }),
  )
  const opened = await targetAt(
    head,
    { slug: district.provinceSlug, code: what.indicator, year: 2026 },
    '2026-03-15',
  )
  const own = await targetsOf(district.checker, district.communeSlug, 2026, '2026-03-15')
  const explored = await look(head, 'figure.read', null, (db) =>
    exploreIn(
      db,
      { slug: district.provinceSlug, period: '2026', codes: [what.indicator], by: 'areas' },
      '2026-03-15',
    ),
  )

  expect(handed).toEqual({ set: 2, changed: 0, unchanged: 0 })
  // Nothing typed, nothing entered: nothing can be said of it.
  expect(before.standings[0]?.outlook).toMatchObject({ state: 'no_data', total: undefined })
  expect(opened.sums?.areas).toEqual({ handed: 95, difference: 5, parts: 2 })
  expect(opened.own?.outlook).toMatchObject({ total: 20.5, percent: 20, left: 79.5 })
  // What was only declared is told apart from what a checker saw evidence of or accepted.
  const figure = opened.own?.figure
  expect((figure?.declared ?? 0) + (figure?.evidenced ?? 0)).toBe(20.5)
  expect(own.standings[0]?.outlook).toMatchObject({ state: 'met', total: 20.5, percent: 102 })
  expect(explored.whole.cells.get(what.indicator)?.target).toMatchObject({ amount: 100 })
  expect(
    explored.rows.map(({ unit, cells }) => [unit?.name, cells.get(what.indicator)?.target?.amount]),
  ).toEqual([
    ['Xã Hai', 75],
    ['Xã Một', 20],
  ])
})
