import { t } from '#platform/i18n'
import { addMonths } from '#platform/time'
import { periodInWords, type Reported } from '#regimes'

/** The period before one, as long as it; undefined for spans of days. */
export function periodBefore(period: string): string | undefined {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period)
  if (quarter) {
    const [year, number] = [Number(quarter[1]), Number(quarter[2])]
    return number === 1 ? `${year - 1}-Q4` : `${year}-Q${number - 1}`
  }
  if (/^\d{4}$/.test(period)) return String(Number(period) - 1)
  if (/^\d{4}-\d{2}$/.test(period)) return addMonths(period, -1)
  const [from = '', to = ''] = period.split('..')
  if (from.length !== 7 || to.length !== 7) return undefined
  const months = monthNumber(to) - monthNumber(from) + 1
  return `${addMonths(from, -months)}..${addMonths(to, -months)}`
}

const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5))

/** The same period a year ago; undefined for spans of days. */
function yearBefore(period: string): string | undefined {
  const months = period.split('..')
  if (months.some((month) => month.length > 7)) return undefined
  return months.map((month) => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`).join('..')
}

/** The periods of which a figure can be placed, the report's own first (an empty value: it needs no saying). */
export function periodsToPlace({ period, sinceNewYear }: Reported): { value: string; label: string }[] {
  const choices: [string, string | undefined][] = [
    ['before', periodBefore(period)],
    ['so_far', sinceNewYear === period ? undefined : sinceNewYear],
    ['last_year', yearBefore(period)],
  ]
  return [
    { value: '', label: t('report_editor.period.own', { period: periodInWords(period) }) },
    ...choices.flatMap(([key, value]) =>
      value === undefined
        ? []
        : [{ value, label: t(`report_editor.period.${key}`, { period: periodInWords(value) }) }],
    ),
  ]
}
