import { formatNumber, t } from '#platform/i18n'
import { type Column, DataTable } from '#ui'
import type { Standing } from '../read.ts'
import { addressOf } from './addresses.ts'
import {
  aimInWords,
  figureAt,
  nameOfIndicator,
  outlookInWords,
  provenWords,
  reachedInWords,
  StandingBadge,
} from './words.tsx'

const aim = (): Column<Standing> => ({
  head: t('targets.column.target'),
  number: true,
  cell: ({ indicator, target }) => aimInWords(indicator, target),
})

const reached = (): Column<Standing> => ({
  head: t('targets.column.reached'),
  number: true,
  cell: ({ indicator, target, outlook, figure }) =>
    outlook.total === undefined ? (
      <span class="cell-nothing">{t('targets.nothing_entered')}</span>
    ) : (
      <div>
        <a href={figureAt(target.unitSlug, target.indicator, target.year)}>
          {reachedInWords(indicator, outlook.total, figure)}
        </a>
        {outlook.percent === undefined ? null : (
          <span class="cell-note">
            {t('targets.percent_reached', { percent: formatNumber(outlook.percent) })}
          </span>
        )}
        {provenWords(figure) ? <span class="cell-note">{provenWords(figure)}</span> : null}
      </div>
    ),
})

const outlook = (): Column<Standing> => ({
  head: t('targets.column.outlook'),
  cell: (standing) => (
    <div>
      <StandingBadge state={standing.outlook.state} />
      <span class="cell-note">{outlookInWords(standing)}</span>
    </div>
  ),
})

const nameColumn = (by: 'indicator' | 'unit' | 'both'): Column<Standing> => ({
  head: t(by === 'unit' ? 'targets.column.unit' : 'targets.column.indicator'),
  title: true,
  cell: ({ indicator, target }) => (
    <>
      <a href={addressOf.target(target.unitSlug, target.indicator, target.year)}>
        {by === 'unit' ? target.unitName : nameOfIndicator(indicator)}
      </a>
      {by === 'both' ? <span class="cell-note">{target.unitName}</span> : null}
      {by === 'indicator' && target.setByUnitId !== target.unitId ? (
        <span class="cell-note">{t('targets.set_by', { unit: target.setByName })}</span>
      ) : null}
    </>
  ),
})

/** Targets with how they stand: of one unit by indicator, of one indicator by unit, or of many of both. */
export const StandingsTable = (props: {
  caption: string
  by: 'indicator' | 'unit' | 'both'
  rows: readonly Standing[]
  /** What stands beneath the name of a row: whether the sums are right. */
  note?: (standing: Standing) => string | undefined
}) => {
  const name = nameColumn(props.by)
  const noted: Column<Standing> = {
    ...name,
    cell: (row) => (
      <>
        {name.cell(row)}
        {props.note?.(row) ? <span class="cell-note">{props.note(row)}</span> : null}
      </>
    ),
  }
  return (
    <DataTable
      caption={props.caption}
      quietCaption
      columns={[noted, aim(), reached(), outlook()]}
      rows={props.rows}
    />
  )
}
