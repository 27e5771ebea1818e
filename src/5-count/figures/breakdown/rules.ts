import { inThreeDecimals } from '#platform/number'
import { addMonths, type Day, type Span } from '#platform/time'
import { assurances, type Figure, noFigure } from '../rules.ts'
import type { Rule } from '../store.ts'

/** Whether parts of such a figure add up to the whole. Different people and rates do not. */
export const addsUp = (rule: Rule): boolean => rule === 'sum' || rule === 'stock'

/**
 * What a whole holds beyond its parts: what was done at the unit itself and what belongs to none of them. Less than
 * nothing where parts count something twice.
 */
export function restOf(whole: Figure | undefined, parts: readonly (Figure | undefined)[]): Figure {
  const { beyond, ...rest } = { ...noFigure(), ...whole }
  const besides = beyondWithout(beyond, parts)
  for (const part of parts) {
    if (!part) continue
    rest.declared -= part.declared
    rest.evidenced -= part.evidenced
    rest.confirmed -= part.confirmed
    rest.verified -= part.verified
    rest.entries -= part.entries
    if (part.over) rest.over = (rest.over ?? 0) - part.over
    if (part.about) rest.about = (rest.about ?? 0) - part.about
  }
  for (const level of ['declared', 'evidenced', 'confirmed', 'verified'] as const)
    rest[level] = inThreeDecimals(rest[level])
  return {
    ...rest,
    // A fact that is shared between two units is an entry of both.
    entries: Math.max(0, rest.entries),
    over: Math.max(0, rest.over ?? 0),
    about: Math.max(0, rest.about ?? 0),
    ...(besides ? { beyond: besides } : {}),
  }
}

/** What of the amounts that lie beyond the period belongs to no part. What is left lies between the days of the whole. */
function beyondWithout(
  whole: Figure['beyond'],
  parts: readonly (Figure | undefined)[],
): Figure['beyond'] | undefined {
  if (!whole) return undefined
  const rest = { ...whole }
  for (const { beyond } of parts.flatMap((part) => part ?? [])) {
    if (!beyond) continue
    rest.entries -= beyond.entries
    if (rest.amount !== undefined) rest.amount = inThreeDecimals(rest.amount - (beyond.amount ?? 0))
    if (rest.over) rest.over = Math.max(0, rest.over - (beyond.over ?? 0))
    if (rest.about) rest.about = Math.max(0, rest.about - (beyond.about ?? 0))
  }
  return rest.entries > 0 && (rest.amount ?? 0) >= 0 ? rest : undefined
}

/** Some figures of one indicator together: what is added when they are told in one row. */
export function together(figures: readonly (Figure | undefined)[]): Figure {
  const sum = noFigure()
  for (const one of figures) {
    if (!one) continue
    for (const level of [...assurances, 'entries'] as const)
      sum[level] = inThreeDecimals(sum[level] + one[level])
    if (one.over) sum.over = (sum.over ?? 0) + one.over
    if (one.about) sum.about = (sum.about ?? 0) + one.about
  }
  return sum
}

/** The whole months of a span that fall into another; undefined where none does. Months begun count as whole. */
export function monthsWithin(
  span: Span,
  { from, until }: { from: Day; until: Day | null },
): Span | undefined {
  const first = `${from.slice(0, 7)}-01`
  const last =
    until === null ? span.until : until.endsWith('-01') ? until : `${addMonths(until.slice(0, 7), 1)}-01`
  const common = { ...span }
  if (first > span.from) common.from = first
  if (last < span.until) common.until = last
  return common.from < common.until ? common : undefined
}
