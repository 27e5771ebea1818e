import { sql } from 'kysely'
import { findRows } from '#platform/finding'

/** Tasks by their title, or what they are to bring. */
export const tasksByWords = findRows({
  from: sql`programme.task join org.unit on unit.id = task.unit_id`,
  title: sql`coalesce(task.own_title, task.title)`,
  plain: sql`org.plain(coalesce(task.own_title, task.title))`,
  text: sql`org.plain(coalesce(task.own_title, task.title) || ' ' || task.product)`,
  about: sql`unit.name`,
  href: sql`'/nhiem-vu/' || task.id`,
})
