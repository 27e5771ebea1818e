import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'

/** Something that stands in a person's calendar: a task that is due (a day), a session (an instant). */
export type CalendarEntry = {
  /** Stays the same as long as the thing does: `task-<id>`. */
  uid: string
  /** A `Day` stands for the whole day. */
  start: Day | Date
  /** The last day, or the instant of the end. Left out: the day of the start, or an hour. */
  end?: Day | Date
  title: string
  place?: string
  /** Where it opens in the system: `/nhiem-vu/…`. */
  href: string
  /** Higher whenever the thing has changed, so that phones take the later one. */
  sequence: number
  isCancelled?: boolean
}

/** Entries between two days that concern a person. Row-level security of that person holds in `db`. */
export type CalendarSource = (
  db: Reader,
  asked: { personId: string; from: Day; until: Day },
) => Promise<CalendarEntry[]>

declare module '#platform/module' {
  interface Module {
    /** What stands in the calendars to which people subscribe, by name. */
    calendar?: Readonly<Record<string, CalendarSource>>
  }
}
