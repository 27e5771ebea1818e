import { sql } from 'kysely'
import { findRows } from '#platform/finding'

/** Units by their name or code, with where they lie and, of an abolished one, the day. */
export const unitsByWords = findRows({
  from: sql`org.unit left join lateral (select area.name from org.beneath join org.unit as area on area.id = beneath.ancestor_id
     where beneath.unit_id = unit.id and beneath.tree = 'area' and beneath.distance = 1 order by upper(beneath.valid) desc nulls first limit 1) as above on true`,
  title: sql`unit.name`,
  plain: sql`org.plain(unit.name)`,
  text: sql`unit.search`,
  about: sql`concat_ws(' · ', above.name, case when unit.valid_to is not null then 'đến ' || to_char(unit.valid_to - 1, 'DD/MM/YYYY') end)`,
  href: sql`'/so-lieu-chi-tiet/' || unit.slug`,
})
