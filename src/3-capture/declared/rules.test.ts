import { expect, test } from 'vitest'
import { daysOfYears, daysSaid } from './rules.ts'

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
