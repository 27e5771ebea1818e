import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import { t } from '#platform/i18n'
import type { Tile } from '#platform/module'

type Open = { id: string; purpose: string; unit: string; done: number; sample: number | null; all: number }

/** Spot checks that are not concluded, with the visits that are still to be made. */
export async function openChecks(db: Reader): Promise<Tile> {
  const { rows } = await sql<Open>`
    select spot_check.id, spot_check.purpose, unit.name as unit, spot_check.sample_size as sample, count(*) over () as all,
           (select count(*) from verification.finding where finding.check_id = spot_check.id) as done
      from verification.spot_check join org.unit on unit.id = spot_check.unit_id
     where spot_check.closed_at is null
       and spot_check.unit_id = any ((select access.units_for('spotcheck.record'))::uuid[])
     order by spot_check.planned_at limit 3`.execute(db)
  return {
    key: 'visits',
    tone: 'waiting',
    count: rows[0]?.all ?? 0,
    href: '/kiem-tra-thuc-te',
    lines: rows.map(({ id, purpose, unit, done, sample }) => ({
      title: purpose,
      about:
        sample === null
          ? t('spotchecks.tile_undrawn', { unit })
          : t('spotchecks.tile', { unit, done, sample }),
      href: `/kiem-tra-thuc-te/${id}`,
    })),
  }
}
