import { sql } from 'kysely'
import { type Finder, findRows } from '#platform/finding'
import { formatPeriod } from '#platform/i18n'
import { nameInAddress } from '#regimes'

// A period as people say it: `tháng 3 năm 2026`, `quý 1 năm 2026`; of a longer one its years.
const periodWords = sql`case
  when report.period ~ '^[0-9]{4}-[0-9]{2}$' then 'tháng ' || right(report.period, 2)::integer || ' năm ' || left(report.period, 4)
  when report.period ~ '-Q' then 'quý ' || right(report.period, 1) || ' năm ' || left(report.period, 4)
  else 'năm ' || replace(report.period, '..', ' ') end`

const byWords = findRows({
  from: sql`reports.report join org.unit on unit.id = report.unit_id
    join reports.outline on outline.code = report.outline and outline.version = report.outline_version`,
  title: sql`outline.name`,
  plain: sql`org.plain(outline.name)`,
  text: sql`org.plain(concat_ws(' ', outline.name, unit.name, report.number, ${periodWords}))`,
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
