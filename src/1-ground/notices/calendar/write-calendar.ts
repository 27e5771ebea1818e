import { addDays, dayOf } from '#platform/time'
import type { CalendarEntry } from './sources.ts'

const zone = 'Asia/Ho_Chi_Minh'

// Seven hours before UTC since 1975, without summer time.
const zoneText = [
  'BEGIN:VTIMEZONE',
  `TZID:${zone}`,
  'BEGIN:STANDARD',
  'DTSTART:19750613T000000',
  'TZOFFSETFROM:+0800',
  'TZOFFSETTO:+0700',
  'TZNAME:+07',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n')

/** An instant whose hours on the clock of this process are those on a clock in Vietnam: so the generator reads them off. */
function onOurClock(instant: Date): Date {
  const shifted = new Date(instant.getTime() + 7 * 3_600_000)
  return new Date(
    shifted.getUTCFullYear(),
    shifted.getUTCMonth(),
    shifted.getUTCDate(),
    shifted.getUTCHours(),
    shifted.getUTCMinutes(),
    shifted.getUTCSeconds(),
  )
}

const dayOnOurClock = (day: string): Date =>
  new Date(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)))

/** The days or hours of an entry; the end of whole days is the day after the last (RFC 5545, 3.6.1). */
function spanOfEntry({ start, end }: CalendarEntry) {
  if (typeof start === 'string') {
    const last = end === undefined ? start : typeof end === 'string' ? end : dayOf(end)
    return { allDay: true, start: dayOnOurClock(start), end: dayOnOurClock(addDays(last, 1)) }
  }
  const until = end instanceof Date ? end : new Date(start.getTime() + 3_600_000)
  return { start: onOurClock(start), end: onOurClock(until), timezone: zone }
}

/**
 * Entries as an iCalendar (RFC 5545). The same entries give the same bytes, so that a phone which has them already is told so:
 * the stamp is a fixed one, and what has changed is told by the sequence.
 */
export async function writeCalendar(
  name: string,
  entries: readonly CalendarEntry[],
  origin: string,
): Promise<string> {
  const { default: calendarOf, ICalEventStatus } = await import('ical-generator')
  const calendar = calendarOf({
    name,
    prodId: { company: 'Lan Toa', product: 'calendar', language: 'VI' },
    timezone: { name: zone, generator: () => zoneText },
    ttl: 3_600,
  })
  const host = new URL(origin).hostname
  const sorted = entries.toSorted((a, b) => (a.uid < b.uid ? -1 : 1))
  for (const entry of sorted)
    calendar.createEvent({
      id: `${entry.uid}@${host}`,
      stamp: new Date('2021-01-01T00:00:00Z'),
      ...spanOfEntry(entry),
      summary: entry.title,
      url: origin + entry.href,
      sequence: entry.sequence,
      status: entry.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      ...(entry.place ? { location: entry.place } : {}),
    })
  // A stamp is in UTC (3.8.7.2); the generator writes it as an hour of nowhere where a calendar has a zone.
  return calendar.toString().replace(/^(DTSTAMP:\d{8}T\d{6})$/gm, '$1Z')
}
