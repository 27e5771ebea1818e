import type { Reader } from '#platform/database'
import { broughtTo, tableOf } from '#platform/module'
import type { Indicator, Origin } from './store.ts'

/** What a source says of itself in a list of facts: a line of words, and where it opens. */
export type SourceWords = { title: string; href: string }

type Describe = (db: Reader, ids: readonly string[]) => Promise<Map<string, SourceWords>>

declare module '#platform/module' {
  interface Module {
    /** What posts facts says of itself to officers, by kind. */
    sources?: { readonly [Kind in Origin['kind']]?: Describe }
    /** What published sources say of themselves to everybody, by kind. */
    publicSources?: { readonly [Kind in Origin['kind']]?: Describe }
    /** What stands beside a figure, such as what a spot check made of it. */
    besideFigures?: readonly TellBeside[]
  }
}

type FromSource = { sourceKind: string; sourceId: string }

/** The words of the sources of some facts, by the id of the source; nothing for those the reader may not see. */
export const wordsOfSources = (db: Reader, facts: readonly FromSource[]) =>
  wordsBy(tableOf('sources'), db, facts)

/** The same for everybody: only sources that are published, in the words in which they are. */
export const publicWordsOfSources = (db: Reader, facts: readonly FromSource[]) =>
  wordsBy(tableOf('publicSources'), db, facts)

async function wordsBy(
  known: Readonly<Record<string, Describe>>,
  db: Reader,
  facts: readonly FromSource[],
): Promise<Map<string, SourceWords>> {
  const words = new Map<string, SourceWords>()
  for (const [kind, describe] of Object.entries(known)) {
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

type TellBeside = (db: Reader, what: BesideWhat) => Promise<Beside[]>

/** All that stands beside a figure, as far as the reader may see it. */
export const besideFigure = async (db: Reader, what: BesideWhat): Promise<Beside[]> =>
  (
    await Promise.all(
      broughtTo('besideFigures')
        .flat()
        .map((tell) => tell(db, what)),
    )
  ).flat()
