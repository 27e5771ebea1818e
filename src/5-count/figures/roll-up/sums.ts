import type { Figure } from '../rules.ts'
import type { SumRow } from './store.ts'

// Amounts have three decimals and shares five, so sums of binary fractions are put right at the eighth.
export const exact = (amount: number): number => Math.round(amount * 1e8) / 1e8

/** Adds a sum to a figure, level by level. */
export function addTo(figure: Figure, sum: SumRow): void {
  figure.declared = exact(figure.declared + sum.total - sum.proven)
  figure.evidenced = exact(figure.evidenced + sum.proven - sum.confirmed - sum.verified)
  figure.confirmed = exact(figure.confirmed + sum.confirmed)
  figure.verified = exact(figure.verified + sum.verified)
  figure.entries += sum.entries
  if (sum.over) figure.over = (figure.over ?? 0) + sum.over
  if (sum.about) figure.about = (figure.about ?? 0) + sum.about
}

/** A figure without an entry, to be added to. */
export const nothing = (): Figure => ({ declared: 0, evidenced: 0, confirmed: 0, verified: 0, entries: 0 })

/** What stands under a key; made where nothing does. */
export function within<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}

/**
 * The twelve numbers of a year as PostgreSQL writes them, each month for itself and not since the beginning of the year.
 * A report on the nation reads a hundred thousand of them, so they are read character by character.
 */
export function monthsOfYear(array: string | null): number[] | undefined {
  if (array === null) return undefined
  const months: number[] = []
  let before = 0
  let digits = 0
  let scale = 0
  let sign = 1
  for (let at = 1; at < array.length; at += 1) {
    const code = array.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      digits = digits * 10 + code - 48
      if (scale > 0) scale *= 10
    } else if (code === 46) scale = 1
    else if (code === 45) sign = -1
    else {
      const since = (sign * digits) / (scale || 1)
      months.push(exact(since - before))
      before = since
      digits = 0
      scale = 0
      sign = 1
    }
  }
  return months
}
