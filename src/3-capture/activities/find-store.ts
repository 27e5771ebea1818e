import { sql } from 'kysely'
import { findRows } from '#platform/finding'

/** Records by what their summary mentions. */
export const activitiesByWords = findRows({
  from: sql`activities.activity join initiatives.initiative on initiative.id = activity.initiative_id join org.unit on unit.id = activity.unit_id`,
  title: sql`initiative.name`,
  plain: sql`''::text`,
  text: sql`activity.search`,
  about: sql`unit.name || ' · ' || to_char(activity.day, 'DD/MM/YYYY')`,
  href: sql`'/hoat-dong/' || activity.id`,
})
