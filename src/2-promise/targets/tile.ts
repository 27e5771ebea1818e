import { unitsHeldFor } from '#access'
import type { Reader } from '#platform/database'
import { formatNumber, t, worded } from '#platform/i18n'
import type { Tile } from '#platform/module'
import { today } from '#platform/time'
import { targetsBehind } from './read.ts'

/** The targets of this year that are behind or missed in the unit where somebody leads, the three worst of them. */
export async function missedTargets(db: Reader): Promise<Tile> {
  const [unit] = await unitsHeldFor(db, 'target.set')
  const day = today()
  const year = Number(day.slice(0, 4))
  const behind = unit ? await targetsBehind(db, unit.id, year, day) : []
  return {
    key: 'off_target',
    tone: 'waiting',
    count: behind.length,
    href: unit ? `/chi-tieu/${unit.slug}?nam=${year}` : '/chi-tieu',
    lines: behind
      .toSorted((one, other) => (one.outlook.percent ?? 0) - (other.outlook.percent ?? 0))
      .slice(0, 3)
      .map(({ indicator, outlook }) => ({
        title: worded(indicator.nameVi, indicator.nameEn),
        about:
          outlook.percent === undefined
            ? t('targets.tile_none')
            : t('targets.percent_reached', { percent: formatNumber(outlook.percent) }),
        href: `/chi-tieu/${unit?.slug}/muc/${indicator.code}?nam=${year}`,
      })),
  }
}
