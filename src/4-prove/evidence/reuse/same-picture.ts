import type { Grey, Projection } from './opencv.ts'

/** The grid on which two pictures are laid over one another, and the cells in which they are compared. */
const grid = { long: 160, cell: 16 } as const
/** A cell that varies by less is bare: it says nothing for or against. */
const bare = 4
/** Cells alike at least so much agree. */
const alike = 0.6

/** Of the cells in which both pictures show something, the share that show the same. */
export type Agreement = { share: number; cells: number }

/** A cell of our picture that theirs covers: how alike they are there; undefined where both are bare. */
export type Cell = { row: number; column: number; likeness: number | undefined }

/** Lays their picture over ours as the projection says, and compares them cell by cell. */
export function cellsOf(ours: Grey, theirs: Grey, projection: Projection): Cell[] {
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
  const cells: Cell[] = []
  for (let row = 0; (row + 1) * grid.cell <= height; row++)
    for (let column = 0; (column + 1) * grid.cell <= width; column++) {
      const likeness = likenessOf(here, there, width, column * grid.cell, row * grid.cell)
      if (!Number.isNaN(likeness))
        cells.push({ row, column, likeness: likeness === 2 ? undefined : likeness })
    }
  return cells
}

/**
 * In a copy nearly everything agrees; in another photo of the same hall the walls do, and the people do not.
 */
export function agreementOf(ours: Grey, theirs: Grey, projection: Projection): Agreement {
  const told = cellsOf(ours, theirs, projection).flatMap(({ likeness }) => likeness ?? [])
  return {
    share: told.length === 0 ? 0 : told.filter((likeness) => likeness >= alike).length / told.length,
    cells: told.length,
  }
}

/** Where a point of one picture lies in the other. */
export function project(p: Projection, x: number, y: number): [number, number] {
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
  const reach = Math.max(1, Math.round(size))
  const left = Math.max(0, Math.min(width - reach, Math.round(x - reach / 2)))
  const top = Math.max(0, Math.min(height - reach, Math.round(y - reach / 2)))
  let sum = 0
  for (let row = top; row < top + reach; row++)
    for (let column = left; column < left + reach; column++) sum += pixels[row * width + column] as number
  return sum / (reach * reach)
}

/** The correlation of a cell in both pictures; 2 where the cell is bare in both, not a number where one ends within it. */
function likenessOf(
  here: Float32Array,
  there: Float32Array,
  width: number,
  left: number,
  top: number,
): number {
  const count = grid.cell * grid.cell
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0]
  for (let y = top; y < top + grid.cell; y++)
    for (let x = left; x < left + grid.cell; x++) {
      const [one, other] = [here[y * width + x] as number, there[y * width + x] as number]
      a += one
      b += other
      aa += one * one
      bb += other * other
      ab += one * other
    }
  if (Number.isNaN(b)) return Number.NaN
  const [varying, theirs] = [aa / count - (a / count) ** 2, bb / count - (b / count) ** 2]
  if (varying < bare * bare && theirs < bare * bare) return 2
  if (varying < 1 || theirs < 1) return 0
  return (ab / count - (a / count) * (b / count)) / Math.sqrt(varying * theirs)
}
