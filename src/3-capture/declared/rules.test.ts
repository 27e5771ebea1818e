import { expect, test } from 'vitest'
import type { Indicator } from '#figures'
import { askedFor, canBeDeclared, daysOfYears, daysSaid, objectionToDays, partsSaid } from './rules.ts'

const indicator = (code: string, over: Partial<Indicator> = {}): Indicator => ({
  code,
  ...{ nameVi: code, nameEn: code, unitVi: 'người', unitEn: 'people', definitionVi: '', definitionEn: '' },
  ...{ rule: 'sum', isMoney: false, isHeadline: false, formula: null, source: null },
  ...{ partOf: null, isShare: false },
  ...over,
})
const codes = (some: readonly { code: string }[]): string[] => some.map(({ code }) => code)
/** The faults that are named, by their fields. */
const faultsOf = (attempt: () => unknown): [field: string, code: string][] => {
  try {
    attempt()
  } catch (fault) {
    const { fields = [] } = fault as { fields?: { field: string; code: string }[] }
    return fields.map(({ field, code }) => [field, code])
  }
  return []
}

test.each([
  ['2019', '2019-01-01', '2019-12-31'],
  ['cả năm 2019', '2019-01-01', '2019-12-31'],
  ['Năm 2021', '2021-01-01', '2021-12-31'],
  ['2016-2020', '2016-01-01', '2020-12-31'],
  ['2016 – 2020', '2016-01-01', '2020-12-31'],
  ['giai đoạn 2011–2015', '2011-01-01', '2015-12-31'],
  ['Nhiệm kỳ  2015 - 2020', '2015-01-01', '2020-12-31'],
  ['từ năm 2016 đến năm 2018', '2016-01-01', '2018-12-31'],
])('“%s” are whole years', (text, since, day) => {
  expect(daysOfYears(text)).toEqual({ since, day })
})

test.each(['', '2020-2016', '19', 'năm ngoái', '2016-03', '2016 2020', '5/2019'])('“%s” are none', (text) => {
  expect(daysOfYears(text)).toBeUndefined()
})

test('days are read as people and browsers write them, one of them standing for both', () => {
  const of = (from: string, last: string) => daysSaid({ from, last, years: '' })

  expect(of('2016-03-05', '14/8/2018')).toEqual({ since: '2016-03-05', day: '2018-08-14' })
  expect(of('', '2019-12-31')).toEqual({ since: '2019-12-31', day: '2019-12-31' })
  expect(of('1/2/2020', '')).toEqual({ since: '2020-02-01', day: '2020-02-01' })
  expect(() => of('', '')).toThrow('form_has_faults')
  expect(() => of('31/2/2020', '')).toThrow('form_has_faults')
  expect(() => daysSaid({ from: '', last: '', years: 'nhiệm kỳ này' })).toThrow('form_has_faults')
})

test.each<[from: string, last: string, years: string, field: string, code: string]>([
  ['', '', '', 'from', 'field_is_required'],
  ['31/2/2020', '', '', 'from', 'field_is_no_day'],
  ['', 'hôm qua', '', 'from', 'field_is_no_day'],
  ['1/2/2020', '30/2/2020', '', 'last', 'field_is_no_day'],
  ['1/2/2020', '', 'nhiệm kỳ này', 'years', 'declared_years_are_unclear'],
])('of the days “%s”, “%s” and the years “%s” the field %s is at fault', (from, last, years, field, code) => {
  expect(faultsOf(() => daysSaid({ from, last, years }))).toEqual([[field, code]])
})

test('years come before days', () => {
  expect(daysSaid({ from: '1/2/2020', last: '', years: '2019' })).toEqual({
    since: '2019-01-01',
    day: '2019-12-31',
  })
})

test('an indicator is asked for with its parts, which may be left blank, twenty at most', () => {
  const parts = Array.from({ length: 25 }, (_, index) => indicator(`part_${index}`, { partOf: 'whole' }))
  const all = [indicator('other'), indicator('whole'), ...parts]

  const asked = askedFor(indicator('whole'), all)

  expect(asked.length).toBe(20)
  expect(asked.slice(0, 3).map(({ code, isOptional }) => [code, isOptional])).toEqual([
    ['whole', false],
    ['part_0', true],
    ['part_1', true],
  ])
})

