import { formatDay, t } from '#platform/i18n'
import { Card, Grid } from '#ui'
import type { Campaign } from '../store.ts'

/** The days of a campaign in words. */
export const daysOfCampaign = ({ fromDay, lastDay }: Pick<Campaign, 'fromDay' | 'lastDay'>): string =>
  lastDay === null
    ? t('campaigns.since', { from: formatDay(fromDay) })
    : t('campaigns.days', { from: formatDay(fromDay), to: formatDay(lastDay) })

/** A campaign as a card that leads to its page. */
export const cardOfCampaign = (campaign: Campaign, href: string) => ({
  title: campaign.name,
  href,
  above: t(`campaigns.sort.${campaign.sort}`),
  foot: campaign.unitName,
  children: <p>{daysOfCampaign(campaign)}</p>,
})

/** Campaigns as cards, each with its page. */
export const CampaignCards = (props: {
  rows: readonly Campaign[]
  hrefOf: (campaign: Campaign) => string
}) => (
  <Grid size="normal">
    {props.rows.map((campaign) => (
      <Card level={2} {...cardOfCampaign(campaign, props.hrefOf(campaign))} />
    ))}
  </Grid>
)
