/** What a chart is drawn with. All lengths are points, from the top left corner. */

import type { ChartSpec } from '../content.ts'
import { cut, widthOf } from './text-width.ts'

export type Point = readonly [x: number, y: number]
/** Told apart on a black and white printer and on its copies. */
export type Fill = 'dark' | 'light' | 'hatch' | 'white'

export type Mark =
  | { kind: 'area'; points: Point[]; fill: Fill }
  | { kind: 'line'; points: Point[]; weight: number; faint: boolean; dash: number[] }
  /** `y` is the line on which letters stand. `turned` reads upward, anchored at its foot. */
  | {
      kind: 'text'
      x: number
      y: number
      text: string
      size: number
      anchor: 'start' | 'middle' | 'end'
      italic: boolean
      turned: boolean
    }

export type Drawing = { width: number; height: number; marks: Mark[] }

/** A chart whose every series has a value or null for every label. */
export type FullChart = Omit<ChartSpec, 'form'>

/** How the series of a chart look, in their order. */
export const looks = [
  { fill: 'dark', dash: [], shape: 'circle' },
  { fill: 'light', dash: [5, 3], shape: 'square' },
  { fill: 'hatch', dash: [1.2, 2.2], shape: 'triangle' },
  { fill: 'white', dash: [7, 2, 1.2, 2], shape: 'diamond' },
] as const satisfies { fill: Fill; dash: number[]; shape: string }[]
export type Look = (typeof looks)[number]
export const lookOf = (series: number): Look => looks[series % looks.length] ?? looks[0]

/** The size of words in a chart, and of the numbers at its bars and scale. */
export const wordSize = 10.5
export const numberSize = 9.5

export const rect = (x: number, y: number, width: number, height: number, fill: Fill): Mark => ({
  kind: 'area',
  points: [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ],
  fill,
})

export const line = (points: Point[], weight = 0.6, dash: readonly number[] = []): Mark => ({
  kind: 'line',
  points,
  weight,
  faint: false,
  dash: [...dash],
})

export const faintLine = (from: Point, to: Point): Mark => ({
  kind: 'line',
  points: [from, to],
  weight: 0.4,
  faint: true,
  dash: [],
})

export const word = (
  x: number,
  y: number,
  text: string,
  more: Partial<Omit<Extract<Mark, { kind: 'text' }>, 'kind' | 'x' | 'y' | 'text'>> = {},
): Mark => ({
  kind: 'text',
  x,
  y,
  text,
  size: wordSize,
  anchor: 'start',
  italic: false,
  turned: false,
  ...more,
})

/** The sign at a point of a line. */
export function dot([x, y]: Point, { shape }: Look): Mark {
  const r = 2.6
  const corners: Record<Look['shape'], Point[]> = {
    circle: Array.from({ length: 16 }, (_, turn): Point => {
      const angle = (turn / 8) * Math.PI
      return [x + r * Math.cos(angle), y + r * Math.sin(angle)]
    }),
    square: [
      [x - r, y - r],
      [x + r, y - r],
      [x + r, y + r],
      [x - r, y + r],
    ],
    triangle: [
      [x, y - r * 1.3],
      [x + r * 1.2, y + r],
      [x - r * 1.2, y + r],
    ],
    diamond: [
      [x, y - r * 1.4],
      [x + r * 1.4, y],
      [x, y + r * 1.4],
      [x - r * 1.4, y],
    ],
  }
  return { kind: 'area', points: corners[shape], fill: shape === 'circle' ? 'dark' : 'white' }
}

/** Which look is which series, in as many lines as it takes. `y` is where the next thing may begin. */
export function legend(names: string[], width: number, top: number): { marks: Mark[]; y: number } {
  const marks: Mark[] = []
  let [x, y] = [0, top]
  for (const [index, name] of names.entries()) {
    const shown = cut(name, wordSize, width - 20)
    const needed = 18 + widthOf(shown, wordSize)
    if (x > 0 && x + needed > width) [x, y] = [0, y + 14]
    marks.push(rect(x, y + 2, 13, 8, lookOf(index).fill), word(x + 18, y + 10, shown))
    x += needed + 16
  }
  return { marks, y: y + 18 }
}
