import { addDays, type Day } from '#platform/time'

/** Days on which nobody works although it is no weekend, and days of a weekend on which people work in exchange. */
export type Holidays = { closed: ReadonlySet<Day>; worked: ReadonlySet<Day> }

/** A year without any holiday: for those who count plain weekdays. */
export const noHolidays: Holidays = { closed: new Set(), worked: new Set() }

/** So many days a task has where the directive gives none (DOMAIN d.2: the custom of Party offices). */
export const defaultDays = 10

/** Day of the week: 0 is Sunday. */
const weekday = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** Whether offices are open on a day. */
export function isWorkingDay(day: Day, holidays: Holidays): boolean {
  if (holidays.worked.has(day)) return true
  return !holidays.closed.has(day) && weekday(day) !== 0 && weekday(day) !== 6
}

/** The day itself where offices are open, else the next one on which they are. */
export function nextWorkingDay(day: Day, holidays: Holidays): Day {
  let next = day
  while (!isWorkingDay(next, holidays)) next = addDays(next, 1)
  return next
}

/**
 * The day on which something is due that was handed down on `from`: so many days later, 10 where nothing else is said; a
 * day on which offices are closed moves to the next on which they are open.
 */
export const dueDay = (given: { from: Day; days?: number; holidays: Holidays }): Day =>
  nextWorkingDay(addDays(given.from, given.days ?? defaultDays), given.holidays)

/** How many days offices are open after `from`, up to and with `until`. Nothing where `until` is not later. */
export function workingDaysBetween(from: Day, until: Day, holidays: Holidays): number {
  let count = 0
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1))
    if (isWorkingDay(day, holidays)) count += 1
  return count
}
