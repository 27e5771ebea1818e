import type { Tx } from '#platform/database'
import { tableOf } from '#platform/module'

/** How things of a kind stop being public: takes them away in the running transaction. */
export type Unpublish = (tx: Tx, ids: readonly string[]) => Promise<void>

declare module '#platform/module' {
  interface Module {
    /**
     * How things stop being public when a consent on which they rest is withdrawn, by kind: articles, broadcasts, posts.
     * Their modules let them rest on consents by `restOn`.
     */
    unpublish?: Readonly<Record<string, Unpublish>>
  }
}

/** Whether things of a kind can be taken away again. What cannot must not rest on a consent. */
export const canUnpublish = (kind: string): boolean => kind in tableOf('unpublish')

/** Takes away everything that rested on a consent. */
export async function unpublishAll(tx: Tx, subjects: readonly { kind: string; id: string }[]): Promise<void> {
  for (const [kind, ofKind] of Map.groupBy(subjects, (subject) => subject.kind)) {
    const unpublish = tableOf('unpublish')[kind]
    // A kind that nobody takes away would stay public without a word: rather nothing is withdrawn, and we hear of it.
    if (!unpublish) throw new Error(`Nobody said how things of the kind “${kind}” stop being public.`)
    await unpublish(
      tx,
      ofKind.map(({ id }) => id),
    )
  }
}
