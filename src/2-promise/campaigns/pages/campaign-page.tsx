import type { Context } from 'hono'
import { addsUp, type IndicatorFigure, totalOf } from '#figures'
import { flashOf } from '#platform/forms/flash'
import { formatNumber, t, worded } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DataTable,
  EmptyState,
  Facts,
  Form,
  type FormState,
  LinkButton,
  Prose,
  Section,
  totalInWords,
  WorkPage,
} from '#ui'
import { type CampaignPage, campaignPage } from '../read.ts'
import { daysOfCampaign } from './campaign-cards.tsx'
import { WordingFields } from './list-pages.tsx'
import { CampaignResults } from './results.tsx'

const mostRows = 30

/** One figure by the initiatives and occasions that it is made of; they add up to it. */
function ByMember({ page, whole }: { page: CampaignPage; whole: IndicatorFigure }) {
  const of = (id: string) =>
    page.results.members.get(id)?.find(({ indicator }) => indicator.code === whole.indicator.code)?.figure
  const rows = page.members
    .flatMap((group) => group.rows)
    .flatMap((member) => {
      const figure = of(member.id)
      return figure ? [{ ...member, figure }] : []
    })
  // What the reader may not see, and what is beyond the lists, is part of the figure all the same.
  const rest = totalOf(whole.figure) - rows.reduce((sum, { figure }) => sum + totalOf(figure), 0)
  return (
    <Section title={worded(whole.indicator.nameVi, whole.indicator.nameEn)} id="theo-noi">
      <DataTable
        caption={t('campaigns.by_member')}
        quietCaption
        rows={rows}
        columns={[
          {
            head: t('campaigns.column.member'),
            title: true,
            cell: (row) => <a href={row.href}>{row.title}</a>,
          },
          { head: t('campaigns.column.unit'), cell: (row) => row.unitName },
          {
            head: worded(whole.indicator.unitVi, whole.indicator.unitEn),
            number: true,
            cell: (row) => totalInWords(row.figure),
          },
        ]}
      />
      {Math.abs(rest) >= 0.001 ? (
        <p class="quiet">{t('campaigns.rest', { amount: formatNumber(rest) })}</p>
      ) : null}
    </Section>
  )
}

function Members({ page }: { page: CampaignPage }) {
  const { campaign, members, mayManage } = page
  return (
    <Section title={t('campaigns.members')}>
      {members.length === 0 ? (
        <EmptyState title={t('campaigns.no_members')}>{t('campaigns.no_members_help')}</EmptyState>
      ) : (
        members.map(({ title, rows }) => (
          <>
            <h3>{`${title} (${rows.length})`}</h3>
            <ul class="linked-documents">
              {rows.slice(0, mostRows).map((row) => (
                <li>
                  <p>
                    <a href={row.href}>{row.title}</a> <span class="quiet">{row.unitName}</span>
                  </p>
                </li>
              ))}
            </ul>
            {rows.length > mostRows ? (
              <p class="quiet">{t('campaigns.more', { count: rows.length - mostRows })}</p>
            ) : null}
          </>
        ))
      )}
      {mayManage ? (
        <Buttons>
          <LinkButton href={`/phong-trao/${campaign.id}/mo-hinh`}>{t('campaigns.choose')}</LinkButton>
        </Buttons>
      ) : null}
    </Section>
  )
}

/** One campaign: its days, what it came to, what belongs to it. */
export async function showCampaign(c: Context<Env>, form: FormState = {}) {
  const page = await campaignPage(c.var.actor, c.req.param('id') ?? '')
  const { campaign, document } = page
  const asked = page.results.whole.find(({ indicator }) => indicator.code === c.req.query('chi-so'))
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={campaign.name}
      above={t(`campaigns.sort.${campaign.sort}`)}
      crumbs={[{ href: '/phong-trao', label: t('campaigns.title') }]}
      flash={flashOf(c, 'campaigns.flash')}
    >
      {campaign.summary ? (
        <Prose>
          <p>{campaign.summary}</p>
        </Prose>
      ) : null}
      <Facts
        items={[
          { label: t('campaigns.field.unitId'), value: campaign.unitName },
          { label: t('campaigns.time'), value: daysOfCampaign(campaign) },
          {
            label: t('campaigns.field.document'),
            value: document ? <a href={`/van-ban/${document.id}`}>{document.symbol}</a> : '',
          },
          {
            label: t('campaigns.public'),
            value: campaign.isPublic ? (
              <a href={`/phong-trao-cong-khai/${campaign.id}`}>{t('campaigns.is_public')}</a>
            ) : (
              t('campaigns.is_inside')
            ),
          },
        ]}
      />
      <Section title={t('campaigns.results')}>
        <CampaignResults
          results={page.results}
          hrefOf={({ code }) =>
            code === asked?.indicator.code ? undefined : `/phong-trao/${campaign.id}?chi-so=${code}#theo-noi`
          }
        />
      </Section>
      {asked && addsUp(asked.indicator.rule) ? <ByMember page={page} whole={asked} /> : null}
      <Members page={page} />
      {page.mayManage ? (
        <details open={form.problems !== undefined}>
          <summary>{t('campaigns.change')}</summary>
          <Form {...form} action={`/phong-trao/${campaign.id}/sua`}>
            <WordingFields form={form} given={{ ...campaign, document: document?.symbol ?? '' }} />
            <Buttons>
              <Button>{t('campaigns.save')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </WorkPage>,
  )
}
