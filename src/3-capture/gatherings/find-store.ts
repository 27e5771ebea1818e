import { sql } from 'kysely'
import { findRows } from '#platform/finding'

/** Sessions and occasions by their title or place. */
export const sessionsByWords = findRows({
  from: sql`gatherings.gathering join org.unit on unit.id = gathering.unit_id`,
  title: sql`gathering.title`,
  plain: sql`org.plain(gathering.title)`,
  text: sql`org.plain(gathering.title || ' ' || gathering.place)`,
  about: sql`unit.name || ' · ' || to_char(gathering.day, 'DD/MM/YYYY')`,
  href: sql`'/hoc-tap/' || gathering.id`,
})
