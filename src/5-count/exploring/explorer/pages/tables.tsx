import { type Figure, type Indicator, isEntered, periodInWords, shownTotal } from '#figures'
import { formatNumber, t, worded } from '#platform/i18n'
import { type Column, ProofBar, SmallMultiples, TileGrid, WideTable } from '#ui'
import type { Explored } from '../read-explorer.ts'
import type { Row } from '../rows.ts'
import { reachedPercent, shadeOf, shadeWidth } from '../rules.ts'
import {
  beforeOf,
  besideOf,
  changeInWords,
  missingOf,
  monthInShort,
  numberOf,
  partsInWords,
  proofOf,
  rowName,
  rowNote,
  withUnit,
} from '../words.ts'
import { explorerAt, lineageAt, type PageAsked } from './asked.ts'

type Shown = { asked: PageAsked; explored: Explored }

const nameOf = (indicator: Indicator): string => worded(indicator.nameVi, indicator.nameEn)

const captionOf = ({ explored }: Shown, indicators: readonly Indicator[]): string =>
  t('explorer.caption', {
    indicators:
      indicators.length === 1 && indicators[0]
        ? withUnit(indicators[0])
        : t('explorer.caption_several', { count: indicators.length }),
    by: t(`explorer.by.${explored.by}`).toLocaleLowerCase(),
  })

/** The rows that sum up: what is left over, and the whole. */
const totalsOf = ({ rest, twice, whole }: Explored): Row[] =>
  [rest, twice, whole].filter((row) => row !== undefined)

/** The column that names the rows; a unit leads to its own figures. */
const rowColumn = ({ asked, explored }: Shown): Column<Row> => ({
  head: t(`explorer.column.${explored.by}`),
  title: true,
  cell: (row) => (
    <>
      {row.kind === 'unit' && row.unit ? (
        <a href={explorerAt(row.unit.slug, asked)}>{rowName(row)}</a>
      ) : (
        rowName(row, explored.by)
      )}
      <Note words={rowNote(row, explored.by)} />
    </>
  ),
})

/** A number that opens to what it comes from; where there is none, why not. */
function Amount({ figure, href }: { figure: Figure | undefined; href: string | undefined }) {
  const number = numberOf(figure)
  if (number === undefined)
    return (
      <span class="cell-nothing">
        {isEntered(figure) ? missingOf(figure) : <span aria-hidden="true">–</span>}
        {isEntered(figure) ? null : <span class="sr-only">{missingOf(figure)}</span>}
      </span>
    )
  return href ? <a href={href}>{number}</a> : <span>{number}</span>
}

const Note = ({ words }: { words: string | undefined }) =>
  words ? <span class="cell-note">{words}</span> : null

/** Indicators side by side, a row for each part. */
export function ComparisonTable(shown: Shown) {
  const { explored } = shown
  return (
    <WideTable
      caption={captionOf(shown, explored.indicators)}
      rows={explored.rows}
      totals={totalsOf(explored)}
      columns={[
        rowColumn(shown),
        ...explored.indicators.map((indicator): Column<Row> => {
          const { code } = indicator
          return {
            head: withUnit(indicator),
            number: true,
            cell: (row) => {
              const { figure, change, target } = row.cells.get(code) ?? {}
              const reached = target && reachedPercent(figure, target.amount)
              return (
                <>
                  <Amount figure={figure} href={lineageAt(explored.question, row, code)} />
                  <Note words={partsInWords(figure)} />
                  <Note words={proofOf(figure)} />
                  <Note words={besideOf(row, indicator)} />
                  <Note words={change && changeInWords(change, indicator)} />
                  {target && reached !== undefined ? (
                    <Note
                      words={t('explorer.target_reached', {
                        percent: reached,
                        target: formatNumber(target.amount),
                      })}
                    />
                  ) : null}
                </>
              )
            },
          }
        }),
      ]}
    />
  )
}

