/** A chart as marks on paper: drawn once, printed by Typst and written as SVG. */

import { formatNumber, t } from '../../i18n.ts'
import { type ChartSpec, mostSeries } from '../content.ts'
import { drawBars } from './bars.ts'
import { drawColumns } from './columns.ts'
import { drawLines } from './lines.ts'
import { type Drawing, type FullChart, legend, numberSize, word } from './marks.ts'
import { spoken } from './over-time.ts'
import { cut } from './text-width.ts'

/**
 * Draws a chart so wide and no higher than `maxHeight`, in points.
 * @throws RangeError where it has more series than can be told apart.
 */
export function drawChart(spec: ChartSpec, width: number, maxHeight = 640): Drawing {
  const chart = filled(spec)
  const unit = cut(t('platform.chart.unit', { unit: chart.unit }), numberSize, width)
  const names = chart.series.map(({ name }) => name)
  const above =
    // Lines are named where they end.
    chart.series.length > 1 && spec.form !== 'line' ? legend(names, width, 15) : { marks: [], y: 18 }
  const drawing =
    spec.form === 'bars'
      ? drawBars(chart, width, above.y, maxHeight)
      : spec.form === 'columns'
        ? drawColumns(chart, width, above.y)
        : drawLines(chart, width, above.y)
  return {
    ...drawing,
    marks: [word(0, 10, unit, { size: numberSize, italic: true }), ...above.marks, ...drawing.marks],
  }
}

/** What a reader who does not see the chart needs: all its values, in its order. */
export function chartInWords(spec: ChartSpec): string {
  const { unit, labels, series } = filled(spec)
  const said = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? t('platform.chart.missing') : formatNumber(amount)
  const values = labels.map((label, index) => {
    const amounts = series.map(({ name, values }) =>
      series.length === 1 ? said(values[index]) : `${name} ${said(values[index])}`,
    )
    return `${spoken(label)}: ${amounts.join(', ')}`
  })
  return `${t(`platform.chart.${spec.form}`, { unit })} ${values.join('; ')}.`
}

/** Every series as long as the labels, what is no number not known, every name in one line. */
function filled({ unit, labels, series }: ChartSpec): FullChart {
  if (series.length > mostSeries) throw new RangeError(`A chart shows ${mostSeries} series at most.`)
  const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
  return {
    unit: oneLine(unit),
    labels: labels.map(oneLine),
    series: series.map(({ name, values }) => ({
      name: oneLine(name),
      values: labels.map((_, index) => {
        const amount = values[index]
        return typeof amount === 'number' && Number.isFinite(amount) ? amount : null
      }),
    })),
  }
}
