import { formatNumber } from '../../i18n.ts'
import {
  type Drawing,
  dot,
  type FullChart,
  line,
  lookOf,
  type Mark,
  numberSize,
  type Point,
  word,
  wordSize,
} from './marks.ts'
import { missingMark, plotOf } from './over-time.ts'
import { widthOf, wrapped } from './text-width.ts'

/** A line for each series, named at its end. Where a value is not known the line is broken, never drawn through. */
export function drawLines(chart: FullChart, width: number, top: number): Drawing {
  const { labels, series } = chart
  const only = series.length === 1
  const names = series.map(({ name, values }) => {
    const last = values.findLast((amount) => amount !== null)
    const text = last === undefined ? name : `${name}: ${formatNumber(last)}`
    return only ? [] : wrapped(text, wordSize, width * 0.24, 3)
  })
  const right = only ? 8 : Math.max(...names.flat().map((text) => widthOf(text, wordSize))) + 10
  const { marks: axes, x, y, band, height } = plotOf(chart, width, top, { head: 14, right })

  const marks: Mark[] = [...axes]
  const ends: { at: number; lines: string[] }[] = []
  for (const [index, { values }] of series.entries()) {
    const look = lookOf(index)
    for (const stretch of stretches(values)) {
      const points = stretch.map(({ period, amount }): Point => [x(period), y(amount)])
      if (points.length > 1) marks.push(line(points, 1.2, look.dash))
      marks.push(...points.map((point) => dot(point, look)))
    }
    const last = values.findLast((amount) => amount !== null)
    ends.push({ at: y(last ?? 0), lines: names[index] ?? [] })
  }
  if (only) {
    const values = series[0]?.values ?? []
    const wide = Math.max(
      0,
      ...values.map((amount) => (amount === null ? 0 : widthOf(formatNumber(amount), numberSize))),
    )
    const every = Math.max(1, Math.ceil((wide + 3) / band))
    for (const [period, amount] of values.entries()) {
      if (amount === null) continue
      // Of many the last is always written, and those before it in even steps.
      if ((values.length - 1 - period) % every === 0)
        marks.push(
          word(x(period), y(amount) - 6, formatNumber(amount), { size: numberSize, anchor: 'middle' }),
        )
    }
  }
  for (const period of labels.keys())
    if (series.some(({ values }) => values[period] === null)) marks.push(missingMark(x(period), y(0)))
  return { width, height, marks: [...marks, ...endNames(ends, width - right + 8, top)] }
}

/** Values that follow each other without a gap. */
function stretches(values: (number | null)[]): { period: number; amount: number }[][] {
  const found: { period: number; amount: number }[][] = []
  let open: { period: number; amount: number }[] | undefined
  for (const [period, amount] of values.entries()) {
    if (amount === null) {
      open = undefined
      continue
    }
    if (!open) {
      open = []
      found.push(open)
    }
    open.push({ period, amount })
  }
  return found
}

/** The names at the ends of the lines, moved apart where they would lie on each other. */
function endNames(ends: { at: number; lines: string[] }[], x: number, top: number): Mark[] {
  const lineHeight = wordSize * 1.1
  const placed = ends
    .filter(({ lines }) => lines.length > 0)
    .map(({ at, lines }) => ({
      lines,
      y: at - (lines.length * lineHeight) / 2,
      height: lines.length * lineHeight + 2,
    }))
    .sort((one, other) => one.y - other.y)
  let free = top
  for (const name of placed) {
    name.y = Math.max(name.y, free)
    free = name.y + name.height
  }
  return placed.flatMap(({ lines, y }) =>
    lines.map((text, index) => word(x, y + (index + 0.8) * lineHeight, text)),
  )
}
