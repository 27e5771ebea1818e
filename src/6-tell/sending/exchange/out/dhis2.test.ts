import { expect, test } from 'vitest'
import { toDataValueSet } from './dhis2.ts'
import type { Exported } from './read-exported.ts'

/** An issued report whose only paragraph prints figures of its own unit and period. */
function anIssuedReport(...codes: string[]): Exported {
  const pieces = codes.map((indicator) => ({
    shown: '90',
    amount: 90,
    href: '',
    scope: { unitId: 'u', unitSlug: 'u', indicator, period: '2026-03' },
  }))
  return {
    content: {
      period: '2026-03',
      issuedOn: '2026-04-02',
      unit: { id: 'u', name: 'Xã Mỹ Lệ' },
      outline: { code: 'monthly' },
      sections: [{ key: 's', blocks: [{ kind: 'paragraph', pieces }] }],
    },
    unit: { id: 'u', officialCode: null },
    frozen: { symbol: null, code: 'abc' },
    indicators: [
      { code: 'deeds_done', formula: null },
      { code: 'deeds_and_pledges', formula: 'deeds_done + deeds_pledged' },
      { code: 'deeds_rate', formula: 'percent(deeds_done, deeds_pledged)' },
      { code: 'deeds_each', formula: 'deeds_done / members' },
    ],
  } as unknown as Exported
}

test('rates and averages do not go out as values that would be added up', () => {
  const codes = ['deeds_done', 'deeds_rate', 'deeds_each', 'deeds_and_pledges']

  const set = toDataValueSet(anIssuedReport(...codes))

  expect(set.dataValues.map(({ dataElement }) => dataElement)).toEqual(['deeds_done', 'deeds_and_pledges'])
  expect(set.completeDate).toBe('2026-04-02')
})

test('an issued report without values completes nothing', () => {
  expect(toDataValueSet(anIssuedReport())).not.toHaveProperty('completeDate')
  expect(toDataValueSet(anIssuedReport('deeds_rate'))).not.toHaveProperty('completeDate')
})
