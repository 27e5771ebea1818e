import { Hono } from 'hono'
import { formatNumber, formatPeriod, t } from '#platform/i18n'
import type { Env } from '#platform/web'
import { Card, EmptyState, Grid, Hero, LinkButton, ProofLegend, Section } from '#ui'
import { home } from '../read.ts'
import { ActivityCards, FigureCards, InitiativeCards } from './cards.tsx'
import { publish, to } from './frame.tsx'

const levels = ['declared', 'evidenced', 'confirmed', 'verified'] as const

/** The first page: what the programme is, what it has done, and how far that is proven. */
export const homePage = new Hono<Env>().get('/', async (c) => {
  const found = await home()
  const running = found?.states.filter(({ state }) => state === 'active' || state === 'recognised')
  const count = running?.reduce((sum, row) => sum + row.count, 0) ?? 0
  return publish(c, {
    title: t('portal.home.title'),
    description: t('portal.home.description'),
    hero: (
      <Hero
        above={found?.place.name ?? c.var.site.name}
        title={t('portal.home.title')}
        lead={t('portal.home.lead')}
        actions={
          <>
            <LinkButton href={to('/so-lieu')} look="main">
              {t('portal.home.to_figures')}
            </LinkButton>
            <LinkButton href={to('/mo-hinh')}>{t('portal.home.to_initiatives')}</LinkButton>
          </>
        }
      />
    ),
    children: found ? (
      <>
        <Section
          title={t('portal.home.results')}
          link={{ href: to('/so-lieu'), label: t('portal.home.all_figures') }}
        >
          <p class="quiet">{t('portal.home.results_help', { count: formatNumber(count) })}</p>
          {found.leading.length > 0 ? (
            <FigureCards
              figures={found.leading}
              period={found.period}
              words={t('portal.home.since_beginning', { month: formatPeriod(found.since) })}
            />
          ) : (
            <EmptyState title={t('portal.home.no_figures')}>{t('portal.home.no_figures_help')}</EmptyState>
          )}
        </Section>
        <Section title={t('portal.proof.title')}>
          <p>{t('portal.proof.lead')}</p>
          <Grid size="normal">
            {levels.map((level) => (
              <Card title={t(`figures.assurance.${level}`)}>{t(`portal.proof.${level}`)}</Card>
            ))}
          </Grid>
          <ProofLegend />
        </Section>
        {found.featured.length > 0 ? (
          <Section
            title={t('portal.home.featured')}
            link={{ href: to('/mo-hinh'), label: t('portal.home.all_initiatives') }}
          >
            <InitiativeCards rows={found.featured} />
          </Section>
        ) : null}
        {found.latest.length > 0 ? (
          <Section title={t('portal.home.latest')}>
            <ActivityCards rows={found.latest} />
          </Section>
        ) : null}
        <Section
          title={t('portal.home.communes')}
          link={{ href: to('/don-vi'), label: t('portal.home.all_units') }}
        >
          <Grid size="narrow">
            {found.communes.map((commune) => (
              <Card title={commune.name} href={to(`/don-vi/${commune.slug}`)} />
            ))}
          </Grid>
        </Section>
      </>
    ) : (
      <EmptyState title={t('portal.home.empty')}>{t('portal.home.empty_help')}</EmptyState>
    ),
  })
})
