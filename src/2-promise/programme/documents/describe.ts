import { describeSources } from '#figures'
import type { Reader } from '#platform/database'
import { t } from '#platform/i18n'
import { excerpt } from '#platform/plain-text'
import { standUnderThemes } from '../themes/standing.ts'
import { documentsMatching, documentsWithIds } from './store.ts'

/** A document in a list of facts: its symbol and subject, and its page. Only those that the reader may see. */
async function describe(db: Reader, ids: readonly string[]) {
  const rows = await documentsWithIds(db, ids)
  return new Map(
    rows.map((row) => [
      row.id,
      { title: excerpt(`${row.symbol}: ${row.subject}`, 140), href: `/van-ban/${row.id}` },
    ]),
  )
}

describeSources('document', describe)

standUnderThemes({
  title: () => t('themes.serving.documents'),
  find: async (db, themeId) =>
    (await documentsMatching(db, { themeId, limit: 100 })).map((row) => ({
      title: `${row.symbol}: ${excerpt(row.subject, 120)}`,
      href: `/van-ban/${row.id}`,
      unitName: row.issuer,
    })),
})
