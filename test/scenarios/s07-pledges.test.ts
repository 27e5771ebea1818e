import { expect, test } from 'vitest'
import { type Actor, asSystem } from '#access'
import { loadIndicators, postFacts } from '#figures'
import { loadUnits } from '#org'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import {
  confirmPledge,
  pledgeCollectively,
  tellCollectiveOutcome,
} from '../../src/3-capture/pledges/collective/pledge-collectively.ts'
import { funnelOf } from '../../src/3-capture/pledges/funnel/read-funnel.ts'
import { pledgeIndicators } from '../../src/3-capture/pledges/indicators.ts'
import { pledgePersonally, tellOutcome } from '../../src/3-capture/pledges/personal/pledge-personally.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict, aPerson, aUnit } from '../support/district.ts'

useDatabase()

const year = 2026
const studied = {
  code: 'study_persons',
  name_vi: 'Người đã học',
  name_en: 'People who studied',
  unit_vi: 'người',
  unit_en: 'people',
  rule: 'sum' as const,
  position: 950,
  definition_vi: 'Người',
  definition_en: 'People',
}

/** A cell of ten in the first commune. */
async function aCell(
  district: Awaited<ReturnType<typeof aDistrict>>,
): Promise<{ cell: string; members: Actor[] }> {
  const branch = aUnit({ name: 'Chi bộ ấp 1', kind: 'branch', line: 'party' })
  const members = await asSystem('test.cell', async (tx) => {
    await loadUnits(tx, {
      units: [branch],
      placements: [
        {
          tree: 'area',
          unitId: branch.id,
          parentId: district.commune,
          validFrom: '2000-01-01',
          validTo: null,
        },
      ],
    })
    const people: Actor[] = []
    for (let index = 0; index < 10; index += 1)
      people.push(await aPerson(tx, `Đảng viên ${index}`, { role: 'recorder', unitId: branch.id }))
    return people
  })
  return { cell: branch.id, members }
}

test('S7: from studying to pledging to doing to confirmed, in counts from which nobody can be told', async () => {
  useSecret('x'.repeat(40), '')
  const district = await aDistrict()
  const { cell, members } = await aCell(district)
  await asSystem('test.indicators', async (tx) => {
    await loadIndicators(tx, [studied, ...pledgeIndicators])
    await postFacts(
      tx,
      { kind: 'session', id: newId(), unitId: district.commune, day: '2026-02-01', seriesId: newId() },
      'declared',
      [{ indicator: 'study_persons', amount: 20 }],
    )
  })
  const funnel = () => funnelOf(district.leader, district.provinceSlug, year, '2026-12-20')

  const ids = new Map<Actor, string>()
  for (const member of members.slice(0, 4))
    ids.set(member, await pledgePersonally(member, aPledge(cell), '2026-03-02'))
  const four = await funnel()
  for (const member of members.slice(4, 8))
    ids.set(member, await pledgePersonally(member, aPledge(cell), '2026-03-05'))
  for (const [member, id] of [...ids].slice(0, 6))
    await tellOutcome(member, id, { outcome: 'done', words: 'Đã giúp ba hộ.' }, [], '2026-11-20')
  const together = await pledgeCollectively(
    district.recorder,
    { unitId: district.union, year, words: 'Mỗi chi hội giúp một hộ làm hố ủ rác.' },
    '2026-03-03',
  )
  await tellCollectiveOutcome(district.recorder, together, { outcome: 'done', words: '' }, [], '2026-11-20')
  await confirmPledge(district.checker, together, 'Đã xem tận nơi.')
  const { whole, parts } = await funnel()

  expect(four.whole.amounts.pledges_personal).toBeUndefined()
  expect(whole.pledged).toEqual({ part: 8, whole: 20, percent: 40 })
  expect(whole.done).toEqual({ part: 6, whole: 8, percent: 75 })
  expect(whole.doneTogether).toEqual({ part: 1, whole: 1, percent: 100 })
  expect(whole.confirmed).toEqual({ part: 1, whole: 1, percent: 100 })
  expect(parts.map(({ unit, amounts }) => [unit.name, amounts.pledges_personal])).toEqual([
    ['Xã Hai', undefined],
    ['Xã Một', 8],
  ])
})

const aPledge = (cellId: string) => ({ year, cellId, words: 'Mỗi tuần dành một buổi giúp hộ già neo đơn.' })