/** One indicator by how far it is proven, beside the span before and its target. */
export function LevelsTable({ indicator, ...shown }: Shown & { indicator: Indicator }) {
  const { explored } = shown
  const { code } = indicator
  const figureIn = (row: Row) => row.cells.get(code)?.figure
  const amount = (head: string, of: (figure: Figure) => number | undefined): Column<Row> => ({
    head,
    number: true,
    cell: (row) => {
      const figure = figureIn(row)
      const value = isEntered(figure) ? of(figure) : undefined
      return value === undefined ? '' : formatNumber(value)
    },
  })
  const isDerived = indicator.rule === 'derived'
  return (
    <WideTable
      caption={captionOf(shown, [indicator])}
      rows={explored.rows}
      totals={totalsOf(explored)}
      columns={[
        rowColumn(shown),
        {
          head: t(isDerived ? 'explorer.column.value' : 'explorer.column.total'),
          number: true,
          cell: (row) => (
            <>
              <Amount figure={figureIn(row)} href={lineageAt(explored.question, row, code)} />
              <Note words={besideOf(row, indicator)} />
            </>
          ),
        },
        {
          head: t('explorer.column.proof'),
          cell: (row) => {
            const figure = figureIn(row)
            return figure && shownTotal(figure) && row.kind !== 'rest' && row.kind !== 'twice' ? (
              <ProofBar {...figure} compact />
            ) : (
              ''
            )
          },
        },
        ...(isDerived
          ? [
              amount(t('explorer.column.numerator'), ({ derived }) => derived?.numerator),
              amount(t('explorer.column.denominator'), ({ derived }) => derived?.denominator),
            ]
          : (['declared', 'evidenced', 'confirmed', 'verified'] as const).map((level) =>
              amount(t(`figures.assurance.${level}`), (figure) => figure[level]),
            )),
        {
          head: t('explorer.column.before', { period: beforeOf(explored) }),
          number: true,
          cell: (row) => numberOf(row.cells.get(code)?.before) ?? '',
        },
        {
          head: t('explorer.column.difference'),
          number: true,
          cell: (row) => {
            const change = row.cells.get(code)?.change
            return change ? changeInWords(change, indicator) : ''
          },
        },
        ...(explored.hasTargets ? targetColumns(code) : []),
      ]}
    />
  )
}

const targetColumns = (code: string): Column<Row>[] => [
  {
    head: t('explorer.column.target'),
    number: true,
    cell: (row) => {
      const target = row.cells.get(code)?.target
      if (!target) return ''
      return target.href ? <a href={target.href}>{formatNumber(target.amount)}</a> : target.amount
    },
  },
  {
    head: t('explorer.column.reached'),
    number: true,
    cell: (row) => {
      const { figure, target } = row.cells.get(code) ?? {}
      return target ? (reachedPercent(figure, target.amount) ?? '') : ''
    },
  },
]

/** The months of one indicator for every part: a small chart each, and the numbers in a table. */
export function MonthsView({ indicator, ...shown }: Shown & { indicator: Indicator }) {
  const { explored } = shown
  const { months, byUnit } = explored.drawn ?? { months: [], byUnit: new Map() }
  const parts = explored.rows.filter((row, at, rows) => rows.findIndex(({ key }) => key === row.key) === at)
  const unit = worded(indicator.unitVi, indicator.unitEn)
  return (
    <>
      <SmallMultiples
        caption={nameOf(indicator)}
        unit={unit}
        months={months}
        charts={parts.map((row) => ({
          label: rowName(row),
          href: row.unit ? explorerAt(row.unit.slug, shown.asked) : undefined,
          amounts: months.map((_, at) => shownTotal(byUnit.get(row.key)?.[at])),
        }))}
      />
      <div class="mt-6">
        <WideTable
          caption={captionOf(shown, [indicator])}
          rows={parts}
          totals={[explored.whole]}
          columns={[
            { ...rowColumn(shown), cell: (row) => rowName(row) },
            ...months.map(
              (month, at): Column<Row> => ({
                head: monthInShort(month),
                number: true,
                cell: (row) => (
                  <Amount
                    figure={byUnit.get(row.key)?.[at]}
                    href={lineageAt(explored.question, row, indicator.code, month)}
                  />
                ),
              }),
            ),
          ]}
        />
      </div>
    </>
  )
}

/** A tile for each part, the darker the more; the number stands in it. */
export function TilesView({ indicator, ...shown }: Shown & { indicator: Indicator }) {
  const { explored } = shown
  const figureIn = (row: Row) => row.cells.get(indicator.code)?.figure
  const width = shadeWidth(explored.rows.map((row) => shownTotal(figureIn(row)) ?? 0))
  const legend = [1, 2, 3, 4, 5].map((shade) =>
    shade === 1
      ? t('explorer.tile_first', { until: formatNumber(width) })
      : t('explorer.tile_range', {
          from: formatNumber(width * (shade - 1)),
          until: formatNumber(width * shade),
        }),
  )
  return (
    <TileGrid
      caption={nameOf(indicator)}
      unit={worded(indicator.unitVi, indicator.unitEn)}
      order={t('explorer.tiles_order')}
      legend={legend}
      tiles={explored.rows.map((row) => {
        const total = shownTotal(figureIn(row))
        return {
          label: row.isShortened ? `${rowName(row)} (${periodInWords(row.period)})` : rowName(row),
          href: lineageAt(explored.question, row, indicator.code) ?? '',
          said: numberOf(figureIn(row)) ?? missingOf(figureIn(row)) ?? '',
          shade: total === undefined ? undefined : shadeOf(total, width),
        }
      })}
    />
  )
}
