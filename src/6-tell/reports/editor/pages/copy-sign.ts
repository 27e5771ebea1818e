import type { CopySign } from '#papers'
import { formatDay, formatNumber, t } from '#platform/i18n'

/** What makes a paragraph look copied, as a sentence. */
export function signInWords(sign: CopySign): string {
  if (sign.kind === 'carried_over')
    return t('report_check.carried_over', { percent: Math.floor(sign.alike * 100) })
  if (sign.kind === 'other_sum')
    return t('report_check.other_sum', { said: sign.said, sum: formatNumber(sign.sum) })
  if (sign.kind === 'other_day')
    return t('report_check.other_day', {
      symbol: sign.symbol,
      said: formatDay(sign.said),
      days: sign.days.map(formatDay).join(', '),
    })
  return sign.kind === 'other_period'
    ? t('report_check.other_period', { said: sign.said })
    : t('report_check.other_unit', { name: sign.name })
}
