import { standBesideFigures } from '#figures'
import { t } from '#platform/i18n'
import { spanOf } from '#platform/time'
import { waitingIn } from '../holds-store.ts'

standBesideFigures(async (db, { unitId, indicator, period }) => {
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
})
