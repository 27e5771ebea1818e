import type { Beside, BesideWhat } from '#figures'
import type { Reader } from '#platform/database'
import { t } from '#platform/i18n'
import { spanOf } from '#platform/time'
import { waitingIn } from '../holds-store.ts'

export async function answersBesideFigure(
  db: Reader,
  { unitId, indicator, period }: BesideWhat,
): Promise<Beside[]> {
  const span = spanOf(period)
  const count = span ? await waitingIn(db, { unitId, indicator: indicator.code, ...span }) : 0
  if (count === 0) return []
  return [
    {
      title: t('confirmations.hold.beside_title'),
      text: t('confirmations.waiting', { count }),
      href: '/cau-tra-loi-cho-xem',
    },
  ]
}
