import { sql } from 'kysely'
import { findRows } from '#platform/finding'

/** Kinds of initiatives by their name, or what their purpose mentions. */
export const kindsByWords = findRows({
  from: sql`initiatives.kind`,
  title: sql`kind.name_vi`,
  plain: sql`org.plain(kind.name_vi)`,
  text: sql`org.plain(kind.name_vi || ' ' || kind.name_en || ' ' || kind.purpose_vi)`,
  about: sql`''::text`,
  href: sql`'/quan-ly/loai-mo-hinh/' || kind.code`,
})
