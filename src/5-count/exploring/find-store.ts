import { sql } from 'kysely'
import { findRows } from '#platform/finding'

// Where somebody works: the figure opens for their own unit.
const ownUnit = sql`
  select unit.slug from access.role_held join org.unit on unit.id = role_held.unit_id
   where role_held.person_id = access.actor() and (unit.valid_to is null or unit.valid_to > org.today())
     and role_held.valid_from <= org.today() and (role_held.valid_to is null or role_held.valid_to > org.today())
   order by role_held.valid_from, role_held.id limit 1`

/** Indicators by their name, or what their definition mentions. */
export const indicatorsByWords = findRows({
  from: sql`figures.indicator cross join (${ownUnit}) as own`,
  title: sql`indicator.name_vi`,
  plain: sql`org.plain(indicator.name_vi)`,
  text: sql`org.plain(indicator.name_vi || ' ' || indicator.name_en || ' ' || indicator.definition_vi)`,
  about: sql`indicator.unit_vi`,
  href: sql`'/so-lieu-chi-tiet/' || own.slug || '/' || indicator.code`,
})
