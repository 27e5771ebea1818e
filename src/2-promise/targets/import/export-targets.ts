import { type Actor, look } from '#access'
import { worded } from '#platform/i18n'
import { inThreeDecimals } from '#platform/number'
import { type Cell, writeXlsx } from '#platform/spreadsheet'
import { type Day, today as todayInVietnam } from '#platform/time'
import { standingsOf, unitsBeneath, unitToRead } from '../read.ts'
import { targetsHandedDown, targetsOfUnit } from '../store.ts'
import { headingRow } from './rows.ts'

/**
 * The targets of a unit and what it handed down, in the columns that an import reads, with what was reached behind them:
 * sent back unchanged, the file changes nothing.
 */
export async function exportTargets(
  actor: Actor,
  slug: string,
  year: number,
  today: Day = todayInVietnam(),
): Promise<Uint8Array<ArrayBuffer>> {
  const unit = await unitToRead(actor, slug)
  return look(actor, 'target.read', unit.id, async (db) => {
    const targets = [
      ...(await targetsOfUnit(db, unit.id, year)),
      ...(await targetsHandedDown(db, unit.id, year)),
    ]
    const rows = (await standingsOf(db, targets, today)).map(
      ({ target, indicator, outlook, figure }): Cell[] => [
        target.indicator,
        target.unitSlug,
        target.year,
        target.amount,
        target.direction === 'at_most' ? 'không quá' : 'ít nhất',
        target.note,
        worded(indicator.nameVi, indicator.nameEn),
        target.unitName,
        worded(indicator.unitVi, indicator.unitEn),
        outlook.total ?? null,
        outlook.percent ?? null,
        figure && outlook.total !== undefined ? inThreeDecimals(outlook.total - figure.declared) : null,
      ],
    )
    const more = ['Tên chỉ số', 'Tên đơn vị', 'Đơn vị tính', 'Đã đạt', 'Tỷ lệ (%)', 'Trong đó có minh chứng']
    return writeXlsx([
      {
        name: `Chỉ tiêu ${year}`,
        rows: [[...headingRow, ...more], ...rows],
        widths: [28, 28, 8, 16, 12, 30, 40, 36, 12, 16, 10, 20],
      },
    ])
  })
}

/** A table to fill in: every unit beneath, without indicator and amount. */
export async function templateFor(
  actor: Actor,
  slug: string,
  year: number,
  today: Day = todayInVietnam(),
): Promise<Uint8Array<ArrayBuffer>> {
  const unit = await unitToRead(actor, slug)
  return look(actor, 'target.set', unit.id, async (db) => {
    const beneath = (await unitsBeneath(db, unit, year, today)).filter(({ isArea }) => isArea || !unit.isArea)
    const rows = [unit, ...beneath].map((one): Cell[] => ['', one.slug, year, null, 'ít nhất', one.name])
    return writeXlsx([
      { name: `Chỉ tiêu ${year}`, rows: [headingRow, ...rows], widths: [34, 30, 8, 16, 12, 40] },
    ])
  })
}
