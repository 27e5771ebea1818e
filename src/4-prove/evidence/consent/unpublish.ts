import type { Tx } from '#platform/database'

/** How things of a kind stop being public: takes them away in the running transaction. */
export type Unpublish = (tx: Tx, ids: readonly string[]) => Promise<void>

// The database itself closes files (`evidence.close_what_is_withdrawn`), whoever withdraws and whatever they may see.
const ways = new Map<string, Unpublish>([['attachment', async () => {}]])

/**
 * Says how things of a kind stop being public when a consent on which they rest is withdrawn: articles, broadcasts, posts.
 * Modules that publish stand above this one, so they bring their way here, and let their things rest on consents by `restOn`.
 */
export function unpublishOnWithdrawal(kind: string, unpublish: Unpublish): void {
  ways.set(kind, unpublish)
}

/** Whether things of a kind can be taken away again. What cannot must not rest on a consent. */
export const canUnpublish = (kind: string): boolean => ways.has(kind)

/** Takes away everything that rested on a consent. */
export async function unpublishAll(tx: Tx, subjects: readonly { kind: string; id: string }[]): Promise<void> {
  for (const [kind, ofKind] of Map.groupBy(subjects, (subject) => subject.kind)) {
    const unpublish = ways.get(kind)
    // A kind that nobody takes away would stay public without a word: rather nothing is withdrawn, and we hear of it.
    if (!unpublish) throw new Error(`Nobody said how things of the kind “${kind}” stop being public.`)
    await unpublish(
      tx,
      ofKind.map(({ id }) => id),
    )
  }
}
