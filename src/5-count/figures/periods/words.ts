import { nameOfDirective } from '#parameters'
import { formatPeriod, t } from '#platform/i18n'
import type { Offered } from './rules.ts'

/** A period as people say it, halves of a year and several years among them. */
export function periodInWords(period: string): string {
  const [, first, from, last, until] = /^(\d{4})-(\d{2})\.\.(\d{4})-(\d{2})$/.exec(period) ?? []
  if (!first || !last) return formatPeriod(period)
  const months = `${from}-${until}`
  if (first === last && ['01-06', '07-12', '01-09'].includes(months))
    return t(`figures.periods.${months.replace('-', '_')}`, { year: first })
  return months === '01-12' ? t('figures.periods.years', { first, last }) : formatPeriod(period)
}

/** A period as a list offers it: “05 năm thực hiện Chỉ thị số 05-CT/TW (15/5/2016 – 14/5/2021)”. */
export function offeredInWords({ period, review }: Offered): string {
  if (!review) return periodInWords(period)
  const directive = nameOfDirective(review.directive)
  return review.years === null
    ? t('figures.periods.since_directive', { directive, period: formatPeriod(period) })
    : t('figures.periods.review', {
        years: String(review.years).padStart(2, '0'),
        directive,
        period: formatPeriod(period),
      })
}
