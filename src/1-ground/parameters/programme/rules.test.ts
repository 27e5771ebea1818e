import { expect, test } from 'vitest'
import { readyDirectives } from './ready-directives.ts'
import { type Directive, programmeInFull, programmeInShort, reviewsOf } from './rules.ts'

const next: Directive = {
  code: 'made_up',
  kind: 'Chỉ thị',
  symbol: '77-CT/TW',
  issuedOn: '2027-02-03',
  issuer: 'Bộ Chính trị',
  title: 'về một việc bịa ra để thử',
  continues: null,
  replacedOn: null,
  source: 'thử',
}

const told = (directives: readonly Directive[], first: string, today: string) =>
  reviewsOf(directives, { first, today }).map(
    ({ directive, years, period }) => `${directive.symbol} ${years ?? 'all'} ${period}`,
  )

test('a locality whose first fact is of 2007 looks back at every directive since', () => {
  const reviews = told(readyDirectives, '2007-09-02', '2026-11-30')

  expect(reviews).toContain('06-CT/TW 1 2006-11-07..2007-11-06')
  expect(reviews).toContain('06-CT/TW all 2006-11-07..2011-05-13')
  expect(reviews).toContain('03-CT/TW 5 2011-05-14..2016-05-13')
  expect(reviews).toContain('05-CT/TW 10 2016-05-15..2026-05-14')
  expect(reviews).toContain('01-KL/TW 5 2021-05-18..2026-05-17')
  expect(reviews).toContain('01-KL/TW all 2021-05-18..2026-11-30')
})

test('the whole time of a directive is told once where full years end with it, and no full year goes beyond', () => {
  const reviews = told(
    [{ ...next, issuedOn: '2011-05-14', replacedOn: '2016-05-14' }],
    '2000-01-01',
    '2026-11-30',
  )

  expect(reviews).toEqual([
    '77-CT/TW 5 2011-05-14..2016-05-13',
    '77-CT/TW 4 2011-05-14..2015-05-13',
    '77-CT/TW 3 2011-05-14..2014-05-13',
    '77-CT/TW 2 2011-05-14..2013-05-13',
    '77-CT/TW 1 2011-05-14..2012-05-13',
  ])
})

test('what ended before the first fact is not offered, and what has not begun neither', () => {
  const reviews = told([...readyDirectives, next], '2022-08-01', '2026-11-30')

  expect(reviews.some((review) => review.startsWith('06-CT') || review.startsWith('03-CT'))).toBe(false)
  expect(reviews).not.toContain('01-KL/TW 1 2021-05-18..2022-05-17')
  expect(reviews.some((review) => review.startsWith('77-CT'))).toBe(false)
})

test('the next directive is looked back at as soon as it has its years', () => {
  const later = told([...readyDirectives, next], '2007-01-01', '2030-03-01')

  expect(later[0]).toBe('77-CT/TW all 2027-02-03..2030-03-01')
  expect(later).toContain('77-CT/TW 3 2027-02-03..2030-02-02')
})

test('a directive of 29 February has its years on 1 March', () => {
  expect(told([{ ...next, issuedOn: '2024-02-29' }], '2024-01-01', '2025-03-01')).toContain(
    '77-CT/TW 1 2024-02-29..2025-02-28',
  )
})

test.each([
  ['2001-01-01', 'việc học tập và làm theo Bác'],
  ['2006-11-07', 'Chỉ thị số 06-CT/TW'],
  ['2015-12-31', 'Chỉ thị số 03-CT/TW'],
  ['2021-05-17', 'Chỉ thị số 05-CT/TW'],
  ['2021-05-18', 'Kết luận số 01-KL/TW gắn với Chỉ thị số 05-CT/TW'],
])('on %s the programme follows %s', (day, words) => {
  expect(programmeInShort(readyDirectives, day)).toBe(words)
})

test('a document cites what the programme follows with day, issuer and subject', () => {
  expect(programmeInFull(readyDirectives, '2012-03-12')).toBe(
    'Chỉ thị số 03-CT/TW, ngày 14/5/2011 của Bộ Chính trị về tiếp tục đẩy mạnh việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh',
  )
  expect(programmeInFull([...readyDirectives, next], '2028-01-01')).toBe(
    'Chỉ thị số 77-CT/TW, ngày 03/02/2027 của Bộ Chính trị về một việc bịa ra để thử',
  )
})
