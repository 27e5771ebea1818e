import { isId } from './ids.ts'
import { type Day, isDay } from './time.ts'

/** Where a page of a list that runs by day ended: its last row. */
export type DayPlace = { day: Day; id: string }

/** A place out of an address (`2026-03-08~<id>`); undefined where it is none, and the list begins anew. */
export function placeFrom(text: string | undefined): DayPlace | undefined {
  const [day, id] = (text ?? '').split('~')
  return day && id && isDay(day) && isId(id) ? { day, id } : undefined
}
