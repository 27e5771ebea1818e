import { unitsHeldFor } from '#access'
import { type Unit, unitOf } from '#org'
import type { Reader } from '#platform/database'
import { formatNumber, t } from '#platform/i18n'
import type { Tile } from '#platform/module'
import { spanOf, today } from '#platform/time'
import { type Figure, provenPercent } from '../rules.ts'
import { indicatorsOf } from '../store.ts'
import { byUnitsBeneath } from './break-down.ts'

/** Below this share of its figures a unit has little proof. */
const littleProof = 50

/** How far some figures are proven on average; undefined of none that tells an amount. */
function average(figures: readonly Figure[]): number | undefined {
  const shares = figures.flatMap((figure) => provenPercent(figure) ?? [])
  return shares.length === 0
    ? undefined
    : Math.round(shares.reduce((sum, share) => sum + share, 0) / shares.length)
}

/**
 * The units beneath whose leading figures of this year are little proven, the three least. Different people are left out: they
 * are counted from facts each time. Undefined where no unit has a figure: then there is nothing to praise either.
 */
export async function littleProven(db: Reader): Promise<Tile | undefined> {
  const held = await unitsHeldFor(db, 'figure.share')
  const year = today().slice(0, 4)
  const span = spanOf(year)
  const headline = (await indicatorsOf(db)).filter(
    ({ isHeadline, rule }) => isHeadline && (rule === 'sum' || rule === 'stock'),
  )
  if (!span || headline.length === 0) return undefined
  const told: { unit: Unit; percent: number }[] = []
  for (const { id } of held.slice(0, 5)) {
    const { rows } = await byUnitsBeneath(db, await unitOf(db, id), { span, indicators: headline })
    for (const { unit, figures } of rows) {
      const percent = average([...figures.values()])
      if (percent !== undefined) told.push({ unit, percent })
    }
  }
  if (told.length === 0) return undefined
  const rows = told
    .filter(({ percent }) => percent < littleProof)
    .toSorted((one, other) => one.percent - other.percent)
  return {
    key: 'little_proof',
    tone: 'problem',
    count: rows.length,
    href: `/so-sanh-so-lieu/${held[0]?.slug ?? ''}?ky=${year}`,
    lines: rows.slice(0, 3).map(({ unit, percent }) => ({
      title: unit.name,
      about: t('figures.tile', { percent: formatNumber(percent) }),
      href: `/so-lieu-chi-tiet/${unit.slug}?ky=${year}`,
    })),
  }
}
