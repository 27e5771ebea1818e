import { sql } from 'kysely'
import { findRows } from '#platform/finding'

/** People whom the reader manages, by their name or user name. */
export const peopleByWords = findRows({
  from: sql`access.person`,
  title: sql`person.name`,
  plain: sql`org.plain(person.name)`,
  text: sql`org.plain(person.name || ' ' || person.user_name)`,
  about: sql`person.user_name`,
  href: sql`'/quan-ly/nguoi-dung?q=' || person.user_name`,
  where: sql`exists (select from access.role_held where role_held.person_id = person.id and access.reaches((select access.held_for('person.manage')), role_held.unit_id))`,
})
