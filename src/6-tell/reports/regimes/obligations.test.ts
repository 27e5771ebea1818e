import { expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { loadParameters } from '#parameters'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict } from '../../../../test/support/district.ts'
import { obligations, type Regime } from './obligations.ts'

useDatabase()

const communes = { kinds: ['commune'], lines: [], levels: [], beneathId: null, plus: [], minus: [] }

test('the units of the rule owe the last period that has ended, due on a day on which offices are open', async () => {
  const district = await aDistrict()
  await asSystem('test.parameters', loadParameters)
  const regime = (over: Partial<Regime> = {}): Regime => ({
    id: district.province,
    unitId: district.province,
    name: 'Báo cáo tháng',
    outline: 'monthly',
    reporters: communes,
    periodKind: 'month',
    monthBegins: 1,
    dueDays: 5,
    validFrom: '2024-01-01',
    validTo: null,
    ...over,
  })
  const owed = (day: string, over: Partial<Regime> = {}) =>
    look(district.leader, 'report.read', district.province, (db) => obligations(db, regime(over), day))

  // 5 April 2026 is a Sunday; 5 days after December comes no holiday, and 5 days after April comes none either.
  expect((await owed('2026-04-10')).map(({ unit, ...one }) => ({ ...one, name: unit.name }))).toEqual([
    { name: 'Xã Hai', period: '2026-03', dueOn: '2026-04-06' },
    { name: 'Xã Một', period: '2026-03', dueOn: '2026-04-06' },
  ])
  // 30 April and 1 May are holidays, 2 and 3 May 2026 a weekend.
  expect((await owed('2026-05-15', { monthBegins: 27, dueDays: 4 }))[0]).toMatchObject({
    period: '2026-03-27..2026-04-26',
    dueOn: '2026-05-04',
  })
  expect(await owed('2026-04-10', { reporters: { ...communes, minus: [district.commune] } })).toMatchObject([
    { unit: { id: district.neighbour } },
  ])
  expect(await owed('2024-01-20')).toEqual([])
})
