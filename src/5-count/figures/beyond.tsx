import { formatDay, formatNumber, language, t, worded } from '#platform/i18n'
import { qualifierOfCounts, type Said, saidIn } from '#platform/precision'
import { addDays, type Day, spanOf } from '#platform/time'
import type { Beyond, Figure } from './rules.ts'
import { besideColumns, monthsBeside } from './steps.ts'
import type { Indicator } from './store.ts'

/**
 * The first and the last day of a span in as few signs as say it, the same in every language: “2016–2020”,
 * “3/2016 – 8/2020”, “15/4/2016 – 14/8/2020”.
 */
export function spanInWords(from: Day, last: Day): string {
  const beginsMonth = from.endsWith('-01')
  const endsMonth = addDays(last, 1).endsWith('-01')
  if (from.endsWith('-01-01') && last.endsWith('-12-31'))
    return [...new Set([from.slice(0, 4), last.slice(0, 4)])].join('–')
  const shown = (day: Day) =>
    beginsMonth && endsMonth ? `${Number(day.slice(5, 7))}/${day.slice(0, 4)}` : formatDay(day)
  return [...new Set([shown(from), shown(last)])].join(' – ')
}

/** By what a figure of some period would have to be told apart. */
const shapeOf = (period: string): 'year' | 'quarter' | 'month' | 'other' =>
  /^\d{4}$/.test(period)
    ? 'year'
    : /-Q[1-4]$/.test(period)
      ? 'quarter'
      : /^\d{4}-\d{2}$/.test(period)
        ? 'month'
        : 'other'

/** The amount that lies beyond a period, with how exact it is. */
const saidBeyond = (beyond: Beyond): Said => ({
  amount: beyond.amount ?? 0,
  qualifier: qualifierOfCounts(beyond),
})

/** What lies beside a figure and cannot be split by its period: “Còn 480 buổi khai cho 2016–2020, không tách được theo năm”. */
export const beyondInWords = (
  indicator: Pick<Indicator, 'unitVi' | 'unitEn'>,
  beyond: Beyond,
  period: string,
): string =>
  t(beyond.amount === undefined ? 'figures.beyond.entries' : 'figures.beyond.amount', {
    amount: saidIn(saidBeyond(beyond), language(), formatNumber),
    unit: worded(indicator.unitVi, indicator.unitEn),
    count: beyond.entries,
    span: spanInWords(beyond.from, beyond.last),
    spans: beyond.isMany ? 'many' : 'one',
    shape: shapeOf(period),
  })

/** Says what of a figure is in no column of its chart, because it was counted for longer than one. */
export const BesideColumns = (props: {
  figure: Figure
  columns: readonly { figure: Figure }[]
  indicator: Indicator
  period: string
}) => {
  const span = spanOf(props.period)
  const months = span && monthsBeside(span)
  const isOfPeriod = span !== undefined && months?.from === span.from && months.until === span.until
  const amount = besideColumns(props.figure, props.columns, props.indicator, isOfPeriod)
  return amount === undefined ? null : (
    <p class="quiet">
      {t('figures.beside_columns', {
        amount: formatNumber(amount),
        unit: worded(props.indicator.unitVi, props.indicator.unitEn),
      })}
    </p>
  )
}

/** Says what a figure leaves out because it was counted for longer than its period. */
export const BeyondNote = (props: { indicator: Indicator; figure: Figure; period: string }) =>
  props.figure.beyond ? (
    <span class="cell-note">{beyondInWords(props.indicator, props.figure.beyond, props.period)}</span>
  ) : null
