import { readNumber } from '#platform/number'
import type { Typed } from '#platform/submit'
import type { Rectangle } from '../store.ts'

/** The most places that are covered in one photo. A crowd wants another photo. */
export const mostRectangles = 40

/** How many rows the form offers beyond those that are filled in. */
export const spareRows = 4

/** A rectangle as it is typed: percent of the photo's width and height, from its left upper corner. */
const parts = ['left', 'top', 'width', 'height'] as const

/** The row of a form that does not make a rectangle. */
export type WrongRow = { row: number; part: (typeof parts)[number] }

/**
 * The rectangles out of a form whose fields are named `cover.0.left` …, in thousandths. A row that is blank is none; one that is
 * blank by half, no number, or outside of the photo is wrong, and nothing is covered by guess.
 */
export function rectanglesTyped(typed: Typed): { rectangles: Rectangle[]; wrong: WrongRow[] } {
  const rows = new Set<number>()
  for (const name of Object.keys(typed)) {
    const row = /^cover\.(\d{1,3})\.(?:left|top|width|height)$/.exec(name)?.[1]
    if (row !== undefined) rows.add(Number(row))
  }
  const rectangles: Rectangle[] = []
  const wrong: WrongRow[] = []
  for (const row of [...rows].sort((one, other) => one - other)) {
    const texts = parts.map((part) => (typed[`cover.${row}.${part}`] ?? '').trim())
    if (texts.every((text) => text === '')) continue
    const numbers = texts.map((text) => readNumber(text, { unit: '%' }).value)
    const bad = parts.filter((part, index) => {
      const value = numbers[index]
      const [least, most] = part === 'left' || part === 'top' ? [0, 99.9] : [0.1, 100]
      return value === undefined || value < least || value > most
    })
    wrong.push(...bad.map((part) => ({ row, part })))
    if (bad.length > 0) continue
    const [left = 0, top = 0, width = 0, height = 0] = numbers.map((value) => Math.round((value ?? 0) * 10))
    rectangles.push({
      x: left,
      y: top,
      width: Math.min(width, 1000 - left),
      height: Math.min(height, 1000 - top),
    })
  }
  return { rectangles, wrong }
}

/** A rectangle as it is typed again. */
export const asPercent = (thousandths: number): string => String(thousandths / 10)

/** The pixels of a rectangle in a picture; at least one, at most to its edges, and rather more than less. */
export function pixelsOf(rectangle: Rectangle, width: number, height: number) {
  const left = Math.min(Math.floor((rectangle.x * width) / 1000), width - 1)
  const top = Math.min(Math.floor((rectangle.y * height) / 1000), height - 1)
  const right = Math.ceil(((rectangle.x + rectangle.width) * width) / 1000)
  const bottom = Math.ceil(((rectangle.y + rectangle.height) * height) / 1000)
  return {
    left,
    top,
    width: Math.max(1, Math.min(right, width) - left),
    height: Math.max(1, Math.min(bottom, height) - top),
  }
}
