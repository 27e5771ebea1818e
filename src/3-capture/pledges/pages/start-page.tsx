import { type Context, Hono } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { t } from '#platform/i18n'
import { excerpt } from '#platform/plain-text'
import { type Env, frameOf } from '#platform/web'
import { Card, EmptyState, Grid, LinkButton, Section, WorkPage } from '#ui'
import { startOf } from '../personal/form.ts'
import type { PersonalPledge } from '../personal/pledge-personally.ts'
import { addressOf } from './addresses.ts'
import { CollectiveTable } from './tables.tsx'
import { OutcomeBadge, yearAsked } from './words.tsx'

const PledgeCard = ({ pledge, isOwn }: { pledge: PersonalPledge; isOwn: boolean }) => (
  <Card
    above={isOwn ? `${pledge.year} – ${pledge.cellName}` : pledge.cellName}
    badge={<OutcomeBadge outcome={pledge.outcome} />}
    title={isOwn ? excerpt(pledge.said.words, 100) : pledge.personName}
    href={addressOf.own(pledge.id)}
  >
    {isOwn ? null : excerpt(pledge.said.words, 140)}
  </Card>
)

async function startPage(c: Context<Env>) {
  const year = yearAsked(c)
  const page = await startOf(c.var.actor, year)
  const may = c.var.actor.may ?? []
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('pledges.title')}
      lead={t('pledges.free')}
      flash={flashOf(c, 'pledges.flash')}
      actions={
        <>
          <LinkButton href={addressOf.personal} look="main" icon="leaf">
            {t('pledges.personal.link')}
          </LinkButton>
          <LinkButton href={addressOf.funnels(year)} icon="figures">
            {t('pledges.funnel.link')}
          </LinkButton>
        </>
      }
    >
      <Section title={t('pledges.personal.mine')}>
        {page.own.length === 0 ? (
          <EmptyState title={t('pledges.personal.none')}>{t('pledges.personal.none_help')}</EmptyState>
        ) : (
          <Grid size="wide">
            {page.own.map((pledge) => (
              <PledgeCard pledge={pledge} isOwn />
            ))}
          </Grid>
        )}
      </Section>
      {page.inCells.length > 0 ? (
        <Section title={t('pledges.personal.in_cells', { year: String(year) })}>
          <p class="quiet">{t('pledges.personal.in_cells_help')}</p>
          <Grid size="wide">
            {page.inCells.map((pledge) => (
              <PledgeCard pledge={pledge} isOwn={false} />
            ))}
          </Grid>
        </Section>
      ) : null}
      <Section
        title={t('pledges.collective.list', { year: String(year) })}
        link={{ href: addressOf.collectives(year), label: t('pledges.collective.all') }}
      >
        {page.collectives.length === 0 ? (
          <EmptyState title={t('pledges.collective.none')}>{t('pledges.collective.none_help')}</EmptyState>
        ) : (
          <CollectiveTable
            caption={t('pledges.collective.list', { year: String(year) })}
            rows={page.collectives}
          />
        )}
        {may.includes('pledge.enter') ? (
          <div class="buttons">
            <LinkButton href={addressOf.newCollective} icon="record">
              {t('pledges.collective.link')}
            </LinkButton>
            <LinkButton href={addressOf.paper(year)} icon="file">
              {t('pledges.paper.link')}
            </LinkButton>
          </div>
        ) : null}
      </Section>
    </WorkPage>,
  )
}

/** Where everybody begins: what they pledged themselves, and what collectives did. */
export const startPages = new Hono<Env>().get('/dang-ky-lam-theo', startPage)
