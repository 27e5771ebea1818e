import { formatPeriod, t } from '#platform/i18n'
import type { Archive } from './store.ts'

/** Says of which years the single records lie in a file. */
export const ArchiveNote = ({ archives }: { archives: readonly Archive[] }) => (
  <>
    {archives.map(({ year, file }) => (
      <p class="quiet">{t('figures.archive.note', { year: String(year), file })}</p>
    ))}
  </>
)

/** What stands where a record of an archived year would be named. */
export const sumInArchive = ({ day }: { day: string }): string =>
  t('figures.archive.source', { month: formatPeriod(day.slice(0, 7)) })
