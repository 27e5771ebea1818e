import type { Reader } from '#platform/database'
import { countBeneath, countPeople } from './store.ts'

/** Something that a decision on units touches: how many of what. `key` is the key of its words. */
export type Touched = { key: string; count: number }

type Count = (db: Reader, unitIds: readonly string[]) => Promise<number>

const counters = new Map<string, Count>([
  ['org.touched.units', countBeneath],
  ['org.touched.people', countPeople],
])

/**
 * Says how much of something stands with some units. Modules that know of tasks, initiatives or figures stand above this
 * one, so they bring their count here instead of being asked for it. `key` is the key of a message with {count, number}.
 */
export function countTouched(key: string, count: Count): void {
  counters.set(key, count)
}

/** What stands with some units, everything that is there at all. */
export async function touchedBy(db: Reader, unitIds: readonly string[]): Promise<Touched[]> {
  const touched: Touched[] = []
  for (const [key, count] of counters) touched.push({ key, count: await count(db, unitIds) })
  return touched.filter(({ count }) => count > 0)
}
