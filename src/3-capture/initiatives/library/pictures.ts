import type { Reader } from '#platform/database'
import type { Day } from '#platform/time'

/** A published picture of something that an initiative did. */
export type Picture = { initiativeId: string; sha256: string; day: Day; words: string }

type Finder = (db: Reader, initiativeIds: readonly string[], each: number) => Promise<Picture[]>

let finder: Finder = async () => []

/**
 * Says who finds the published pictures of initiatives. The records to which pictures belong stand after initiatives in
 * the order of the flow, so they say it themselves, once, when they are loaded.
 */
export function findPicturesBy(given: Finder): void {
  finder = given
}

/** The newest published pictures of some initiatives, so many of each, by initiative. */
export async function picturesOf(
  db: Reader,
  initiativeIds: readonly string[],
  each: number,
): Promise<Map<string, Picture[]>> {
  if (initiativeIds.length === 0) return new Map()
  return Map.groupBy(await finder(db, initiativeIds, each), ({ initiativeId }) => initiativeId)
}
