import { beforeAll, expect, test } from 'vitest'
import { asSystem, lookAsSystem } from '#access'
import { loadUnits, unitOf } from '#org'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../../test/support/database.ts'
import { aUnit } from '../../../../test/support/district.ts'
import { postFacts } from '../post-facts.ts'
import { shownTotal } from '../rules.ts'
import { findIndicator, loadIndicators } from '../store.ts'
import { byUnitsBeneath } from './break-down.ts'

useDatabase()

const [province, left, entered, hamlet] = [
  aUnit({ name: 'Tỉnh Thử', kind: 'province' }),
  aUnit({ name: 'Xã Cũ', kind: 'commune' }),
  aUnit({ name: 'Xã Mới', kind: 'commune' }),
  aUnit({ name: 'Ấp 1', kind: 'hamlet' }),
]

beforeAll(() =>
  asSystem('test.units', async (tx) => {
    const place = (
      unit: { id: string },
      parent: { id: string },
      validFrom = '2000-01-01',
      validTo: string | null = null,
    ) => ({
      tree: 'area' as const,
      unitId: unit.id,
      parentId: parent.id,
      validFrom,
      validTo,
    })
    await loadUnits(tx, {
      units: [province, left, entered, hamlet],
      placements: [
        place(left, province),
        place(entered, province),
        place(hamlet, left, '2000-01-01', '2025-07-01'),
        place(hamlet, entered, '2025-07-01'),
      ],
    })
    const indicator = {
      code: 'test_flow',
      name_vi: 'test_flow',
      name_en: 'test_flow',
      unit_vi: 'hộ',
      unit_en: 'homes',
    }
    await loadIndicators(tx, [
      { ...indicator, rule: 'sum', position: 1, definition_vi: 'a', definition_en: 'a' },
    ])
  }),
)

test('a span that ends where a unit came counts in the row of that unit, and not as the own of the unit above', async () => {
  await asSystem('test.post', (tx) => {
    const id = newId()
    const origin = {
      kind: 'activity',
      id,
      unitId: hamlet.id,
      since: '2025-05-01',
      day: '2025-09-30',
      seriesId: id,
    } as const
    return postFacts(tx, origin, 'declared', [{ indicator: 'test_flow', amount: 10 }])
  })

  const told = await lookAsSystem(async (db) => {
    const flow = await findIndicator(db, 'test_flow')
    const asked = {
      span: { from: '2025-01-01', until: '2026-01-01' },
      indicators: flow ? [flow] : [],
      scope: { basis: 'then' as const },
    }
    const of = async ({ id }: { id: string }) => {
      const { rows, own, whole } = await byUnitsBeneath(db, await unitOf(db, id), asked)
      return {
        whole: shownTotal(whole.get('test_flow')),
        rows: rows.map(({ unit, figures }) => [unit.name, shownTotal(figures.get('test_flow'))]),
        own: shownTotal(own.get('test_flow')),
      }
    }
    return { entered: await of(entered), left: await of(left) }
  })

  expect(told.entered).toEqual({ whole: 10, rows: [['Ấp 1', 10]], own: undefined })
  expect(told.left.whole).toBeUndefined()
  expect(told.left.own).toBeUndefined()
})
