import { indicatorsToWithhold, type SourceWords, wordsOfSources } from '#figures'
import type { Reader } from '#platform/database'
import type { Span } from '#platform/time'
import { byHandIn } from './standing-store.ts'

/** A source of figures that somebody declared or brought in a file: what it counts for, who counted and from which paper. */
export type ByHand = {
  codes: string[]
  /** Missing where the reader may not see it. */
  words: SourceWords | undefined
  /** It is of people who need protection, so it is told inside alone. */
  isInside: boolean
}

/** What of the figures of a unit and span was declared or came in a file. */
export async function countedByHand(
  db: Reader,
  unitId: string,
  span: Span,
  limit: number,
): Promise<ByHand[]> {
  const found = await byHandIn(db, unitId, span, limit)
  const words = await wordsOfSources(db, found)
  const withheld = found.length > 0 ? await indicatorsToWithhold(db) : new Set<string>()
  return found.map(({ codes, sourceId }) => ({
    codes,
    words: words.get(sourceId),
    isInside: codes.some((code) => withheld.has(code)),
  }))
}
