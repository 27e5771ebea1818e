import { type Context, Hono } from 'hono'
import { ArchiveNote, BeyondNote, OfWhich, spanInWords, stepOf, sumInArchive } from '#figures'
import { formatDay, formatInstant, formatPeriod, t, worded } from '#platform/i18n'
import { dayPlace, nextHref, placeIn } from '#platform/lists/page'
import { saidInWords } from '#platform/precision-words'
import { type Env, languageHref, localPath, securityHeaders } from '#platform/web'
import {
  Badge,
  DataTable,
  EmptyState,
  Pager,
  PeriodBars,
  PublicPage,
  type PublicPageProps,
  Section,
  ShareBars,
} from '#ui'
import { sharedFigure } from '../read.ts'
import { shareIdOf } from '../share-link.ts'
import { BeforeAndNow, CauseTable } from './difference.tsx'

type Opened = Exclude<Awaited<ReturnType<typeof sharedFigure>>, undefined | 'over'>

/** A page for whoever has the link: no script, kept by no search engine and no cache, its address told to nobody. */
function answer(c: Context<Env>, status: 200 | 404 | 410, props: Omit<PublicPageProps, 'site'>) {
  return c.html(
    <PublicPage site={c.var.site} unlisted languageHref={languageHref(localPath(c.req.url))} {...props} />,
    status,
    {
      ...securityHeaders(null),
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'private, no-store',
    },
  )
}

const Facts = ({ page, unit }: { page: Opened; unit: string }) => (
  <DataTable
    caption={t('readings.shared.facts')}
    quietCaption
    rows={page.facts.rows}
    columns={[
      {
        head: t('figures.column.source'),
        title: true,
        cell: (row) => {
          if (row.sourceKind === 'archive') return sumInArchive(row)
          const said = page.words.get(row.sourceId)
          return said ? (
            <a href={said.href}>{said.title}</a>
          ) : (
            <span class="quiet">{t('readings.shared.not_public')}</span>
          )
        },
      },
      { head: t('figures.column.unit'), cell: (row) => row.unitName },
      {
        head: t('figures.column.day'),
        cell: (row) => (row.since ? spanInWords(row.since, row.day) : formatDay(row.day)),
      },
      {
        head: t('figures.column.assurance'),
        cell: (row) => (
          <Badge tone={row.assurance === 'declared' ? 'neutral' : 'done'}>
            {t(`figures.assurance.${row.assurance}`)}
          </Badge>
        ),
      },
      {
        head: `${t('figures.column.amount')} (${unit})`,
        number: true,
        cell: (row) => saidInWords(row.amount, row.qualifier),
      },
    ]}
  />
)

/** What the figure is made of, page by page. */
const FactsSection = ({ page, unit, next }: { page: Opened; unit: string; next: string | null }) => (
  <Section title={t('readings.shared.facts')} id="nguon">
    <p class="quiet">{t('readings.shared.facts_help')}</p>
    <ArchiveNote archives={page.facts.archives} />
    {page.facts.rows.length > 0 ? (
      <Facts page={page} unit={unit} />
    ) : (
      <EmptyState title={t('figures.no_facts')}>{t('figures.no_facts_help')}</EmptyState>
    )}
    <Pager nextHref={next} />
  </Section>
)

async function sharedPage(c: Context<Env>) {
  const token = c.req.param('token') ?? ''
  const id = shareIdOf(token)
  const page = id === undefined ? undefined : await sharedFigure(id, placeIn(c, dayPlace))
  // What was never signed and what is not there any more look alike; only who had a link hears that it is over.
  if (page === undefined)
    return answer(c, 404, { title: t('readings.shared.missing'), lead: t('readings.shared.missing_text') })
  if (page === 'over')
    return answer(c, 410, { title: t('readings.shared.over'), lead: t('readings.shared.over_text') })

  const { indicator, unit: place, difference } = page
  const unit = worded(indicator.unitVi, indicator.unitEn)
  return answer(c, 200, {
    above: t('readings.shared.above'),
    title: worded(indicator.nameVi, indicator.nameEn),
    lead: [
      place.name,
      ...(page.reach ? [t(`figures.reach.${page.reach}`)] : []),
      formatPeriod(page.period),
      ...(page.line ? [t('readings.shared.line', { line: worded(page.line.nameVi, page.line.nameEn) })] : []),
    ].join(' · '),
    children: (
      <>
        <BeforeAndNow
          difference={difference}
          indicator={indicator}
          since={{ sharedAt: page.takenAt }}
          period={formatPeriod(page.period)}
          beforeLabel={t('readings.shared.at', { when: formatInstant(page.takenAt) })}
          nowLabel={t('readings.shared.today')}
        />
        <BeyondNote indicator={indicator} figure={difference.after} period={page.period} />
        <p class="quiet">{worded(indicator.definitionVi, indicator.definitionEn)}</p>
        {difference.causes.length > 0 ? (
          <Section title={t('readings.why.causes')}>
            <CauseTable difference={difference} unit={unit} />
          </Section>
        ) : null}
        <PeriodBars
          caption={t(`figures.by_${stepOf(page.columns)}`)}
          unit={unit}
          periods={page.columns.map(({ period, figure }) => ({ ...figure, period }))}
        />
        <OfWhich around={page} />
        {page.rows.length > 0 ? (
          <ShareBars
            caption={t('figures.by_unit')}
            unit={unit}
            rows={page.rows.map(({ label, note, missing, figure }) => ({ ...figure, label, note, missing }))}
          />
        ) : null}
        <FactsSection page={page} unit={unit} next={nextHref(c, page.facts.next, '#nguon')} />
        <p class="quiet">{t('readings.shared.until', { when: formatInstant(page.expiresAt) })}</p>
      </>
    ),
  })
}

/** The page that a link opens, for people without an account. */
export const sharedPages = new Hono<Env>().get('/chia-se/:token', sharedPage)
