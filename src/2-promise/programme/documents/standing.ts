import type { Reader } from '#platform/database'

/** Something that carries out a document and is none itself: a plan, a task, a session. */
export type Standing = { title: string; href: string; unitName?: string; note?: string }

type Provider = {
  title: () => string
  find: (db: Reader, documentIds: readonly string[]) => Promise<Map<string, Standing[]>>
}

const providers: Provider[] = []

/**
 * Says what stands under documents. Plans, tasks and gatherings bring their rows here, so that a document need not know of
 * them. `title` heads them; `find` gives, by document, only what the reader may see, with a limit.
 */
export function standUnderDocuments(provider: Provider): void {
  providers.push(provider)
}

/** All that stands under documents, as far as the reader may see it: by document, grouped by who brought it. */
export async function standingUnder(
  db: Reader,
  documentIds: readonly string[],
): Promise<Map<string, { title: string; rows: Standing[] }[]>> {
  const all = new Map<string, { title: string; rows: Standing[] }[]>()
  for (const { title, find } of providers)
    for (const [id, rows] of await find(db, documentIds))
      if (rows.length > 0) all.set(id, [...(all.get(id) ?? []), { title: title(), rows }])
  return all
}
