import type { Reader } from '#platform/database'

/** The theme of each year, where the demonstration has one: the annual one before that of the term. */
export async function themesByYear(db: Reader): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('programme.theme')
    .select(['id', 'from_year as fromYear', 'to_year as toYear'])
    .orderBy('span')
    .orderBy('id')
    .limit(100)
    .execute()
  const byYear = new Map<number, string>()
  for (const { id, fromYear, toYear } of rows)
    for (let year = fromYear; year <= toYear; year += 1)
      if (!byYear.has(year) || fromYear === toYear) byYear.set(year, id)
  return byYear
}
