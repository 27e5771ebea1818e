import { expect, test } from 'vitest'
import { asSystem, lookAsSystem } from '#access'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict } from '../../../test/support/district.ts'
import { figuresOfGroup } from './read-figure.ts'
import { totalOf } from './rules.ts'
import { insertFacts, loadIndicators } from './store.ts'

useDatabase()

test('whoever came to two initiatives of a group is one person in it, and one in each', async () => {
  const { union, initiativeId } = await aDistrict()
  const [other, away] = [newId(), newId()]
  const [both, one] = [newId(), newId()]
  const at = (seriesId: string, subject: string, day: string) => ({
    ...{ kind: 'activity' as const, id: newId(), unitId: union, day, seriesId },
    ...{ indicator: 'test_helped', amount: 1, subject, assurance: 'declared' as const },
  })
  await asSystem('test', async (tx) => {
    await loadIndicators(tx, [
      {
        ...{ code: 'test_helped', position: 950, rule: 'distinct', unit_vi: 'người', unit_en: 'people' },
        ...{ name_vi: 'Người được giúp', name_en: 'Helped', definition_vi: 'x', definition_en: 'x' },
      },
    ])
    await insertFacts(tx, [
      at(initiativeId, both, '2026-03-01'),
      at(initiativeId, one, '2026-03-02'),
      at(other, both, '2026-03-03'),
      at(away, newId(), '2026-03-03'),
      at(other, newId(), '2026-05-03'),
    ])
  })

  const { whole, members } = await lookAsSystem((db) =>
    figuresOfGroup(db, [initiativeId, other], { from: '2026-03-01', until: '2026-04-01' }),
  )

  expect(whole.map(({ indicator, figure }) => [indicator.code, totalOf(figure)])).toEqual([
    ['test_helped', 2],
  ])
  expect([initiativeId, other].map((id) => members.get(id)?.map(({ figure }) => totalOf(figure)))).toEqual([
    [2],
    [1],
  ])
})
