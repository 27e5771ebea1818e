import type { Reader } from '#platform/database'
import { broughtTo } from '#platform/module'

/** Something that serves a theme, as the page of the theme lists it. */
export type Serving = { title: string; href: string; unitName?: string; note?: string }

type Provider = { title: () => string; find: (db: Reader, themeId: string) => Promise<Serving[]> }

declare module '#platform/module' {
  interface Module {
    /** What serves a theme. `title` heads it; `find` gives only what the reader may see, with a limit. */
    underThemes?: readonly Provider[]
  }
}

/** All that serves a theme, as far as the reader may see it, by who brought it. */
export async function servingTheme(
  db: Reader,
  themeId: string,
): Promise<{ title: string; rows: Serving[] }[]> {
  const groups: { title: string; rows: Serving[] }[] = []
  for (const { title, find } of broughtTo('underThemes').flat())
    groups.push({ title: title(), rows: await find(db, themeId) })
  return groups.filter(({ rows }) => rows.length > 0)
}
