import type { CopySign } from '#papers'
import { t } from '#platform/i18n'

/** What makes a paragraph look copied, as a sentence. */
export function signInWords(sign: CopySign): string {
  if (sign.kind === 'carried_over')
    return t('report_check.carried_over', { percent: Math.floor(sign.alike * 100) })
  return sign.kind === 'other_period'
    ? t('report_check.other_period', { said: sign.said })
    : t('report_check.other_unit', { name: sign.name })
}
