import type { Beside, BesideWhat } from '#figures'
import type { Reader } from '#platform/database'
import { t } from '#platform/i18n'
import { checksBeside } from '../read.ts'
import { amountIn } from './words.tsx'

export async function checksBesideFigure(
  db: Reader,
  { unitId, indicator, period }: BesideWhat,
): Promise<Beside[]> {
  const checks = await checksBeside(db, { unitId, indicator: indicator.code, period })
  return checks.flatMap(({ id, estimate }) =>
    estimate
      ? [
          {
            title: t('spotchecks.beside.title'),
            text: t('spotchecks.beside.text', {
              lower: amountIn(indicator, estimate.lower),
              upper: amountIn(indicator, estimate.upper),
              declared: amountIn(indicator, estimate.declared),
              confidence: estimate.confidence,
            }),
            href: `/kiem-tra-thuc-te/${id}`,
          },
        ]
      : [],
  )
}
