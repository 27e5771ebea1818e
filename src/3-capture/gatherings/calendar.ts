import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'
import { instantOf } from './door/rules.ts'
import { gatheringsForMe } from './store.ts'

/** One entry of somebody's calendar. */
export type CalendarEntry = {
  uid: string
  start: Date
  end: Date
  title: string
  place?: string
  href: string
  sequence: number
  isCancelled: boolean
}

/**
 * The sessions of a stretch of days for the calendar of the person of this transaction: those that the units hold, or are
 * called to, for which the person has a role. A change raises the sequence, so that calendars take the new hour.
 */
export async function calendarEntriesOfSessions(
  db: Reader,
  days: { from: Day; until: Day },
  limit = 500,
): Promise<CalendarEntry[]> {
  const rows = await gatheringsForMe(db, days, limit)
  return rows.map((row) => ({
    uid: `session-${row.id}`,
    start: new Date(instantOf(row.day, row.startsAt)),
    end: new Date(instantOf(row.day, row.endsAt)),
    title: row.title,
    ...(row.place ? { place: row.place } : {}),
    href: `/hoc-tap/${row.id}`,
    sequence: row.version - 1,
    isCancelled: row.state === 'cancelled',
  }))
}
