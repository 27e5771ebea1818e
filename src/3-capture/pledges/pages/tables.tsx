import { t } from '#platform/i18n'
import { excerpt } from '#platform/plain-text'
import { Badge, DataTable } from '#ui'
import type { CollectivePledge } from '../collective/store.ts'
import { addressOf } from './addresses.ts'
import { OutcomeBadge } from './words.tsx'

/** Pledges of collectives in a list. */
export const CollectiveTable = ({
  caption,
  rows,
}: {
  caption: string
  rows: readonly CollectivePledge[]
}) => (
  <DataTable
    caption={caption}
    quietCaption
    rows={rows}
    columns={[
      {
        head: t('pledges.column.words'),
        title: true,
        cell: (pledge: CollectivePledge) => (
          <a href={addressOf.collective(pledge.id)}>{excerpt(pledge.words, 140)}</a>
        ),
      },
      { head: t('pledges.column.unit'), cell: (pledge: CollectivePledge) => pledge.unitName },
      {
        head: t('pledges.column.outcome'),
        cell: (pledge: CollectivePledge) => (
          <>
            <OutcomeBadge outcome={pledge.outcome} />{' '}
            {pledge.confirmedOn ? (
              <Badge tone="honour" icon="check">
                {t('pledges.collective.confirmed')}
              </Badge>
            ) : null}
          </>
        ),
      },
    ]}
  />
)
