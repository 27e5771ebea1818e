import type { Day } from '#platform/time'

/** What a door asks: nothing; whether somebody is a Party member; that and from which of the called units they come. */
export const asksChoices = ['nothing', 'member', 'unit'] as const
export type Asks = (typeof asksChoices)[number]

/** So long a code stays on the screen. */
export const stepSeconds = 25

/** The step of time in which an instant lies. */
export const stepAt = (at: number): number => Math.floor(at / (stepSeconds * 1000))

/** How many milliseconds the code of now stays on the screen. */
export const leftOfStep = (at: number): number => (stepAt(at) + 1) * stepSeconds * 1000 - at

/**
 * The steps whose codes still let somebody in: the one on the screen, and the one before, for whoever scanned at the last
 * moment. A code is good for 25 to 50 seconds.
 */
export const stepsAccepted = (at: number): [number, number] => [stepAt(at), stepAt(at) - 1]

/** Whoever scanned has so long to press the button: some read slowly, and the code has gone by then. */
export const passMinutes = 10

/** The instant of an hour of a day in Vietnam. */
export const instantOf = (day: Day, hour: string): number => Date.parse(`${day}T${hour}:00+07:00`)

const hour = 3_600_000

/** What a door knows of its gathering. */
export type DoorTimes = { day: Day; startsAt: string; endsAt: string; state: string; closedAt: Date | null }

/**
 * Whether somebody can come in. A door that is forgotten closes by itself an hour after the end; it lets in from two hours
 * before the start on.
 */
export function doorIs(door: DoorTimes, at: number): 'open' | 'not_yet' | 'over' | 'cancelled' {
  if (door.state === 'cancelled') return 'cancelled'
  if (door.state === 'held' || door.closedAt !== null) return 'over'
  if (at > instantOf(door.day, door.endsAt) + hour) return 'over'
  return at < instantOf(door.day, door.startsAt) - 2 * hour ? 'not_yet' : 'open'
}

/** So many days a phone that came in keeps its number, and can say how it was. */
export const ratingDays = 14

/** Whether those who came in are asked how it was: once the session is over, for two weeks. */
export function mayRate(door: DoorTimes, at: number): boolean {
  if (door.state === 'cancelled') return false
  const end = instantOf(door.day, door.endsAt)
  return at < end + ratingDays * 24 * hour && (door.state === 'held' || at >= end)
}
