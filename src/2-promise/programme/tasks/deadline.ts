import { addDays, type Day } from '#platform/time'

/** What is allowed where nobody has set a day: ten days (DOMAIN d.2), where a superior's text gives none. */
const usualDays = 10

const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/** The day on which something is due that is to take some days: one that falls on a weekend or holiday moves to the next working day. */
export function dueDay({
  from,
  days = usualDays,
  holidays,
}: {
  from: Day
  days?: number
  holidays: readonly Day[]
}): Day {
  let day = addDays(from, days)
  while (isWeekend(day) || holidays.includes(day)) day = addDays(day, 1)
  return day
}
