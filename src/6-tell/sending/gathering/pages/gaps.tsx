import type { Reader } from '#platform/database'
import { formatDay, formatInstant, t } from '#platform/i18n'
import type { Day } from '#platform/time'
import { DataTable, Flash, Section } from '#ui'
import { type Gap, gapsOf } from '../named-gaps.ts'
import type { NamedGap } from '../store.ts'

/** So many are named on the page on which a report is frozen. */
const mostShown = 60

/** Whose reports have not come, on the page on which a report is frozen: they will be named in it. */
function MissingReports({ gaps }: { gaps: readonly Gap[] }) {
  if (gaps.length === 0) return null
  const names = gaps.slice(0, mostShown).map(({ unitName }) => unitName)
  const left = gaps.length - names.length
  return (
    <Flash tone="warning">
      <p>{t('report_gathering.gaps.missing', { count: gaps.length })}</p>
      <p>{names.join('; ') + (left > 0 ? ` ${t('report_gathering.gaps.more', { count: left })}` : '')}</p>
      <p>{t('report_gathering.gaps.will_be_named')}</p>
    </Flash>
  )
}

export const missingReports = async (db: Reader, report: Parameters<typeof gapsOf>[1], day: Day) => (
  <MissingReports gaps={await gapsOf(db, report, day)} />
)

/** The gaps that a report names, and which have been filled since. */
export function NamedGaps({ gaps }: { gaps: readonly NamedGap[] }) {
  if (gaps.length === 0) return null
  return (
    <Section title={t('report_gathering.gaps.title')}>
      <p class="quiet">{t('report_gathering.gaps.help')}</p>
      <DataTable
        caption={t('report_gathering.gaps.title')}
        quietCaption
        rows={gaps}
        columns={[
          { head: t('report_gathering.column.unit'), title: true, cell: (gap) => gap.unitName },
          { head: t('report_gathering.gaps.as_of'), cell: (gap) => formatDay(gap.asOf) },
          {
            head: t('report_gathering.gaps.filled'),
            cell: (gap) =>
              gap.filledAt && gap.filledBy ? (
                <a href={`/bao-cao-da-gui/${gap.filledBy}`}>{formatInstant(gap.filledAt)}</a>
              ) : (
                t('report_gathering.gaps.open')
              ),
          },
        ]}
      />
    </Section>
  )
}
