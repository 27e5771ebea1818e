import { sql } from 'kysely'
import { findRows } from '#platform/finding'

/** Plans by their title. */
export const plansByWords = findRows({
  from: sql`programme.plan join org.unit on unit.id = plan.unit_id`,
  title: sql`plan.title`,
  plain: sql`org.plain(plan.title)`,
  text: sql`org.plain(plan.title)`,
  about: sql`unit.name`,
  href: sql`'/ke-hoach/' || plan.id`,
})
