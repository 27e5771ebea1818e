import { expect, test } from 'vitest'
import { type Candidate, objectionToEnd, objectionToYears, themeOn, themeSpans } from './rules.ts'

const theme = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  span: 'year',
  beginsOn: '2026-01-01',
  endsOn: '2027-01-01',
  distance: 0,
  ...more,
})

test('the theme of the year comes before that of the term, the nearest issuer before the others', () => {
  const term = theme('term', { span: 'term' })
  const far = theme('far', { distance: 2 })
  const near = theme('near', { distance: 1 })

  expect(themeOn('2026-06-01', [term, far, near])).toBe('near')
  expect(themeOn('2026-06-01', [term, far])).toBe('far')
  expect(themeOn('2026-06-01', [term])).toBe('term')
  expect(themeOn('2026-06-01', [theme('b'), theme('a'), theme('c')])).toBe('a')
})

test('a theme counts from its first day up to, and without, the day of its end', () => {
  expect(
    ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((day) => themeOn(day, [theme('a')])),
  ).toEqual([null, 'a', 'a', null])
  expect(themeOn('2026-06-01', [])).toBeNull()
})

test('spans follow one another, and days without a theme are left out', () => {
  const spans = themeSpans([
    theme('term', { span: 'term', beginsOn: '2025-01-01', endsOn: '2027-01-01' }),
    theme('year', { beginsOn: '2026-01-01', endsOn: '2026-07-01' }),
    theme('late', { beginsOn: '2028-01-01', endsOn: '2029-01-01' }),
  ])

  expect(spans).toEqual([
    { from: '2025-01-01', until: '2026-01-01', themeId: 'term' },
    { from: '2026-01-01', until: '2026-07-01', themeId: 'year' },
    { from: '2026-07-01', until: '2027-01-01', themeId: 'term' },
    { from: '2028-01-01', until: '2029-01-01', themeId: 'late' },
  ])
  expect(themeSpans([])).toEqual([])
})

test.each([
  ['year', 1900, 1900, undefined],
  ['year', 2999, 2999, undefined],
  ['year', 1899, 1899, { code: 'theme_years_are_out_of_range', field: 'fromYear' }],
  ['year', 3000, 3000, { code: 'theme_years_are_out_of_range', field: 'fromYear' }],
  ['year', 2024, 2025, { code: 'theme_of_a_year_has_one_year', field: 'toYear' }],
  ['term', 2020, 2025, undefined],
  ['term', 2020, 2020, undefined],
  ['term', 2020, 2019, { code: 'theme_ends_before_it_begins', field: 'toYear' }],
  ['term', 2998, 2999, undefined],
  ['term', 2998, 3000, { code: 'theme_years_are_out_of_range', field: 'toYear' }],
] as const)('a theme of a %s from %i to %i: %j', (span, fromYear, toYear, objection) => {
  expect(objectionToYears({ span, fromYear, toYear })).toEqual(objection)
})

test.each([
  ['2025-12-31', 'theme_is_over_before_it_began'],
  ['2026-05-31', 'theme_end_is_past'],
  ['2026-06-01', undefined],
  ['2026-12-30', undefined],
  ['2026-12-31', 'theme_ends_sooner_anyway'],
])('on 1 June a theme of 2026 is ended with %s: %s', (lastDay, objection) => {
  expect(objectionToEnd(lastDay, { beginsOn: '2026-01-01', endsOn: '2027-01-01' }, '2026-06-01')).toBe(
    objection,
  )
})
