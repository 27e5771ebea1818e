import { sql } from 'kysely'
import { findRows } from '#platform/finding'

/** Initiatives by their name, or what their summary mentions. */
export const initiativesByWords = findRows({
  from: sql`initiatives.initiative join org.unit on unit.id = initiative.unit_id`,
  title: sql`initiative.name`,
  plain: sql`initiative.plain_name`,
  text: sql`initiative.search`,
  about: sql`unit.name`,
  href: sql`'/quan-ly/mo-hinh/' || initiative.id`,
})
