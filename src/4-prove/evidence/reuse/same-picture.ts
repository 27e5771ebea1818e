import type { Grey, Projection } from './opencv.ts'

/** The size at which two pictures are laid over one another, and the cells in which they are compared. */
const grid = { long: 160, cell: 16 } as const
/** A cell that varies by less, in steps of grey, is bare: it says nothing for or against. */
const bare = 4
/** Cells that correlate at least so much are alike. */
const alike = 0.6
/** A cell is contradicted when what is in one picture and not in the other varies more than so much of the whole picture. */
const strongly = 0.68
/** A caption takes a strip along one edge; with fewer cells left, none is left out. */
const leastCells = 12

/** Of the cells in which both pictures show something, the share that is alike; how many contradict; how many there are. */
export type Agreement = { share: number; contradicted: number; cells: number }

/** A cell of our picture that theirs covers. */
type Cell = { row: number; column: number; ours: number; theirs: number; correlation: number }

/**
 * Lays their picture over ours as the projection says, and compares them cell by cell. A copy contradicts nowhere, but
 * along the edge where somebody wrote; in another photo of the same hall the walls agree and the people contradict.
 */
export function agreementOf(ours: Grey, theirs: Grey, projection: Projection): Agreement {
  const { here, there, width, height } = laidOver(ours, theirs, projection)
  const whole = { ours: Math.max(1, spreadOf(here, there)), theirs: Math.max(1, spreadOf(there, there)) }
  const cells: Cell[] = []
  for (let row = 0; (row + 1) * grid.cell <= height; row++)
    for (let column = 0; (column + 1) * grid.cell <= width; column++) {
      const cell = cellAt(here, there, width, row, column)
      if (cell) cells.push(cell)
    }
  const told = cells.filter((cell) => cell.ours >= bare || cell.theirs >= bare)
  const share =
    told.length === 0 ? 0 : told.filter(({ correlation }) => correlation >= alike).length / told.length
  return { share, contradicted: contradictedOf(cells, whole), cells: cells.length }
}

/** How many cells contradict, without the strip along the one edge that has most of them. */
function contradictedOf(cells: readonly Cell[], whole: { ours: number; theirs: number }): number {
  const rows = cells.map(({ row }) => row)
  const columns = cells.map(({ column }) => column)
  const edges = [
    ({ row }: Cell) => row > Math.min(...rows),
    ({ row }: Cell) => row < Math.max(...rows),
    ({ column }: Cell) => column > Math.min(...columns),
    ({ column }: Cell) => column < Math.max(...columns),
  ]
  const isContradicted = ({ ours, theirs, correlation }: Cell): boolean => {
    const unlike = correlation < 0 ? 1 : Math.sqrt(1 - correlation ** 2)
    return Math.max(ours / whole.ours, theirs / whole.theirs) * unlike > strongly
  }
  const counted = (some: readonly Cell[]) => some.filter(isContradicted).length
  const without = edges.map((isInside) => cells.filter(isInside)).filter(({ length }) => length >= leastCells)
  return Math.min(counted(cells), ...without.map(counted))
}

/** Both pictures in our frame, made small; not a number where theirs does not reach. */
function laidOver(ours: Grey, theirs: Grey, projection: Projection) {
  const scale = Math.max(ours.width, ours.height) / grid.long
  const theirScale = scaleOf(projection, ours) * scale
  const [width, height] = [Math.floor(ours.width / scale), Math.floor(ours.height / scale)]
  const here = new Float32Array(width * height)
  const there = new Float32Array(width * height).fill(Number.NaN)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] = [(x + 0.5) * scale, (y + 0.5) * scale]
      here[y * width + x] = meanAround(ours, u, v, scale)
      const [a, b] = project(projection, u, v)
      if (a >= 1 && b >= 1 && a < theirs.width - 1 && b < theirs.height - 1)
        there[y * width + x] = meanAround(theirs, a, b, theirScale)
    }
  return { here, there, width, height }
}

/** Where a point of one picture lies in the other. */
function project(p: Projection, x: number, y: number): [number, number] {
  const depth = (p[6] as number) * x + (p[7] as number) * y + (p[8] as number)
  return [
    ((p[0] as number) * x + (p[1] as number) * y + (p[2] as number)) / depth,
    ((p[3] as number) * x + (p[4] as number) * y + (p[5] as number)) / depth,
  ]
}

/** By how much a projection enlarges in the middle of a picture. */
function scaleOf(projection: Projection, { width, height }: Grey): number {
  const [x, y] = [width / 2, height / 2]
  const [a, b] = project(projection, x, y)
  const [c, d] = project(projection, x + 1, y)
  const [e, f] = project(projection, x, y + 1)
  return Math.sqrt(Math.abs((c - a) * (f - b) - (d - b) * (e - a)))
}

/** The mean of a picture around a point, over a square of so many pixels. */
function meanAround({ width, height, pixels }: Grey, x: number, y: number, size: number): number {
  const reach = Math.max(1, Math.min(width, height, Math.round(size)))
  const left = Math.max(0, Math.min(width - reach, Math.round(x - reach / 2)))
  const top = Math.max(0, Math.min(height - reach, Math.round(y - reach / 2)))
  let sum = 0
  for (let row = top; row < top + reach; row++)
    for (let column = left; column < left + reach; column++) sum += pixels[row * width + column] as number
  return sum / (reach * reach)
}

/** How much a picture varies where both are known: the standard deviation. */
function spreadOf(picture: Float32Array, known: Float32Array): number {
  let [count, sum, squares] = [0, 0, 0]
  for (let at = 0; at < picture.length; at++) {
    if (Number.isNaN(known[at])) continue
    const value = picture[at] as number
    count += 1
    sum += value
    squares += value * value
  }
  return count === 0 ? 0 : Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2))
}

/** How much a cell varies in both pictures, and how alike that is; undefined where theirs does not cover it. */
function cellAt(
  here: Float32Array,
  there: Float32Array,
  width: number,
  row: number,
  column: number,
): Cell | undefined {
  const count = grid.cell * grid.cell
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0]
  for (let y = row * grid.cell; y < (row + 1) * grid.cell; y++)
    for (let x = column * grid.cell; x < (column + 1) * grid.cell; x++) {
      const [one, other] = [here[y * width + x] as number, there[y * width + x] as number]
      a += one
      b += other
      aa += one * one
      bb += other * other
      ab += one * other
    }
  if (Number.isNaN(b)) return undefined
  const ours = Math.sqrt(Math.max(0, aa / count - (a / count) ** 2))
  const theirs = Math.sqrt(Math.max(0, bb / count - (b / count) ** 2))
  const isFlat = ours < 0.7 || theirs < 0.7
  const correlation = isFlat ? 0 : (ab / count - (a / count) * (b / count)) / (ours * theirs)
  return { row, column, ours, theirs, correlation: Math.max(-1, Math.min(1, correlation)) }
}
