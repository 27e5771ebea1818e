import { sql } from 'kysely'
import { findRows } from '#platform/finding'

/** Documents by their symbol and subject. */
export const documentsByWords = findRows({
  from: sql`programme.document`,
  title: sql`concat_ws(' ', document.symbol, document.subject)`,
  plain: sql`org.plain(document.symbol || ' ' || document.subject)`,
  text: sql`document.search`,
  about: sql`document.issuer`,
  href: sql`'/van-ban/' || document.id`,
})
