import { formatInstant, t } from '#platform/i18n'
import { Section, Timeline, type TimelineItem } from '#ui'
import type { HistoryRow } from '../store.ts'

/** A word of a checker as a step of the history. */
function said(row: HistoryRow): TimelineItem[] {
  if (!row.verdict || !row.checkedAt) return []
  const tone = row.verdict === 'accepted' ? 'done' : row.verdict === 'reopened' ? 'warning' : 'problem'
  return [
    {
      when: formatInstant(row.checkedAt),
      title: t(`activities.history.${row.verdict}`),
      who: row.checkerName ?? undefined,
      tone,
      text: row.verdictReason ?? undefined,
    },
  ]
}

const written = (row: HistoryRow): TimelineItem => ({
  when: formatInstant(row.writtenAt),
  title: t(row.number === 1 ? 'activities.history.recorded' : 'activities.history.corrected', {
    number: row.number,
  }),
  who: row.writerName ?? undefined,
  text: row.changeReason ?? (row.number === 1 ? undefined : row.summary),
})

/** Every version of a record and every word on it: one version may be rejected, taken up again and then accepted. */
export function History({ rows }: { rows: readonly HistoryRow[] }) {
  const versions = Map.groupBy(rows, ({ number }) => number)
  const items = [...versions.values()].flatMap((words) => {
    const [version] = words
    return version ? [...words.flatMap(said), written(version)] : []
  })
  return (
    <Section title={t('activities.history.title')}>
      <Timeline items={items} label={t('activities.history.title')} />
    </Section>
  )
}
