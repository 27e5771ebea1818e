import { sql } from 'kysely'
import { findRows } from '#platform/finding'

// Where somebody works: the figure opens for their own unit.
const ownUnit = sql`select unit.slug from access.roots_for('figure.read') as held (id) join org.unit on unit.id = held.id where unit.valid_to is null or unit.valid_to > org.today() order by unit.name collate org.names limit 1`

/** Indicators by their name, or what their definition mentions. */
export const indicatorsByWords = findRows({
  from: sql`figures.indicator cross join (${ownUnit}) as own`,
  title: sql`indicator.name_vi`,
  plain: sql`org.plain(indicator.name_vi)`,
  text: sql`org.plain(indicator.name_vi || ' ' || indicator.name_en || ' ' || indicator.definition_vi)`,
  about: sql`indicator.unit_vi`,
  href: sql`'/so-lieu-chi-tiet/' || own.slug || '/' || indicator.code`,
})
