// Many small pictures of the same kind, to be compared at a glance. Each has its number in words beside it.

import { formatNumber, formatPeriod, t } from '#platform/i18n'

export interface SmallMultiplesProps {
  caption: string
  unit: string
  /** In order, the same for every chart. */
  months: readonly string[]
  /** One chart each. `amounts` has a place for every month; undefined is a month of which nothing is known. */
  charts: readonly { label: string; href?: string; amounts: readonly (number | undefined)[] }[]
}

const chartHeight = 56

/** One little chart for each unit, all on the same scale, with its largest value written under it. */
export function SmallMultiples({ caption, unit, months, charts }: SmallMultiplesProps) {
  const greatest = Math.max(0, ...charts.flatMap(({ amounts }) => amounts.map((amount) => amount ?? 0)))
  return (
    <figure class="small-charts">
      <figcaption class="chart-caption">
        {caption} <span class="chart-unit">({unit})</span>
      </figcaption>
      <p class="quiet">
        {t('ui.small_charts.scale', {
          amount: formatNumber(greatest),
          unit,
          from: formatPeriod(months[0] ?? ''),
          until: formatPeriod(months.at(-1) ?? ''),
        })}
      </p>
      <ul class="small-charts-grid">
        {charts.map((chart) => (
          <li>
            <p class="small-chart-label">
              {chart.href ? <a href={chart.href}>{chart.label}</a> : chart.label}
            </p>
            <SmallChart amounts={chart.amounts} greatest={greatest} />
            <p class="small-chart-words">{largestInWords(chart.amounts, months, unit)}</p>
          </li>
        ))}
      </ul>
    </figure>
  )
}

function SmallChart({ amounts, greatest }: { amounts: readonly (number | undefined)[]; greatest: number }) {
  const width = 100 / Math.max(1, amounts.length)
  return (
    <svg width="100%" height={chartHeight} aria-hidden="true">
      <line class="small-chart-ground" x1="0" x2="100%" y1={chartHeight - 1} y2={chartHeight - 1} />
      {amounts.map((amount, index) => {
        if (amount === undefined || amount <= 0) return null
        const height = Math.max(1.5, (amount / greatest) * (chartHeight - 4))
        return (
          <rect
            class="small-chart-bar"
            x={`${(index * width + width * 0.12).toFixed(2)}%`}
            width={`${(width * 0.76).toFixed(2)}%`}
            y={(chartHeight - 1 - height).toFixed(1)}
            height={height.toFixed(1)}
          />
        )
      })}
    </svg>
  )
}

function largestInWords(
  amounts: readonly (number | undefined)[],
  months: readonly string[],
  unit: string,
): string {
  const known = amounts.filter((amount) => amount !== undefined)
  if (known.length === 0) return t('ui.small_charts.nothing')
  const largest = Math.max(...known)
  if (largest === 0) return t('ui.small_charts.nil')
  const month = months[amounts.indexOf(largest)] ?? ''
  return t('ui.small_charts.largest', { amount: formatNumber(largest), unit, month: formatPeriod(month) })
}

export interface TileGridProps {
  caption: string
  unit: string
  /** How the tiles are put in order, in words. */
  order: string
  /** Shade 0 is nothing, 1 to 5 are more and more; undefined is a unit of which nothing is known. */
  tiles: readonly { label: string; href: string; said: string; shade: number | undefined }[]
  /** Which amounts have shade 1, 2 …, in words. */
  legend: readonly string[]
}

/** A tile for each unit, the darker the more, with the number printed in it. Where tiles stand says nothing of land. */
export function TileGrid({ caption, unit, order, tiles, legend }: TileGridProps) {
  return (
    <figure class="tiles">
      <figcaption class="chart-caption">
        {caption} <span class="chart-unit">({unit})</span>
      </figcaption>
      <p class="quiet">{order}</p>
      <ul class="tile-grid">
        {tiles.map((tile) => (
          <li class={`tile ${shadeClass(tile.shade)}`}>
            <a href={tile.href}>
              <span class="tile-label">{tile.label}</span>
              <span class="tile-amount">
                {tile.said}
                {tile.shade === undefined ? null : <span class="sr-only"> {unit}</span>}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <p class="tile-legend-title">{t('ui.tiles.legend', { unit })}</p>
      <ul class="tile-legend">
        {legend.map((words, index) => (
          <li>
            <span class={`tile-swatch ${shadeClass(index + 1)}`} aria-hidden="true" />
            {words}
          </li>
        ))}
        {tiles.some(({ shade }) => shade === 0) ? (
          <li>
            <span class={`tile-swatch ${shadeClass(0)}`} aria-hidden="true" />
            {t('ui.tiles.nil')}
          </li>
        ) : null}
        {tiles.some(({ shade }) => shade === undefined) ? (
          <li>
            <span class={`tile-swatch ${shadeClass(undefined)}`} aria-hidden="true" />
            {t('ui.tiles.nothing')}
          </li>
        ) : null}
      </ul>
    </figure>
  )
}

// Written out, so that the style sheet keeps them.
const shadeClasses = ['shade-0', 'shade-1', 'shade-2', 'shade-3', 'shade-4', 'shade-5']
const shadeClass = (shade: number | undefined): string =>
  shade === undefined ? 'shade-none' : (shadeClasses[shade] ?? 'shade-0')
