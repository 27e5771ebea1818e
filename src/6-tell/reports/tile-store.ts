import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import { formatPeriod } from '#platform/i18n'
import type { Tile } from '#platform/module'
import { nameInAddress } from '#regimes'

type Waiting = {
  outlineName: string
  outline: string
  period: string
  unit: string
  slug: string
  all: number
}

/** Reports that wait for an approval or a signature that somebody may give, the three that have waited longest. */
export async function reportsToSign(db: Reader): Promise<Tile> {
  const { rows } = await sql<Waiting>`
    select outline.name as "outlineName", report.outline, report.period, unit.name as unit, unit.slug, count(*) over () as all
      from reports.frozen join reports.report on report.id = frozen.report_id
      join org.unit on unit.id = report.unit_id
      join reports.outline on outline.code = report.outline and outline.version = report.outline_version
     where frozen.state in ('waiting', 'approved') and report.kind = 'report'
       and report.unit_id = any ((select access.units_for('report.sign'))::uuid[])
     order by frozen.frozen_at limit 3`.execute(db)
  return {
    key: 'to_sign',
    tone: 'waiting',
    count: rows[0]?.all ?? 0,
    href: '/bao-cao',
    lines: rows.map(({ outlineName, outline, period, unit, slug }) => ({
      title: `${outlineName}, ${formatPeriod(period)}`,
      about: unit,
      href: `/bao-cao/${slug}/${nameInAddress(period, outline)}/trinh-ky`,
    })),
  }
}
