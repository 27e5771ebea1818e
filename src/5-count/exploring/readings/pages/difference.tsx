import type { Indicator } from '#figures'
import { assurances, type Figure, totalOf } from '#figures'
import { formatDay, formatInstant, formatNumber, t, worded } from '#platform/i18n'
import { inThreeDecimals } from '#platform/number'
import { DataTable, Flash, Grid, Figure as ShownFigure } from '#ui'
import type { Difference } from '../compare.ts'
import { type CauseSum, type Levels, sumOf } from '../rules.ts'

/** An amount with its sign, as people write it: +1.300, −16. Nothing is 0. */
export function signed(amount: number): string {
  const rounded = inThreeDecimals(amount)
  return rounded === 0 ? '0' : `${rounded > 0 ? '+' : '−'}${formatNumber(Math.abs(rounded))}`
}

/** How much passed from one level of proof to others. */
const passed = (change: Levels): number =>
  assurances.reduce((sum, level) => sum + Math.max(0, change[level]), 0)

/** Where a difference begins: the end of a day, a reading that was kept, or the moment at which it was shared. */
type Since = { day: string } | { takenAt: Date } | { sharedAt: Date }

/** Since when, in words: “lần đọc lúc 14:05, 03/11/2026”, “cuối ngày 03/11/2026”. */
function sinceInWords(since: Since): string {
  if ('day' in since) return t('readings.why.since_day', { day: formatDay(since.day) })
  if ('sharedAt' in since) return t('readings.why.since_share', { when: formatInstant(since.sharedAt) })
  return t('readings.why.since_reading', { when: formatInstant(since.takenAt) })
}

const causeInWords = ({ cause, records, change }: CauseSum): string =>
  t(`readings.said.${cause}`, {
    count: records,
    change: signed(sumOf(change)),
    amount: formatNumber(passed(change)),
  })

/** Why a figure is not what it was: its causes, each with what it makes, one after the other. */
export const causesInWords = ({ causes }: Difference): string => causes.map(causeInWords).join('; ')

/** What a difference comes to and by what, in one sentence. */
function differenceInWords(difference: Difference, indicator: Indicator, since: Since): string {
  const change = inThreeDecimals(totalOf(difference.after) - totalOf(difference.before))
  const said = difference.causes.length > 0 ? 'same_total' : 'same'
  const what = t(`readings.why.${change > 0 ? 'increased' : change < 0 ? 'decreased' : said}`, {
    amount: formatNumber(Math.abs(change)),
    unit: worded(indicator.unitVi, indicator.unitEn),
    since: sinceInWords(since),
  })
  return difference.causes.length > 0
    ? t('readings.why.sentence', { what, causes: causesInWords(difference) })
    : t('readings.why.sentence_plain', { what })
}

/** The figure before and now, side by side, with the sentence that says why they differ. */
export function BeforeAndNow(props: {
  difference: Difference
  indicator: Indicator
  since: Since
  period: string
  beforeLabel: string
  nowLabel: string
}) {
  const { difference, indicator } = props
  const shown = (label: string, figure: Figure) => (
    <ShownFigure
      label={label}
      unit={worded(indicator.unitVi, indicator.unitEn)}
      period={props.period}
      proof={figure}
      amount={totalOf(figure)}
    />
  )
  return (
    <>
      <Flash tone={difference.causes.length > 0 ? 'info' : 'done'}>
        {differenceInWords(difference, indicator, props.since)}
      </Flash>
      <Grid size="wide">
        {shown(props.beforeLabel, difference.before)}
        {shown(props.nowLabel, difference.after)}
      </Grid>
    </>
  )
}

/** The causes with what each makes; the last row is the difference. */
export function CauseTable({ difference, unit }: { difference: Difference; unit: string }) {
  const total = {
    head: t('readings.why.difference'),
    records: '' as number | '',
    change: totalOf(difference.after) - totalOf(difference.before),
    proven: provenOf(difference.after) - provenOf(difference.before),
  }
  return (
    <DataTable
      caption={t('readings.why.causes')}
      quietCaption
      rows={difference.causes.map(({ cause, records, change }) => ({
        head: t(`readings.cause.${cause}`),
        records: records > 0 ? records : ('' as const),
        change: sumOf(change),
        proven: provenOf(change),
      }))}
      total={total}
      columns={[
        { head: t('readings.why.column.cause'), title: true, cell: (row: typeof total) => row.head },
        { head: t('readings.why.column.records'), number: true, cell: (row: typeof total) => row.records },
        {
          head: `${t('readings.why.column.change')} (${unit})`,
          number: true,
          cell: (row: typeof total) => signed(row.change),
        },
        {
          head: t('readings.why.column.proven'),
          number: true,
          cell: (row: typeof total) => signed(row.proven),
        },
      ]}
    />
  )
}

const provenOf = (levels: Levels): number => sumOf({ ...levels, declared: 0 })
