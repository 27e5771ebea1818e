import { expect, test } from 'vitest'
import { noHolidays } from '../../1-ground/parameters/deadlines/rules.ts'
import { refuseHaste } from './rules.ts'

/** January 2026 ends on a Saturday, April on a Thursday. */
const january = { period: '2026-01', span: { from: '2026-01-01', until: '2026-02-01' } }
const april = { period: '2026-04', span: { from: '2026-04-01', until: '2026-05-01' } }
const isHasty = (system: string, dueDays: number, periods = [april], holidays = noHolidays): boolean => {
  try {
    refuseHaste({ system, dueDays }, periods, holidays)
    return false
  } catch (problem) {
    expect(problem).toMatchObject({
      code: 'regime_of_state_is_due_at_once',
      fields: [{ field: 'dueDays', code: 'regime_of_state_is_due_at_once' }],
    })
    return true
  }
}

test('a State body has a working day to report after the data are closed', () => {
  expect([isHasty('state', 0), isHasty('state', 1), isHasty('state', 15)]).toEqual([true, false, false])
})

test('a day on which offices are closed is none: the report is due on the next', () => {
  const longHoliday = { closed: new Set(['2026-05-01', '2026-05-04']), worked: new Set<string>() }

  expect(isHasty('state', 1, [april], longHoliday)).toBe(false)
  expect(isHasty('state', 1, [january])).toBe(false)
})

test('no day is hasty even where the weekend makes one of it', () => {
  expect(isHasty('state', 0, [january])).toBe(true)
  expect(isHasty('state', -1, [])).toBe(true)
})

test('holidays that go on make the due day wait, so that a working day is always left', () => {
  const tet = { closed: new Set(['2026-04-30', '2026-05-01']), worked: new Set<string>() }

  expect(isHasty('state', 1, [april], tet)).toBe(false)
})

test('one hasty period among others is one too many', () => {
  expect(isHasty('state', 0, [january, april])).toBe(true)
})

test('the Party and the associations set their own days', () => {
  expect(isHasty('party', 0)).toBe(false)
})
