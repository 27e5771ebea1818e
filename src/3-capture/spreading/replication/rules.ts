import type { State } from '#initiatives'
import type { Day } from '#platform/time'

/** What of an initiative is needed to see how it spread. */
export type Relative = {
  id: string
  copiedFrom: string | null
  startedOn: Day | null
  endedOn: Day | null
  name: string
}

/** One initiative with those that were copied from it. */
export type Branch<Row> = { row: Row; copies: Branch<Row>[] }

/** Whether an initiative can be copied: what is only proposed has nothing to show yet. */
export const canBeCopied = (state: State): boolean => state !== 'proposed'

const byStart = (one: Relative, other: Relative): number =>
  (one.startedOn ?? '9999').localeCompare(other.startedOn ?? '9999') || one.id.localeCompare(other.id)

/**
 * The tree that some initiatives form by who copied whom; copies in the order in which they started. One whose origin is
 * not among them (it cannot be seen) stands at the top.
 */
export function treeOf<Row extends Relative>(rows: readonly Row[]): Branch<Row>[] {
  const known = new Set(rows.map(({ id }) => id))
  const beneath = Map.groupBy([...rows].sort(byStart), ({ copiedFrom }) =>
    copiedFrom !== null && known.has(copiedFrom) ? copiedFrom : '',
  )
  const grow = (parent: string): Branch<Row>[] =>
    (beneath.get(parent) ?? []).map((row) => ({ row, copies: grow(row.id) }))
  return grow('')
}

/** The rows of a tree from top to bottom, each with its depth and the one above it. */
export function linesOf<Row>(
  branches: readonly Branch<Row>[],
  depth = 0,
  parent?: Row,
): { row: Row; depth: number; parent: Row | undefined }[] {
  return branches.flatMap(({ row, copies }) => [{ row, depth, parent }, ...linesOf(copies, depth + 1, row)])
}

/** One year of a spread: how many began, how many ended, how many ran on its last day (or today). */
export type Growth = { year: number; began: number; ended: number; running: number }

/** How a spread went year by year, from the first start on. Those that have not started are in none. */
export function growthOf(rows: readonly Relative[], today: Day): Growth[] {
  const started = rows.filter(({ startedOn }) => startedOn !== null)
  const first = Math.min(...started.map(({ startedOn }) => Number(startedOn?.slice(0, 4))))
  const last = Number(today.slice(0, 4))
  const years = Number.isFinite(first)
    ? Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
    : []
  return years.map((year) => {
    const lastDay = `${year}-12-31` < today ? `${year}-12-31` : today
    const inYear = (day: Day | null) => day?.startsWith(`${year}-`) === true
    return {
      year,
      began: started.filter(({ startedOn }) => inYear(startedOn)).length,
      ended: started.filter(({ endedOn }) => inYear(endedOn)).length,
      running: started.filter(
        ({ startedOn, endedOn }) => (startedOn ?? '') <= lastDay && (endedOn === null || endedOn > lastDay),
      ).length,
    }
  })
}

/** What a figure needs to be the one by which a spread is told: what most of its initiatives have, the earlier one at a tie. */
export function commonIndicator(
  found: ReadonlyMap<string, readonly { indicator: { code: string; rule: string } }[]>,
  order: readonly string[],
): string | undefined {
  const counts = new Map<string, number>()
  for (const figures of found.values())
    for (const { indicator } of figures)
      if (order.includes(indicator.code)) counts.set(indicator.code, (counts.get(indicator.code) ?? 0) + 1)
  return [...counts].sort(
    ([one, many], [other, more]) => more - many || order.indexOf(one) - order.indexOf(other),
  )[0]?.[0]
}
