import type { Reader } from '#platform/database'
import type { Indicator, Origin } from './store.ts'

/** What a source says of itself in a list of facts: a line of words, and where it opens. */
export type SourceWords = { title: string; href: string }

type Describe = (db: Reader, ids: readonly string[]) => Promise<Map<string, SourceWords>>

const describers = new Map<string, Describe>()
const publicDescribers = new Map<string, Describe>()

/**
 * Says how sources of a kind describe themselves. Modules that post facts stand above this one, so they bring their
 * words here instead of being asked for them.
 */
export function describeSources(kind: Origin['kind'], describe: Describe): void {
  describers.set(kind, describe)
}

/** Says how published sources of a kind describe themselves to everybody; the portal brings these words. */
export function describePublicSources(kind: Origin['kind'], describe: Describe): void {
  publicDescribers.set(kind, describe)
}

type FromSource = { sourceKind: string; sourceId: string }

/** The words of the sources of some facts, by the id of the source; nothing for those the reader may not see. */
export const wordsOfSources = (db: Reader, facts: readonly FromSource[]) => wordsBy(describers, db, facts)

/** The same for everybody: only sources that are published, in the words in which they are. */
export const publicWordsOfSources = (db: Reader, facts: readonly FromSource[]) =>
  wordsBy(publicDescribers, db, facts)

async function wordsBy(
  known: ReadonlyMap<string, Describe>,
  db: Reader,
  facts: readonly FromSource[],
): Promise<Map<string, SourceWords>> {
  const words = new Map<string, SourceWords>()
  for (const [kind, describe] of known) {
    const ids = [...new Set(facts.filter((fact) => fact.sourceKind === kind).map((fact) => fact.sourceId))]
    if (ids.length === 0) continue
    for (const [id, said] of await describe(db, ids)) words.set(id, said)
  }
  return words
}

/** What else is known of a figure: a title, a line of words, and where it opens. */
export type Beside = { title: string; text: string; href: string }

/** The figure beside which something may stand. */
export type BesideWhat = { unitId: string; indicator: Indicator; period: string }

const besides: ((db: Reader, what: BesideWhat) => Promise<Beside[]>)[] = []

/** Says what stands beside figures, such as what a spot check made of them. Modules above bring it here. */
export function standBesideFigures(tell: (db: Reader, what: BesideWhat) => Promise<Beside[]>): void {
  besides.push(tell)
}

/** All that stands beside a figure, as far as the reader may see it. */
export const besideFigure = async (db: Reader, what: BesideWhat): Promise<Beside[]> =>
  (await Promise.all(besides.map((tell) => tell(db, what)))).flat()
