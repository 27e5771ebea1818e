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

/** Reports that wait for the signature of this person, the three that have waited longest: of the units where they sign. */
export async function reportsToSign(db: Reader): Promise<Tile> {
  const { rows } = await sql<Waiting>`
    select outline.name as "outlineName", report.outline, report.period, unit.name as unit, unit.slug, count(*) over () as all
      from reports.frozen join reports.report on report.id = frozen.report_id
      join org.unit on unit.id = report.unit_id
      join reports.outline on outline.code = report.outline and outline.version = report.outline_version
     where frozen.state = 'approved' and report.kind = 'report' and report.unit_id in (select access.roots_for('report.sign'))
       and not exists (select from reports.step where step.frozen_id = frozen.id and step.kind = 'signed' and step.person_id = access.actor())
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
