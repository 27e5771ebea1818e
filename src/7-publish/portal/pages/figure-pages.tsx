import { type Context, Hono } from 'hono'
import { PublicEvidence } from '#evidence'
import {
  ArchiveNote,
  BesideColumns,
  BeyondNote,
  choosesPeriod,
  type LineageRow,
  OfWhich,
  spanInWords,
  stepOf,
  sumInArchive,
  totalOf,
} from '#figures'
import { formatDay, formatPeriod, t, worded } from '#platform/i18n'
import { dayPlace, packPlace, placeIn } from '#platform/lists/page'
import { saidInWords } from '#platform/precision-words'
import type { Env } from '#platform/web'
import { Badge, DataTable, EmptyState, Figure, Pager, PeriodBars, Section, ShareBars } from '#ui'
import { figureOpened, figuresIn } from '../read.ts'
import { FigureCards, missingWords } from './cards.tsx'
import { PeriodForm, periodOf, publish, to } from './frame.tsx'

async function overviewPage(c: Context<Env>) {
  const period = periodOf(c)
  const slug = c.req.query('don-vi') || undefined
  const found = await figuresIn(slug, period)
  return publish(c, {
    title: t('portal.figures.title'),
    lead: found ? `${found.place.name} · ${formatPeriod(period)}` : undefined,
    description: t('portal.figures.description'),
    children: (
      <>
        <PeriodForm
          action={to('/so-lieu')}
          period={period}
          offered={found?.periods ?? []}
          units={found?.communes ?? []}
          slug={slug}
        />
        {found && found.figures.length > 0 ? (
          <>
            <FigureCards figures={found.figures} period={period} slug={slug} />
            {found.figures.some(({ figure }) => figure.isWithheld) ? (
              <p class="quiet">{t('portal.figures.protected_help')}</p>
            ) : null}
          </>
        ) : (
          <EmptyState title={t('portal.figures.empty')}>{t('portal.figures.empty_help')}</EmptyState>
        )}
        <p class="quiet">
          <a href={`/du-lieu-mo/tong-hop.csv?ky=${encodeURIComponent(period)}`}>{t('portal.figures.csv')}</a>
        </p>
      </>
    ),
  })
}

type Opened = Awaited<ReturnType<typeof figureOpened>>

const Facts = ({ page, rows, caption }: { page: Opened; rows: readonly LineageRow[]; caption: string }) => (
  <DataTable
    caption={caption}
    quietCaption
    rows={rows}
    columns={[
      {
        head: t('figures.column.source'),
        title: true,
        cell: (row) => {
          if (row.sourceKind === 'archive') return <span class="quiet">{sumInArchive(row)}</span>
          const activity = page.activities.get(row.sourceId)
          const declared = page.words.get(row.sourceId)
          if (!activity && declared) return declared.title
          if (!activity) return <span class="quiet">{t('portal.figures.not_public')}</span>
          return (
            <>
              <a href={to(`/mo-hinh/${activity.initiativeSlug}`)}>{activity.initiativeName}</a>
              <p>{activity.summary}</p>
              <PublicEvidence files={activity.files} alt={activity.summary.slice(0, 80)} most={3} />
            </>
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
        head: `${t('figures.column.amount')} (${worded(page.indicator.unitVi, page.indicator.unitEn)})`,
        number: true,
        cell: (row) => saidInWords(row.amount, row.qualifier),
      },
    ]}
  />
)

async function openedPage(c: Context<Env>) {
  const period = periodOf(c)
  const slug = c.req.query('don-vi') || undefined
  const code = c.req.param('indicator') ?? ''
  const page = await figureOpened(slug, period, code, placeIn(c, dayPlace))
  const unit = worded(page.indicator.unitVi, page.indicator.unitEn)
  const link = (over: { ky?: string; slug?: string | undefined; code?: string }) => {
    const chosen = 'slug' in over ? over.slug : slug
    return `${to(`/so-lieu/${over.code ?? code}`)}?${new URLSearchParams({ ky: over.ky ?? period, ...(chosen ? { 'don-vi': chosen } : {}) })}`
  }
  const { next } = page.facts
  return publish(c, {
    title: worded(page.indicator.nameVi, page.indicator.nameEn),
    lead: `${page.place.name} · ${formatPeriod(period)}`,
    crumbs: [{ href: to('/so-lieu'), label: t('portal.figures.title') }],
    children: (
      <>
        <PeriodForm action={to(`/so-lieu/${code}`)} period={period} offered={page.periods} slug={slug} />
        <Figure
          label={t(page.indicator.rule === 'stock' ? 'figures.at_end' : 'figures.in_period')}
          unit={unit}
          period={formatPeriod(period)}
          proof={page.figure}
          amount={totalOf(page.figure)}
          note={
            <>
              <BeyondNote indicator={page.indicator} figure={page.figure} period={period} />
              {worded(page.indicator.definitionVi, page.indicator.definitionEn)}
            </>
          }
          {...missingWords(page.figure)}
        />
        {page.figure.isWithheld ? <p>{t('portal.figures.protected_help')}</p> : null}
        <PeriodBars
          caption={t(`figures.by_${stepOf(page.columns)}`)}
          unit={unit}
          periods={page.columns.map(({ period: ky, figure }) => ({
            ...figure,
            period: ky,
            href: link({ ky }),
            ...missingWords(figure),
          }))}
        />
        <BesideColumns
          figure={page.figure}
          columns={page.columns}
          indicator={page.indicator}
          period={period}
        />
        <OfWhich around={page} hrefOf={(one) => link({ code: one })} />
        {page.rows.length > 0 ? (
          <ShareBars
            caption={t('figures.by_unit')}
            unit={unit}
            rows={page.rows.map(({ label, slug, note, missing, figure }) => ({
              ...figure,
              label,
              note,
              missing,
              href: slug && link({ slug }),
            }))}
          />
        ) : null}
        <Section title={t('portal.figures.facts')} id="nguon">
          {page.figure.isWithheld ? null : <p class="quiet">{t('portal.figures.facts_help')}</p>}
          <ArchiveNote archives={page.facts.archives} />
          {page.figure.isWithheld ? (
            <p>{t('portal.figures.protected_facts')}</p>
          ) : page.facts.rows.length > 0 ? (
            <Facts page={page} rows={page.facts.rows} caption={t('portal.figures.facts')} />
          ) : (
            <EmptyState title={t('figures.no_facts')}>{t('figures.no_facts_help')}</EmptyState>
          )}
          <Pager nextHref={next ? `${link({})}&sau=${packPlace(next)}#nguon` : null} />
        </Section>
        {page.facts.beyond.length > 0 ? (
          <Section title={t('figures.beyond.title')} id="khai-gop">
            <p class="quiet">{t('figures.beyond.help')}</p>
            <Facts page={page} rows={page.facts.beyond} caption={t('figures.beyond.title')} />
          </Section>
        ) : null}
      </>
    ),
  })
}

/** Figures for everybody, each open down to what it is made of. */
export const figurePages = new Hono<Env>()
  .get('/so-lieu', choosesPeriod, overviewPage)
  .get('/so-lieu/:indicator', choosesPeriod, openedPage)
