import { deviceInWords } from '#platform/device'
import { formatMoment, t } from '#platform/i18n'
import { DataTable, EmptyState } from '#ui'
import type { eventsOf } from '../sign-in/event-store.ts'

type Event = Awaited<ReturnType<typeof eventsOf>>[number]

/** What happened, how often, and who did it where it was another. */
const whatOf = ({ kind, times, byName }: Event): string => {
  const what = t(`access.event.${kind}`)
  const often = times > 1 ? t('access.events.times', { what, times }) : what
  return byName ? t('access.events.by', { what: often, name: byName }) : often
}

const whereOf = ({ address, device }: Event): string =>
  [...(device ? [deviceInWords(device)] : []), ...(address ? [address] : [])].join(' · ') || '–'

/** What happened to an account, the newest first. */
export function SecurityEvents({ events }: { events: readonly Event[] }) {
  if (events.length === 0)
    return <EmptyState title={t('access.events.empty')}>{t('access.events.empty_help')}</EmptyState>
  return (
    <DataTable
      caption={t('access.events.title')}
      quietCaption
      rows={events}
      columns={[
        { head: t('access.events.what'), title: true, cell: whatOf },
        { head: t('access.events.where'), cell: whereOf },
        { head: t('access.events.at'), cell: (row) => formatMoment(row.at) },
      ]}
    />
  )
}
