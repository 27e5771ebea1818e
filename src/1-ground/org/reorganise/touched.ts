import type { Reader } from '#platform/database'
import { tableOf } from '#platform/module'

/** Something that a decision on units touches: how many of what. `key` is the key of its words. */
export type Touched = { key: string; count: number }

type Count = (db: Reader, unitIds: readonly string[]) => Promise<number>

declare module '#platform/module' {
  interface Module {
    /** How much of something stands with some units, by the key of a message with {count, number}. */
    touched?: Readonly<Record<string, Count>>
  }
}

/** What stands with some units, everything that is there at all. */
export async function touchedBy(db: Reader, unitIds: readonly string[]): Promise<Touched[]> {
  const touched: Touched[] = []
  for (const [key, count] of Object.entries(tableOf('touched')))
    touched.push({ key, count: await count(db, unitIds) })
  return touched.filter(({ count }) => count > 0)
}