test('for a derived indicator all is asked for that it is worked out from, once each, and nothing that is not known', () => {
  const rate = indicator('rate', { rule: 'derived', formula: '100 * done / (made + made_twice)' })
  const twice = indicator('made_twice', { rule: 'derived', formula: 'made + done + gone' })

  const asked = askedFor(rate, [rate, twice, indicator('done'), indicator('made'), indicator('other')])

  expect(codes(asked).sort()).toEqual(['done', 'made'])
  expect(asked.some(({ isOptional }) => isOptional)).toBe(false)
})

test('sums and levels can be declared, and nothing with whom to count once', () => {
  const many = Array.from({ length: 21 }, (_, index) => indicator(`n_${index}`))

  expect(canBeDeclared([indicator('a'), indicator('b', { rule: 'stock' })])).toBe(true)
  expect(canBeDeclared([indicator('a'), indicator('b', { rule: 'distinct' })])).toBe(false)
  expect(canBeDeclared([])).toBe(false)
  expect(canBeDeclared(many.slice(0, 20))).toBe(true)
  expect(canBeDeclared(many)).toBe(false)
})

test('amounts are read with how exact they are; a part that is blank is left out', () => {
  const asked = [indicator('whole'), { ...indicator('women', { partOf: 'whole' }), isOptional: true }]
  const parts = [
    { indicator: 'whole', said: 'trên 300' },
    { indicator: 'women', said: '' },
  ]

  expect(partsSaid(asked, { parts })).toEqual([{ indicator: 'whole', amount: 300, qualifier: 'over' }])
})

test('every amount at fault is named by its field', () => {
  const asked = [indicator('whole'), indicator('other'), indicator('third'), indicator('fourth')]
  const parts = [
    { indicator: 'other', said: 'nhiều' },
    { indicator: 'third', said: '-1' },
    { indicator: 'fourth', said: '0' },
  ]

  expect(faultsOf(() => partsSaid(asked, { parts }))).toEqual([
    ['part.whole', 'field_is_required'],
    ['part.other', 'field_is_no_number'],
    ['part.third', 'field_is_too_small'],
  ])
})

test('what is counted in whole things has no half, and an amount has its end', () => {
  const said = (amount: string, over: Partial<Indicator> = {}) =>
    faultsOf(() => partsSaid([indicator('a', over)], { parts: [{ indicator: 'a', said: amount }] }))

  expect(said('2,5')).toEqual([['part.a', 'field_is_no_whole_number']])
  expect(said('2,5', { unitVi: 'kg' })).toEqual([])
  expect(said('100.000.000.000.000')).toEqual([])
  expect(said('100.000.000.000.001')).toEqual([['part.a', 'field_is_too_large']])
})

test('a part that is more than its whole is named where the whole is right', () => {
  const asked = [indicator('whole'), { ...indicator('women', { partOf: 'whole' }), isOptional: true }]
  const said = (whole: string, women: string) =>
    faultsOf(() =>
      partsSaid(asked, {
        parts: [
          { indicator: 'whole', said: whole },
          { indicator: 'women', said: women },
        ],
      }),
    )

  expect(said('10', '10')).toEqual([])
  expect(said('10', '11').map(([field]) => field)).toEqual(['part.women'])
  expect(said('', '11')).toEqual([['part.whole', 'field_is_required']])
})

test('days lie in order and in the past; a level is that of one day', () => {
  const of = (since: string, day: string, rule: 'sum' | 'stock' = 'sum') =>
    objectionToDays({ since, day }, indicator('a', { rule }), '2026-06-30')

  expect(of('2026-06-02', '2026-06-01')).toEqual({
    field: 'from',
    code: 'declared_figure_ends_before_it_begins',
  })
  expect(of('2026-06-30', '2026-07-01')).toEqual({ field: 'last', code: 'declared_figure_is_of_the_future' })
  expect(of('2026-06-29', '2026-06-30', 'stock')).toEqual({ field: 'from', code: 'span_fact_is_of_no_sum' })
  expect([of('2026-06-30', '2026-06-30', 'stock'), of('2026-01-01', '2026-06-30')]).toEqual([
    undefined,
    undefined,
  ])
})
