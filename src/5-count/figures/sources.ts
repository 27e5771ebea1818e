import type { Reader } from '#platform/database'
import type { Origin } from './store.ts'

/** What a source says of itself in a list of facts: a line of words, and where it opens. */
export type SourceWords = { title: string; href: string }

type Describe = (db: Reader, ids: readonly string[]) => Promise<Map<string, SourceWords>>

const describers = new Map<string, Describe>()

/**
 * Says how sources of a kind describe themselves. Modules that post facts stand above this one, so they bring their
 * words here instead of being asked for them.
 */
export function describeSources(kind: Origin['kind'], describe: Describe): void {
  describers.set(kind, describe)
}

/** The words of the sources of some facts, by the id of the source; nothing for those the reader may not see. */
export async function wordsOfSources(
  db: Reader,
  facts: readonly { sourceKind: string; sourceId: string }[],
): Promise<Map<string, SourceWords>> {
  const words = new Map<string, SourceWords>()
  for (const [kind, describe] of describers) {
    const ids = [...new Set(facts.filter((fact) => fact.sourceKind === kind).map((fact) => fact.sourceId))]
    if (ids.length === 0) continue
    for (const [id, said] of await describe(db, ids)) words.set(id, said)
  }
  return words
}
