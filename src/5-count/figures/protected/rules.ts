/**
 * What may be told of people who need protection: sums of people and of what goes with them, so put together that no
 * subtraction of published numbers gives a number below the threshold. Reasons: docs/decisions/0045-protected-figures.md.
 */

/** A unit in which cells are summed, with its level; the lower comes first. */
export type Rung = { id: string; level: number }

/** What one group of indicators came to in one unit in one month. */
export type Cell = {
  /** The unit itself and all above it in the area. */
  rungs: readonly Rung[]
  /** Heads, times, houses: what has to reach the threshold. */
  counted: Readonly<Record<string, number>>
  /** Money, areas, days of work: they go with what is counted. */
  carried: Readonly<Record<string, number>>
}

/** Cells that are told as one sum in one unit. No cell is in two blocks. */
export type Block = { place: string; cells: Cell[] }

const total = (cells: readonly Cell[], kind: 'counted' | 'carried', code: string): number =>
  cells.reduce((sum, cell) => sum + (cell[kind][code] ?? 0), 0)

const codesOf = (cells: readonly Cell[], kind: 'counted' | 'carried'): string[] => [
  ...new Set(cells.flatMap((cell) => Object.keys(cell[kind]))),
]

/** The sums of some cells, by indicator. */
export const sumsOf = (cells: readonly Cell[], kind: 'counted' | 'carried'): Record<string, number> =>
  Object.fromEntries(codesOf(cells, kind).map((code) => [code, total(cells, kind, code)]))

/** Whether some counts may be told: none is small, and one at least is there for what is carried to hide behind. */
export function isLarge(counted: Readonly<Record<string, number>>, threshold: number): boolean {
  const values = Object.values(counted).filter((value) => value !== 0)
  return values.length > 0 && values.every((value) => value >= threshold)
}

/**
 * Whether the sum of cells that are not told themselves may be told. Of each it is known that it is below the threshold, so
 * the sum must leave at least three numbers that each of them could be: of n cells below 5 at most 4 n − 2.
 */
export function isPoolSafe(cells: readonly Cell[], threshold: number): boolean {
  if (cells.length < 2 || !isLarge(sumsOf(cells, 'counted'), threshold)) return false
  return codesOf(cells, 'counted').every((code) => {
    const values = cells.map((cell) => cell.counted[code] ?? 0).filter((value) => value !== 0)
    if (values.length === 0) return true
    const most = (threshold - 1) * values.length - 2
    return (
      values.length > 1 &&
      (values.some((value) => value >= threshold) || total(cells, 'counted', code) <= most)
    )
  })
}

const isNothing = (cell: Cell): boolean =>
  [...Object.values(cell.counted), ...Object.values(cell.carried)].every((value) => value === 0)

/**
 * Puts the cells of one month into blocks: a cell that is large enough stands for itself, the others go up until they are
 * enough together. What is left at the top is not told.
 */
export function blocksOf(cells: readonly Cell[], threshold: number): Block[] {
  const blocks: Block[] = []
  let left: Cell[] = []
  for (const cell of cells) {
    const [own] = cell.rungs
    if (!own || isNothing(cell)) continue
    if (isLarge(cell.counted, threshold)) blocks.push({ place: own.id, cells: [cell] })
    else left.push(cell)
  }
  const levels = [...new Set(left.flatMap(({ rungs }) => rungs.map(({ level }) => level)))].sort(
    (a, b) => a - b,
  )
  for (const level of levels) {
    const pools = Map.groupBy(left, ({ rungs }) => rungs.find((rung) => rung.level === level)?.id)
    left = []
    for (const [place, pool] of pools) {
      if (place !== undefined && isPoolSafe(pool, threshold)) blocks.push({ place, cells: pool })
      else left.push(...pool)
    }
  }
  return blocks
}

/**
 * What becomes of a block that was told and whose cells have changed since. Two exports are subtracted as easily as two
 * units: a change is told only where every count changed by nothing or by the threshold, and not for what is carried alone.
 */
export function revised(
  told: Readonly<Record<string, number>>,
  cells: readonly Cell[],
  threshold: number,
): 'keep' | 'tell' | 'withhold' {
  const now = sumsOf(cells, 'counted')
  const codes = new Set([...Object.keys(now), ...Object.keys(told)])
  const changes = [...codes]
    .map((code) => Math.abs((now[code] ?? 0) - (told[code] ?? 0)))
    .filter((by) => by !== 0)
  if (changes.length === 0 || changes.some((by) => by < threshold)) return 'keep'
  const isSafe = cells.length > 1 ? isPoolSafe(cells, threshold) : isLarge(now, threshold)
  return isSafe ? 'tell' : 'withhold'
}
