// Small charts drawn on the server. Each has its numbers as a table or as text beside it.

import type { Child } from 'hono/jsx'
import { formatNumber, formatPeriod, t } from '#platform/i18n'
import { ProofLegend, paintOf, partsOf } from './figure.tsx'
import { type Proof, proofLevels, provenInWords, totalInWords, totalOf } from './proof.ts'

const plotHeight = 200
const plotTop = 16
const axisHeight = 28

/** A round number not below the greatest, so that the lines of the scale read well, its half too. */
export function scaleTop(greatest: number): number {
  if (greatest <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(greatest))
  const step = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= greatest * 0.9999) ?? 10
  return step * power
}

/** `missing`: said in place of the number, of which nothing may be told. */
type PeriodOfChart = Proof & { period: string; href?: string; missing?: string }

export interface PeriodBarsProps {
  /** What is counted, of whom. */
  caption: string
  unit: string
  /** In order, `2026-03`, `2026-Q1` or `2026` first to last; those without an amount too. */
  periods: readonly PeriodOfChart[]
}

/**
 * Twelve to twenty-four months, quarters or years, each stacked by how far it is proven. Positions across are percentages and heights are
 * pixels, so that bars grow with the page while the words keep their size.
 */
export function PeriodBars({ caption, unit, periods }: PeriodBarsProps) {
  const top = scaleTop(Math.max(...periods.map(totalOf), 0))
  const width = 100 / Math.max(1, periods.length)
  const y = (amount: number) => plotTop + plotHeight * (1 - amount / top)
  // How far apart the columns are named: on a phone three times as far.
  const every = periods.length > 12 ? 3 : 1
  return (
    <figure class="chart">
      <figcaption class="chart-caption">
        {caption} <span class="chart-unit">({unit})</span>
      </figcaption>
      <div class="chart-row">
        <svg class="chart-scale" height={plotTop + plotHeight + axisHeight} aria-hidden="true">
          {[0, 0.5, 1].map((part) => (
            <text x="100%" y={y(top * part) + 5} text-anchor="end">
              {formatNumber(top * part)}
            </text>
          ))}
        </svg>
        <svg class="chart-plot" height={plotTop + plotHeight + axisHeight} role="img" aria-label={caption}>
          {[0, 0.5, 1].map((part) => (
            <line class="chart-line" x1="0" x2="100%" y1={y(top * part)} y2={y(top * part)} />
          ))}
          {periods.map((period, index) => (
            <PeriodBar period={period} left={index * width} width={width} y={y} unit={unit} />
          ))}
          {periods.map(({ period }, index) => (
            <text
              class={index % (every * 3) === 0 ? undefined : index % every === 0 ? 'tick-wide' : 'tick-never'}
              x={`${((index + 0.5) * width).toFixed(2)}%`}
              y={plotTop + plotHeight + 20}
              text-anchor="middle"
            >
              {shortPeriod(period)}
            </text>
          ))}
        </svg>
      </div>
      <ProofLegend />
      <details class="chart-table">
        <summary>{t('ui.chart.table')}</summary>
        <PeriodTable caption={caption} periods={periods} />
      </details>
    </figure>
  )
}

/** 3/26 for March 2026, I/26 for its first quarter: there is no room for more under a bar. */
function shortPeriod(period: string): string {
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(period) ?? []
  if (year && quarter) return `${['I', 'II', 'III', 'IV'][Number(quarter) - 1]}/${year.slice(2)}`
  const [, first, last] = /^\d{4}-(\d{2})\.\.\d{4}-(\d{2})$/.exec(period) ?? []
  if (first && last) return `${Number(first)}–${Number(last)}/${period.slice(2, 4)}`
  return period.length === 4 ? period : `${Number(period.slice(5, 7))}/${period.slice(2, 4)}`
}

