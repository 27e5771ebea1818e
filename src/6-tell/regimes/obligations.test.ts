import { expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { loadParameters } from '#parameters'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict } from '../../../test/support/district.ts'
import { obligationsOn, type Regime } from './obligations.ts'
import { periodNamed } from './periods.ts'

useDatabase()

const communes = { kinds: ['commune'], lines: [], levels: [], beneathId: null, plus: [], minus: [] }

test('the units of the rule owe a period, due on a day on which offices are open', async () => {
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
  const owed = (period: string, over: Partial<Regime> = {}) =>
    look(district.leader, 'report.read', district.province, (db) =>
      obligationsOn(db, regime(over), periodNamed(regime(over), period, '2026-05-15')),
    )

  // 5 April 2026 is a Sunday; 5 days after December comes no holiday, and 5 days after April comes none either.
  expect(await owed('2026-03')).toMatchObject({
    dueOn: '2026-04-06',
    units: [{ name: 'Xã Hai' }, { name: 'Xã Một' }],
  })
  // 30 April and 1 May are holidays, 2 and 3 May 2026 a weekend.
  expect(await owed('2026-03-27..2026-04-26', { monthBegins: 27, dueDays: 4 })).toMatchObject({
    dueOn: '2026-05-04',
  })
  const others = { reporters: { ...communes, minus: [district.commune] } }
  expect((await owed('2026-03', others)).units).toMatchObject([{ id: district.neighbour }])
})
