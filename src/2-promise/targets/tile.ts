import { unitsHeldFor } from '#access'
import type { Reader } from '#platform/database'
import { formatNumber, t, worded } from '#platform/i18n'
import type { Tile } from '#platform/module'
import { today } from '#platform/time'
import { type Standing, targetsBehind } from './read.ts'

/** How far a target has come, in words. */
function outlookInWords({ outlook, indicator }: Standing): string {
  const { state, percent, total } = outlook
  if (state === 'no_data' || total === undefined) return t('targets.tile_none')
  return percent === undefined
    ? `${formatNumber(total)} ${worded(indicator.unitVi, indicator.unitEn)}`
    : t('targets.percent_reached', { percent: formatNumber(percent) })
}

/** The targets of this year that are behind or missed where somebody leads, the three worst of them. */
export async function missedTargets(db: Reader): Promise<Tile> {
  const units = await unitsHeldFor(db, 'target.set')
  const day = today()
  const year = Number(day.slice(0, 4))
  const behind: { standing: Standing; slug: string }[] = []
  for (const { id, slug } of units.slice(0, 5))
    for (const standing of await targetsBehind(db, id, year, day)) behind.push({ standing, slug })
  const reached = ({ standing: { outlook } }: { standing: Standing }) =>
    outlook.state === 'no_data' ? 0 : (outlook.percent ?? 100)
  return {
    key: 'off_target',
    tone: 'waiting',
    count: behind.length,
    href: units[0] ? `/chi-tieu/${units[0].slug}?nam=${year}` : '/chi-tieu',
    lines: behind
      .toSorted((one, other) => reached(one) - reached(other))
      .slice(0, 3)
      .map(({ standing, slug }) => ({
        title: worded(standing.indicator.nameVi, standing.indicator.nameEn),
        about: outlookInWords(standing),
        href: `/chi-tieu/${slug}/muc/${standing.indicator.code}?nam=${year}`,
      })),
  }
}
