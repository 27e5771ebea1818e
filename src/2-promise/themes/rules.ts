import { addDays, type Day, isYear } from '#platform/time'
import type { Span } from './entry.ts'

/** A theme as it is chosen for a day. `distance` tells how near its issuer stands: 0 is the unit itself. */
export type Candidate = { id: string; span: Span; beginsOn: Day; endsOn: Day; distance: number }

/**
 * The theme for which something of a day counts: of those that it serves, the one of the year before the one of the term,
 * and of several the one of the nearest issuer. A fact has one theme, so that themes never add up to more than all.
 */
export function themeOn(day: Day, candidates: readonly Candidate[]): string | null {
  const [first] = candidates
    .filter(({ beginsOn, endsOn }) => beginsOn <= day && day < endsOn)
    .toSorted(
      (one, other) =>
        Number(one.span === 'term') - Number(other.span === 'term') ||
        one.distance - other.distance ||
        (one.id < other.id ? -1 : 1),
    )
  return first?.id ?? null
}

/** Days from `from` up to, and without, `until`, and the theme that counts on them. */
export type ThemeSpan = { from: Day; until: Day; themeId: string }

/** The theme of each day at once: spans that follow one another, those without a theme left out. */
export function themeSpans(candidates: readonly Candidate[]): ThemeSpan[] {
  const days = [...new Set(candidates.flatMap(({ beginsOn, endsOn }) => [beginsOn, endsOn]))].sort()
  return days.flatMap((from, index) => {
    const until = days[index + 1]
    const themeId = themeOn(from, candidates)
    return until === undefined || themeId === null ? [] : [{ from, until, themeId }]
  })
}

/** Why a theme cannot span these years, with the field at fault; undefined where it can. */
export function objectionToYears(theme: {
  span: Span
  fromYear: number
  toYear: number
}): { code: string; field: string } | undefined {
  const { span, fromYear, toYear } = theme
  if (!isYear(fromYear)) return { code: 'theme_years_are_out_of_range', field: 'fromYear' }
  if (span === 'year' && toYear !== fromYear) return { code: 'theme_of_a_year_has_one_year', field: 'toYear' }
  if (toYear < fromYear) return { code: 'theme_ends_before_it_begins', field: 'toYear' }
  return isYear(toYear) ? undefined : { code: 'theme_years_are_out_of_range', field: 'toYear' }
}

/**
 * Why a theme cannot end after this last day; undefined where it can. Days that have passed stay under the theme under
 * which they were counted, so the end lies today or later.
 */
export function objectionToEnd(
  lastDay: Day,
  theme: { beginsOn: Day; endsOn: Day },
  today: Day,
): string | undefined {
  if (lastDay < theme.beginsOn) return 'theme_is_over_before_it_began'
  if (addDays(lastDay, 1) >= theme.endsOn) return 'theme_ends_sooner_anyway'
  return lastDay < today ? 'theme_end_is_past' : undefined
}
