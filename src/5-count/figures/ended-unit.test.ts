import { expect, test } from 'vitest'
import { asSystem, lookAsSystem } from '#access'
import { loadUnits } from '#org'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../test/support/database.ts'
import { aUnit } from '../../../test/support/district.ts'
import { figureOf } from './read-figure.ts'
import { foldFigures } from './roll-up/fold.ts'
import { totalOf } from './rules.ts'
import { type IndicatorRow, insertFacts, loadIndicators } from './store.ts'

useDatabase()

const indicator: IndicatorRow = {
  code: 'test_waste',
  name_vi: 'Rác',
  name_en: 'Waste',
  unit_vi: 'kg',
  unit_en: 'kg',
  rule: 'sum',
  position: 1,
  definition_vi: 'Rác',
  definition_en: 'Waste',
}

const reform = '2025-07-01'
const old = { validTo: reform }
const fresh = { validFrom: reform }
const union = { kind: 'commune_organisation', line: 'women' }
const district = aUnit({ name: 'Huyện', kind: 'district', ...old })
const commune = aUnit({ name: 'Xã cũ', kind: 'commune', ...old })
const women = aUnit({ name: 'Hội xã cũ', ...union, ...old })
const newCommune = aUnit({ name: 'Xã mới', kind: 'commune', ...fresh })
const newWomen = aUnit({ name: 'Hội xã mới', ...union, ...fresh })

test('a district that is no more counts its new communes, and what lies beneath them once', async () => {
  const place = (unit: typeof commune, parent: typeof commune) => ({
    tree: 'area' as const,
    unitId: unit.id,
    parentId: parent.id,
    validFrom: unit.validFrom,
    validTo: unit.validTo,
  })
  const said = (unit: typeof commune, day: string, amount: number) => ({
    kind: 'activity' as const,
    id: newId(),
    unitId: unit.id,
    day,
    seriesId: newId(),
    indicator: indicator.code,
    amount,
    assurance: 'declared' as const,
  })
  await asSystem('test', async (tx) => {
    await loadUnits(tx, {
      units: [district, commune, women, newCommune, newWomen],
      placements: [place(commune, district), place(women, commune), place(newWomen, newCommune)],
      reorganisations: [
        {
          kind: 'merge',
          day: reform,
          document: 'Nghị quyết',
          successions: [
            { fromUnitId: commune.id, toUnitId: newCommune.id },
            { fromUnitId: women.id, toUnitId: newWomen.id },
          ],
        },
      ],
    })
    await loadIndicators(tx, [indicator])
  })
  // Only now, so that the units are known with all that follows them.
  await asSystem('test', (tx) =>
    insertFacts(tx, [
      said(women, '2025-05-10', 3),
      said(newWomen, '2025-08-10', 5),
      said(newCommune, '2025-08-11', 7),
    ]),
  )
  const scope = { unitId: district.id }
  const span = { from: '2025-01-01', until: '2026-01-01' }
  const read = () => lookAsSystem((db) => figureOf(db, scope, indicator.code, span))

  expect(totalOf(await read())).toBe(15)
  await foldFigures()
  expect(totalOf(await read())).toBe(15)
})
