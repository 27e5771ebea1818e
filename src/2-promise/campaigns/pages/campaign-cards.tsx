import { formatDay, t } from '#platform/i18n'
import { Card, Grid } from '#ui'
import type { Campaign } from '../store.ts'

/** The days of a campaign in words. */
export const daysOfCampaign = ({ fromDay, lastDay }: Pick<Campaign, 'fromDay' | 'lastDay'>): string =>
  lastDay === null
    ? t('campaigns.since', { from: formatDay(fromDay) })
    : t('campaigns.days', { from: formatDay(fromDay), to: formatDay(lastDay) })

/** Campaigns as cards, each with its page. */
export const CampaignCards = (props: {
  rows: readonly Campaign[]
  hrefOf: (campaign: Campaign) => string
}) => (
  <Grid size="normal">
    {props.rows.map((campaign) => (
      <Card
        level={2}
        title={campaign.name}
        href={props.hrefOf(campaign)}
        above={t(`campaigns.sort.${campaign.sort}`)}
        foot={campaign.unitName}
      >
        <p>{daysOfCampaign(campaign)}</p>
      </Card>
    ))}
  </Grid>
)
