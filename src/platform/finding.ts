/** What a person looks for by name, in all modules at once. Each module says what of its own can be found. */

import { type RawBuilder, sql } from 'kysely'
import type { Reader } from './database.ts'
import type { Actions } from './module.ts'
import { plainText } from './plain-text.ts'

/** Words as the database compares them: `%` and `_` that somebody typed are letters. */
export const asLike = (words: string): string => words.replace(/[\\%_]/g, '\\$&')

/** Something that was found. `rank` 0 is the very name, 1 begins with what was asked, 2 has it, 3 has all its words, 4 mentions it. */
export type Found = { title: string; about: string; href: string; rank: number }

/** What a module lets people find. */
export type Finder = {
  /** Of what kind it is; its word is `search.kind.…`. */
  kind: string
  /** Who may not finds nothing of it. */
  action: keyof Actions
  /** Finds at most `limit` things, the best first. */
  find(db: Reader, asked: Asked, limit: number): Promise<Found[]>
}

/** What was asked, in lower case and without diacritics. */
export type Asked = { whole: string; words: string[] }

/** What somebody typed as it is compared; undefined where it has no letter or digit to go by. */
export function askedOf(typed: string): Asked | undefined {
  const words = plainText(typed).slice(0, 200).split(/\s+/).filter(Boolean).slice(0, 8)
  return words.some((word) => /[\p{L}\p{N}]/u.test(word)) ? { whole: words.join(' '), words } : undefined
}

/** Patterns of which each finds one of some words wherever it stands. */
const holding = (words: readonly string[]): string[] => words.map((word) => `%${asLike(word)}%`)

/** How well a plain title answers. */
const rankIn = (title: RawBuilder<unknown>, { whole, words }: Asked) => sql<number>`case
  when ${title} = ${whole} then 0 when ${title} like ${`${asLike(whole)}%`} then 1
  when ' ' || ${title} like ${`% ${asLike(whole)}%`} then 2
  when ${title} like all (${holding(words)}::text[]) then 3 else 4 end`

/**
 * A finder over rows of a table. `plain` is the title in lower case without diacritics; `text` is all that is looked through,
 * likewise, the title in it. An index of three-letter pieces on `text` makes it quick.
 */
export const findRows =
  (what: {
    from: RawBuilder<unknown>
    title: RawBuilder<unknown>
    plain: RawBuilder<unknown>
    text: RawBuilder<unknown>
    about: RawBuilder<unknown>
    href: RawBuilder<unknown>
    where?: RawBuilder<unknown>
  }): Finder['find'] =>
  async (db, asked, limit) => {
    const { rows } = await sql<Found>`
      select ${what.title} as title, coalesce(${what.about}, '') as about, ${what.href} as href, ${rankIn(what.plain, asked)} as rank
        from ${what.from}
       where ${what.text} like all (${holding(asked.words)}::text[])
         and ${what.where ?? sql`true`}
       order by 4, char_length(${what.title}), ${what.title} collate org.names limit ${limit}`.execute(db)
    return rows
  }
