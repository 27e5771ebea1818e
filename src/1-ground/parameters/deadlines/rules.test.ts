import { describe, expect, test } from 'vitest'
import { addDays, isDay } from '#platform/time'
import { readyHolidays } from './ready-holidays.ts'
import {
  dueDay,
  type Holidays,
  isWorkingDay,
  nextWorkingDay,
  noHolidays,
  workingDaysBetween,
} from './rules.ts'

const ready: Holidays = {
  closed: new Set(readyHolidays.filter((day) => !day.isWorked).map(({ day }) => day)),
  worked: new Set(readyHolidays.filter((day) => day.isWorked).map(({ day }) => day)),
}

describe('a due day', () => {
  test.each([
    ['ten days later', '2026-03-03', undefined, '2026-03-13'],
    ['on a Saturday: the Monday after', '2026-03-04', undefined, '2026-03-16'],
    ['on a Sunday: the Monday after', '2026-03-05', undefined, '2026-03-16'],
    ['before Tết 2026: the first working day after it', '2026-02-06', undefined, '2026-02-23'],
    ['on the Saturday that is worked in exchange: that Saturday', '2026-08-12', undefined, '2026-08-22'],
    ['on the Monday that was exchanged: after the holiday', '2026-08-21', undefined, '2026-09-03'],
    ['on 30/4 of 2023, with Hùng Kings before: the fourth of May', '2023-04-20', undefined, '2023-05-04'],
    ['today', '2026-03-03', 0, '2026-03-03'],
  ])('%s', (_, from, days, due) => {
    expect(dueDay({ from, ...(days === undefined ? {} : { days }), holidays: ready })).toBe(due)
  })
})

/** The same numbers in every run: a failure can be repeated. */
function* chance(seed: number, times: number) {
  let state = seed
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
  for (let count = 0; count < times; count += 1)
    yield {
      from: addDays('2021-01-01', next(2_400)),
      days: next(60),
      holidays: {
        closed: new Set([...ready.closed].filter(() => next(10) > 1)),
        worked: new Set([...ready.worked].filter(() => next(10) > 1)),
      },
    }
}

test('whatever the holidays, a due day is worked, never early, never later than the next worked day, and never moves back', () => {
  for (const given of chance(25, 2_000)) {
    const due = dueDay(given)
    const plain = addDays(given.from, given.days)

    expect(isWorkingDay(due, given.holidays)).toBe(true)
    expect(due >= plain).toBe(true)
    for (let day = plain; day < due; day = addDays(day, 1))
      expect(isWorkingDay(day, given.holidays)).toBe(false)
    expect(dueDay({ ...given, days: given.days + 1 }) >= due).toBe(true)
    expect(nextWorkingDay(due, given.holidays)).toBe(due)
  }
})

test('working days add up over any middle, and none lie before', () => {
  for (const { from, days, holidays } of chance(7, 500)) {
    const middle = addDays(from, Math.floor(days / 2))
    const until = addDays(from, days)

    expect(workingDaysBetween(from, until, holidays)).toBe(
      workingDaysBetween(from, middle, holidays) + workingDaysBetween(middle, until, holidays),
    )
    expect(workingDaysBetween(until, from, holidays)).toBe(0)
  }
  expect(workingDaysBetween('2026-03-02', '2026-03-09', noHolidays)).toBe(5)
})

test('the days that come with the software are days of the calendar, each once, each with a source', () => {
  const days = readyHolidays.map(({ day }) => day)
  expect(new Set(days).size).toBe(days.length)
  for (const { day, isWorked, source } of readyHolidays) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    expect(isDay(day), day).toBe(true)
    expect(source.length, day).toBeGreaterThan(10)
    // A closed day of a weekend would change nothing; an exchanged one on a weekday neither.
    expect(weekday === 0 || weekday === 6, day).toBe(isWorked)
  }
})

test('a year has the eleven days of the law, and as many more as are exchanged', () => {
  // Tết has five days; where one falls on a weekend it is made up for, so the count stays.
  for (const year of [2021, 2022, 2023, 2024, 2025, 2026, 2027]) {
    const ofYear = readyHolidays.filter(({ day }) => day.startsWith(String(year)))
    const closed = ofYear.filter((day) => !day.isWorked).length
    expect(closed - ofYear.filter((day) => day.isWorked).length, String(year)).toBe(11)
  }
})
