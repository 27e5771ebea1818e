import { type Context, Hono } from 'hono'
import { formatInstant, formatNumber, t } from '#platform/i18n'
import { type Env, languageHref, securityHeaders } from '#platform/web'
import { Facts, PublicPage, Section } from '#ui'
import { publishedPage } from '../read.ts'
import { aboutCheck, amountIn, DrawFacts, EstimateFacts, nameOf, StageBadge } from './words.tsx'

/** What everybody may see of a check: the hash before the draw, the seed after it, the result. No record, no name. */
export const publishedCheckPages = new Hono<Env>().get('/kiem-tra/:id', async (c: Context<Env>) => {
  const { check, indicator, kind } = await publishedPage(c.req.param('id') ?? '')
  return c.html(
    <PublicPage
      site={c.var.site}
      unlisted
      languageHref={languageHref(new URL(c.req.url).pathname)}
      title={nameOf(indicator)}
      above={t('spotchecks.above')}
      lead={aboutCheck(check, kind)}
    >
      <p>
        <StageBadge check={check} />
      </p>
      <Facts
        items={[
          {
            label: t('spotchecks.wanted'),
            value: t('spotchecks.wanted_value', {
              confidence: check.confidence,
              tolerable: formatNumber(check.tolerable),
              expected: formatNumber(check.expected),
            }),
          },
          { label: t('spotchecks.column.planned'), value: formatInstant(check.plannedAt) },
          { label: t('spotchecks.draw.at'), value: check.drawnAt ? formatInstant(check.drawnAt) : '' },
          {
            label: t('spotchecks.population'),
            value:
              check.populationSize === null || check.declared === null
                ? ''
                : t('spotchecks.population_value', {
                    records: check.populationSize,
                    declared: amountIn(indicator, check.declared),
                  }),
          },
          { label: t('spotchecks.column.visits'), value: check.sampleSize },
        ]}
      />
      {check.estimate ? (
        <Section title={t('spotchecks.estimate.title')}>
          <EstimateFacts estimate={check.estimate} indicator={indicator} />
        </Section>
      ) : null}
      <Section title={t('spotchecks.draw.proof')}>
        <DrawFacts check={check} />
      </Section>
    </PublicPage>,
    200,
    { ...securityHeaders(null), 'cache-control': 'public, no-cache' },
  )
})
