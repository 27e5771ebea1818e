import type { Reader } from '#platform/database'

/** Something that serves a theme, as the page of the theme lists it. */
export type Serving = { title: string; href: string; unitName?: string; note?: string }

type Provider = { title: () => string; find: (db: Reader, themeId: string) => Promise<Serving[]> }

const providers: Provider[] = []

/**
 * Says what serves a theme. Modules that know of plans, sessions, initiatives and stories stand above this one, so they bring
 * their rows here instead of being asked for them. `title` heads them; `find` gives only what the reader may see, with a limit.
 */
export function standUnderThemes(provider: Provider): void {
  providers.push(provider)
}

/** All that serves a theme, as far as the reader may see it, by who brought it. */
export async function servingTheme(
  db: Reader,
  themeId: string,
): Promise<{ title: string; rows: Serving[] }[]> {
  const groups: { title: string; rows: Serving[] }[] = []
  for (const { title, find } of providers) groups.push({ title: title(), rows: await find(db, themeId) })
  return groups.filter(({ rows }) => rows.length > 0)
}
