import { type Context, Hono } from 'hono'
import { CampaignCards, CampaignResults, daysOfCampaign, publicCampaign, publicCampaigns } from '#campaigns'
import { t } from '#platform/i18n'
import { dayPlace, nextHref, placeIn } from '#platform/lists/page'
import type { Env } from '#platform/web'
import { EmptyState, Facts, Pager, ProofLegend, Prose, Section } from '#ui'
import { publish, to } from './frame.tsx'

const at = '/phong-trao-cong-khai'

async function listPage(c: Context<Env>) {
  const { rows, next } = await publicCampaigns(placeIn(c, dayPlace))
  return publish(c, {
    title: t('campaigns.title'),
    lead: t('campaigns.public_lead'),
    children: (
      <>
        {rows.length === 0 ? (
          <EmptyState title={t('campaigns.empty')}>{t('campaigns.public_empty_help')}</EmptyState>
        ) : (
          <CampaignCards rows={rows} hrefOf={({ id }) => to(`${at}/${id}`)} />
        )}
        <Pager nextHref={nextHref(c, next)} />
      </>
    ),
  })
}

/** One campaign: what it came to with its proof, and what belongs to it. */
async function onePage(c: Context<Env>) {
  const { campaign, members, results } = await publicCampaign(c.req.param('id') ?? '')
  return publish(c, {
    title: campaign.name,
    above: t(`campaigns.sort.${campaign.sort}`),
    description: campaign.summary.slice(0, 200) || undefined,
    crumbs: [{ href: to(at), label: t('campaigns.title') }],
    children: (
      <>
        {campaign.summary ? (
          <Prose>
            <p>{campaign.summary}</p>
          </Prose>
        ) : null}
        <Facts
          items={[
            { label: t('campaigns.field.unitId'), value: campaign.unitName },
            { label: t('campaigns.time'), value: daysOfCampaign(campaign) },
          ]}
        />
        <Section title={t('campaigns.results')}>
          <CampaignResults results={results} />
          <ProofLegend />
          <p class="quiet">{t('campaigns.public_protected')}</p>
        </Section>
        <Section title={t('campaigns.members')}>
          {members.length === 0 ? <p>{t('campaigns.public_no_members')}</p> : null}
          {members.map(({ title, rows }) => (
            <>
              <h3>{`${title} (${rows.length})`}</h3>
              <ul class="plain-list">
                {rows.map((row) => (
                  <li>
                    {row.href ? <a href={to(row.href)}>{row.title}</a> : row.title}{' '}
                    <span class="quiet">{[row.unitName, row.note].filter(Boolean).join(' · ')}</span>
                  </li>
                ))}
              </ul>
            </>
          ))}
        </Section>
      </>
    ),
  })
}

/** Public campaigns, and one with what belongs to it. */
export const campaignPages = new Hono<Env>().get(at, listPage).get(`${at}/:id{[0-9a-f-]{36}}`, onePage)
