import type { Reader } from '#platform/database'
import { tableOf } from '#platform/module'
import type { Proven } from '../store.ts'

/** What photos prove, in words, and where it opens. */
export type ProvenWords = { title: string; href: string }

type Describe = (db: Reader, ids: readonly string[]) => Promise<Map<string, ProvenWords>>

declare module '#platform/module' {
  interface Module {
    /** What is proven by photos says what it is, by kind. */
    proven?: { readonly [Kind in Proven['kind']]?: Describe }
  }
}

/** The words of some of them, by id; nothing for those the reader may not see. */
export async function wordsOfProven(
  db: Reader,
  kind: Proven['kind'],
  ids: readonly string[],
): Promise<Map<string, ProvenWords>> {
  return ids.length === 0 ? new Map() : ((await tableOf('proven')[kind]?.(db, ids)) ?? new Map())
}
