import type { Reader } from '#platform/database'
import { broughtTo } from '#platform/module'

/** Something that carries out a document and is none itself: a plan, a task, a session. */
export type Standing = { title: string; href: string; unitName?: string; note?: string }

type Provider = {
  title: () => string
  find: (db: Reader, documentIds: readonly string[]) => Promise<Map<string, Standing[]>>
}

declare module '#platform/module' {
  interface Module {
    /** What stands under documents. `title` heads it; `find` gives, by document, only what the reader may see, with a limit. */
    underDocuments?: readonly Provider[]
  }
}

/** All that stands under documents, as far as the reader may see it: by document, grouped by who brought it. */
export async function standingUnder(
  db: Reader,
  documentIds: readonly string[],
): Promise<Map<string, { title: string; rows: Standing[] }[]>> {
  const all = new Map<string, { title: string; rows: Standing[] }[]>()
  for (const { title, find } of broughtTo('underDocuments').flat())
    for (const [id, rows] of await find(db, documentIds))
      if (rows.length > 0) all.set(id, [...(all.get(id) ?? []), { title: title(), rows }])
  return all
}
