import type { Reader } from '#platform/database'
import { t } from '#platform/i18n'
import { excerpt } from '#platform/plain-text'
import { documentsMatching, documentsWithIds } from './store.ts'

/** A document in a list of facts: its symbol and subject, and its page. Only those that the reader may see. */
export async function describe(db: Reader, ids: readonly string[]) {
  const rows = await documentsWithIds(db, ids)
  return new Map(
    rows.map((row) => [
      row.id,
      { title: excerpt(`${row.symbol}: ${row.subject}`, 140), href: `/van-ban/${row.id}` },
    ]),
  )
}

/** Documents, as the page of their theme lists them. */
export const documentsUnderTheme = {
  title: () => t('themes.serving.documents'),
  find: async (db: Reader, themeId: string) =>
    (await documentsMatching(db, { themeId, limit: 100 })).map((row) => ({
      title: `${row.symbol}: ${excerpt(row.subject, 120)}`,
      href: `/van-ban/${row.id}`,
      unitName: row.issuer,
    })),
}
