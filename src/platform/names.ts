import { type RawBuilder, sql } from 'kysely'

// The collation org.names in code: Cần before Cầu, Đ after D, and hamlet 2 before hamlet 10.
const collator = new Intl.Collator('vi', { numeric: true })

/** Compares two names as people put them in order. */
export const compareNames = (one: string, other: string): number => collator.compare(one, other)

/** A column of names in the order of people, for `orderBy` and for comparing with the last row of a page: `unit.name`. */
export const byName = (column: string): RawBuilder<string> =>
  sql<string>`${sql.ref(column)} collate org.names`
