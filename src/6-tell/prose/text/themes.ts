import { reachNamed } from '#figures'
import type { Reader } from '#platform/database'
import type { Live } from '#platform/live-text'
import { addDays } from '#platform/time'
import { type Theme, themeOfDay, themesFor } from '#themes'
import { oncePerResults, type Results, type Slice } from '../results/gather-results.ts'

type Told = { db: Reader; results: Results }

/** So many themes of a unit and those above it are looked through: more than any term has. */
const mostThemes = 200

/**
 * The theme that a text names: by its id, or `year` or `term` for the one that the unit serves at the end of the period; of
 * several, the one for which its records count.
 */
export const themeNamed = oncePerResults(
  async ({ db, results }: Told, name: string): Promise<Theme | undefined> => {
    const { unit, reported } = results
    const themes = await themesFor(db, unit.id, mostThemes)
    if (name !== 'year' && name !== 'term') return themes.find(({ id }) => id === name)
    const ids = themes.filter(({ span }) => span === name).map(({ id }) => id)
    const found = await themeOfDay(db, unit.id, ids, addDays(reported.span.until, -1))
    return themes.find(({ id }) => id === found)
  },
)

/** A theme that is not there, as the report says it. */
export const themeInWords = (name = 'year'): string =>
  `chuyên đề ${({ year: 'của năm', term: 'toàn khóa' } as Record<string, string>)[name] ?? name}`

/** The part of the figures that is not there, as the report says it. */
export const sliceInWords = ({ theme, reach }: Live['options']): string =>
  reach && !reachNamed(reach) ? `phạm vi ${reach}` : themeInWords(theme)

/** Of which line, theme or reach something speaks; undefined where that is not there (any more). */
export async function sliceOf(told: Told, { options }: Live): Promise<Slice | undefined> {
  const reach = reachNamed(options.reach)
  if (options.reach && !reach) return undefined
  const within = reach ? { reach } : {}
  if (!options.theme) return options.line ? { line: options.line, ...within } : within
  const theme = options.line ? undefined : await themeNamed(told, options.theme)
  return theme && { themeId: theme.id, ...within }
}