function PeriodBar(props: {
  period: PeriodOfChart
  left: number
  width: number
  y: (amount: number) => number
  unit: string
}) {
  const { period, y } = props
  const total = totalOf(period)
  const bottom = y(0)
  const height = bottom - y(Math.max(0, total))
  return (
    <g>
      <title>
        {`${formatPeriod(period.period)}: ${period.missing ?? `${totalInWords(period)} ${props.unit} – ${provenInWords(period)}`}`}
      </title>
      {partsOf(period).map(({ level, from, share }) => (
        <rect
          x={`${(props.left + props.width * 0.16).toFixed(2)}%`}
          width={`${(props.width * 0.68).toFixed(2)}%`}
          y={(bottom - ((from + share) / 100) * height).toFixed(2)}
          height={Math.max(0.5, (share / 100) * height - 1).toFixed(2)}
          {...paintOf(level)}
        />
      ))}
    </g>
  )
}

function PeriodTable({ caption, periods }: Pick<PeriodBarsProps, 'caption' | 'periods'>) {
  const isMonths = periods.every(({ period }) => /^\d{4}-\d{2}$/.test(period))
  return (
    <section class="scroll" tabindex={0} aria-label={caption}>
      <table class="table table-plain">
        <caption class="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t(isMonths ? 'ui.chart.month' : 'ui.chart.period')}</th>
            {proofLevels.map((level) => (
              <th scope="col" class="number">
                {t(`ui.proof.${level}`)}
              </th>
            ))}
            <th scope="col" class="number">
              {t('ui.chart.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {periods.map((one) => (
            <tr>
              <th scope="row">
                {one.href ? <a href={one.href}>{shortPeriod(one.period)}</a> : shortPeriod(one.period)}
              </th>
              {one.missing ? (
                <td colspan={proofLevels.length + 1}>{one.missing}</td>
              ) : (
                <>
                  {proofLevels.map((level) => (
                    <td class="number">{formatNumber(one[level])}</td>
                  ))}
                  <td class="number">{totalInWords(one)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The course of a figure in one line, beside its number. `label` says in words what the line shows. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const greatest = Math.max(...values, 1)
  const least = Math.min(...values, 0)
  const place = (value: number, index: number) => {
    const x = values.length < 2 ? 100 : 2 + (index / (values.length - 1)) * 116
    return `${x.toFixed(1)},${(29 - ((value - least) / (greatest - least)) * 26).toFixed(1)}`
  }
  const last = place(values.at(-1) ?? 0, values.length - 1).split(',')
  return (
    <svg class="sparkline" viewBox="0 0 122 32" width="122" height="32" role="img" aria-label={label}>
      <polyline points={values.map(place).join(' ')} />
      <circle cx={last[0]} cy={last[1]} r="3" />
    </svg>
  )
}

export interface ShareBarsProps {
  caption: string
  unit: string
  /** `missing`: said in place of the number, where there is none. */
  rows: readonly (Proof & {
    label: Child
    href?: string | undefined
    note?: string | undefined
    missing?: string | undefined
  })[]
  quietCaption?: boolean
}

/** Units side by side: who has how much, and how far it is proven. In the order given; no rank is written. */
export function ShareBars({ caption, unit, rows, quietCaption }: ShareBarsProps) {
  const greatest = Math.max(...rows.map(totalOf), 1)
  return (
    <figure class="chart">
      <figcaption class={quietCaption ? 'sr-only' : 'chart-caption'}>
        {caption} <span class="chart-unit">({unit})</span>
      </figcaption>
      <ul class="share-bars">
        {rows.map((row) => (
          <li>
            <span class="share-label">{row.href ? <a href={row.href}>{row.label}</a> : row.label}</span>
            <span class="share-amount">
              {row.missing ?? totalInWords(row)}
              {row.missing ? null : <span class="sr-only"> {unit}</span>}
            </span>
            <svg class="share-bar" width="100%" height="14" aria-hidden="true">
              <rect class="proof-track" width="100%" height="14" rx="3" />
              {partsOf(row).map(({ level, from, share }) => {
                const scale = Math.max(0, totalOf(row)) / greatest
                return (
                  <rect
                    x={`${(from * scale).toFixed(3)}%`}
                    width={`${(share * scale).toFixed(3)}%`}
                    height="14"
                    {...paintOf(level)}
                  />
                )
              })}
            </svg>
            <span class="share-words">{row.note ?? (row.missing ? null : provenInWords(row))}</span>
          </li>
        ))}
      </ul>
      <ProofLegend />
    </figure>
  )
}
