import { formatNumber, t } from '../../i18n.ts'
import {
  type Drawing,
  type FullChart,
  faintLine,
  line,
  lookOf,
  type Mark,
  numberSize,
  rect,
  word,
  wordSize,
} from './marks.ts'
import { scaleOf } from './scale.ts'
import { widthOf, wrapped } from './text-width.ts'

/** One row for each label, its bars under each other, each with its number. Rows grow thinner where the page ends. */
export function drawBars(chart: FullChart, width: number, top: number, maxHeight: number): Drawing {
  const { labels, series } = chart
  const count = series.length
  const names = labels.map((label) => wrapped(label, wordSize, width * 0.36, 2))
  const namesWidth = Math.max(0, ...names.flat().map((name) => widthOf(name, wordSize))) + 7
  const thickness = count === 1 ? 11 : count === 2 ? 9 : 8
  const wanted = Math.max(
    count * thickness + 6,
    names.some((lines) => lines.length > 1) ? 2 * wordSize + 6 : 0,
  )
  const below = 16
  const pitch = Math.min(wanted, (maxHeight - top - below) / Math.max(1, labels.length))
  const thin = pitch / wanted
  const bar = thickness * thin
  const namesSize = wordSize * thin
  const numbersSize = Math.min(numberSize, bar + 1)

  const amounts = series.flatMap(({ values }) => values)
  const scale = scaleOf(amounts)
  const widest = (of: (amount: number) => boolean) =>
    Math.max(
      0,
      ...amounts.map((amount) =>
        amount !== null && of(amount) ? widthOf(formatNumber(amount), numbersSize) : 0,
      ),
    )
  const left = namesWidth + (scale.low < 0 ? widest((amount) => amount < 0) + 4 : 0)
  const right = width - Math.max(10, widest((amount) => amount >= 0) + 6)
  const x = (amount: number) => left + ((amount - scale.low) / (scale.high - scale.low)) * (right - left)
  const bottom = top + pitch * labels.length

  const marks: Mark[] = scale.ticks.flatMap((tick) => [
    faintLine([x(tick), top], [x(tick), bottom]),
    word(x(tick), bottom + 11, formatNumber(tick), { size: numberSize, anchor: 'middle' }),
  ])
  for (const [row, lines] of names.entries()) {
    const middle = top + pitch * (row + 0.5)
    for (const [index, text] of lines.entries()) {
      const y = middle + namesSize * 0.33 + (index - (lines.length - 1) / 2) * namesSize * 1.05
      marks.push(word(namesWidth - 7, y, text, { size: namesSize, anchor: 'end' }))
    }
    for (const [index, { values }] of series.entries()) {
      const amount = values[row] ?? null
      const y = middle - (count * bar) / 2 + index * bar
      const words = { size: numbersSize, italic: amount === null }
      const base = y + bar / 2 + numbersSize * 0.33
      if (amount === null) {
        marks.push(word(x(0) + 4, base, t('platform.chart.missing'), words))
        continue
      }
      const from = Math.min(x(0), x(amount))
      if (amount !== 0) marks.push(rect(from, y, Math.abs(x(amount) - x(0)), bar, lookOf(index).fill))
      if (amount < 0) marks.push(word(from - 4, base, formatNumber(amount), { ...words, anchor: 'end' }))
      else marks.push(word(x(amount) + 4, base, formatNumber(amount), words))
    }
  }
  marks.push(
    line(
      [
        [x(0), top],
        [x(0), bottom],
      ],
      0.8,
    ),
  )
  return { width, height: bottom + below, marks }
}
