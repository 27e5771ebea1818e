import { sql } from 'kysely'
import { type Finder, findRows } from '#platform/finding'
import { formatPeriod } from '#platform/i18n'
import { nameInAddress } from '#regimes'

const byWords = findRows({
  from: sql`reports.report join org.unit on unit.id = report.unit_id
    join reports.outline on outline.code = report.outline and outline.version = report.outline_version`,
  title: sql`outline.name`,
  plain: sql`org.plain(outline.name)`,
  text: sql`org.plain(outline.name || ' ' || unit.name || ' ' || report.period || ' ' || coalesce(report.number::text, ''))`,
  about: sql`unit.name`,
  href: sql`concat_ws(' ', unit.slug, report.period, report.outline)`,
  where: sql`report.kind = 'report'`,
})

/** Reports by their outline, unit, year or number. */
export const reportsByWords: Finder['find'] = async (db, asked, limit) =>
  (await byWords(db, asked, limit)).map((found) => {
    const [slug = '', period = '', outline = ''] = found.href.split(' ')
    return {
      ...found,
      about: `${found.about} · ${formatPeriod(period)}`,
      href: `/bao-cao/${slug}/${nameInAddress(period, outline)}`,
    }
  })
