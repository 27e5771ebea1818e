import type { Reader } from '#platform/database'
import type { Proven } from '../store.ts'

/** What photos prove, in words, and where it opens. */
export type ProvenWords = { title: string; href: string }

type Describe = (db: Reader, ids: readonly string[]) => Promise<Map<string, ProvenWords>>

const describers = new Map<string, Describe>()

/** Says how what is proven by photos describes itself. Its modules stand above this one, so they bring their words. */
export function describeProven(kind: Proven['kind'], describe: Describe): void {
  describers.set(kind, describe)
}

/** The words of some of them, by id; nothing for those the reader may not see. */
export async function wordsOfProven(
  db: Reader,
  kind: string,
  ids: readonly string[],
): Promise<Map<string, ProvenWords>> {
  return ids.length === 0 ? new Map() : ((await describers.get(kind)?.(db, ids)) ?? new Map())
}
