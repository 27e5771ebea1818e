import type { Reader } from '#platform/database'
import { broughtTo } from '#platform/module'
import type { Day } from '#platform/time'

/** A published picture of something that an initiative did. */
export type Picture = { initiativeId: string; sha256: string; day: Day; words: string }

type Finder = (db: Reader, initiativeIds: readonly string[], each: number) => Promise<Picture[]>

declare module '#platform/module' {
  interface Module {
    /** Finds the published pictures of initiatives. */
    pictures?: Finder
  }
}

/** The newest published pictures of some initiatives, so many of each, by initiative. */
export async function picturesOf(
  db: Reader,
  initiativeIds: readonly string[],
  each: number,
): Promise<Map<string, Picture[]>> {
  if (initiativeIds.length === 0) return new Map()
  const found = await Promise.all(broughtTo('pictures').map((find) => find(db, initiativeIds, each)))
  return Map.groupBy(found.flat(), ({ initiativeId }) => initiativeId)
}
