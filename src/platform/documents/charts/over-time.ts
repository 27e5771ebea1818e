/** What columns and lines have in common: the scale at the left, the periods below, words about what is missing. */

import { formatNumber, formatPeriod, t } from '../../i18n.ts'
import { type FullChart, faintLine, line, type Mark, numberSize, word, wordSize } from './marks.ts'
import { type Scale, scaleOf } from './scale.ts'
import { widthOf, wrapped } from './text-width.ts'

export type Plot = {
  marks: Mark[]
  scale: Scale
  /** Where the middle of the nth period is, and how wide it is. */
  x: (period: number) => number
  band: number
  y: (amount: number) => number
  height: number
}

const plotHeight = 160

/** `headroom` is kept free above the highest column, `right` beside the last period. */
export function plotOf(
  chart: FullChart,
  width: number,
  top: number,
  room: { head: number; right: number },
): Plot {
  const { labels, series } = chart
  const amounts = series.flatMap(({ values }) => values)
  const scale = scaleOf(amounts)
  const left = Math.max(...scale.ticks.map((tick) => widthOf(formatNumber(tick), numberSize))) + 6
  const band = (width - left - room.right) / Math.max(1, labels.length)
  const x = (period: number) => left + (period + 0.5) * band
  const from = top + room.head
  const y = (amount: number) => from + plotHeight * ((scale.high - amount) / (scale.high - scale.low))
  // Under columns that hang, their numbers have room too.
  const bottom = y(scale.low) + (scale.low < 0 ? room.head : 0)
  const names = namesBelow(labels, band)
  const marks: Mark[] = [
    ...scale.ticks.flatMap((tick) => [
      faintLine([left, y(tick)], [width - room.right, y(tick)]),
      word(left - 5, y(tick) + numberSize * 0.33, formatNumber(tick), { size: numberSize, anchor: 'end' }),
    ]),
    ...names.flatMap((lines, period) =>
      lines.map((text, index) => word(x(period), bottom + 13 + index * 11.5, text, { anchor: 'middle' })),
    ),
    line(
      [
        [left, y(0)],
        [width - room.right, y(0)],
      ],
      0.8,
    ),
  ]
  let height = bottom + 6 + Math.max(1, ...names.map(({ length }) => length)) * 11.5
  const missing = labels.flatMap((_, period) =>
    series.some(({ values }) => values[period] === null) ? [period] : [],
  )
  if (missing.length > 0) {
    height += 13
    marks.push(word(0, height - 3, t('platform.chart.missingSign'), { size: numberSize, italic: true }))
  }
  return { marks, scale, x, band, y, height }
}

/** A value that is not known: a dash where its column would stand, never a column of no height. */
export const missingMark = (x: number, y: number): Mark => word(x, y - 3, '–', { anchor: 'middle' })

/** The names of the periods in the longest form that fits; where none does, every second or third of the shortest. */
function namesBelow(labels: string[], band: number): string[][] {
  const fits = (names: string[], room: number) => names.every((name) => widthOf(name, wordSize) <= room - 3)
  if (!labels.every((label) => period.test(label)))
    return labels.map((label) => wrapped(label, wordSize, band - 3, 3))
  const forms = [labels.map(longPeriod), labels.map(shortPeriod)]
  const fitting = forms.find((names) => fits(names, band))
  if (fitting) return fitting.map((name) => [name])
  const short = forms.at(-1) ?? []
  const every = [2, 3, 4, 6, 12].find((step) => fits(short, band * step)) ?? Math.ceil(40 / band)
  return short.map((name, index) => (index % every === 0 ? [name] : []))
}

const period = /^\d{4}(-\d{2}|-Q[1-4])?$/
const longPeriod = (code: string): string => {
  if (code.includes('Q')) return formatPeriod(code)
  const [year, month] = code.split('-')
  return month ? `${Number(month)}/${year}` : String(year)
}
const shortPeriod = (code: string): string => {
  const [year = '', part] = code.split('-')
  if (part === undefined) return year
  const name = part.startsWith('Q') ? ['I', 'II', 'III', 'IV'][Number(part[1]) - 1] : Number(part)
  return `${name}/${year.slice(2)}`
}

/** How a label reads in running text: a period in words, a name as it is. */
export const spoken = (label: string): string => (period.test(label) ? formatPeriod(label) : label)
