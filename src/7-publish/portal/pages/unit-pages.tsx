import { Hono } from 'hono'
import { formatDay, formatPeriod, t } from '#platform/i18n'
import type { Env } from '#platform/web'
import { Card, EmptyState, Facts, Grid, Section } from '#ui'
import { communes, unitPage } from '../read.ts'
import { ActivityCards, FigureCards, InitiativeCards } from './cards.tsx'
import { publish, to } from './frame.tsx'

/** The communes, of today and former ones, and a page for each. */
export const unitPages = new Hono<Env>()
  .get('/don-vi', async (c) => {
    const found = await communes()
    const today = found?.communes.filter((commune) => commune.validTo === null) ?? []
    const former = found?.communes.filter((commune) => commune.validTo !== null) ?? []
    return publish(c, {
      title: t('portal.units.title'),
      lead: found?.place.name,
      children:
        found && found.communes.length > 0 ? (
          <>
            <Section title={t('portal.units.today')}>
              <Grid size="narrow">
                {today.map((commune) => (
                  <Card
                    title={commune.name}
                    href={to(`/don-vi/${commune.slug}`)}
                    above={commune.officialCode ?? undefined}
                  />
                ))}
              </Grid>
            </Section>
            {former.length > 0 ? (
              <Section title={t('portal.units.former')}>
                <p class="quiet">{t('portal.units.former_help')}</p>
                <Grid size="narrow">
                  {former.map((commune) => (
                    <Card
                      title={commune.name}
                      href={to(`/don-vi/${commune.slug}`)}
                      foot={
                        commune.validTo
                          ? t('portal.units.until', { day: formatDay(commune.validTo) })
                          : undefined
                      }
                    />
                  ))}
                </Grid>
              </Section>
            ) : null}
          </>
        ) : (
          <EmptyState title={t('portal.home.empty')}>{t('portal.home.empty_help')}</EmptyState>
        ),
    })
  })
  .get('/don-vi/:slug', async (c) => {
    const page = await unitPage(c.req.param('slug'))
    const { unit, carried } = page
    const names = (units: typeof carried.predecessors) =>
      units.map((other, index) => (
        <>
          {index > 0 ? ', ' : ''}
          <a href={to(`/don-vi/${other.slug}`)}>{other.name}</a>
        </>
      ))
    const [came, went] = [carried.predecessors[0], carried.successors[0]]
    return publish(c, {
      title: unit.name,
      lead: unit.area ? unit.area.parentName : undefined,
      crumbs: [{ href: to('/don-vi'), label: t('portal.units.title') }],
      children: (
        <>
          <Facts
            items={[
              ...(unit.officialCode ? [{ label: t('portal.units.code'), value: unit.officialCode }] : []),
              ...(came
                ? [
                    {
                      label: t('portal.units.carries_on', { day: formatDay(came.day) }),
                      value: names(carried.predecessors),
                    },
                  ]
                : []),
              ...(went
                ? [
                    {
                      label: t('portal.units.carried_on', { day: formatDay(went.day) }),
                      value: names(carried.successors),
                    },
                  ]
                : []),
              ...((came ?? went)
                ? [{ label: t('portal.units.document'), value: (came ?? went)?.document ?? '' }]
                : []),
            ]}
          />
          <Section
            title={t('portal.units.figures', { period: formatPeriod(page.year) })}
            link={{
              href: `${to('/so-lieu')}?don-vi=${unit.slug}&ky=${page.year}`,
              label: t('portal.units.other_periods'),
            }}
          >
            {page.figures.length > 0 ? (
              <FigureCards figures={page.figures} period={page.year} slug={unit.slug} />
            ) : (
              <EmptyState title={t('portal.figures.empty')}>{t('portal.figures.empty_help')}</EmptyState>
            )}
          </Section>
          <Section title={t('portal.nav.initiatives')}>
            {page.initiatives.length > 0 ? (
              <InitiativeCards rows={page.initiatives} />
            ) : (
              <EmptyState title={t('portal.initiatives.empty')}>
                {t('portal.initiatives.empty_help')}
              </EmptyState>
            )}
          </Section>
          {page.latest.length > 0 ? (
            <Section title={t('portal.home.latest')}>
              <ActivityCards rows={page.latest} />
            </Section>
          ) : null}
        </>
      ),
    })
  })
