import { sql } from 'kysely'
import { findRows } from '#platform/finding'

/** Themes by their title. */
export const themesByWords = findRows({
  from: sql`programme.theme join org.unit on unit.id = theme.unit_id`,
  title: sql`theme.title`,
  plain: sql`org.plain(theme.title)`,
  text: sql`org.plain(theme.title || ' ' || theme.short_title)`,
  about: sql`unit.name`,
  href: sql`'/chuyen-de/' || theme.id`,
})
