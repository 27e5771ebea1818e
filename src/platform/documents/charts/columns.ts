import { formatNumber } from '../../i18n.ts'
import { type Drawing, type FullChart, lookOf, type Mark, numberSize, rect, word } from './marks.ts'
import { missingMark, plotOf } from './over-time.ts'
import { widthOf } from './text-width.ts'

/** Columns side by side in each period, each with its number: upright where there is room, else along the column. */
export function drawColumns(chart: FullChart, width: number, top: number): Drawing {
  const { labels, series } = chart
  const shown = series.flatMap(({ values }) =>
    values.flatMap((amount) => (amount === null ? [] : [formatNumber(amount)])),
  )
  const widest = Math.max(0, ...shown.map((text) => widthOf(text, numberSize)))
  // The scale's own numbers are as wide as the widest, nearly.
  const guess = (width - widest - 10) / Math.max(1, labels.length)
  const column = (guess * 0.78) / series.length
  const numbers =
    widest <= (series.length === 1 ? guess : column) - 2 ? 'upright' : column >= 8 ? 'turned' : 'none'
  const head = numbers === 'upright' ? 13 : numbers === 'turned' ? widest + 6 : 5
  const { marks: axes, x, y, band, height } = plotOf(chart, width, top, { head, right: 0 })

  const marks: Mark[] = [...axes]
  const columnWidth = (band * 0.78) / series.length
  for (const [index, { values }] of series.entries())
    for (const [period, amount] of values.entries()) {
      const left = x(period) - band * 0.39 + index * columnWidth
      const middle = left + columnWidth / 2
      if (amount === null) {
        marks.push(missingMark(middle, y(0)))
        continue
      }
      const end = y(amount)
      if (amount !== 0)
        marks.push(rect(left, Math.min(end, y(0)), columnWidth, Math.abs(end - y(0)), lookOf(index).fill))
      const text = formatNumber(amount)
      const size = numberSize
      if (numbers === 'upright')
        marks.push(word(middle, amount < 0 ? end + 10 : end - 3, text, { size, anchor: 'middle' }))
      if (numbers === 'turned')
        marks.push(
          word(middle + size * 0.33, amount < 0 ? end + 3 : end - 3, text, {
            size,
            turned: true,
            anchor: amount < 0 ? 'end' : 'start',
          }),
        )
    }
  return { width, height, marks }
}
